"""The commands `simulate`, `rate`, `sweep`, `verify` and `derive`."""

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

import numpy as np

from ._program import BadInput, FormulaFalse, VerdictDiffers, place, run, run_json


def _options(settings, given):
    """Keyword arguments as options of the command line: my_option=True becomes --my-option, None and False are left out."""
    words = []
    if not isinstance(settings if settings is not None else {}, Mapping):
        raise BadInput(f"set must give values by name, such as {{'g': 2e6}}, not {settings!r}", 2)
    for name in given:
        if name in ("json", "help", "version"):
            raise BadInput(f"the option '{name}' is not one of this function", 2)
    for name, value in (settings or {}).items():
        words += ["--set", f"{name}={_text(value)}"]
    for name, value in given.items():
        option = "--" + name.replace("_", "-")
        if value is True:
            words.append(option)
        elif value is not None and value is not False:
            words += [option, _text(value)]
    return words


def _text(value):
    """Numbers with all their digits, everything else as it is."""
    return repr(float(value)) if isinstance(value, (float, np.floating)) else str(value)


def _array(values):
    return np.array([np.nan if v is None else v for v in values], dtype=float)


@dataclass
class Simulation:
    """Expectation values over time: `times` in s, and arrays of the same length by the name of the observable."""

    name: str
    times: np.ndarray
    observables: Dict[str, np.ndarray]
    standard_errors: Optional[Dict[str, np.ndarray]]
    error_estimates: Optional[Dict[str, float]]
    method: str
    reason: str
    dimension: Dict[str, int]
    backend: str
    parameters: Dict[str, float]
    notes: List[str]

    def __getitem__(self, observable):
        return self.observables[observable]


def simulate(model, set=None, **options):  # pylint: disable=redefined-builtin
    """Solves a model file.

    model: path of the file. set: values in place of the file's parameters, by name. options: those of the command line, such as
    method="monte-carlo", trajectories=2000, seed=1, tolerance=1e-8. Returns a Simulation; standard_errors is None unless sampled.
    """
    result = run_json("simulate", place(model, "model"), *_options(set, options))
    errors = result.get("standardErrors")
    return Simulation(
        name=result["name"],
        times=_array(result["times"]),
        observables={k: _array(v) for k, v in result["observables"].items()},
        standard_errors=None if errors is None else {k: _array(v) for k, v in errors.items()},
        error_estimates=result.get("errorEstimates"),
        method=result["method"],
        reason=result.get("reason", ""),
        dimension=result["dimension"],
        backend=result["backend"],
        parameters=result.get("parameters", {}),
        notes=result.get("notes", []))


@dataclass
class Rate:
    """One way to the rate: its value in 1/s (nan where the method does not apply, then `reason` says why) and its standard error."""

    method: str
    value: float
    standard_error: Optional[float] = None
    reason: Optional[str] = None

    def __float__(self):
        return self.value


@dataclass
class Rates:
    """The flip-flop rate of a pair by several methods: `rates["exact"].value`."""

    parameters: Dict[str, float]
    noise: str
    rates: Dict[str, Rate]
    rate_exists: bool
    regime: str

    def __getitem__(self, method):
        return self.rates[method]


def rate(dipolar, hyperfine, polarization, electron_rate, broadening, **options):
    """The flip-flop rate of a nuclear pair beside an electron.

    dipolar (D12), hyperfine (A1 - A2) in rad/s; electron_rate, broadening in 1/s; polarization without unit; a text may carry a
    unit ("76 kHz"). options: those of the command line, such as noise="ornstein-uhlenbeck", method="all", trajectories=20000.
    """
    given = dict(dipolar=dipolar, hyperfine=hyperfine, polarization=polarization, electron_rate=electron_rate, broadening=broadening, **options)
    result = run_json("rate", *_options(None, given))
    rates = {r["method"]: Rate(r["method"], float("nan") if r["value"] is None else r["value"], r.get("standardError"), r.get("reason")) for r in result["rates"]}
    return Rates(result["parameters"], result["noise"], rates, result["regime"]["rateExists"], result["regime"]["reason"])


@dataclass
class Sweep:
    """The points of a sweep as columns: parameters, quantities, and standard errors under `<name>.standardError`."""

    columns: Dict[str, np.ndarray]
    points: int
    done: int
    failed: int
    store: Optional[str] = None

    def __getitem__(self, column):
        return self.columns[column]


def sweep(file, store=None, **options):
    """Computes the points of a sweep file and returns them as columns, in the order of the sweep.

    store: path of the SQLite store; a later call goes on where it was stopped. Without it a temporary one is used and removed.
    options: those of `sweep run`, such as threads=2, shard="1/4".
    """
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "sweep.sqlite") if store is None else place(store, "store")
        status = run_json("sweep", "run", place(file, "file"), "--store", database, *_options(None, options))
        exported = os.path.join(folder, "sweep.npz")
        run("sweep", "export", database, "--npz", exported)
        with np.load(exported) as arrays:
            columns = {name: arrays[name] for name in arrays.files}
    return Sweep(columns, status["points"], status["done"], status["failed"], store)


@dataclass
class Verdict:
    """What was found about one claim. `verdict` is exact, asymptotic, bounded, false, inconclusive or out-of-domain."""

    id: str
    statement: str
    verdict: str
    declared: str
    as_declared: bool
    reason: str
    order: Optional[float]
    largest_relative_error: Optional[float]
    counterexample: Optional[Dict[str, Any]]
    truth: Optional[str]
    raw: Dict[str, Any] = field(repr=False)


class Verdicts(list):
    """The verdicts in the order of the run; by the id of the claim as well."""

    def __getitem__(self, key):
        return next(v for v in self if v.id == key) if isinstance(key, str) else super().__getitem__(key)


def verify(*what, out=None, strict=False, raises=True, **options):
    """Judges suites and formula files; the paper's suite unless something is named.

    Raises FormulaFalse where a claim is found `false` that is not declared so, VerdictDiffers where another verdict is not the
    declared one. strict=True raises for claims that are declared false as well; raises=False never raises for a verdict.
    out: folder for the report and its figures; without it they are not kept. options: those of the command line (quick=True, ...).
    """
    with tempfile.TemporaryDirectory() as folder:
        result = run_json("verify", *[place(w, "what is verified") for w in what], "--out", folder if out is None else place(out, "out"), *_options(None, options), allowed=(0, 1, 3))
    verdicts = Verdicts(_verdict(v) for v in result["verdicts"])
    refuted = [v for v in verdicts if v.verdict == "false" and (strict or not v.as_declared)]
    differing = refuted or [v for v in verdicts if not v.as_declared]
    if raises and differing:
        first = differing[0]
        more = f" (and {len(differing) - 1} more)" if len(differing) > 1 else ""
        raise (FormulaFalse if refuted else VerdictDiffers)(f"{first.id} is {first.verdict}, declared {first.declared}: {first.reason}{more}", verdicts, differing)
    return verdicts


def _verdict(v):
    order = v.get("order")
    truth = v.get("truth")
    return Verdict(v["id"], v["statement"], v["verdict"], v["declared"], v["asDeclared"], v.get("reason", ""), None if order is None else order["value"],
                   v.get("largestRelativeError"), v.get("counterexample"), None if truth is None else truth["expression"], v)


@dataclass
class Derivation:
    """A closed form with its proof. `sympy` is the expression for SymPy, and sympy.sympify(derivation) as well."""

    quantity: str
    observable: str
    parameters: List[str]
    expression: str
    where: Dict[str, str]
    latex: str
    proof: Dict[str, Any]
    raw: Dict[str, Any] = field(repr=False)

    @property
    def sympy(self):
        """The expression for SymPy, in positive symbols, with the names of `where` put in. Raises ImportError without SymPy."""
        return _sympy(self.expression, self.where, self.parameters)

    def _sympy_(self):
        return self.sympy

    def __str__(self):
        return self.expression


def derive(file, set=None, **options):  # pylint: disable=redefined-builtin
    """Derives the closed form of a rate or steady state from a model file, or the right formula for what a formula file describes.

    set: parameters held at numbers, such as {"P": "1/2"}. options: observable="z", quantity="steady-state", factor=2,
    leading="D", limit="Gc -> infinity", terms=2. Raises Inconclusive where there is no closed form.
    """
    result = run_json("derive", place(file, "file"), *_options(set, options))
    return Derivation(result["quantity"], result["observable"], result["parameters"], result["expression"], result.get("where", {}), result["latex"], result["proof"], result)


def _sympy(expression, where, parameters):
    import sympy  # pylint: disable=import-outside-toplevel

    names = {n: sympy.Symbol(n, positive=True) for n in parameters}
    known = dict(names)
    for name, text in where.items():
        known[name] = _evaluate(text, known, sympy)
    return _evaluate(expression, known, sympy)


def _evaluate(text, known, sympy):
    """The text of an expression with exact numbers: names are those of the model alone, whatever SymPy calls S, N or E."""
    words = re.sub(r"(?<![\w.])(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)", r"Rational('\1')", text.replace("^", "**"))
    unknown = {w for w in re.findall(r"(?<![\w.'])[A-Za-z_]\w*", words)} - set(known) - {"Rational", "sqrt"}
    if unknown:
        raise ValueError(f"unknown names in the expression: {', '.join(sorted(unknown))}")
    return eval(words, {"__builtins__": {}}, {**known, "Rational": sympy.Rational, "sqrt": sympy.sqrt})  # pylint: disable=eval-used
