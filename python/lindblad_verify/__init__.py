"""LindbladVerify from Python: the program's commands as functions, their results as NumPy arrays.

>>> import lindblad_verify as lv
>>> lv.simulate("model.yaml").observables["z"]          # an array
>>> lv.rate(dipolar=76e3, hyperfine=8e6, polarization=0.7, electron_rate=2e6, broadening=7e4)["exact"].value
>>> lv.verify("my-formula.yaml")                        # raises FormulaFalse where the formula is false
>>> lv.derive("model.yaml").sympy                       # a SymPy expression, if SymPy is installed
>>> lv.from_qutip(H, c_ops, psi0, tlist, e_ops, file="model.yaml")

Pure Python; needs NumPy and the program `lindblad-verify` (or the variable LINDBLAD_VERIFY with its command line).
Numbers are in rad/s for couplings and splittings, in 1/s for rates and in s for times, as everywhere in LindbladVerify.
"""

from ._commands import Derivation, Rate, Rates, Simulation, Sweep, Verdict, Verdicts, derive, rate, simulate, sweep, verify
from ._program import BadInput, FormulaFalse, Inconclusive, LindbladVerifyError, NumericalFailure, ProgramNotFound, Stopped, VerdictDiffers, program, run
from ._qutip import NotConvertible, from_qutip

__version__ = "0.2.0"
__all__ = [
    "BadInput", "Derivation", "FormulaFalse", "Inconclusive", "LindbladVerifyError", "NotConvertible", "NumericalFailure", "ProgramNotFound",
    "Rate", "Rates", "Simulation", "Stopped", "Sweep", "Verdict", "VerdictDiffers", "Verdicts",
    "derive", "from_qutip", "program", "rate", "run", "simulate", "sweep", "verify",
]
