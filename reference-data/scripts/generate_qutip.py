"""Time series of general Lindblad models from QuTiP.

Run with Python 3, QuTiP 4.7 and SciPy (Debian: python3-qutip, python3-scipy): python3 generate_qutip.py
Writes qutip/<model>.json. Every series is compared with the matrix exponential of the generator, built here column by column
without QuTiP; the largest difference is recorded.
"""
import json

import numpy as np
import qutip
import scipy
from scipy.linalg import expm

import case_files


def generic(shape, seed):
    """Complex entries without any symmetry."""
    rng = np.random.default_rng(seed)
    return np.round(rng.normal(size=shape) + 1j * rng.normal(size=shape), 3)


def hermitian(d, seed, scale):
    m = generic((d, d), seed)
    return np.round(scale * (m + m.conj().T) / 2, 6)


def state(d, seed):
    m = generic((d, d), seed)
    rho = m @ m.conj().T
    return rho / np.trace(rho).real


def spin(j):
    return [qutip.jmat(j, k).full() for k in ("x", "y", "z", "+", "-")]


def site(operators, index, dims):
    factors = [np.eye(d, dtype=complex) for d in dims]
    factors[index] = operators
    out = factors[0]
    for f in factors[1:]:
        out = np.kron(out, f)
    return out


def models():
    x, y, z, p, m = spin(0.5)
    X, Y, Z, Pl, Mi = spin(1)
    yield "qubit-non-normal-jumps", dict(
        description="One spin 1/2; two complex non-normal jump operators that neither commute nor are orthogonal.",
        H=hermitian(2, 1, 2.0), jumps=[(0.37, generic((2, 2), 2)), (1.3, generic((2, 2), 3))],
        rho=state(2, 4), observables={"x": x, "y": y, "z": z}, times=np.linspace(0, 4, 41))
    yield "qubit-stiff", dict(
        description="One spin 1/2 driven near resonance; rates four decades apart.",
        H=37.5 * z + 11.2 * x - 4.1 * y, jumps=[(0.02, m), (310.0, z + 0.2j * x), (0.7, p + 0.3j * m)],
        rho=state(2, 5), observables={"x": x, "y": y, "z": z}, times=np.linspace(0, 3, 61))
    yield "spin-1", dict(
        description="One spin 1 with quadrupolar coupling, complex jump operators.",
        H=1.7 * (Z @ Z) + 0.6 * (X @ Y + Y @ X) + 0.9 * X - 0.4 * Z, jumps=[(0.5, Mi + 0.2j * Z), (0.11, generic((3, 3), 6)), (0.05, Pl @ Z)],
        rho=state(3, 7), observables={"x": X, "y": Y, "z": Z, "zz": Z @ Z}, times=np.linspace(0, 10, 51))
    dims = [2, 2]
    a, b = (lambda o: site(o, 0, dims)), (lambda o: site(o, 1, dims))
    yield "two-spins", dict(
        description="Two spins 1/2, exchange with a phase, correlated and local relaxation.",
        H=3.0 * a(z) - 2.2 * b(z) + 0.8 * (np.exp(0.7j) * a(p) @ b(m) + np.exp(-0.7j) * a(m) @ b(p)) + 0.5 * a(x) @ b(y),
        jumps=[(0.4, a(m) + 0.5j * b(m)), (0.09, a(p)), (0.3, a(z) - b(z)), (0.2, a(z) @ b(p) + 0.1 * b(x))],
        rho=np.kron(state(2, 8), state(2, 9)), observables={"z1": a(z), "z2": b(z), "zq.x": a(p) @ b(m) + a(m) @ b(p), "zz": a(z) @ b(z)}, times=np.linspace(0, 12, 61))
    dims = [2, 3]
    s, n = (lambda o: site(o, 0, dims)), (lambda o: site(o, 1, dims))
    yield "spin-half-and-spin-1", dict(
        description="A spin 1/2 and a spin 1 with a generic complex Hamiltonian and generic jump operators on the pair.",
        H=hermitian(6, 10, 1.1), jumps=[(0.2, generic((6, 6), 11) / 2), (0.6, s(m) @ n(Z)), (0.15, n(Pl) + 0.4j * n(Z))],
        rho=state(6, 12), observables={"s.z": s(z), "n.z": n(Z), "sn": s(x) @ n(Y)}, times=np.linspace(0, 5, 51))
    dims = [2, 2, 2]
    S, I1, I2 = (lambda o: site(o, 0, dims)), (lambda o: site(o, 1, dims)), (lambda o: site(o, 2, dims))
    A1, A2, D, Gc, P, G1, G2 = 9.0, 2.0, 3.1, 4.0, 0.7, 0.03, 0.5
    yield "electron-and-two-nuclei", dict(
        description="H = 2 Sz (A1 I1z + A2 I2z) - D/2 (I1+I2- + I1-I2+); electron flips, nuclear relaxation, zero-quantum broadening.",
        H=2 * S(z) @ (A1 * I1(z) + A2 * I2(z)) - D / 2 * (I1(p) @ I2(m) + I1(m) @ I2(p)),
        jumps=[(Gc * (1 + P) / 2, S(p)), (Gc * (1 - P) / 2, S(m)), (G1, I1(p)), (G1, I1(m)), (2 * G1, I2(p)), (2 * G1, I2(m)), (G2 / 2, I1(z) - I2(z))],
        rho=np.kron(np.diag([(1 + P) / 2, (1 - P) / 2]), np.kron(np.diag([1.0, 0]), np.diag([0, 1.0]))).astype(complex),
        observables={"I1.z": I1(z), "I2.z": I2(z), "S.z": S(z)}, times=np.linspace(0, 15, 76))


def generator(H, jumps):
    """vec(A X B) = (B^T kron A) vec(X), columns stacked."""
    d = H.shape[0]
    one = np.eye(d)
    L = -1j * (np.kron(one, H) - np.kron(H.T, one))
    for rate, X in jumps:
        XX = X.conj().T @ X
        L += rate * (np.kron(X.conj(), X) - np.kron(one, XX) / 2 - np.kron(XX.T, one) / 2)
    return L


def exponential_series(model):
    L, vec, d = generator(model["H"], model["jumps"]), model["rho"].flatten(order="F"), model["H"].shape[0]
    out = {name: [] for name in model["observables"]}
    for t in model["times"]:
        rho = (expm(L * t) @ vec).reshape((d, d), order="F")
        for name, operator in model["observables"].items():
            out[name].append(np.trace(operator @ rho).real)
    return {k: np.array(v) for k, v in out.items()}


def arrays(m):
    return {"re": np.asarray(m).real.tolist(), "im": np.asarray(m).imag.tolist()}


def main():
    tolerance = 1e-12
    for name, model in models():
        jumps = [np.sqrt(rate) * qutip.Qobj(X) for rate, X in model["jumps"]]
        options = qutip.Options(atol=tolerance, rtol=tolerance, nsteps=10**7, method="adams", normalize_output=False)
        result = qutip.mesolve(qutip.Qobj(model["H"]), qutip.Qobj(model["rho"]), model["times"], jumps, [qutip.Qobj(o) for o in model["observables"].values()], options=options)
        series = {key: np.asarray(v).real for key, v in zip(model["observables"], result.expect)}
        check = exponential_series(model)
        difference = max(float(np.max(np.abs(series[k] - check[k]))) for k in series)
        if difference > 1e-9:
            raise AssertionError(f"{name}: QuTiP and the matrix exponential differ by {difference}")
        case = {
            "description": model["description"],
            "convention": "d rho/dt = -i[H, rho] + sum rate (X rho X+ - {X+X, rho}/2); matrices row by row; H and rates in the inverse unit of time",
            "hamiltonian": arrays(model["H"]),
            "jumps": [{"rate": rate, **arrays(X)} for rate, X in model["jumps"]],
            "initial": arrays(model["rho"]),
            "observables": {k: arrays(o) for k, o in model["observables"].items()},
            "times": model["times"].tolist(),
            "expectations": {k: v.tolist() for k, v in series.items()},
        }
        case_files.write(f"qutip/{name}", json.dumps(case, separators=(",", ":")) + "\n", {
            "script": "scripts/generate_qutip.py",
            "generatedWith": f"QuTiP {qutip.__version__}, NumPy {np.__version__}, SciPy {scipy.__version__}",
            "digits": 9,
            "atol": tolerance,
            "rtol": tolerance,
            "largestDifferenceFromMatrixExponential": difference,
        })
        print("  differs from the matrix exponential by", difference)


if __name__ == "__main__":
    main()
