"""Finding and running the program, and its exit codes as exceptions."""

import json
import os
import shlex
import shutil
import subprocess


class LindbladVerifyError(Exception):
    """The program ended with an exit code other than 0; `code` has it, the message is the program's own."""

    def __init__(self, message, code=None):
        super().__init__(message)
        self.code = code


class ProgramNotFound(LindbladVerifyError):
    """There is no program `lindblad-verify` to call."""


class VerdictDiffers(LindbladVerifyError):
    """A verdict is not the declared one (exit code 1). `verdicts` has all of them, `failed` those that raised."""

    def __init__(self, message, verdicts, failed):
        super().__init__(message, 1)
        self.verdicts = verdicts
        self.failed = failed


class FormulaFalse(VerdictDiffers):
    """A claim about a formula is false; `failed[0].counterexample` shows where."""


class BadInput(LindbladVerifyError):
    """Bad usage or bad input (exit code 2): the message names the field, the value and what is allowed."""


class Inconclusive(LindbladVerifyError):
    """The question could not be decided, or is too large (exit code 3)."""


class NumericalFailure(LindbladVerifyError):
    """A numerical or backend failure (exit code 4)."""


class Stopped(LindbladVerifyError):
    """Stopped early with everything stored (exit code 75): the same call goes on."""


_ERRORS = {2: BadInput, 3: Inconclusive, 4: NumericalFailure, 75: Stopped}


def program():
    """The words of the command line that starts the program.

    They are taken from the environment variable LINDBLAD_VERIFY (such as "dotnet /path/lindblad-verify.dll"), else
    `lindblad-verify` on the path, else the folder of .NET's global tools. Raises ProgramNotFound.
    """
    named = os.environ.get("LINDBLAD_VERIFY", "").strip()
    if named:
        if os.path.isfile(named):
            return [named]  # a path may hold spaces and, on Windows, backslashes
        try:
            return [word.strip('"') for word in shlex.split(named, posix=False)] if os.name == "nt" else shlex.split(named)
        except ValueError as error:
            raise ProgramNotFound(f"the variable LINDBLAD_VERIFY, {named!r}, is no command line: {error}") from error
    tools = os.path.join(os.path.expanduser("~"), ".dotnet", "tools")
    found = shutil.which("lindblad-verify") or shutil.which("lindblad-verify", path=tools)
    if found is None:
        raise ProgramNotFound("the program 'lindblad-verify' is not on the path; install it with 'dotnet tool install --global lindblad-verify', "
                              "or set LINDBLAD_VERIFY to its command line")
    return [found]


def run(*arguments, allowed=(0,), cwd=None):
    """Runs the program and returns (exit code, standard output); an exit code that is not `allowed` raises its exception."""
    command = program() + [str(a) for a in arguments]
    for word in command:
        if "\0" in word:
            raise BadInput(f"{word!r} holds the character 0, which no command line can", 2)
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, encoding="utf-8", errors="replace", cwd=cwd, check=False)
    except OSError as error:
        raise ProgramNotFound(f"'{command[0]}' cannot be started: {error.strerror}") from error
    except UnicodeEncodeError as error:
        raise BadInput(f"{error.object!r} holds a character that no command line can", 2) from error
    if done.returncode not in allowed or (done.returncode != 0 and not done.stdout.strip()):
        prefix = "lindblad-verify: "
        lines = [line[len(prefix):] if line.startswith(prefix) else line for line in done.stderr.splitlines() if line.strip()]
        reasons = [line for line in lines if not line.startswith("try '")]  # where to look for help is no reason
        is_usage = len(reasons) < len(lines)  # all that is wrong with the command line, the first thing first; progress stands before other reasons
        said = reasons[0 if is_usage else -1] if reasons else f"'{' '.join(command)}' ended with exit code {done.returncode}"
        raise _ERRORS.get(done.returncode, LindbladVerifyError)(said, done.returncode)
    return done.returncode, done.stdout


def run_json(*arguments, allowed=(0,)):
    """Runs the program with --json and returns what it printed."""
    _, text = run(*arguments, "--json", allowed=allowed)
    try:
        return json.loads(text)
    except ValueError as error:
        raise LindbladVerifyError(f"'{' '.join(program())}' did not answer '{arguments[0]}' with JSON; is it lindblad-verify, and is no option given that prints something else?") from error


def place(file, what):
    """A file as one word that cannot be taken for an option: a text or a path."""
    try:
        text = os.fspath(file)
    except TypeError:
        raise BadInput(f"{what} must be the path of a file, not {type(file).__name__}", 2) from None
    if not isinstance(text, str) or not text:
        raise BadInput(f"{what} must be the path of a file, not {text!r}", 2)
    return os.path.join(".", text) if text.startswith("-") else text
