using LindbladVerify.Formulas.Tests.Geometry;
using Xunit;
using static LindbladVerify.Formulas.Tests.PaperFormulas;

namespace LindbladVerify.Formulas.Tests;

/// <summary>
/// Eqs. (6), (7) and what they are the limits of, against numbers from full Liouvillians of quantum spins built from Pauli matrices in NumPy
/// (the electron and the neighbours quantum spins with Lindblad jumps; integrals by least squares, modes by eigenvalues).
/// </summary>
public sealed class LongitudinalAndNeighbourTests
{
    /// <summary>A least-squares solve and an eigenvalue of matrices of condition number below 1e5 in double precision.</summary>
    private const double Digits = 1e-10;

    [Theory]
    [InlineData(2.0, 0.7, 0.5, 0.3, 1.3, 0.028171054643797166)]
    [InlineData(1.0, -0.4, 0.9, -0.8, 4.0, 0.01960309777347525)]
    [InlineData(3.0, 1.5, 0.2, 0.95, 0.05, 1.8924545954957103e-05)]
    public void TheLongitudinalClosedFormIsTheResidenceTimeRate(double larmor, double secular, double pseudosecular, double polarization, double rate, double expected) =>
        Near.Relative(expected, Value(Of("longitudinal-rate"), larmor, secular, pseudosecular, polarization, rate), Digits, "NumPy");

    [Theory]
    [InlineData(0.3, -0.1, 0.2, 0.05, 0.8, 0, 0.1630326272169569)]
    [InlineData(0.3, -0.1, 0.2, 0.05, 0.8, 0.5, 0.10423757761969342)]
    [InlineData(0.9, 0.1, 0.2, 0.45, 1.7, -0.8, 0.079110138036346)]
    public void TheSlowModeFormulaIsTheSlowestDecayOfTheCoherence(double d1a, double d2a, double d1b, double d2b, double tau, double polarization, double expected) =>
        Near.Relative(expected, Value(Of("neighbour-broadening"), d1a, d2a, d1b, d2b, tau, polarization), Digits, "NumPy");

    [Theory]
    [InlineData(0.3, 0.8, 0.5, -0.1, 0.7, 0.016715407655479818)]
    [InlineData(1.5, -2.0, 0.9, 0.2, 3.0, 0.014395343351244691)]
    public void TheNeighbourRateIsTheIntegralOfTheCoherence(double d, double delta, double d1a, double d2a, double tau, double expected) =>
        Near.Relative(expected, Value(Of("neighbour-rate"), d, delta, d1a, d2a, tau), Digits, "NumPy");

    [Fact]
    public void EquationSixIsTheClosedFormWithoutHyperfineFieldInTheDenominator()
    {
        // Γ1 = ½ A⊥²(1-P²) Γc/(Γc²+ω0²): 0.5 · 4 · 0.75 · 3/(9 + 16) = 0.18 for ω0 = 4, A⊥ = 2, P = ½, Γc = 3.
        Near.Relative(0.18, Value(Of("eq6"), 4, 7, 2, 0.5, 3), 1e-15, "a few roundings");

        // P² A⊥² = 1 more in the denominator.
        Near.Relative(4.5 / 26, Value(Of("longitudinal-rate.without-secular-coupling"), 4, 7, 2, 0.5, 3), 1e-15, "a few roundings");
        Near.Relative(4.5 / 26, Value(Of("longitudinal-rate"), 4, 0, 2, 0.5, 3), 1e-15, "a few roundings");
    }

    [Fact]
    public void AtResonanceWithTheElectronsFieldASlowElectronRelaxesAtItsOwnRate()
    {
        // Az = ω0 cancels the Larmor field in one electron state. To leading order in A⊥, 1/T1 = A⊥²(1-P²)/[Γc (1+P)²]; in full, the
        // field left over is A⊥ itself and 1/T1 = A⊥²(1-P²)Γc/{(1+P)²[A⊥² + Γc²]}: not above (1-P)/(1+P) Γc.
        const double P = 0.4;
        Near.Relative(0.01 * (1 - P) / (1 + P) / 1e-3 / 2, Value(Of("longitudinal-rate.leading-order"), 5, 5, 0.1, P, 1e-3), 1e-14, "the difference w0 - Az is exact");
        Near.Relative(0.01 * (1 - P) / (1 + P) * 1e-3 / (0.01 + 1e-6) / 2, Value(Of("longitudinal-rate"), 5, 5, 0.1, P, 1e-3), 1e-14, "the difference w0 - Az is exact");
    }

    [Fact]
    public void TheSlowModeSaturatesAtHalfTheFlipRateBeyondItsBranchPoint()
    {
        // Unpolarized neighbours with 2 d tau > 1: each contributes 1/(2 tau), however strong.
        Near.Relative(2 / (2 * 0.5), Value(Of("neighbour-broadening"), 3, 0, 40, 0, 0.5, 0), 1e-15, "a few roundings");
        Near.Relative((9 + 1600) * 0.5, Value(Of("eq7"), 3, 0, 40, 0, 0.5), 1e-15, "a few roundings");
    }

    [Fact]
    public void TheLeadingErrorOfPolarizedNeighboursIsOneMinusFivePSquared()
    {
        foreach (double p in new[] { 0, 0.3, 0.6, 0.9 })
        {
            const double Turn = 1e-3;
            double ratio = Value(Of("neighbour-broadening"), Turn, 0, 0, 0, 1, p) / Value(Of("neighbour-broadening.polarized"), Turn, 0, 0, 0, 1, p);

            // Next order (d tau)⁴ with a coefficient below 20; cancellation leaves 1e-15/(1-p²).
            Assert.InRange((ratio - 1) / (Turn * Turn), 1 - (5 * p * p) - 3e-5, 1 - (5 * p * p) + 3e-5);
        }
    }

    [Fact]
    public void TheLorentzianIsTooLargeByTheWingFactor()
    {
        double exact = Value(Of("neighbour-rate"), 1, 3e3, 1e-1, 0, 1e-3);
        Near.Relative(1 / (1 + 9.0), exact / Value(Of("eq7.lorentzian"), 1, 3e3, 1e-1, 0, 1e-3), 1e-8, "next order (d/delta)² = 1e-9");
        Near.Relative(1, exact / Value(Of("neighbour-rate.wing"), 1, 3e3, 1e-1, 0, 1e-3), 1e-8, "next order (d/delta)² = 1e-9");
    }

    [Fact]
    public void BadValuesAreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Gc", () => Value(Of("eq6"), 1, 1, 1, 0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>("P", () => Value(Of("longitudinal-rate"), 1, 1, 1, 1.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>("w0", () => Value(Of("longitudinal-rate.leading-order"), double.NaN, 1, 1, 0.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>("tau", () => Value(Of("eq7"), 1, 1, 1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("D2a", () => Value(Of("eq7"), 1, double.PositiveInfinity, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("p", () => Value(Of("neighbour-broadening.polarized"), 1, 1, 1, 1, 1, -2));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => Value(Of("neighbour-rate.wing"), 1, double.NaN, 1, 1, 1));
    }
}
