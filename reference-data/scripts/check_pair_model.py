"""Checks of pair_model.py against second routes: dense Hermite ladder, quadrature, limits of the fluctuators.

Run with Python 3 and mpmath: python3 check_pair_model.py. Fails if a route disagrees.
"""
from mpmath import lu_solve, matrix, mp, mpf, sqrt

import pair_model as model

mp.dps = 40


def dense_ladder(D, Delta, P, Gc, G2, depth):
    """The Hermite ladder as one matrix, without elimination."""
    nu, n = Delta * sqrt(1 - P**2), depth + 1
    L = matrix(3 * n, 3 * n)
    for k in range(n):
        block = model.bloch(Delta * P, D, G2)
        for a in range(3):
            for b in range(3):
                L[3 * k + a, 3 * k + b] = block[a, b]
            L[3 * k + a, 3 * k + a] -= k * Gc
        for j, weight in ((k + 1, sqrt(mpf(k + 1))), (k - 1, sqrt(mpf(k)))):
            if 0 <= j < n:
                L[3 * k, 3 * j + 1] -= nu * weight
                L[3 * k + 1, 3 * j] += nu * weight
    start = matrix(3 * n, 1)
    start[2] = -1
    return 1 / (2 * lu_solve(L, start)[2])


def close(a, b, tolerance, what):
    error = abs(a / b - 1)
    print(f"{'ok ' if error <= tolerance else 'BAD'} {what}: {mp.nstr(error, 2)}")
    assert error <= tolerance, what


def main():
    p = tuple(map(mpf, ("0.3", "1.9", "0.37", "1.7", "0.9")))
    D, Delta, P, Gc, G2 = p
    tiny = mpf(10) ** -32
    close(model.residence_time_ou(*p, tiny, 1 << 12)[0], dense_ladder(*p, 40), mpf(10) ** -30, "Hermite ladder, eliminated against dense")
    close(model.golden_rule_ou(*p), model.golden_rule_ou_ladder(*p, tiny), mpf(10) ** -30, "golden rule of Gaussian noise, 1F1 against continued fraction")
    close(model.golden_rule_ou(*p), model.golden_rule_ou_quadrature(*p), mpf(10) ** -30, "golden rule of Gaussian noise, 1F1 against quadrature")
    weak = (D * mpf(10) ** -12, *p[1:])
    close(model.residence_time_ou(*weak, tiny, 1 << 12)[0], model.golden_rule_ou(*weak), mpf(10) ** -22, "exact rate of Gaussian noise at weak coupling")
    for kind, chain in (("symmetric", model.symmetric_telegraph(P, Gc)), ("electron", model.electron_telegraph(P, Gc))):
        one = model.fluctuators(P, Gc, 1, kind)
        close(model.residence_time(one, D, Delta, G2), model.residence_time(chain, D, Delta, G2), tiny, f"one fluctuator is the {kind} telegraph")
    gaussian = model.golden_rule_ou(*p)
    for kind, order in (("symmetric", 1), ("electron", mpf(1) / 2)):
        errors = [abs(model.golden_rule(model.fluctuators(P, Gc, N, kind), D, Delta, G2) / gaussian - 1) for N in (8, 32, 128)]
        early, late = (mp.log(errors[k] / errors[k + 1]) / mp.log(4) for k in (0, 1))
        good = abs(late - order) < 0.05 and abs(late - order) < abs(early - order)
        print(f"{'ok ' if good else 'BAD'} {kind} fluctuators tend to Gaussian noise: orders {mp.nstr(early, 4)}, {mp.nstr(late, 4)} towards {mp.nstr(order, 2)}")
        assert good


if __name__ == "__main__":
    main()
