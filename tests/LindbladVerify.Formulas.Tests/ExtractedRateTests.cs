using LindbladVerify.Formulas.Tests.Geometry;
using Xunit;
using static LindbladVerify.Formulas.Tests.PaperFormulas;

namespace LindbladVerify.Formulas.Tests;

/// <summary>Rates beside relaxation, with correlated relaxation and in networks: against full Liouvillians in NumPy with a quantum electron, and in simple cases.</summary>
public sealed class ExtractedRateTests
{
    [Theory]
    [InlineData(0.7, 2.3, 0.6, 1.4, 0.3, 0.05, 0.4, 0.05773342816547967, 0.14344771387976554)]
    [InlineData(1.9, -1.1, -0.3, 0.6, 0.02, 0.5, 0.9, 0.8843628935459743, 0.9228244320075131)]
    public void TheRateMatrixAndTheNaiveRateAreThoseOfTheFullLiouvillian(double d, double delta, double p, double gc, double g1a, double g1b, double g2, double exchange, double naive)
    {
        Near.Relative(exchange, Value(Of("rate-matrix"), d, delta, p, gc, g1a, g1b, g2), 1e-12, "inverse of four residence times, 64 dimensions");
        Near.Relative(naive, Value(Of("rate-matrix.residence-of-difference"), d, delta, p, gc, g1a, g1b, g2), 1e-12, "residence time of I1z - I2z");
    }

    [Fact]
    public void WithoutRelaxationAllFormsAreTheResidenceTimeRate()
    {
        double expected = RateOf("residence-time.electron-telegraph")(0.7, 2.3, 0.6, 1.4, 0.4);
        foreach (Formula formula in new[] { Of("rate-matrix"), Of("rate-matrix.residence-of-difference"), Of("rate-matrix.broadening-only") })
        {
            Near.Relative(expected, Value(formula, 0.7, 2.3, 0.6, 1.4, 1e-20, 1e-20, 0.4), 1e-15, formula.Id);
        }
    }

    [Fact]
    public void EqualRatesAddToTheNaiveRate() =>
        Near.Relative(Value(Of("rate-matrix"), 0.7, 2.3, 0.6, 1.4, 0.3, 0.3, 0.4) + 0.3, Value(Of("rate-matrix.residence-of-difference"), 0.7, 2.3, 0.6, 1.4, 0.3, 0.3, 0.4), 1e-15, "W + Γ1");

    [Fact]
    public void OneElectronLeavesTheSingletAlone()
    {
        // Equal couplings in phase: the phase of the coherence that belongs to the singlet keeps G2II alone, Gx = 2.
        // w0 = 3, Gc = 4, P = 0: Γ1 = ½ A² 4/25 = 0.72 for A = 3; G2 = 2 + 1.44.
        const double G2 = 3.44, Splitting = 5;
        Near.Relative(0.5 * 2 / ((G2 * 2) + (Splitting * Splitting)), Value(Of("correlated-relaxation"), 3, Splitting, 1, 3, 3, 0, 0, 4, 2), 1e-14, "in phase");
        Near.Relative(0.5 * G2 / ((G2 * 2) + (Splitting * Splitting)), Value(Of("correlated-relaxation"), 3, Splitting, 1, 3, 3, Math.PI / 2, 0, 4, 2), 1e-14, "in quadrature");
        Near.Relative(0.5 * G2 / ((G2 * G2) + (Splitting * Splitting)), Value(Of("eq5.independent-relaxation"), 3, Splitting, 1, 3, 3, 0, 0, 4, 2), 1e-14, "independent");
    }

    [Fact]
    public void OneNucleusThatRelaxesAloneIsNotCorrelated() =>
        Near.Relative(Value(Of("eq5.independent-relaxation"), 3, 1, 1, 3, 0, 0.4, 0.6, 4, 2), Value(Of("correlated-relaxation"), 3, 1, 1, 3, 0, 0.4, 0.6, 4, 2), 1e-14, "A2 = 0");

    [Fact]
    public void NetworksAddResistances()
    {
        // On resonance W = D²/(2 G2) = 2, 8, 18 for D = 2, 4, 6 and G2 = 1.
        Near.Relative(1.6, Value(Of("rate-network.chain-of-three"), 2, 4, 5, 5, 5, 0.3, 1, 1), 1e-14, "2 and 8 in series");
        Near.Relative(1 / (0.5 + 0.125 + (1.0 / 18)), Value(Of("rate-network.chain-of-four"), 2, 4, 6, 5, 5, 5, 5, 0.3, 1, 1), 1e-14, "2, 8 and 18 in series");
        Near.Relative(19.6, Value(Of("rate-network.triangle"), 2, 4, 6, 5, 5, 5, 0.3, 1, 1), 1e-14, "beside 18 directly");
    }

    [Fact]
    public void BadValuesAreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>("G1b", () => Value(Of("rate-matrix"), 1, 1, 0, 1, 1, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("Gc", () => Value(Of("rate-matrix"), 1, 1, 0, 0, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("w0", () => Value(Of("correlated-relaxation"), 0, 1, 1, 1, 1, 0, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("G2", () => Value(Of("rate-network.chain-of-three"), 1, 1, 1, 1, 1, 0, 1, 0));
    }
}
