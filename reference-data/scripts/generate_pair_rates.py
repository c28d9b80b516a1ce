"""Rates of the nuclear pair over points of the paper's regime and far outside it: every formula, golden rules, exact rates.

Run with Python 3 and mpmath (Debian: python3-mpmath; python3-gmpy2 makes it faster): python3 generate_pair_rates.py
Writes formulas/pair-rates.json, rates/golden-rule.json, rates/residence-time.json with the same points in the same order.
"""
import math
import random

import mpmath
from mpmath import mp, mpf

import case_files
import pair_model as model
from printed_formulas import PAIR, identities

DIGITS = 40
WORKING = 130  # rates 1e12 apart lose up to 4*12 digits in the solves; the rest is margin, checked below at 190
ROOT_HALF = math.sqrt(0.5)
POLARIZATIONS = [0.0, 0.5, -0.4, ROOT_HALF, 0.9, 0.9993, 1.0]


def points():
    """Inputs are doubles, written so that they read back exactly."""
    seen = []
    k = 0
    for c in (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0):
        for b in (0.01, 0.1, 0.5, 2.0):
            for P in POLARIZATIONS:
                Delta = (3.1e4, 2.7e6, -8.3e6, 4.4e7)[k % 4]
                Gc, G2 = abs(Delta) * c, abs(Delta) * b
                seen.append(((1e-3, 0.05, 0.2)[k % 3] * min(Gc, G2, abs(Delta)), Delta, P, Gc, G2))
                k += 1
    extreme = [(1e12, 1.0, 1.0), (1.0, 1e12, 1.0), (1.0, 1.0, 1e12), (1e6, 1e-6, 1.0), (1e-6, 1e6, 1.0), (1e9, 1e3, 1e-3), (1e-3, 1e9, 1e3), (1e3, 1e-3, 1e9)]
    near = [0.0, 1e-9, -0.4, math.nextafter(ROOT_HALF, 0), ROOT_HALF, 0.9993, 1 - 1e-12, 1.0, -1.0]
    for j, (Delta, Gc, G2) in enumerate(extreme):
        for i, P in enumerate(near):
            seen.append(((1e-2, 0.2, 5.0)[(i + j) % 3] * min(Delta, Gc, G2), 1.37 * Delta, P, 0.91 * Gc, 1.13 * G2))
    for P in (0.3, ROOT_HALF):  # exactly critical damping of the pole form at P = 0, and next to it
        seen.append((1e2, 1e6, P, 2e6 * math.sqrt(1 - P * P), 3e4))
    seen.append((1e2, 1e6, 0.0, 2e6, 3e4))
    rng = random.Random(107224429)
    for _ in range(60):
        Delta, Gc, G2 = (10 ** rng.uniform(*r) for r in ((4, 8), (4, 9), (3, 6)))
        P = rng.choice([1, -1]) * rng.random()
        seen.append((0.2 * rng.random() * min(Delta, Gc, G2), Delta, P, Gc, G2))
    return seen


def within_ladder(Delta, P, Gc, G2):
    """Where a Hermite ladder of a few thousand levels suffices."""
    return (1 - P * P) * Delta**2 <= 2000 * Gc**2 and abs(Delta) <= 1e6 * Gc


def golden_rules(p):
    D, Delta, P, Gc, G2 = p
    row = {
        "golden-rule.symmetric-telegraph": model.golden_rule(model.symmetric_telegraph(P, Gc), D, Delta, G2),
        "golden-rule.electron-telegraph": model.golden_rule(model.electron_telegraph(P, Gc), D, Delta, G2),
        "golden-rule.ornstein-uhlenbeck": golden_rule_ou(p),
    }
    for N in (2, 3, 5):
        for kind in ("symmetric", "electron"):
            row[f"golden-rule.fluctuators:{N}.{kind}"] = model.golden_rule(model.fluctuators(P, Gc, N, kind), D, Delta, G2)
    return row


def golden_rule_ou(p):
    """The confluent hypergeometric function against the continued fraction; null where neither converges in reasonable time."""
    D, Delta, P, Gc, G2 = p
    if not within_ladder(Delta, P, Gc, G2):
        return None
    ladder = model.golden_rule_ou_ladder(*p, mpf(10) ** -(DIGITS + 8))
    series = model.golden_rule_ou(*p)
    require(ladder, series, "Ornstein-Uhlenbeck: ladder against 1F1", p)
    return series


def exact_rates(p):
    D, Delta, P, Gc, G2 = p
    row = {
        "exact.symmetric-telegraph": model.residence_time(model.symmetric_telegraph(P, Gc), D, Delta, G2),
        "exact.electron-telegraph": model.residence_time(model.electron_telegraph(P, Gc), D, Delta, G2),
        "exact.ornstein-uhlenbeck": None,
    }
    if within_ladder(Delta, P, Gc, G2):
        row["exact.ornstein-uhlenbeck"], _ = model.residence_time_ou(*p, mpf(10) ** -(DIGITS + 8), 1 << 15)
    row["exact.fluctuators:3.symmetric"] = model.residence_time(model.fluctuators(P, Gc, 3, "symmetric"), D, Delta, G2)
    row["exact.fluctuators:2.electron"] = model.residence_time(model.fluctuators(P, Gc, 2, "electron"), D, Delta, G2)
    return row


def require(a, b, what, p):
    if abs(a - b) > mpf(10) ** -(DIGITS + 4) * abs(b):
        raise AssertionError(f"{what}: {mp.nstr(a, 45)} and {mp.nstr(b, 45)} at {[float(x) for x in p]}")


def evaluate(inputs):
    p = [mpf(x) for x in inputs]
    formulas = {name: f(*p) for name, f in PAIR.items()}
    golden, exact = golden_rules(p), exact_rates(p)
    every = {**formulas, **golden, **exact}
    for left, right in identities():
        if every[left] is not None:
            require(every[left], every[right], f"{left} = {right}", p)
    for name in ("symmetric-telegraph", "electron-telegraph", "ornstein-uhlenbeck"):
        high, middle, low = golden[f"golden-rule.{name}"], exact[f"exact.{name}"], formulas["residence-time.lower-bound"]
        if high is not None:
            slack = 1 + mpf(10) ** -DIGITS
            if not (low <= middle * slack and middle <= high * slack):
                raise AssertionError(f"lower bound <= exact <= golden rule fails for {name} at {inputs}")
    return formulas, golden, exact


def main():
    tables = ([], [], [])
    headers = [None] * 3
    chosen = points()
    for index, inputs in enumerate(chosen):
        mp.dps = WORKING
        results = evaluate(inputs)
        if index % 25 == 0:
            mp.dps = WORKING + 60
            for a, b in zip(results, evaluate(inputs)):
                for name in a:
                    if a[name] is not None:
                        require(a[name], b[name], f"{name} at two precisions", inputs)
            mp.dps = WORKING
        for k, values in enumerate(results):
            headers[k] = list(values)
            tables[k].append([repr(x) for x in inputs] + [None if v is None else mp.nstr(v, DIGITS) for v in values.values()])
    origin = {
        "script": "scripts/generate_pair_rates.py",
        "generatedWith": f"mpmath {mpmath.__version__}",
        "digits": DIGITS,
        "workingDigits": WORKING,
    }
    inputs = ["D", "Delta", "P", "Gc", "G2"]
    units = "D and Delta in rad/s, Gc and G2 in 1/s, rates in 1/s; inputs are doubles in round-trip form."
    case_files.write_table("formulas/pair-rates", f"Values of the pair formulas, transcribed literally. {units}", inputs + headers[0], tables[0],
                           {**origin, "checks": "eq9 = pole-form = excess = golden rule of symmetric telegraph noise, closed-form = golden rule of the electron, residence-time = exact, each to 44 digits at every point; lower bound <= exact <= golden rule for three noises"})
    case_files.write_table("rates/golden-rule", f"Golden-rule flip-flop rates by matrix resolvent in the basis of noise states; Ornstein-Uhlenbeck by the confluent hypergeometric function. {units} null: not computed, the ladder is too deep.", inputs + headers[1], tables[1],
                           {**origin, "checks": "Ornstein-Uhlenbeck: 1F1 against the continued fraction to 44 digits at every point"})
    case_files.write_table("rates/residence-time", f"Residence-time flip-flop rates, all orders in D, by the resolvent of the Bloch vector in all noise states; Ornstein-Uhlenbeck by a converged Hermite ladder. {units} null: not computed, the ladder is too deep.", inputs + headers[2], tables[2],
                           {**origin, "checks": "every 25th point again with 60 digits more"})


if __name__ == "__main__":
    main()
