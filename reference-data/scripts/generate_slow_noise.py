"""Rates of the nuclear pair under Ornstein-Uhlenbeck noise, Kubo numbers nu/Gc from 1e-6 to 1e13.

Run with Python 3 and mpmath: python3 generate_slow_noise.py
Writes rates/slow-noise.json. Golden rule: the confluent hypergeometric function or the cumulant integral, no ladder. Residence time: the
Hermite ladder from the top down, as deep as it takes, up to Kubo numbers of 3e4; beyond, a ladder of 2^17 levels closed with its smooth
continuation (docs/theory.md), whose error falls as the third power of the number of levels and is measured with 2^15 of them.
"""
import multiprocessing

import mpmath
from mpmath import mp, mpc, mpf

import case_files
import pair_model as model

DIGITS = 40
WORKING = 60
SMOOTH_DIGITS = 15
SMOOTH_LEVELS = 1 << 17
ISSUE = (100.0, 1e8, 0.7, 1e-5, 10.0)


def points():
    """Doubles; Gc from the Kubo number, G2 and D over many decades, P from 0 to next to 1."""
    seen = [ISSUE]
    kubo = [1e-6, 1e-3, 0.3, 3.0, 30.0, 300.0, 3e3, 3e4, 1e5, 1e6, 1e7, 1e9, 1e11, 1e13]
    polarizations = [0.7, 0.0, 0.3, 0.9, 0.97, 0.99, 0.9993, 0.5]
    for j, k in enumerate(kubo):
        for i in range(4 if k > 1e5 else 6):
            P = polarizations[(3 * j + i) % 8]
            Delta = (1e8, 3.7e6, 2.9e7)[(i + j) % 3]
            nu = Delta * (1 - P * P) ** 0.5
            Gc = nu / k
            G2 = nu * (1e-2, 1e-7, 1.0, 1e-4, 1e-9, 3e-1)[(i + 2 * j) % 6]
            D = nu * (1e-6, 1e-2, 1e-4, 0.3, 1e-9)[(2 * i + j) % 5]
            seen.append(tuple(float(mp.nstr(x, 6)) for x in (D, Delta, P, Gc, G2)))
    return seen


def golden_rule(p):
    D, Delta, P, Gc, G2 = p
    nu2 = (1 - P) * (1 + P) * Delta**2
    return model.golden_rule_ou(*p) if nu2 <= 2000 * Gc**2 else cumulant_integral(*p)


def cumulant_integral(D, Delta, P, Gc, G2):
    """(D^2/2) Re int exp(-s t - a(exp(-Gc t) - 1 + Gc t)) dt over x = nu t, which ends where the exponent is below the working precision."""
    with mp.workdps(WORKING + 60):  # exp(-y) - 1 + y loses twice the digits of y, and Re the digits of |phi|/Re phi
        nu = mp.sqrt((1 - P) * (1 + P)) * Delta
        a = (nu / Gc) ** 2
        s = mpc(G2, -Delta * P) / nu

        def exponent(x):
            y = Gc * x / nu
            return s * x + a * (mp.exp(-y) - 1 + y)

        end = mpf(1)
        while exponent(end).real < 2.4 * (WORKING + 30):
            end *= mpf(5) / 4
        pieces = int(end * (1 + abs(s)) / 3) + 1
        return D**2 / 2 / nu * mp.quad(lambda x: mp.exp(-exponent(x)), [end * k / pieces for k in range(pieces + 1)]).real


class Smooth:
    """The smooth continuation of the ladder above a level: sinh(d/dn) F = E F, E = i a sigma - sigma [[0, h], [g, 0]]."""

    def __init__(self, p):
        self.D, Delta, P, self.Gc, self.G2 = p
        self.a = Delta * P
        self.nu2 = (1 - P) * (1 + P) * Delta**2
        self.nu = mp.sqrt(self.nu2)

    def sigma(self, n):
        return 1 / (2 * self.nu * mp.sqrt(n + mpf(1) / 2 + 1 / (8 * n) - 1 / (16 * n**2) - mpf(5) / (128 * n**3) + mpf(23) / (256 * n**4)))

    def rates(self, n):
        g = self.G2 + n * self.Gc
        return g, g + self.D**2 / (n * self.Gc)

    def matrices(self, n):
        """E, E' and B with d F/dn = B F, B = arsinh E - (E'' + 2E'E + EE')/6 to the orders that matter."""
        g, h = self.rates(n)
        z = h - g
        s = self.sigma(n)
        s1 = -s / (2 * (n + mpf(1) / 2))
        s2 = -3 * s1 / (2 * (n + mpf(1) / 2))
        K = mp.matrix([[mpc(0, -self.a), h], [g, mpc(0, -self.a)]])
        K1 = mp.matrix([[0, self.Gc - z / n], [self.Gc, 0]])
        K2 = mp.matrix([[0, 2 * z / n**2], [0, 0]])
        E, E1, E2 = -s * K, -(s1 * K + s * K1), -(s2 * K + 2 * s1 * K1 + s * K2)
        cube = E * E * E
        return E, E1, E - (E2 + 2 * E1 * E + E * E1 + cube) / 6 + 3 * (cube * E * E) / 40

    def slope(self, t, u):
        n = mp.exp(t)
        _, _, B = self.matrices(n)
        return n * (B[1, 0] + (B[1, 1] - B[0, 0]) * u - B[0, 1] * u * u)

    def ratio(self, n):
        """u = Q/P at level n, down from where damping has fixed it at sqrt(g/h); extrapolated midpoint steps."""
        top = mpf(n)
        while top * self.sigma(top) * mp.sqrt(self.rates(top)[0] * self.rates(top)[1]) < 60:
            top *= 2
        g, h = self.rates(top)
        u, t, end = mpc(mp.sqrt(g / h)), mp.log(top), mp.log(n)
        step = mpf(-1) / 8
        while t > end:
            step = max(step, end - t)
            table = []
            for k in range(12):
                count = 2 * (k + 1)
                width = step / count
                before, now = u, u + width * self.slope(t, u)
                for j in range(1, count):
                    before, now = now, before + 2 * width * self.slope(t + j * width, now)
                row = [(before + now + width * self.slope(t + step, now)) / 2]
                for j in range(k):
                    row.append(row[j] + (row[j] - table[j]) / ((mpf(count) / (2 * (k - j))) ** 2 - 1))
                settled = k > 4 and abs(row[-1] - table[-1]) < mpf(10) ** -22 * abs(row[-1])
                table = row
                if settled:
                    break
            if not settled:
                step /= 2
                continue
            u, t = table[-1], t + step
            if k < 9:
                step *= mpf(3) / 2
        return u

    def block(self, n):
        u = self.ratio(mpf(n))
        E, E1, B = self.matrices(mpf(n))
        square = B * B
        below = mp.eye(2) - E + (E1 + square) / 2 + square * square / 24
        rho = 1 / (2 * self.sigma(mpf(n)))
        P, Q = rho * (below[0, 0] + below[0, 1] * u), rho * (below[1, 0] + below[1, 1] * u)
        q = -Q.imag / u.real
        return Q.real - q * u.imag, q, (P / u + mpc(0, q) / u).real

    def rate(self, levels):
        p, q, r = self.block(levels)
        for n in range(levels, 0, -1):
            factor = n * self.nu2 / (p * r + q * q)
            g = self.G2 + (n - 1) * self.Gc
            h = g if n == 1 else g + self.D**2 / ((n - 1) * self.Gc)
            p, q, r = g + factor * p, self.a - factor * q, h + factor * r
        return self.D**2 / 2 * p / (p * r + q * q)


def residence_time(p):
    """Value and its digits."""
    D, Delta, P, Gc, G2 = p
    kubo = mp.sqrt((1 - P) * (1 + P)) * Delta / Gc
    if kubo <= 4e4:
        try:
            return model.residence_time_ou(*p, mpf(10) ** -(DIGITS + 3), 1 << 20)[0], DIGITS
        except model.NotConverged:
            pass
    mp.dps = 32
    smooth = Smooth(p)
    value = smooth.rate(SMOOTH_LEVELS)
    fewer = smooth.rate(SMOOTH_LEVELS // 4)
    mp.dps = WORKING
    if abs(value - fewer) / 64 > mpf(10) ** -SMOOTH_DIGITS * abs(value):  # a quarter of the levels: 64 times the error
        raise AssertionError(f"{mp.nstr(value, 25)} and {mp.nstr(fewer, 25)} at {[float(x) for x in p]}")
    return value, SMOOTH_DIGITS


def check_smooth():
    """The closed ladder against the deep one where both can be had."""
    p = [mpf(x) for x in (1e-3, 1.0, 0.6, 1e-4, 1e-3)]
    deep, _ = model.residence_time_ou(*p, mpf(10) ** -30, 1 << 20)
    error = abs(Smooth(p).rate(1 << 12) / deep - 1)
    if error > mpf(10) ** -12:
        raise AssertionError(f"smooth continuation off by {mp.nstr(error, 3)}")


def row(inputs):
    mp.dps = WORKING
    p = [mpf(x) for x in inputs]
    golden = golden_rule(p)
    exact, digits = residence_time(p)
    if not exact <= golden * (1 + mpf(10) ** (1 - digits)):
        raise AssertionError(f"exact above golden rule at {inputs}")
    print(inputs, mp.nstr(golden, 20), mp.nstr(exact, 20), digits, flush=True)
    return [repr(x) for x in inputs] + [mp.nstr(golden, DIGITS), mp.nstr(exact, digits)]


def main():
    mp.dps = WORKING
    check_smooth()
    with multiprocessing.Pool() as pool:
        rows = pool.map(row, points(), chunksize=1)
    case_files.write_table(
        "rates/slow-noise",
        "Flip-flop rates under Ornstein-Uhlenbeck noise, Kubo numbers from 1e-6 to 1e13. D and Delta in rad/s, Gc and G2 in 1/s, rates in 1/s; inputs are doubles in round-trip form. Residence times of 15 digits come from a ladder closed with its smooth continuation.",
        ["D", "Delta", "P", "Gc", "G2", "golden-rule.ornstein-uhlenbeck", "exact.ornstein-uhlenbeck"],
        rows,
        {"script": "scripts/generate_slow_noise.py", "generatedWith": f"mpmath {mpmath.__version__}", "digits": DIGITS, "workingDigits": WORKING,
         "checks": "exact <= golden rule at every point; smooth continuation against the deep ladder at Kubo number 8e3, and 2^17 against 2^15 levels at every point that uses it"})


if __name__ == "__main__":
    main()
