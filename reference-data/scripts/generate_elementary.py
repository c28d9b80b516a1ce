"""Elementary functions at doubles of all sizes.

Run with Python 3 and mpmath: python3 generate_elementary.py
Writes functions/elementary.json.
"""
import math
import random

import mpmath
from mpmath import mp, mpf

import case_files

DIGITS = 100
WORKING_DIGITS = 500


def points():
    rng = random.Random(20261129)
    yield from (1.0, 0.5, 2.0, 0.1, 3.0, 10.0, 0.7071067811865476, 1.4142135623730951, 0.34657359027997264, 0.6931471805599453)
    # Next to 1, next to multiples of pi/2 (the last one is the double that comes closest), and around where the argument is halved.
    yield from (math.nextafter(1, 2), math.nextafter(1, 0), 1 + 2.0**-30, 1 - 2.0**-41, 1 + 2.0**-40)
    yield from (math.pi / 2, math.pi, 1.5 * math.pi, 100 * math.pi, 1e6 * math.pi, 5.319372648326541416707296656673541083813475031793921822105998164685e255)
    yield from (0.125, 0.2499, 0.25, 20.0, 700.0, 2.0**39, 2.0**41, 2.0**58)
    yield from (5e-324, 1e-300, 1e-40, 1e-20, 1e-9, 1e22, 1e100, 1.7976931348623157e308)
    for _ in range(60):
        yield math.ldexp(rng.uniform(1, 2), rng.randint(-12, 12))
    for _ in range(30):
        yield math.ldexp(rng.uniform(1, 2), rng.randint(-400, 400))


def values(x):
    positive = mpf(x)
    for value in (positive, -positive):
        small = positive < mpf(2) ** 59
        yield [
            repr(float(value)),
            mpmath.exp(value) if positive < 20000 else None,
            mpmath.log(value) if value > 0 else None,
            mpmath.sqrt(value) if value > 0 else None,
            mpmath.sin(value),
            mpmath.cos(value),
            # tanh of tiny and huge arguments without cancellation.
            mpmath.tanh(value) if positive < 300 else mpmath.sign(value) * (1 - 2 / (mpmath.exp(2 * positive) + 1) if small else 1),
        ]


def text(value):
    if value is None or isinstance(value, str):
        return value
    return mp.nstr(value, DIGITS + 4, min_fixed=0, max_fixed=0, strip_zeros=False) if value else "0"


def table(digits):
    mp.dps = digits
    return [[text(v) for v in row] for x in points() for row in values(x)]


if __name__ == "__main__":
    rows = table(WORKING_DIGITS)
    if rows != table(WORKING_DIGITS + 300):
        raise AssertionError("the working digits do not suffice")
    case_files.write_table(
        "functions/elementary",
        "Elementary functions of doubles; exp where |x| < 20000, log and sqrt where x > 0.",
        ["x", "exp", "log", "sqrt", "sin", "cos", "tanh"], rows,
        {"script": "scripts/generate_elementary.py", "generatedWith": f"mpmath {mpmath.__version__}", "digits": DIGITS, "workingDigits": WORKING_DIGITS,
         "checks": "every value again with 300 more working digits, to all digits written"})
