using System.Numerics;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Formulas.Tests;

/// <summary>The stored cases are whole, consistent with their source records, and mean what they say.</summary>
public sealed class ReferenceDataTests
{
    public static TheoryData<string> Tables { get; } = new(ReferenceData.Cases("formulas").Concat(ReferenceData.Cases("rates")));

    public static TheoryData<string> Series { get; } = new(ReferenceData.Cases("qutip"));

    [Theory]
    [MemberData(nameof(Tables))]
    public void EveryTableIsVerifiedAndFinite(string name)
    {
        ReferenceDataTable table = ReferenceData.Table(name);
        Assert.True(table.Count >= (name is "rates/slow-noise" ? 75 : 100), name);
        for (int row = 0; row < table.Count; row++)
        {
            Assert.All(table.Columns, column => Assert.True(table[row, column] is not double v || double.IsFinite(v), table.Describe(row)));
        }
    }

    [Fact]
    public void ThePairTablesShareTheirPointsAndCoverTheExtremes()
    {
        ReferenceDataTable formulas = ReferenceData.Table("formulas/pair-rates");
        foreach (string other in new[] { "rates/golden-rule", "rates/residence-time" })
        {
            ReferenceDataTable table = ReferenceData.Table(other);
            Assert.Equal(formulas.Count, table.Count);
            for (int row = 0; row < table.Count; row++)
            {
                Assert.Equal(Inputs(formulas, row), Inputs(table, row));
            }
        }

        double[][] points = [.. Enumerable.Range(0, formulas.Count).Select(row => Inputs(formulas, row))];
        foreach (double polarization in new[] { 0, 1, -0.4, 0.9993, Math.Sqrt(0.5) })
        {
            Assert.True(points.Count(p => p[2] == polarization) >= 8, $"P = {polarization}");
        }

        Assert.Contains(points, p => new[] { Math.Abs(p[1]), p[3], p[4] }.Max() > 9e11 * new[] { Math.Abs(p[1]), p[3], p[4] }.Min());
    }

    [Theory]
    [MemberData(nameof(Series))]
    public void EveryTimeSeriesStartsFromItsStateAndIsPhysical(string name)
    {
        ReferenceDataTimeSeries series = ReferenceData.TimeSeries(name);
        Assert.Equal(0, series.Times[0]);
        Assert.True(series.Times.Zip(series.Times.Skip(1)).All(t => t.First < t.Second));
        Assert.True((Trace(series.Initial) - 1).Magnitude < 1e-15);
        Assert.NotEmpty(series.Jumps);
        foreach ((string key, Complex[,] observable) in series.Observables)
        {
            Assert.Equal(series.Times.Count, series.Expectations[key].Length);
            Assert.Equal(0, Trace(Product(observable, series.Initial)).Real - series.Expectations[key][0], 1e-13);
            AssertHermitian(observable);
        }

        AssertHermitian(series.Hamiltonian);
        AssertHermitian(series.Initial);
    }

    [Fact]
    public void AChangedCaseIsRefused()
    {
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => ReferenceData.Verify("case", "{\"rows\": []}\n", "{\"sha256\": \"00\"}"));
        Assert.Contains("case.source.json records 00", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("a\n", ReferenceData.Verify("case", "a\r\n", "{\"sha256\": \"87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7\"}"));
    }

    private static double[] Inputs(ReferenceDataTable table, int row) => table.Values(row, "D", "Delta", "P", "Gc", "G2");

    private static Complex Trace(Complex[,] matrix) => Enumerable.Range(0, matrix.GetLength(0)).Aggregate(Complex.Zero, (sum, i) => sum + matrix[i, i]);

    private static Complex[,] Product(Complex[,] a, Complex[,] b)
    {
        int d = a.GetLength(0);
        Complex[,] c = new Complex[d, d];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                for (int k = 0; k < d; k++)
                {
                    c[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return c;
    }

    private static void AssertHermitian(Complex[,] matrix)
    {
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Assert.True((matrix[i, j] - Complex.Conjugate(matrix[j, i])).Magnitude < 1e-14);
            }
        }
    }
}
