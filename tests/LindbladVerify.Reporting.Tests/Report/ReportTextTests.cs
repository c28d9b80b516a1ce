using LindbladVerify.Formulas;
using LindbladVerify.Reporting.Report;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Report;

public sealed class ReportTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1e8, "10^{8}")]
    [InlineData(-1.234567e-7, "−1.23 × 10^{-7}")]
    [InlineData(9.999e99, "10^{100}")]
    [InlineData(0.70710678, "0.707")]
    [InlineData(99999, "100000")]
    [InlineData(12345, "12300")]
    [InlineData(double.NaN, "none")]
    [InlineData(double.PositiveInfinity, "∞")]
    public void NumbersAreRoundedToThreeDigits(double value, string expected) => Assert.Equal(expected, ReportText.Number(value));

    [Theory]
    [InlineData(0.05, 17, "0.050000000000000003")]
    [InlineData(0.0500000012, 11, "0.0500000012")]
    [InlineData(1.2345678901234567e-7, 15, "1.23456789012346 × 10^{-7}")]
    public void DigitsBeyondAFewAreKept(double value, int digits, string expected) => Assert.Equal(expected, ReportText.Number(value, digits));

    [Fact]
    public void PlainNumbersCarryTheirPowerAsRaisedDigits()
    {
        Assert.Equal("1.23 × 10⁻¹⁷", ReportText.PlainNumber(1.2345e-17));
        Assert.Equal("4.57 × 10²³", ReportText.PlainNumber(4.567e23));
    }

    [Theory]
    [InlineData(3e-13, "3 × 10^{-13}")]
    [InlineData(0.0123, "1.23 %")]
    [InlineData(3, "300 %")]
    [InlineData(1.39e8, "factor 1.4 × 10^{8}")]
    [InlineData(double.NaN, "")]
    public void ErrorsReadAsAPhysicistSaysThem(double relative, string expected) => Assert.Equal(expected, ReportText.Error(relative));

    [Theory]
    [InlineData(1.99994, 8e-5, "1.99994 ± 8 × 10^{-5}")]
    [InlineData(-1e-7, 6e-8, "0.00000")]
    [InlineData(0.9, 0.3, "0.90 ± 0.3")]
    public void AnOrderHasTheDigitsThatItsErrorAllows(double value, double standardError, string expected) =>
        Assert.Equal(expected, ReportText.Order(new MeasuredOrder(value, standardError, 1e-3, 1e-1, 8, [])));

    [Theory]
    [InlineData("D", "rad/s", 2 * Math.PI * 15.92, "*D*_{12}/2π = 15.92 Hz")]
    [InlineData("Delta", "rad/s", -2 * Math.PI * 79.06e6, "Δ/2π = −79.06 MHz")]
    [InlineData("Gc", "1/s", 2e6, "1/Γ_{c} = 500 ns")]
    [InlineData("G2", "1/s", 1e3, "1/Γ_{2} = 1 ms")]
    [InlineData("P", "1", 0.7, "*P* = 0.7")]
    [InlineData("Gc", "1/s", 0, "Γ_{c} = 0 1/s")]
    [InlineData("r", "nm", 0.9, "*r* = 0.9 nm")]
    public void PointsAreSaidInLaboratoryUnits(string name, string unit, double value, string expected) =>
        Assert.Equal(expected, LaboratoryUnits.Describe(new Parameter(name, unit, 0, 1, ""), value, Symbols.Of(FormulaCatalogue.Find(name is "r" ? "fig3" : "eq9"))));

    [Fact]
    public void PathsAreSetWithTheSymbolsOfTheirParameters() => Assert.Equal(
        "Γ_{c} = Γ_{c,0}/*ε*, Δ = Δ_{0}/√(*ε*)",
        new Symbols(["Gc", "Delta"]).Line("Gc = Gc0/epsilon, Delta = Delta0/sqrt(epsilon)"));
}
