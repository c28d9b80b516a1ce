using LindbladVerify.Formulas.Chessari2023;
using LindbladVerify.Formulas.Tests.Geometry;
using Xunit;

namespace LindbladVerify.Formulas.Tests;

/// <summary>Rates beside relaxation, with correlated relaxation and in networks: against full Liouvillians in NumPy with a quantum electron, and in simple cases.</summary>
public sealed class ExtractedRateTests
{
    [Theory]
    [InlineData(0.7, 2.3, 0.6, 1.4, 0.3, 0.05, 0.4, 0.05773342816547967, 0.14344771387976554)]
    [InlineData(1.9, -1.1, -0.3, 0.6, 0.02, 0.5, 0.9, 0.8843628935459743, 0.9228244320075131)]
    public void TheRateMatrixAndTheNaiveRateAreThoseOfTheFullLiouvillian(double d, double delta, double p, double gc, double g1a, double g1b, double g2, double exchange, double naive)
    {
        Near.Relative(exchange, Value(new RateMatrixExchange(), d, delta, p, gc, g1a, g1b, g2), 1e-12, "inverse of four residence times, 64 dimensions");
        Near.Relative(naive, Value(new RateMatrixResidence(), d, delta, p, gc, g1a, g1b, g2), 1e-12, "residence time of I1z - I2z");
    }

    [Fact]
    public void WithoutRelaxationAllFormsAreTheResidenceTimeRate()
    {
        double expected = ElectronResidenceTime.Rate(0.7, 2.3, 0.6, 1.4, 0.4);
        foreach (RelaxingPairFormula formula in new RelaxingPairFormula[] { new RateMatrixExchange(), new RateMatrixResidence(), new RateMatrixBroadeningOnly() })
        {
            Near.Relative(expected, Value(formula, 0.7, 2.3, 0.6, 1.4, 0, 0, 0.4), 1e-15, formula.Id);
        }
    }

    [Fact]
    public void EqualRatesAddToTheNaiveRate() =>
        Near.Relative(Value(new RateMatrixExchange(), 0.7, 2.3, 0.6, 1.4, 0.3, 0.3, 0.4) + 0.3, Value(new RateMatrixResidence(), 0.7, 2.3, 0.6, 1.4, 0.3, 0.3, 0.4), 1e-15, "W + Γ1");

    [Fact]
    public void OneElectronLeavesTheSingletAlone()
    {
        // Equal couplings in phase: the phase of the coherence that belongs to the singlet keeps G2II alone, Gx = 2.
        // w0 = 3, Gc = 4, P = 0: Γ1 = ½ A² 4/25 = 0.72 for A = 3; G2 = 2 + 1.44.
        const double G2 = 3.44, Splitting = 5;
        Near.Relative(0.5 * 2 / ((G2 * 2) + (Splitting * Splitting)), Value(new CollectiveRelaxation(), 3, Splitting, 1, 3, 3, 0, 0, 4, 2), 1e-14, "in phase");
        Near.Relative(0.5 * G2 / ((G2 * 2) + (Splitting * Splitting)), Value(new CollectiveRelaxation(), 3, Splitting, 1, 3, 3, Math.PI / 2, 0, 4, 2), 1e-14, "in quadrature");
        Near.Relative(0.5 * G2 / ((G2 * G2) + (Splitting * Splitting)), Value(new IndependentRelaxation(), 3, Splitting, 1, 3, 3, 0, 0, 4, 2), 1e-14, "independent");
    }

    [Fact]
    public void OneNucleusThatRelaxesAloneIsNotCorrelated() =>
        Near.Relative(Value(new IndependentRelaxation(), 3, 1, 1, 3, 0, 0.4, 0.6, 4, 2), Value(new CollectiveRelaxation(), 3, 1, 1, 3, 0, 0.4, 0.6, 4, 2), 1e-14, "A2 = 0");

    [Fact]
    public void NetworksAddResistances()
    {
        // On resonance W = D²/(2 G2) = 2, 8, 18 for D = 2, 4, 6 and G2 = 1.
        Near.Relative(1.6, Value(new RateChainOfThree(), 2, 4, 5, 5, 5, 0.3, 1, 1), 1e-14, "2 and 8 in series");
        Near.Relative(1 / (0.5 + 0.125 + (1.0 / 18)), Value(new RateChainOfFour(), 2, 4, 6, 5, 5, 5, 5, 0.3, 1, 1), 1e-14, "2, 8 and 18 in series");
        Near.Relative(19.6, Value(new RateTriangle(), 2, 4, 6, 5, 5, 5, 0.3, 1, 1), 1e-14, "beside 18 directly");
    }

    [Fact]
    public void BadValuesAreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>("longitudinalRate2", () => Value(new RateMatrixExchange(), 1, 1, 0, 1, 1, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("electronRate", () => Value(new RateMatrixExchange(), 1, 1, 0, 0, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("larmor", () => Value(new CollectiveRelaxation(), 0, 1, 1, 1, 1, 0, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("broadening", () => Value(new RateChainOfThree(), 1, 1, 1, 1, 1, 0, 1, 0));
    }

    private static double Value(Formula formula, params double[] values) => formula.Predict(formula.At(values));
}
