"""Writes exponentials.json and exponentials.source.json: matrix exponentials to 50 digits.

Every case is computed with 110 and with 160 working digits by mpmath's Taylor method and kept only if both agree to more
than 60 digits. "condition" is the relative condition number of the exponential in the 1-norm,
max_E |L(A, E)| |A| / (|exp(A)| |E|), bounded by the largest Frechet derivative in a unit direction times the order;
the derivatives come from exp([[A, E], [0, A]]). Needs Python 3 and mpmath; numbers of the matrices are exact doubles.
"""
import datetime
import hashlib
import json
import pathlib
import platform
import random

import mpmath
from mpmath import expm, matrix, mp, mpc, mpf, mnorm, nstr, zeros

FOLDER = pathlib.Path(__file__).parent
DIGITS = 50


def build_cases():
    rng = random.Random(20230627)
    uniform = lambda: rng.uniform(-1, 1)
    real = lambda n, size: [[size * uniform() for _ in range(n)] for _ in range(n)]
    cplx = lambda n, size: [[size * complex(uniform(), uniform()) for _ in range(n)] for _ in range(n)]
    yield "badly scaled triangle", [[1, 1e6], [0, -1]]
    yield "worse scaled triangle", [[1, 1e12], [0, -1]]
    yield "Moler and Van Loan example 3", [[-49, 24], [-64, 31]]
    yield "tiny", real(4, 1e-9)
    yield "small", real(4, 5e-5)
    yield "modest", real(5, 5e-3)
    yield "moderate", real(5, 4e-2)
    yield "of norm one", real(6, 0.3)
    yield "of norm ten", real(6, 3.0)
    yield "complex of norm one", cplx(5, 0.2)
    yield "complex of norm twenty", cplx(5, 4.0)
    yield "nilpotent", [[(3.0 * (i + 1) if j == i + 1 else 0) for j in range(5)] for i in range(5)]
    yield "nilpotent and large", [[(1e3 * (i + 1) if j > i else 0) for j in range(4)] for i in range(4)]
    yield "Jordan block", [[complex(-0.3, 2.1) if j == i else (1 if j == i + 1 else 0) for j in range(6)] for i in range(6)]
    yield "non-normal triangle", [[uniform() * (1 if i == j else 40) if j >= i else 0 for j in range(6)] for i in range(6)]
    h = cplx(5, 2.0)
    yield "anti-Hermitian", [[-1j * (h[i][j] + h[j][i].conjugate()) for j in range(5)] for i in range(5)]
    d = [2.0 ** (7 * i - 14) for i in range(5)]
    b = real(5, 1.0)
    yield "scaled by twenty-eight binary orders", [[b[i][j] * d[i] / d[j] for j in range(5)] for i in range(5)]
    # A damped driven two-level system, column-stacked: drive 3, detuning 1.5, decay 0.7, times 2.5.
    w, det, g, t = 3.0, 1.5, 0.7, 2.5
    liouvillian = [[0, 1j * w / 2, -1j * w / 2, g], [1j * w / 2, -g / 2 - 1j * det, 0, -1j * w / 2],
                   [-1j * w / 2, 0, -g / 2 + 1j * det, 1j * w / 2], [0, -1j * w / 2, 1j * w / 2, -g]]
    yield "optical Bloch generator", [[t * x for x in row] for row in liouvillian]
    yield "rates six decades apart", [[-1e3, 2e-3, 0], [1e3, -2e-3 - 5.0, 1.0], [0, 5.0, -1.0]]
    yield "two-state chain of norm 1e6", [[-1e6, 0.5e6], [1e6, -0.5e6]]


def exponential(a, digits):
    mp.dps = digits
    n = len(a)
    return expm(matrix([[mpc(x) for x in row] for row in a]), method="taylor")


def condition(a):
    mp.dps = 40
    n = len(a)
    am = matrix([[mpc(x) for x in row] for row in a])
    largest = mpf(0)
    for i in range(n):
        for j in range(n):
            block = zeros(2 * n)
            for r in range(n):
                for s in range(n):
                    block[r, s] = block[n + r, n + s] = am[r, s]
            block[i, n + j] = 1
            derivative = expm(block, method="taylor")[0:n, n:2 * n]
            largest = max(largest, mnorm(derivative, 1))
    return float(n * largest * mnorm(am, 1) / mnorm(expm(am, method="taylor"), 1))


def text_of(x):
    return nstr(x, DIGITS, strip_zeros=False)


def rows_of(index, name, a):
    n = len(a)
    low, high = exponential(a, 110), exponential(a, 160)
    assert mnorm(low - high, 1) <= mnorm(high, 1) * mpf(10) ** -60, name
    kind = "1" if any(isinstance(x, complex) for row in a for x in row) else "0"
    kappa = condition(a)
    mp.dps = 160
    print(f"{name}: order {n}, condition {kappa:.3g}")
    for j in range(n):
        for i in range(n):
            x, e = complex(a[i][j]), mpc(high[i, j])
            yield [repr(index), name, kind, repr(n), repr(kappa), repr(i), repr(j), repr(x.real), repr(x.imag), text_of(e.real), text_of(e.imag)]


def main():
    rows = [row for index, (name, a) in enumerate(build_cases()) for row in rows_of(index, name, a)]
    table = {
        "description": "Matrix exponentials, one row per entry; condition is that of the exponential in the 1-norm.",
        "columns": ["index", "name", "isComplex", "order", "condition", "row", "column", "a.real", "a.imaginary", "exponential.real", "exponential.imaginary"],
        "rows": rows,
    }
    text = json.dumps(table, indent=0) + "\n"
    (FOLDER / "exponentials.json").write_text(text)
    source = {
        "case": "exponentials.json",
        "script": "matrix-exponential/generate.py",
        "generatedWith": f"mpmath {mpmath.__version__}",
        "digits": DIGITS,
        "workingDigits": 160,
        "checks": "every case again with 110 working digits, to 60 digits",
        "python": platform.python_version(),
        "date": datetime.date.today().isoformat(),
        "licence": "MIT",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    (FOLDER / "exponentials.source.json").write_text(json.dumps(source, indent=2) + "\n")


main()
