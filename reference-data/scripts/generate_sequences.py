"""Sequences of pulses, periodic drives and spectra of small models, from Liouvillians of QuTiP and exponentials of SciPy.

Run with Python 3, QuTiP and SciPy: python3 generate_sequences.py
Writes sequences/values.json. Telegraph noise is a two-level system beside the spin that jumps incoherently: no mode expansion.
"""
import math

import numpy as np
import qutip as qt
import scipy
from scipy.integrate import solve_ivp
from scipy.linalg import expm

import case_files


def spins(n, classical):
    half = {"x": qt.jmat(0.5, "x"), "y": qt.jmat(0.5, "y"), "z": qt.jmat(0.5, "z"), "m": qt.jmat(0.5, "-"), "p": qt.jmat(0.5, "+")}
    one = qt.qeye(2)
    sites = []
    for k in range(n):
        sites.append({c: qt.tensor([op if j == k else one for j in range(n)] + [one] * classical) for c, op in half.items()})
    return sites


def telegraph(n, high, low, rate, p):
    """xi as an operator of the classical site (its first state is high), the jumps, and the stationary state."""
    one = [qt.qeye(2)] * n
    up, down = qt.basis(2, 0), qt.basis(2, 1)
    xi = qt.tensor(one + [high * up * up.dag() + low * down * down.dag()])
    jumps = [qt.tensor(one + [math.sqrt(rate * p) * up * down.dag()]), qt.tensor(one + [math.sqrt(rate * (1 - p)) * down * up.dag()])]
    return xi, jumps, p * up * up.dag() + (1 - p) * down * down.dag()


def dense(h, jumps):
    return qt.liouvillian(h, jumps).full()


def rotation(op, angle):
    u = (-1j * angle * op).expm()
    return qt.to_super(u).full()


def vector(rho):
    return qt.operator_to_vector(rho).full().ravel()


def value(op, v):
    return complex(vector(op.dag()).conj() @ v).real


def pulses():
    I, S = spins(2, 1)
    xi, hops, stationary = telegraph(2, 2000.0, -2000.0, 1500.0, 0.3)
    h = 1500 * I["z"] + 700 * I["z"] * S["z"] + xi * I["z"]
    jumps = [math.sqrt(300) * I["m"], math.sqrt(100) * S["p"]] + hops
    tau, tp = 0.3e-3, 5.0e-5
    free = expm(dense(h, jumps) * tau)
    pulse = expm(dense(h + math.pi / tp * I["x"], jumps) * tp)
    turn = rotation(S["y"] * I["z"], 0.7)
    cycle = free @ turn @ pulse @ free
    up, down = qt.basis(2, 0), qt.basis(2, 1)
    v = vector(qt.tensor(up * up.dag(), down * down.dag(), stationary))
    v = rotation(I["y"] + S["x"], math.pi / 2) @ v
    v = np.linalg.matrix_power(cycle, 3) @ v
    v = rotation(I["x"], math.pi / 3) @ v
    for name, op in (("x", I["x"]), ("y", I["y"]), ("z", I["z"]), ("zz", I["z"] * S["z"])):
        yield f"pulses.{name}", value(op, v)


def spectra():
    (I,) = spins(1, 1)
    xi, hops, _ = telegraph(1, 1.3, -0.4, 0.8, 0.35)
    h = 0.9 * I["z"] + 0.7 * I["x"] + xi * I["y"]
    generator = dense(h, [math.sqrt(0.6) * I["m"], math.sqrt(0.2) * I["p"]] + hops)
    rho = qt.steadystate(qt.liouvillian(h, [math.sqrt(0.6) * I["m"], math.sqrt(0.2) * I["p"]] + hops), method="direct")
    v = vector(rho)
    v = v / value(qt.qeye(rho.dims[0]), v)
    op = I["x"]
    start = qt.spre(op).full() @ v
    start = start - value(op, v) * v
    row = vector(op.dag()).conj()
    for omega in (-2.0, -0.5, 0.0, 0.7, 3.0):
        # The pole at 0 is not excited: deflated by the steady state and the trace.
        shifted = -generator - 1j * omega * np.eye(len(v)) + np.outer(v, vector(qt.qeye(rho.dims[0])).conj())
        half = row @ np.linalg.solve(shifted, start)
        yield f"spectrum.{omega}", 2 * half.real
    for delay in (0.0, 0.5, 2.0):
        c = row @ (expm(generator * delay) @ start)
        yield f"correlation.re.{delay}", c.real
        yield f"correlation.im.{delay}", c.imag


def floquet():
    (I,) = spins(1, 0)
    jumps = [math.sqrt(0.05) * I["m"]]
    constant = dense(1.1 * I["z"], jumps)
    x = dense(I["x"], [])
    y = dense(I["y"], [])
    w = 0.9

    def rhs(t, u):
        m = constant + 0.8 * math.cos(w * t + 0.3) * x + 0.25 * math.cos(2 * w * t) * y
        return (m @ u.reshape(4, 4)).ravel()

    period = 2 * math.pi / w
    u = solve_ivp(rhs, (0, period), np.eye(4, dtype=complex).ravel(), method="DOP853", rtol=1e-13, atol=1e-14).y[:, -1].reshape(4, 4)
    mu = sorted(np.linalg.eigvals(u), key=abs, reverse=True)
    slow = mu[1]
    yield "floquet.rate", -math.log(abs(slow)) / period
    yield "floquet.frequency", abs(np.angle(slow)) / period


def main():
    rows = [[name, repr(float(v))] for part in (pulses, spectra, floquet) for name, v in part()]
    case_files.write_table(
        "sequences/values",
        "Expectation values after a sequence of delays, rotations and finite pulses under telegraph noise; spectral densities and correlations in a steady state under telegraph noise; rate and frequency of the slowest mode of a period.",
        ["case", "value"], rows,
        {"script": "scripts/generate_sequences.py", "generatedWith": f"QuTiP {qt.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}", "digits": 11})


if __name__ == "__main__":
    main()
