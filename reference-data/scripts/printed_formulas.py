"""The formulas of the library, transcribed literally and evaluated in arbitrary precision. Keys are formula ids."""
from mpmath import mpc, sqrt


def lorentzian(width, offset):
    return width / (width**2 + offset**2)


def numerator(D, Delta, P, Gc, G2):
    return Gc * (1 - P**2) * Delta**2 + G2 * ((Gc + G2) ** 2 + Delta**2)


def eq9(D, Delta, P, Gc, G2):
    Gb = Gc + G2
    return D**2 / 2 * numerator(D, Delta, P, Gc, G2) / (((1 - 2 * P**2) * Delta**2 + G2 * Gb) ** 2 + Delta**2 * P**2 * (G2 + Gb) ** 2)


def closed_form(D, Delta, P, Gc, G2):
    return D**2 / 2 * numerator(D, Delta, P, Gc, G2) / ((Delta**2 + G2 * (Gc + G2)) ** 2 + Delta**2 * P**2 * Gc**2)


def excess(D, Delta, P, Gc, G2):
    Gb = Gc + G2
    return 4 * P**2 * (1 - P**2) * Delta**4 / (((1 - 2 * P**2) * Delta**2 + G2 * Gb) ** 2 + Delta**2 * P**2 * (G2 + Gb) ** 2)


def two_lines(D, Delta, P, width, root):
    return D**2 / 4 * (lorentzian(width, Delta * P + Delta * root) + lorentzian(width, Delta * P - Delta * root))


def pole_form(D, Delta, P, Gc, G2):
    d, g = Delta * P, G2 + Gc / 2
    Omega = sqrt(mpc((1 - P**2) * Delta**2 - Gc**2 / 4))
    if Omega == 0:
        return None
    total = sum((g - s * Gc / (2 * Omega) * (d - s * Omega)) / ((d - s * Omega) ** 2 + g**2) for s in (1, -1))
    return (D**2 / 4 * total).real


def residence(D, Delta, P, Gc, G2, sign):
    d, nu, Gb = Delta * P, Delta * sqrt(1 - P**2), Gc + G2
    Q00 = G2 + d**2 / G2 + nu**2 / Gb
    Q01 = nu * (d / G2 + sign * d / Gb)
    Q11 = Gb + nu**2 / G2 + d**2 / Gb
    return D**2 / 2 / (Q00 - Gc * Q01**2 / (D**2 + Gc * Q11))


def lower_bound(D, Delta, P, Gc, G2):
    return D**2 / 2 / (G2 + (Delta * P) ** 2 / G2 + (1 - P**2) * Delta**2 / (Gc + G2))


def narrowed(D, Delta, P, G2, rate):
    return D**2 / 2 * lorentzian(G2 + (1 - P**2) * Delta**2 / rate, Delta * P)


PAIR = {
    "eq9": eq9,
    "eq10.as-printed": lambda D, Delta, P, Gc, G2: two_lines(D, Delta, P, G2 + Gc / 2, sqrt(1 - P)),
    "eq10": lambda D, Delta, P, Gc, G2: two_lines(D, Delta, P, G2 + Gc / 2, sqrt(1 - P**2)),
    "eq11.as-printed": lambda D, Delta, P, Gc, G2: narrowed(D, Delta, P, G2, G2),
    "eq11": lambda D, Delta, P, Gc, G2: narrowed(D, Delta, P, G2, Gc),
    "closed-form": closed_form,
    "excess": lambda *p: closed_form(*p) * (1 + excess(*p)),
    "pole-form": pole_form,
    "residence-time.symmetric-telegraph": lambda *p: residence(*p, 1),
    "residence-time.electron-telegraph": lambda *p: residence(*p, -1),
    "residence-time.lower-bound": lower_bound,
    "static-limit.symmetric-telegraph": lambda D, Delta, P, Gc, G2: two_lines(D, Delta, P, G2, sqrt(1 - P**2)),
    "static-level": lambda D, Delta, P, Gc, G2: D**2 / 2 * lorentzian(G2, Delta),
    "white-noise-limit": lambda D, Delta, P, Gc, G2: narrowed(D, Delta, P, G2, Gc + G2),
}


def eq4(Delta, P, Gc, omega):
    nu2 = (1 - P**2) * Delta**2
    return 2 * Gc * nu2 / ((omega**2 - nu2) ** 2 + omega**2 * Gc**2)


def eq8(omega, Delta, P, G2, sign):
    return 2 * G2 / ((omega - sign * Delta * P) ** 2 + G2**2)


def identities():
    """Pairs of columns that the theory says are equal."""
    return [
        ("eq9", "golden-rule.symmetric-telegraph"),
        ("closed-form", "golden-rule.electron-telegraph"),
        ("excess", "eq9"),
        ("pole-form", "eq9"),
        ("residence-time.symmetric-telegraph", "exact.symmetric-telegraph"),
        ("residence-time.electron-telegraph", "exact.electron-telegraph"),
    ]
