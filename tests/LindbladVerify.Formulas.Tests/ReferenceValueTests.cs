using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using Xunit;
using static LindbladVerify.Formulas.Tests.PaperFormulas;

namespace LindbladVerify.Formulas.Tests;

/// <summary>
/// Every formula against 40-digit values that were computed from a literal transcription, and checked there against rates solved from the model.
/// </summary>
public sealed class ReferenceValueTests
{
    /// <summary>
    /// Some forty roundings of 1.1e-16, none amplified: the formulas sum positive terms, and where a difference is squared next to another
    /// square it is either rounded once or outweighed. Holds for rates 1e24 apart and next to P = 1/√2 and P = 1.
    /// </summary>
    private const double Tolerance = 3e-15;

    private static readonly ReferenceDataTable PairRates = ReferenceData.Table("formulas/pair-rates");

    public static TheoryData<string> PairIds { get; } = new(FormulaCatalogue.All.Where(f => IsPair(f)).Select(f => f.Id));

    [Theory]
    [MemberData(nameof(PairIds))]
    public void PairFormula(string id)
    {
        Formula formula = FormulaCatalogue.Find(id);
        int compared = 0;
        for (int row = 0; row < PairRates.Count; row++)
        {
            if (PairRates[row, id] is double expected)
            {
                AssertClose(expected, formula.Predict(PairPoint(formula, PairRates, row)), Tolerance, id, PairRates, row);
                compared++;
            }
        }

        // The literal pole form has no value at critical damping; everything else has one everywhere.
        Assert.InRange(compared, PairRates.Count - (formula.Id is "pole-form" ? 5 : 0), PairRates.Count);
    }

    [Theory]
    [InlineData("eq9", "rates/golden-rule", "golden-rule.symmetric-telegraph")]
    [InlineData("pole-form", "rates/golden-rule", "golden-rule.symmetric-telegraph")]
    [InlineData("excess", "rates/golden-rule", "golden-rule.symmetric-telegraph")]
    [InlineData("closed-form", "rates/golden-rule", "golden-rule.electron-telegraph")]
    [InlineData("residence-time.symmetric-telegraph", "rates/residence-time", "exact.symmetric-telegraph")]
    [InlineData("residence-time.electron-telegraph", "rates/residence-time", "exact.electron-telegraph")]
    public void ExactFormulaIsTheRateSolvedFromTheModel(string id, string table, string column)
    {
        Formula formula = FormulaCatalogue.Find(id);
        ReferenceDataTable rates = ReferenceData.Table(table);
        for (int row = 0; row < rates.Count; row++)
        {
            AssertClose(rates[row, column]!.Value, formula.Predict(PairPoint(formula, rates, row)), Tolerance, id, rates, row);
        }
    }

    [Theory]
    [InlineData("eq9", "golden-rule.electron-telegraph")]
    [InlineData("eq9", "golden-rule.ornstein-uhlenbeck")]
    [InlineData("closed-form", "golden-rule.symmetric-telegraph")]
    [InlineData("eq10.as-printed", "golden-rule.symmetric-telegraph")]
    [InlineData("eq11.as-printed", "golden-rule.symmetric-telegraph")]
    public void WrongFormulaIsFarOffSomewhere(string id, string column)
    {
        Formula formula = FormulaCatalogue.Find(id);
        ReferenceDataTable rates = ReferenceData.Table("rates/golden-rule");
        double worst = Enumerable.Range(0, rates.Count)
            .Where(row => rates[row, column] is not null)
            .Max(row => Math.Abs(Math.Log(formula.Predict(PairPoint(formula, rates, row)) / rates[row, column]!.Value)));
        Assert.True(worst > 1, $"{id} stays within a factor {Math.Exp(worst)} of {column}");
    }

    [Fact]
    public void LowerBoundIsBelowEveryExactRateOfGaussianNoiseToo()
    {
        ReferenceDataTable rates = ReferenceData.Table("rates/residence-time");
        for (int row = 0; row < rates.Count; row++)
        {
            if (rates[row, "exact.ornstein-uhlenbeck"] is double exact)
            {
                Assert.True(Of("residence-time.lower-bound").Predict(PairPoint(Of("residence-time.lower-bound"), rates, row)) <= exact * (1 + Tolerance), rates.Describe(row));
            }
        }
    }

    [Fact]
    public void Spectrum()
    {
        ReferenceDataTable table = ReferenceData.Table("formulas/spectrum");
        Formula formula = Of("eq4");
        for (int row = 0; row < table.Count; row++)
        {
            double[] p = table.Values(row, "Delta", "P", "Gc", "omega");
            double nu = Math.Abs(p[0]) * Math.Sqrt((1 - p[1]) * (1 + p[1]));

            // On a narrow peak the relative error of (omega - nu) is that of nu, 2e-16, times nu/Gc.
            double tolerance = Tolerance * (1 + (nu / p[2]));
            AssertClose(table[row, "eq4"]!.Value, formula.Predict(formula.At(p)), tolerance, "eq4", table, row);
        }
    }

    [Theory]
    [InlineData("eq8")]
    [InlineData("eq8.as-printed")]
    public void Lineshape(string id)
    {
        ReferenceDataTable table = ReferenceData.Table("formulas/lineshape");
        Formula formula = FormulaCatalogue.Find(id);
        for (int row = 0; row < table.Count; row++)
        {
            double[] p = table.Values(row, "omega", "Delta", "P", "G2");
            AssertClose(table[row, id]!.Value, formula.Predict(formula.At(p)), Tolerance, id, table, row);
        }
    }

    [Fact]
    public void CoherenceDecayIsTheSumOfItsRates()
    {
        Formula formula = Of("eq5");
        Assert.Equal(3.5 + 41.25 + 11000, formula.Predict(formula.At(3.5, 41.25, 11000, -2e5, 7e5)));
        Assert.Equal(formula.Predict(formula.At(3.5, 41.25, 11000, 0, 0)), formula.Predict(formula.At(3.5, 41.25, 11000, -2e5, 7e5)));
    }

    private static ParameterPoint PairPoint(Formula formula, ReferenceDataTable table, int row) =>
        formula.At(table.Values(row, "D", "Delta", "P", "Gc", "G2"));

    private static void AssertClose(double expected, double actual, double tolerance, string id, ReferenceDataTable table, int row) =>
        Assert.True(
            Math.Abs(actual - expected) <= tolerance * Math.Abs(expected),
            $"{id}: {actual:R} instead of {expected:R}, relative error {Math.Abs(actual / expected - 1):E2}, at {table.Describe(row)}");
}
