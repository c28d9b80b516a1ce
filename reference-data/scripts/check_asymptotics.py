"""Leading relative errors of the formulas in every limit, against 80-digit evaluation.

Run with Python 3 and mpmath: python3 check_asymptotics.py. Prints one row per limit and fails if a coefficient or its order is wrong.
The small parameter is 1e-9 and 1e-10; measured/predicted must be 1 up to terms that vanish with it.
"""
import sys

from mpmath import exp, log10, mp, mpf, pi, sqrt

import pair_model as model
from printed_formulas import PAIR, closed_form, eq9

mp.dps = 80
PRINTED11, REPAIRED11, REPAIRED10, PRINTED10 = (PAIR[k] for k in ("eq11.as-printed", "eq11", "eq10", "eq10.as-printed"))
OU = model.golden_rule_ou
STARTS = [tuple(map(mpf, s)) for s in (("0.1", "3.1", "0.37", "1.7", "0.9"), ("0.1", "0.8", "0.83", "2.9", "1.3"), ("0.2", "5.3", "0.55", "4.1", "0.6"))]


def scale(**powers):
    def path(p, e):
        D, Delta, P, Gc, G2 = p
        f = lambda name, value: value * e ** mpf(powers.get(name, 0))
        return D, f("Delta", Delta), f("P", P), f("Gc", Gc), f("G2", G2)
    return path


def at(P, path):
    return lambda p, e: path((p[0], p[1], P, p[3], p[4]), e)


def polarized(p, e):
    return p[0], p[1], 1 - e, p[3], p[4]


slow, fast = scale(Gc=1), scale(Gc=-1)
proportional = scale(Gc=1, G2=1)
ROWS = [
    # name, formula, reference, path, order, leading error as a function of the point on the path
    ("Gc->0: 10", REPAIRED10, eq9, slow, 1, lambda D, A, P, c, b: c * ((2 * P**2 - 1) * A**2 - b**2) / (2 * b * (A**2 + b**2))),
    ("Gc->0, G2=kGc: 10", REPAIRED10, eq9, proportional, 0, lambda D, A, P, c, b: (2 * P**2 - 1) / (2 * (1 - P**2 + b / c))),
    ("Gc->inf: 11", REPAIRED11, eq9, fast, 2, lambda D, A, P, c, b: -(1 - P**2) * A**2 / c**2),
    ("Gc->inf, A2/Gc: 11", REPAIRED11, eq9, scale(Gc=-1, Delta=-0.5), 1,
     lambda D, A, P, c, b: -(1 - P**2) * (A / c) ** 2 * (b + (2 - 3 * P**2) * A**2 / c) / (b + (1 - P**2) * A**2 / c)),
    ("Gc->inf: 11p", PRINTED11, eq9, fast, 0,
     lambda D, A, P, c, b: (1 - P**2) * A**2 * ((2 * P**2 - 1) * A**2 - b**2) / (A**4 * (1 - P**2) ** 2 + b**2 * A**2 * (2 - P**2) + b**4)),
    ("A->0: 10", REPAIRED10, eq9, scale(Delta=1), 0, lambda D, A, P, c, b: -c / (2 * b + c)),
    ("A->0: 11", REPAIRED11, eq9, scale(Delta=1), 2, lambda D, A, P, c, b: -(1 - P**2) * A**2 / (c * (c + b))),
    ("A->0: 11p", PRINTED11, eq9, scale(Delta=1), 2, lambda D, A, P, c, b: -(1 - P**2) * c * A**2 / (b**2 * (c + b))),
    ("A->inf: 10", REPAIRED10, eq9, scale(Delta=-1), 0, lambda D, A, P, c, b: c * (2 * P**2 - 1) / (2 * (b + (1 - P**2) * c))),
    ("P->0: 10", REPAIRED10, eq9, scale(P=1), 0, lambda D, A, P, c, b: -c * (2 * A**2 + 2 * b**2 + 3 * b * c + c**2) / ((c + b) * (4 * A**2 + (2 * b + c) ** 2))),
    ("P->0: 11", REPAIRED11, eq9, scale(P=1), 0, lambda D, A, P, c, b: -b * A**2 / ((A**2 + b * c) * (c + b))),
    ("P->0: 11p", PRINTED11, eq9, scale(P=1), 0, lambda D, A, P, c, b: -c * A**2 / ((A**2 + b**2) * (c + b))),
    ("P->1: 10", REPAIRED10, eq9, polarized, 0, lambda D, A, P, c, b: c * (2 * A**2 - 2 * b**2 - b * c) / (b * (4 * A**2 + (2 * b + c) ** 2))),
    ("P->1: 11", REPAIRED11, eq9, polarized, 1, lambda D, A, P, c, b: 2 * (1 - P) * A**2 * (A**2 - b * (c + b)) / (b * c * (A**2 + (c + b) ** 2))),
    ("G2->inf: 10", REPAIRED10, eq9, scale(G2=-1), 1, lambda D, A, P, c, b: -c / (2 * b)),
    ("G2->inf: 11", REPAIRED11, eq9, scale(G2=-1), 1, lambda D, A, P, c, b: -(1 - P**2) * A**2 / (c * b)),
    ("G2->inf: 11p", PRINTED11, eq9, scale(G2=-1), 3, lambda D, A, P, c, b: -(1 - P**2) * c * A**2 / b**3),
    ("G2->0: 11", REPAIRED11, eq9, scale(G2=1), 0, lambda D, A, P, c, b: A**2 * P**2 * (3 * P**2 - 2) / (A**2 * (1 - P**2) ** 2 + c**2 * P**2)),
    ("Gc->inf: 9/electron", eq9, closed_form, fast, 2, lambda D, A, P, c, b: 4 * P**2 * (1 - P**2) * (A / c) ** 2 * A**2 / (b**2 + P**2 * A**2)),
    ("A->0: 9/electron", eq9, closed_form, scale(Delta=1), 4, lambda D, A, P, c, b: 4 * P**2 * (1 - P**2) * A**4 / (b**2 * (c + b) ** 2)),
    ("A->inf: 9/electron", eq9, closed_form, scale(Delta=-1), 0, lambda D, A, P, c, b: 1 / (1 - 2 * P**2) ** 2 - 1),
    ("P->1: 9/electron", eq9, closed_form, polarized, 1, lambda D, A, P, c, b: 8 * (1 - P) * A**4 / ((A**2 + b**2) * (A**2 + (c + b) ** 2))),
    ("P=1/sqrt2: 9/electron", eq9, closed_form, at(1 / sqrt(mpf(2)), proportional), -2, lambda D, A, P, c, b: 2 * A**2 / (2 * b + c) ** 2),
    ("Gc->inf: 9/OU", eq9, OU, fast, 3, lambda D, A, P, c, b: (1 - P**2) ** 2 * A**4 * (P**2 * A**2 - b**2) / (b * (P**2 * A**2 + b**2) * c**3)),
    ("Gc->inf: 11/electron", REPAIRED11, closed_form, fast, 2,
     lambda D, A, P, c, b: (1 - P**2) * (A / c) ** 2 * (4 * P**2 * A**2 / (b**2 + P**2 * A**2) - 1)),
    ("P->0: 9/electron", eq9, closed_form, scale(P=1), 2, lambda D, A, P, c, b: 4 * P**2 * A**4 / (A**2 + b * (c + b)) ** 2),
    ("Gc->0: closed form/level", closed_form, PAIR["static-level"], slow, 1,
     lambda D, A, P, c, b: c * (1 - P**2) * A**2 / (b * (A**2 + b**2))),
    ("white noise: residence/symmetric", PAIR["white-noise-limit"], PAIR["residence-time.symmetric-telegraph"], scale(Gc=-1, Delta=-0.5, P=0.5), 1, None),
    ("white noise: residence/electron", PAIR["white-noise-limit"], PAIR["residence-time.electron-telegraph"], scale(Gc=-1, Delta=-0.5, P=0.5), 1, None),
    ("Gc->inf: white-noise/9", PAIR["white-noise-limit"], eq9, fast, 2, None),
    ("P->0: white-noise/9", PAIR["white-noise-limit"], eq9, scale(P=1), 2, None),
    ("static harmonic: level/exact symmetric", PAIR["static-level"], PAIR["residence-time.symmetric-telegraph"], slow, 1, None),
    ("static arithmetic: mean/9", PAIR["static-limit.symmetric-telegraph"], eq9, slow, 1, None),
]
DO_NOT_VANISH = [("Gc->0: 10p", PRINTED10, slow), ("Gc->0: 11", REPAIRED11, slow), ("Gc->0: 11p", PRINTED11, slow), ("A->inf: 11", REPAIRED11, scale(Delta=-1))]


def weak_coupling(name, residence, golden, sign):
    """W/W_G - 1 = C D^2 with C = -r01^2/(r00 Gc), r = inverse of Q at D = 0."""
    for _, A, P, c, b in STARTS:
        d, nu, Gb = A * P, A * sqrt(1 - P**2), c + b
        a1 = sign * d
        Q00, Q01, Q11 = b + d**2 / b + nu**2 / Gb, nu * (d / b + a1 / Gb), Gb + nu**2 / b + d**2 / Gb
        det = Q00 * Q11 - Q01**2
        r00, r01 = Q11 / det, -Q01 / det
        for D in (mpf(10) ** -6, mpf(10) ** -7):
            error = residence(D, A, P, c, b) / golden(D, A, P, c, b) - 1
            yield name, error / (-(r01**2) / (r00 * c) * D**2), D


def main():
    failures = 0
    for name, formula, reference, path, order, leading in ROWS:
        worst, slopes = mpf(0), []
        for start in STARTS:
            errors = []
            for e in (mpf(10) ** -9, mpf(10) ** -10):
                p = path(start, e)
                error = formula(*p) / reference(*p) - 1
                errors.append(error)
                if leading is not None:
                    worst = max(worst, abs(error / leading(*p) - 1))
            slopes.append(log10(abs(errors[0] / errors[1])))
        good = worst < mpf(10) ** -6 and all(abs(s - order) < mpf(10) ** -5 for s in slopes)
        failures += not good
        print(f"{'ok ' if good else 'BAD'} {name:40s} order {mp.nstr(slopes[0], 5):>8s} (declared {order}), measured/predicted - 1: {mp.nstr(worst, 2)}")
    for name, formula, path in DO_NOT_VANISH:
        smallest = min(abs(formula(*path(s, mpf(10) ** -7)) / eq9(*path(s, mpf(10) ** -7)) - 1) for s in STARTS)
        failures += smallest < mpf("0.01")
        print(f"{'ok ' if smallest > mpf('0.01') else 'BAD'} {name:40s} does not vanish: {mp.nstr(smallest, 3)}")
    for sign, noise, golden in ((1, "symmetric-telegraph", eq9), (-1, "electron-telegraph", closed_form)):
        for name, ratio, D in weak_coupling(noise, PAIR[f"residence-time.{noise}"], golden, sign):
            good = abs(ratio - 1) < 100 * D**2
            failures += not good
            print(f"{'ok ' if good else 'BAD'} weak coupling, {name:25s} D = {mp.nstr(D, 1)}: measured/predicted - 1 = {mp.nstr(ratio - 1, 2)}")
    for ratio in (mpf(10) ** 2, mpf(10) ** 3):  # Gaussian static limit
        D, A, P, c, b = mpf(1), ratio, mpf("0.37"), mpf(1), mpf("0.9")
        q = sqrt(1 - P**2)
        predicted = D**2 / 2 * pi * exp(-(P**2) / (2 * q**2)) / (sqrt(2 * pi) * A * q)
        error = model.golden_rule_ou_quadrature(D, A, P, c, b) / predicted - 1
        good = abs(error) < 1 / ratio
        failures += not good
        print(f"{'ok ' if good else 'BAD'} A->inf: Ornstein-Uhlenbeck at Delta/Gc = {mp.nstr(ratio, 3)}: measured/predicted - 1 = {mp.nstr(error, 3)}")
    return failures


if __name__ == "__main__":
    sys.exit(main())
