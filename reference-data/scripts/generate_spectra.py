"""Spectrum of the drive and zero-quantum lineshape.

Run with Python 3 and mpmath: python3 generate_spectra.py
Writes formulas/spectrum.json and formulas/lineshape.json.
"""
import math
import random

import mpmath
from mpmath import mp, mpc, mpf

import case_files
import pair_model as model
from printed_formulas import eq4, eq8

DIGITS = 40
mp.dps = 130


def require(a, b, what, p):
    if abs(a - b) > mpf(10) ** -(DIGITS + 4) * abs(b):
        raise AssertionError(f"{what}: {mp.nstr(a, 45)} and {mp.nstr(b, 45)} at {p}")


def spectrum_points():
    for Delta in (2.3e4, -6.1e6):
        for P in (0.0, -0.4, 0.5, math.sqrt(0.5), 0.9993):
            for c in (0.03, 0.3, 1.0, 3.0, 100.0):
                nu = abs(Delta) * math.sqrt(1 - P * P)
                for omega in (0.0, 0.01 * nu, -0.7 * nu, nu, 1.3 * nu, 50 * nu):
                    yield Delta, P, abs(Delta) * c, omega
    for Delta, Gc, omega in ((1e12, 1.0, 3.0), (1.0, 1e12, 0.4), (1.0, 1.0, 1e12), (1e-6, 1e6, 1e-3)):
        for P in (0.0, 0.3, 1 - 1e-12):
            yield Delta, P, Gc, omega


def lineshape_points():
    for Delta in (2.3e4, -6.1e6):
        for P in (0.0, -0.4, 0.5, 0.9993, 1.0):
            for b in (0.01, 0.3, 2.0):
                for shift in (0.0, 0.1, -1.0, 5.0, 1e6):
                    G2 = abs(Delta) * b
                    yield Delta * P + shift * G2, Delta, P, G2
    rng = random.Random(8)
    for _ in range(20):
        yield rng.choice([1, -1]) * 10 ** rng.uniform(-3, 12), 10 ** rng.uniform(4, 8), rng.uniform(-1, 1), 10 ** rng.uniform(-3, 6)


def main():
    rows = []
    for inputs in spectrum_points():
        Delta, P, Gc, omega = map(mpf, inputs)
        printed = eq4(Delta, P, Gc, omega)
        computed = model.spectrum(model.symmetric_telegraph(P, Gc), P, Delta, omega)
        require(printed, computed, "Eq. (4) against the resolvent", inputs)
        electron = model.spectrum(model.electron_telegraph(P, Gc), P, Delta, omega)
        rows.append([repr(x) for x in inputs] + [mp.nstr(v, DIGITS) for v in (printed, electron)])
    origin = {"script": "scripts/generate_spectra.py", "generatedWith": f"mpmath {mpmath.__version__}", "digits": DIGITS, "workingDigits": mp.dps}
    case_files.write_table(
        "formulas/spectrum",
        "Two-sided spectrum F(omega) = int exp(-i omega t) <f(t) f*(0)> dt of f = exp(i Delta int(P(s)-P)ds), in s: Eq. (4), and the real electron. Delta and omega in rad/s, Gc in 1/s; inputs are doubles in round-trip form.",
        ["Delta", "P", "Gc", "omega", "eq4", "spectrum.electron-telegraph"], rows,
        {**origin, "checks": "eq4 = resolvent of the symmetric telegraph noise to 44 digits at every point"})

    rows = []
    for inputs in lineshape_points():
        omega, Delta, P, G2 = map(mpf, inputs)
        repaired = eq8(omega, Delta, P, G2, 1)
        require(repaired, 2 * (1 / (G2 + mpc(0, 1) * (omega - Delta * P))).real, "Eq. (8) against the Fourier transform", inputs)
        rows.append([repr(x) for x in inputs] + [mp.nstr(v, DIGITS) for v in (repaired, eq8(omega, Delta, P, G2, -1))])
    case_files.write_table(
        "formulas/lineshape",
        "Zero-quantum lineshape in s: Eq. (8) centred at +Delta P, and as printed. omega and Delta in rad/s, G2 in 1/s; inputs are doubles in round-trip form.",
        ["omega", "Delta", "P", "G2", "eq8", "eq8.as-printed"], rows,
        {**origin, "checks": "eq8 = Fourier transform of exp(i Delta P t - G2 |t|)"})


if __name__ == "__main__":
    main()
