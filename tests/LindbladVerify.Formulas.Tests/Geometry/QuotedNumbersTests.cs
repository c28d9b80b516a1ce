using LindbladVerify.Formulas.Geometry;
using Xunit;

namespace LindbladVerify.Formulas.Tests.Geometry;

/// <summary>Numbers of the paper, each to the digits that are known, and of the constants.</summary>
public sealed class QuotedNumbersTests
{
    [Fact]
    public void DipolarConstants()
    {
        Near.Equal(79.065, PhysicalConstants.ElectronProton / (2 * Math.PI) * 1e3 / 1e6, 1e-3, "electron and proton, MHz Å³");
        Near.Equal(120.12, PhysicalConstants.ProtonProton / (2 * Math.PI), 5e-3, "two protons, Hz nm³");
    }

    [Theory]
    [InlineData(true, 1.2, 0.9993)]
    [InlineData(true, 4.2, 0.811)]
    [InlineData(false, 1.2, 0.0060)]
    public void BoltzmannPolarizations(bool electron, double temperature, double expected)
    {
        double found = electron ? BoltzmannPolarization.Electron(7.05, temperature) : BoltzmannPolarization.Proton(7.05, temperature);
        double lastDigit = electron && temperature > 4 ? 5e-4 : 5e-5;
        Near.Equal(expected, found, lastDigit, "half a unit of the last digit");
    }

    [Fact]
    public void MeanVolumeRadiusHoldsOneElectron()
    {
        double r = MeanVolume.Radius(0.05);
        Near.Equal(1.994, r, 5e-4, "50 mmol/L");
        Near.Relative(1, 4 * Math.PI / 3 * Math.Pow(r, 3) * 0.05 * 6.02214076e23 * 1e-24, 4e-16, "one electron in the sphere");
    }

    [Fact]
    public void S1GivesTheCouplingOfTheTextAndTheBreakdownRadius()
    {
        Near.Equal(108e3, ConventionSets.S1.Hyperfine(0.9) / (2 * Math.PI), 500, "108 kHz at r_h, quoted as 100 kHz");
        Near.Equal(0.34, ConventionSets.S1.BreakdownRadius, 0.005, "quoted 0.34 nm");
        Near.Equal(0.63, (ConventionSets.S1 with { BreakdownUnit = AngularUnit.RadiansPerSecond }).BreakdownRadius, 0.005, "0.63 nm when both are in rad/s");
    }

    [Fact]
    public void EverySetDescribesEveryOneOfItsChoices()
    {
        foreach (Conventions set in ConventionSets.All)
        {
            IReadOnlyList<(string Convention, string Choice)> words = set.Describe();
            Assert.Equal(set.Name, words[0].Choice);
            Assert.All(words, w => Assert.NotEmpty(w.Choice));
            string text = string.Join('|', words);
            Assert.NotEqual(text, string.Join('|', (set with { SpinFactor = 0.25 }).Describe()), StringComparer.Ordinal);
            Assert.NotEqual(text, string.Join('|', (set with { Broadening = 1 }).Describe()), StringComparer.Ordinal);
            Assert.NotEqual(text, string.Join('|', (set with { ElectronRate = 1 }).Describe()), StringComparer.Ordinal);
            Assert.NotEqual(text, string.Join('|', (set with { SecondNucleus = SecondNucleus.Radial }).Describe()), StringComparer.Ordinal);
        }

        Assert.Contains("S2", Assert.Throws<ArgumentException>(() => ConventionSets.Find("S2")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AveragesOfDeltaAgreeWithTheirIntegrals()
    {
        // Both nuclei on one ray share the angular factor, so that every average is the factor of one coupling.
        Conventions radial = ConventionSets.S1 with { SecondNucleus = SecondNucleus.Radial };
        double bare = radial.PairsAt(0.7)[0].Hyperfine;
        Near.Relative(Math.Sqrt(0.8) * bare, (radial with { HyperfineAverage = HyperfineAverage.RootMeanSquareDifference }).PairsAt(0.7)[0].Hyperfine, 1e-14, "rms of the difference on a ray");
        Near.Relative(Math.Sqrt(0.8) * bare, (radial with { HyperfineAverage = HyperfineAverage.RootMeanSquare }).PairsAt(0.7)[0].Hyperfine, 1e-14, "rms of each");
        Near.Relative(4 / (3 * Math.Sqrt(3)) * bare, (radial with { HyperfineAverage = HyperfineAverage.MeanMagnitude }).PairsAt(0.7)[0].Hyperfine, 1e-14, "mean magnitude of each");
    }

    [Fact]
    public void TheSidewaysAverageOfDeltaSquaredIsItsClosedForm()
    {
        // ⟨(T1-T2)²⟩ = (4/5)[k1² + k2² - 2 k1 k2 P2(cos γ)], γ the angle between the two rays (addition theorem).
        Conventions set = ConventionSets.S1 with { HyperfineAverage = HyperfineAverage.RootMeanSquareDifference };
        const double R = 0.7;
        double outer = Math.Sqrt((R * R) + (0.66 * 0.66));
        double k1 = PhysicalConstants.ElectronProton / Math.Pow(R, 3);
        double k2 = PhysicalConstants.ElectronProton / Math.Pow(outer, 3);
        double cosine = R / outer;
        double expected = Math.Sqrt(0.8 * ((k1 * k1) + (k2 * k2) - (k1 * k2 * ((3 * cosine * cosine) - 1))));
        Near.Relative(expected, set.PairsAt(R)[0].Hyperfine, 1e-14, "quadrature of degree 4 in the ray and 4 around it is exact");
    }

    [Fact]
    public void RelaxationOnAShellIsTheAverageOverItsDirections()
    {
        const double Larmor = 2 * Math.PI * 300e6;
        double shell = RelaxationFromGeometry.ShellLongitudinalRate(0.9, 0.8, 2e6, Larmor);
        double average = LebedevRule.OfDegree(5).Average(n => RelaxationFromGeometry.LongitudinalRate(HyperfineTensor.Of(0.9 * n), 0.8, 2e6, Larmor));
        Near.Relative(shell, average, 1e-14, "A⊥² is of degree 4");
    }

    [Fact]
    public void BroadeningByNeighboursVanishesForOneThatBothFeelAlike()
    {
        Position first = new(-0.33, 0, 0);
        Position second = new(0.33, 0, 0);
        const double Tau = 1e-6;
        Near.Equal(0, RelaxationFromGeometry.ZeroQuantumBroadening(first, second, [new Position(0, 0.4, 0.2)], Tau), 1e-20, "a neighbour on the mirror plane");
        Position side = new(1, 0.2, -0.3);
        double difference = NuclearDipolarTensor.Of(side - first).FlipFlop - NuclearDipolarTensor.Of(side - second).FlipFlop;
        Near.Relative(difference * difference * Tau, RelaxationFromGeometry.ZeroQuantumBroadening(first, second, [side], Tau), 1e-15, "one term of Eq. (7)");
    }
}
