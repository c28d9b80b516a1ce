using LindbladVerify.Formulas.Chessari2023;
using Xunit;

namespace LindbladVerify.Formulas.Tests;

/// <summary>Bad input is refused by name, with its value and what is allowed.</summary>
public sealed class RefusalTests
{
    private static readonly (string Name, string Argument, double[] Bad)[] BadPairValues =
    [
        ("D", "dipolar", [double.NaN, double.PositiveInfinity]),
        ("Delta", "hyperfine", [double.NaN, double.NegativeInfinity]),
        ("P", "polarization", [1.0000001, -1.5, double.NaN]),
        ("Gc", "electronRate", [-1, double.NaN, double.PositiveInfinity]),
        ("G2", "broadening", [0, -3e4, double.NaN, double.PositiveInfinity]),
    ];

    public static TheoryData<string> PairIds { get; } = new(FormulaCatalogue.All.Where(f => f is PairFormula).Select(f => f.Id));

    [Theory]
    [MemberData(nameof(PairIds))]
    public void EveryPairFormulaNamesTheBadParameter(string id)
    {
        Formula formula = FormulaCatalogue.Find(id);
        ParameterPoint good = formula.At(100, 3e6, -0.4, 2e6, 7e4);
        Assert.True(formula.Predict(good) > 0);
        foreach ((string name, string argument, double[] bad) in BadPairValues)
        {
            foreach (double value in bad)
            {
                ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(() => formula.Predict(good.With(name, value)));
                Assert.Equal(argument, refusal.ParamName);
                Assert.Equal(value, refusal.ActualValue);
                Assert.Contains("it must be", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void AStaticElectronIsAllowedExceptWhereItsRateDivides()
    {
        foreach (Formula formula in FormulaCatalogue.All.Where(f => f is PairFormula))
        {
            ParameterPoint point = formula.At(100, 3e6, 0.7, 0, 7e4);
            if (formula is Equation11)
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => formula.Predict(point));
            }
            else
            {
                Assert.True(double.IsFinite(formula.Predict(point)), formula.Id);
            }
        }
    }

    [Fact]
    public void AMissingParameterIsNamed() =>
        Assert.Contains("'G2'", Assert.Throws<KeyNotFoundException>(() => new Equation9().Predict(new ParameterPoint(["D", "Delta", "P", "Gc"], [1, 2, 0.3, 4]))).Message, StringComparison.Ordinal);

    [Fact]
    public void SpectrumLineshapeAndCoherenceDecayRefuseTheirBadValues()
    {
        Assert.Throws<ArgumentOutOfRangeException>("electronRate", () => Equation4.Spectrum(1e6, 0.3, 0, 1e5));
        Assert.Throws<ArgumentOutOfRangeException>("polarization", () => Equation4.Spectrum(1e6, 1.3, 1e5, 1e5));
        Assert.Throws<ArgumentOutOfRangeException>("omega", () => Equation4.Spectrum(1e6, 0.3, 1e5, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("omega", () => Equation4.Spectrum(1e6, 1, 1e5, 0));
        Assert.Throws<ArgumentOutOfRangeException>("broadening", () => Equation8.Lineshape(1e6, 1e6, 0.3, 0));
        Assert.Throws<ArgumentOutOfRangeException>("hyperfine", () => Equation8AsPrinted.Lineshape(1e6, double.NaN, 0.3, 1));
        Assert.Throws<ArgumentOutOfRangeException>("longitudinalRate2", () => Equation5.DecayRate(1, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("pureBroadening", () => Equation5.DecayRate(1, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("broadening", () => Overestimate.Excess(1e6, 0.3, 1e5, -1));
    }
}
