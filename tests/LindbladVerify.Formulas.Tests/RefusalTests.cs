using LindbladVerify.Verification.FormulaFiles;
using Xunit;
using static LindbladVerify.Formulas.Tests.PaperFormulas;

namespace LindbladVerify.Formulas.Tests;

/// <summary>Bad input is refused by name, with its value and what is allowed.</summary>
public sealed class RefusalTests
{
    private static readonly (string Name, double[] Bad)[] BadPairValues =
    [
        ("D", [double.NaN, double.PositiveInfinity]),
        ("Delta", [double.NaN, double.NegativeInfinity]),
        ("P", [1.0000001, -1.5, double.NaN]),
        ("Gc", [-1, double.NaN, double.PositiveInfinity]),
        ("G2", [0, -3e4, double.NaN, double.PositiveInfinity]),
    ];

    public static TheoryData<string> PairIds { get; } = new(FormulaCatalogue.All.Where(f => IsPair(f)).Select(f => f.Id));

    [Theory]
    [MemberData(nameof(PairIds))]
    public void EveryPairFormulaNamesTheBadParameter(string id)
    {
        Formula formula = FormulaCatalogue.Find(id);
        ParameterPoint good = formula.At(100, 3e6, -0.4, 2e6, 7e4);
        Assert.True(formula.Predict(good) > 0);
        foreach ((string name, double[] bad) in BadPairValues)
        {
            foreach (double value in bad)
            {
                ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(() => formula.Predict(good.With(name, value)));
                Assert.Equal(name, refusal.ParamName);
                Assert.Equal(value, refusal.ActualValue);
                Assert.Contains("it must be", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void AStaticElectronIsAllowedExceptWhereItsRateDivides()
    {
        foreach (Formula formula in FormulaCatalogue.All.Where(f => IsPair(f)))
        {
            ParameterPoint point = formula.At(100, 3e6, 0.7, 0, 7e4);
            if (formula.Id is "eq11")
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
        Assert.Contains("'G2'", Assert.Throws<KeyNotFoundException>(() => Of("eq9").Predict(new ParameterPoint(["D", "Delta", "P", "Gc"], [1, 2, 0.3, 4]))).Message, StringComparison.Ordinal);

    [Fact]
    public void SpectrumLineshapeAndCoherenceDecayRefuseTheirBadValues()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Gc", () => Value("eq4", 1e6, 0.3, 0, 1e5));
        Assert.Throws<ArgumentOutOfRangeException>("P", () => Value("eq4", 1e6, 1.3, 1e5, 1e5));
        Assert.Throws<ArgumentOutOfRangeException>("omega", () => Value("eq4", 1e6, 0.3, 1e5, double.NaN));
        Assert.Contains("omega = 0", Assert.Throws<ArgumentOutOfRangeException>(() => Value("eq4", 1e6, 1, 1e5, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("G2", () => Value("eq8", 1e6, 1e6, 0.3, 0));
        Assert.Throws<ArgumentOutOfRangeException>("Delta", () => Value("eq8.as-printed", 1e6, double.NaN, 0.3, 1));
        Assert.Throws<ArgumentOutOfRangeException>("G1b", () => Value("eq5", 1, -1, 1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("G2II", () => Value("eq5", 1, 1, double.NaN, 0, 0));
    }
}
