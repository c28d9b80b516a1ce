"""QuTiP's H, collapse operators, states and expectation operators as a model file.

Every operator is written as a sum of products of site operators: each factor space of `dims` becomes a site, a two-level one a
spin 1/2 with x, y and z (QuTiP's basis(2, 0) is up here too), a larger one levels with a, ad, n and ket(i,j).
"""

import itertools
import json
import re

import numpy as np

_SMALL = 1e-14  # coefficients below this times the largest are rounding of QuTiP's own products


class NotConvertible(ValueError):
    """What QuTiP was given cannot be said in a model file; the message says what."""


def from_qutip(H, c_ops=None, rho0=None, tlist=None, e_ops=None, *, args=None, sites=None, name="from QuTiP", file=None):
    """Writes what mesolve(H, rho0, tlist, c_ops, e_ops=e_ops) is asked as a model file, and returns its text.

    H: Qobj, or a list such as [H0, [H1, "cos(w*t)"]] whose texts are coefficients in t and the numbers of `args`. Angular units
    (rad per unit of time) as in QuTiP; with H in rad/s, times are in s.
    c_ops: Qobjs, sqrt(rate) included as QuTiP has it; their largest coefficient becomes the rate.
    rho0: ket or density matrix; the maximally mixed state where it is left out. tlist: times, not before 0; 0 to 1 where left out.
    e_ops: list (e0, e1, ...), dict, or one Qobj; one that is not Hermitian becomes two observables, <name>_re and <name>_im.
    sites: names of the factor spaces; q0, q1, ... otherwise. file: where the text is written as well.
    Raises NotConvertible for what has no such form: superoperators, functions and arrays as coefficients, collapse operators that
    depend on time, dims of operators that differ from those of H.
    """
    if not isinstance(args or {}, dict):
        raise NotConvertible(f"args must be numbers by name, not {type(args).__name__}")
    for key, value in (args or {}).items():
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", str(key)) or not _is_number(value):
            raise NotConvertible(f"args must be finite real numbers by name, not {key!r}: {value!r}")
    hamiltonian, drives = _hamiltonian(H, args or {})
    dims = _dims(hamiltonian, "H")
    space = _Space(dims, sites)
    if rho0 is not None and _is_ket(rho0):
        rho0 = rho0 * rho0.dag()

    lines = [f"name: {json.dumps(name)}"]
    lines += space.lines()
    if drives and args:
        lines.append("parameters: { " + ", ".join(f"{k}: {_number(float(v))}" for k, v in args.items()) + " }")
    lines.append(f"hamiltonian: {_quoted(space.expression(_matrix(hamiltonian, dims, 'H', hermitian=True)))}")
    if drives:
        lines.append("drive:")
        lines += [f"  - {{ operator: {_quoted(space.expression(_matrix(o, dims, 'H', hermitian=True)))}, envelope: {_quoted(c)} }}" for o, c in drives]
    dissipators = [_dissipator(space, c, k) for k, c in enumerate([] if c_ops is None else c_ops if isinstance(c_ops, (list, tuple)) else [c_ops])]
    if any(dissipators):
        lines += ["dissipators:"] + [d for d in dissipators if d]
    lines.append(f"initial: {_initial(space, rho0)}")
    lines.append("observables:")
    lines += [f"  {n}: {_quoted(space.expression(m))}" for n, m in _observables(space, e_ops)]
    lines.append(f"times: {_times(tlist)}")
    text = "\n".join(lines) + "\n"
    if file is not None:
        with open(file, "w", encoding="utf-8") as stream:
            stream.write(text)
    return text


class _Space:
    """The sites of a model file for the factor spaces of QuTiP's dims."""

    def __init__(self, dims, names):
        self.dims = dims
        self.names = list(names) if names is not None else [f"q{k}" for k in range(len(dims))]
        if len(self.names) != len(dims) or len(set(self.names)) != len(dims):
            raise NotConvertible(f"sites must be {len(dims)} different names for dims {dims}, not {self.names}")
        for name in self.names:
            if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", name):
                raise NotConvertible(f"'{name}' cannot be the name of a site: letters and digits, beginning with a letter")
        self.size = int(np.prod(dims))

    def lines(self):
        """The sections `spins` and `levels`. The order of sites of different kinds does not matter: operators go by name."""
        spins = ", ".join(f"{n}: 1/2" for n, d in zip(self.names, self.dims) if d == 2)
        levels = ", ".join(f"{n}: {d}" for n, d in zip(self.names, self.dims) if d != 2)
        return ([f"spins: {{ {spins} }}"] if spins else []) + ([f"levels: {{ {levels} }}"] if levels else [])

    def expression(self, matrix):
        """A matrix as the shortest sum of products of site operators among the bases at hand."""
        choices = [_bases(d) for d in self.dims]
        written = []
        for combination in itertools.islice(itertools.product(*choices), 64):
            written.append(self._terms(matrix, combination))
            if len(written[-1]) <= 1:
                break
        terms = min(written, key=len)
        return " + ".join(terms).replace("+ -", "- ") if terms else "0"

    def _terms(self, matrix, bases):
        """The coefficients of a tensor in the product of the bases, and their words."""
        count = len(self.dims)
        tensor = matrix.reshape(self.dims + self.dims)
        order = [axis for k in range(count) for axis in (k, k + count)]
        tensor = tensor.transpose(order).reshape([d * d for d in self.dims])
        for k, (_, inverse) in enumerate(bases):
            tensor = np.moveaxis(np.tensordot(inverse, tensor, axes=(1, k)), 0, k)
        largest = np.abs(tensor).max(initial=0.0)
        terms = []
        for index in zip(*np.nonzero(np.abs(tensor) > _SMALL * largest)):
            factors = [f"{self.names[k]}.{bases[k][0][i]}" for k, i in enumerate(index) if bases[k][0][i] != "one"]
            terms.append(_product(complex(tensor[index]), factors, largest))
        return terms


def _bases(d):
    """Bases of the operators on a site: names and the matrix that takes vec (rows first) to coefficients. `one` is in each."""
    if d == 1:
        return [(["one"], np.ones((1, 1)))]
    one = np.eye(d)
    if d == 2:
        x, y, z = (np.array(m) / 2 for m in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]))
        return [_basis(["one", "x", "y", "z"], [one, x, y, z]), _basis(["one", "p", "m", "z"], [one, x + 1j * y, x - 1j * y, z])]
    lowering = np.diag(np.sqrt(np.arange(1, d)), 1)
    kets = {(a, b): np.eye(1, d * d, a * d + b).reshape(d, d) for a in range(d) for b in range(d) if (a, b) != (0, 0)}
    plain = [f"ket({a},{b})" if a != b else f"proj({a})" for a, b in kets]
    ladder = {(0, 1): ("a", lowering), (1, 0): ("ad", lowering.T), (1, 1): ("n", np.diag(np.arange(d)))}
    mixed = [ladder.get(key, (word, kets[key])) for key, word in zip(kets, plain)]
    return [_basis(["one"] + plain, [one] + list(kets.values())), _basis(["one"] + [w for w, _ in mixed], [one] + [m for _, m in mixed])]


def _basis(names, matrices):
    return names, np.linalg.inv(np.array([np.asarray(m, dtype=complex).ravel() for m in matrices]).T)


def _product(coefficient, factors, largest):
    re_part = coefficient.real if abs(coefficient.real) > _SMALL * largest else 0.0
    im_part = coefficient.imag if abs(coefficient.imag) > _SMALL * largest else 0.0
    if im_part == 0:
        number = _number(re_part)
    elif re_part == 0:
        number = f"{_number(im_part)}*i"
    else:
        number = f"({_number(re_part)} {'-' if im_part < 0 else '+'} {_number(abs(im_part))}*i)"
    if not factors:
        return number
    product = "*".join(factors)
    return product if number == "1" else f"-{product}" if number == "-1" else f"{number}*{product}"


def _number(value):
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _is_number(value):
    try:
        return np.isreal(value) and bool(np.isfinite(float(value)))
    except (TypeError, ValueError):
        return False


def _quoted(text):
    return json.dumps(text)


def _hamiltonian(H, args):
    """The part that keeps still, and the driven parts with their coefficients."""
    if not isinstance(H, (list, tuple)):
        if hasattr(H, "isconstant"):
            if not H.isconstant:
                raise NotConvertible("H is a QobjEvo that depends on time; give the list [H0, [H1, 'coefficient']] instead")
            H = H(0)
        return H, []
    still, drives = [], []
    for part in H:
        if not isinstance(part, (list, tuple)):
            still.append(part)
            continue
        if len(part) != 2:
            raise NotConvertible(f"a part of H is a list of {len(part)}; [operator, 'coefficient'] has two")
        operator, coefficient = part
        if not isinstance(coefficient, str):
            raise NotConvertible(f"a coefficient of H is {type(coefficient).__name__}; only texts in t can be written, such as 'cos(w*t)'")
        drives.append((operator, _envelope(coefficient, args)))
    if not still and not drives:
        raise NotConvertible("H is empty")
    return (sum(still[1:], still[0]) if still else 0 * drives[0][0]), drives


def _envelope(text, args):
    words = re.sub(r"\b(np|numpy|math)\.", "", text).replace("**", "^")
    known = {"t", "pi", "sqrt", "exp", "log", "sin", "cos", "tanh", "abs", "min", "max"} | set(args)
    unknown = sorted(set(re.findall(r"(?<![\w.])[A-Za-z_]\w*", words)) - known)
    if unknown:
        raise NotConvertible(f"the coefficient '{text}' uses {', '.join(unknown)}, which is neither in args nor a function of model files")
    return words


def _is_ket(state):
    _require_operator(state, "a state")
    return state.shape[1] == 1 and state.shape[0] != 1


def _require_operator(operator, what):
    if not hasattr(operator, "dims") or not hasattr(operator, "full"):
        raise NotConvertible(f"{what} must be a Qobj, not {type(operator).__name__}")


def _dims(operator, what):
    _require_operator(operator, what)
    rows, columns = operator.dims
    if any(isinstance(d, list) for d in rows):
        raise NotConvertible(f"{what} is a superoperator; give the Hamiltonian and the collapse operators")
    if list(rows) != list(columns):
        raise NotConvertible(f"{what} has dims {operator.dims}; an operator takes a space to itself")
    return [int(d) for d in rows]


def _matrix(operator, dims, what, hermitian=False):
    if _dims(operator, what) != dims:
        raise NotConvertible(f"{what} has dims {operator.dims[0]}, H has {dims}")
    matrix = np.asarray(operator.full(), dtype=complex)
    if not np.isfinite(matrix).all():
        raise NotConvertible(f"{what} has elements that are not finite")
    if hermitian:
        if np.abs(matrix - matrix.conj().T).max(initial=0.0) > 1e-12 * max(np.abs(matrix).max(initial=0.0), 1e-300):
            raise NotConvertible(f"{what} is not Hermitian")
        matrix = (matrix + matrix.conj().T) / 2
    return matrix


def _dissipator(space, operator, index):
    """c = sqrt(rate)*L: the largest coefficient is the rate's root, so that L reads as it was meant."""
    if isinstance(operator, (list, tuple)) or (hasattr(operator, "isconstant") and not operator.isconstant):
        raise NotConvertible(f"c_ops[{index}] depends on time")
    if hasattr(operator, "isconstant"):
        operator = operator(0)
    matrix = _matrix(operator, space.dims, f"c_ops[{index}]")
    scale = np.abs(matrix).max(initial=0.0)
    if scale == 0:
        return None
    first = matrix.ravel()[np.abs(matrix.ravel()) > (1 - 1e-12) * scale][0]
    unit = matrix / first  # a phase does not matter to a dissipator
    smallest = np.abs(unit[np.abs(unit) > 1e-12]).min()
    rate = scale**2 * smallest**2
    rate = float(f"{rate:.15g}")
    return f"  - {{ operator: {_quoted(space.expression(unit / smallest))}, rate: {_number(rate)} }}"


def _initial(space, rho0):
    if rho0 is None:
        return "{ " + ", ".join(f"{n}: mixed" for n in space.names) + " }"
    matrix = _matrix(rho0, space.dims, "rho0", hermitian=True)
    if abs(np.trace(matrix) - 1) > 1e-9:
        raise NotConvertible(f"rho0 has the trace {np.trace(matrix).real:g}, not 1")
    diagonal = np.diag(matrix)
    if np.abs(diagonal).max() > 1 - 1e-15 and np.abs(matrix - np.diag(diagonal)).max() < 1e-15:
        levels = np.unravel_index(int(np.argmax(np.abs(diagonal))), space.dims)
        return "{ " + ", ".join(f"{n}: {('up', 'down')[k] if d == 2 else k}" for n, d, k in zip(space.names, space.dims, levels)) + " }"
    return f"{{ density: {_quoted(space.expression(matrix))} }}"


def _observables(space, e_ops):
    if e_ops is None:
        e_ops = {f"population{k}": np.diag(np.eye(space.size)[k]) for k in range(min(space.size, 8))}
        yield from ((n, m.astype(complex)) for n, m in e_ops.items())
        return
    if not isinstance(e_ops, dict):
        e_ops = {f"e{k}": e for k, e in enumerate(e_ops if isinstance(e_ops, (list, tuple)) else [e_ops])}
    for name, operator in e_ops.items():
        if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            raise NotConvertible(f"{name!r} cannot be the name of an observable: letters, digits and _, beginning with a letter")
        if _is_ket(operator):
            operator = operator * operator.dag()
        matrix = _matrix(operator, space.dims, f"e_ops['{name}']")
        adjoint = matrix.conj().T
        if np.abs(matrix - adjoint).max() <= 1e-13 * np.abs(matrix).max():
            yield name, matrix
        else:
            yield f"{name}_re", (matrix + adjoint) / 2
            yield f"{name}_im", (matrix - adjoint) / 2j


def _times(tlist):
    if tlist is None:
        return "{ from: 0, to: 1, points: 101 }"
    try:
        times = np.asarray(tlist, dtype=float)
    except (TypeError, ValueError):
        raise NotConvertible(f"tlist must be numbers, not {tlist!r}") from None
    if times.ndim != 1 or times.size == 0 or not np.isfinite(times).all() or times[0] < 0 or (np.diff(times) <= 0).any():
        raise NotConvertible("tlist must be increasing finite times, the first not before 0")
    even = len(times) > 2 and np.allclose(np.diff(times), (times[-1] - times[0]) / (len(times) - 1), rtol=1e-9, atol=0)
    if even:
        return f"{{ from: {_number(times[0])}, to: {_number(times[-1])}, points: {len(times)} }}"
    return "[" + ", ".join(_number(t) for t in times) + "]"
