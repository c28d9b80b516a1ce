"""Hyperbolic, inverse, error, gamma and Bessel functions at doubles, hard ones among them.

Run with Python 3 and mpmath: python3 generate_special.py
Writes functions/special.json.
"""
import math
import random

import mpmath
from mpmath import mp, mpf

import case_files

DIGITS = 60
WORKING_DIGITS = 180

TINY = (5e-324, 1e-300, 1e-40, 1e-20, 1e-9, 1e-5)
ONE = (1.0, math.nextafter(1, 0), math.nextafter(1, 2), 1 - 2.0**-30, 1 + 2.0**-30)


def reals(rng, low, high, count=12):
    return [math.ldexp(rng.uniform(1, 2), rng.randint(low, high)) for _ in range(count)]


def both(points):
    return [x for p in points for x in (p, -p)]


def points():
    rng = random.Random(20261129)
    some = both([0.5, 1.0, 2.0, 3.7, 10.0, 30.0, *TINY, *reals(rng, -8, 4)])
    for name in ("cosh", "sinh", "coth"):
        yield from ((name, None, x) for x in some + both([300.0, 700.0]))
    for name in ("asinh", "atan", "sinc"):
        yield from ((name, None, x) for x in some + both([1e5, 1e9, 1e22, 1e100, 0.24999, 0.25, *ONE]))
    yield from (("sinc", None, k * math.pi) for k in (1, 2, 100, 10**6))
    yield from (("acosh", None, x) for x in [*[x for x in ONE if x >= 1], 1.5, 2.0, 10.0, 1e5, 1e22, 1e100, *reals(rng, 0, 20)])
    for name in ("acos", "asin"):
        yield from ((name, None, x) for x in both([*[x for x in ONE if x <= 1], *TINY, 0.5, 0.7071067811865476, 0.9, *reals(rng, -9, -1)]))
    for name in ("erf", "erfc"):
        yield from ((name, None, x) for x in both([*TINY, 0.1, 0.46875, 0.5, 0.84375, 1.0, 1.25, 2.0, 2.857142857142857, 3.0, 4.0, 5.5, 6.0, 10.0, 20.0, 26.0, *reals(rng, -6, 3, 20)]))
    yield from (("gamma", None, x) for x in [1e-300, 1e-20, 1e-5, 0.1, 0.5, 1.0, 1.4616321449683622, 1.5, 2.0, 3.0, 10.0, 10.5, 20.0, 23.0, 50.25, 100.5, 150.25, 171.5,
                                             -0.5, -1e-5, -1e-20, -0.999999, -1.000001, -1.5, -2.5, -10.5, -20.25, -50.75, -100.5, *reals(rng, -5, 6, 20)])
    zeros = [(n, float(mpmath.besseljzero(n, k))) for n in (0, 1, 5) for k in (1, 2, 10)]
    yield from (("besselj", n, x) for n, x in zeros)
    for name in ("besselj", "besseli"):
        for n in (0, 1, 2, 3, 7, 20, 100, -1, -2):
            for x in both([1e-20, 1e-5, 0.1, 1.0, 2.404825557695773, 5.0, 10.0, 24.9, 25.1, 50.0, 100.0, 300.0]):
                yield (name, n, x)
    yield from (("besselj", n, x) for n in (0, 1, 10) for x in (1000.0, 5000.0))
    for y, x in [(1.0, 1.0), (1.0, -1.0), (-1.0, -1.0), (-1.0, 1.0), (1e-20, -1.0), (-1e-20, -1.0), (1.0, 1e-20), (1.0, -1e-20), (3.0, 0.0), (-3.0, 0.0), (0.0, 2.0), (0.0, -2.0), (1e-300, 1e300), (5.0, -0.001)]:
        yield ("atan2", y, x)


def value(name, order, x):
    x = mpf(x)
    if name == "atan2":
        return mpmath.atan2(mpf(order), x)
    if name in ("besselj", "besseli"):
        # Of a negative order by symmetry: the general series of mpmath has poles there.
        sign = (-1) ** order if order < 0 and name == "besselj" else 1
        return sign * getattr(mpmath, name)(abs(order), x, zeroprec=4000)
    if name == "sinc":
        return mpmath.sin(x) / x
    if name == "erfc":
        return mpmath.erfc(x)
    return getattr(mpmath, name)(x)


def text(v):
    return mp.nstr(v, DIGITS + 4, min_fixed=0, max_fixed=0, strip_zeros=False) if v else "0"


def table(digits):
    mp.dps = digits
    # A zero of a Bessel function and the points do not depend on the working digits, being doubles.
    return [[name, None if n is None else repr(float(n)), repr(float(x)), text(value(name, n, x))] for name, n, x in points()]


if __name__ == "__main__":
    rows = table(WORKING_DIGITS)
    if rows != table(WORKING_DIGITS + 60):
        raise AssertionError("the working digits do not suffice")
    case_files.write_table(
        "functions/special",
        "Functions of doubles by name; order is the first argument of functions of two.",
        ["function", "order", "x", "value"], rows,
        {"script": "scripts/generate_special.py", "generatedWith": f"mpmath {mpmath.__version__}", "digits": DIGITS, "workingDigits": WORKING_DIGITS,
         "checks": "every value again with 60 more working digits, to all digits written"})
