"""Finding and running the program, and its exit codes as exceptions."""

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
    named = os.environ.get("LINDBLAD_VERIFY")
    if named:
        return shlex.split(named)
    tools = os.path.join(os.path.expanduser("~"), ".dotnet", "tools")
    found = shutil.which("lindblad-verify") or shutil.which("lindblad-verify", path=tools)
    if found is None:
        raise ProgramNotFound("the program 'lindblad-verify' is not on the path; install it with 'dotnet tool install --global lindblad-verify', "
                              "or set LINDBLAD_VERIFY to its command line")
    return [found]


def run(*arguments, allowed=(0,), cwd=None):
    """Runs the program and returns (exit code, standard output); an exit code that is not `allowed` raises its exception."""
    command = program() + [str(a) for a in arguments]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, encoding="utf-8", cwd=cwd, check=False)
    except OSError as error:
        raise ProgramNotFound(f"'{command[0]}' cannot be started: {error.strerror}") from error
    if done.returncode not in allowed:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        said = lines[-1] if lines else f"'{' '.join(command)}' ended with exit code {done.returncode}"
        prefix = "lindblad-verify: "
        raise _ERRORS.get(done.returncode, LindbladVerifyError)(said[len(prefix):] if said.startswith(prefix) else said, done.returncode)
    return done.returncode, done.stdout
