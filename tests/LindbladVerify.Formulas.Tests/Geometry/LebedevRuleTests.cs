using LindbladVerify.Formulas.Geometry;
using Xunit;

namespace LindbladVerify.Formulas.Tests.Geometry;

/// <summary>Every rule averages every monomial up to its degree to the closed form, and no rule does so much beyond it.</summary>
public sealed class LebedevRuleTests
{
    public static TheoryData<int> Degrees { get; } = new(LebedevRule.Degrees);

    [Theory]
    [MemberData(nameof(Degrees))]
    public void AveragesEveryMonomialUpToItsDegree(int degree)
    {
        // Monomials x^i y^j z^k of total degree n span the harmonics up to n. The mean is (i-1)!!(j-1)!!(k-1)!!/(n+1)!! for even powers, else 0.
        SphericalQuadrature rule = LebedevRule.OfDegree(degree);
        for (int n = 0; n <= degree; n++)
        {
            for (int i = 0; i <= n; i++)
            {
                for (int j = 0; i + j <= n; j++)
                {
                    int k = n - i - j;
                    double found = rule.Average(p => Math.Pow(p.X, i) * Math.Pow(p.Y, j) * Math.Pow(p.Z, k));
                    Near.Equal(MeanOfMonomial(i, j, k), found, 1e-14, $"up to 302 weights, each rounded to 16 digits: x^{i} y^{j} z^{k} on the rule of degree {degree}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Degrees))]
    public void IsNotExactAtTheNextEvenDegree(int degree)
    {
        SphericalQuadrature rule = LebedevRule.OfDegree(degree);
        double largest = 0;
        for (int i = 0; i <= degree + 1; i += 2)
        {
            for (int j = 0; i + j <= degree + 1; j += 2)
            {
                int k = degree + 1 - i - j;
                largest = Math.Max(largest, Math.Abs(rule.Average(p => Math.Pow(p.X, i) * Math.Pow(p.Y, j) * Math.Pow(p.Z, k)) - MeanOfMonomial(i, j, k)));
            }
        }

        Assert.True(largest > 1e-13, $"degree {degree}: {largest:E1}");
    }

    [Theory]
    [InlineData(3, 6)]
    [InlineData(5, 14)]
    [InlineData(7, 26)]
    [InlineData(9, 38)]
    [InlineData(11, 50)]
    [InlineData(17, 110)]
    [InlineData(23, 194)]
    [InlineData(29, 302)]
    public void HasThePublishedNumberOfPointsAllOnTheSphereWithPositiveWeights(int degree, int count)
    {
        SphericalQuadrature rule = LebedevRule.OfDegree(degree);
        Assert.Equal(count, rule.Points.Count);
        Assert.All(rule.Points, p => Near.Equal(1, p.Direction.Length, 4e-16, "points lie on the unit sphere"));
        Assert.All(rule.Points, p => Assert.True(p.Weight > 0));
    }

    [Fact]
    public void ADegreeWithoutARuleIsRefusedByName() =>
        Assert.Contains("degree 4", Assert.Throws<ArgumentOutOfRangeException>(() => LebedevRule.OfDegree(4)).Message, StringComparison.Ordinal);

    private static double MeanOfMonomial(int i, int j, int k) =>
        i % 2 != 0 || j % 2 != 0 || k % 2 != 0 ? 0 : Odd(i - 1) * Odd(j - 1) * Odd(k - 1) / Odd(i + j + k + 1);

    private static double Odd(int n) => n <= 1 ? 1 : n * Odd(n - 2);
}
