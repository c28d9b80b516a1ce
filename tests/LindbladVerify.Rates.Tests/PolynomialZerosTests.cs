using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Multiprecision;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>Zeros of polynomials that are multiplied out from zeros known exactly: together, apart, in pairs, over many decades.</summary>
public sealed class PolynomialZerosTests
{
    private const int Bits = 768;

    private static readonly BigFloat s_one = BigFloat.One.To(4 * Bits);

    [Theory]
    [InlineData(190)]
    [InlineData(60)]
    [InlineData(300)]
    public void TwoZerosThatLieTogetherComeOutApart(int gap) => Check([(-1, 0, 0), (-1, -gap, 0), (-3, 0, 0)], []);

    [Fact]
    public void ThreeZerosThatLieTogetherComeOutApart() => Check([(-1, 0, 0), (-1, -120, 0), (-1, -119, 0), (-5, 0, 0)], []);

    [Fact]
    public void TwoPairsThatLieTogetherComeOutApart() => Check([(-2, 0, 0)], [(-1, 0, 3), (-1, -150, 3)]);

    [Fact]
    public void ClosePairsInsideACloseClusterComeOutApart() => Check([(-1, 0, 0), (-1, -200, 0), (-1, -100, 0), (-7, 0, 0)], []);

    [Fact]
    public void ZerosOverManyDecadesComeOut() => Check([(0, -400, 0), (0, -200, 0), (-3, 0, 0), (0, 300, 0)], [(0, -100, 1)]);

    [Fact]
    public void ADoubleZeroIsOneZero()
    {
        BigFloat[] polynomial = Times(Times(Linear(-s_one), Linear(-s_one)), Linear(-(s_one + s_one)));
        (BigComplex value, int multiplicity) = Assert.Single(Zeros(polynomial)!, z => z.Multiplicity == 2);
        Assert.True((value.Real + s_one).Magnitude < -Bits + 16);
        Assert.Equal(2, multiplicity);
    }

    /// <summary>-m - 2^p for p other than 0, else -m, in whole numbers; conjugate pairs with an imaginary part.</summary>
    private static void Check((int Whole, int Power, int Imaginary)[] real, (int Whole, int Power, int Imaginary)[] pairs)
    {
        BigFloat[] polynomial = [s_one];
        var wanted = new List<BigComplex>();
        foreach ((int whole, int power, _) in real)
        {
            BigFloat zero = Value(whole, power);
            polynomial = Times(polynomial, Linear(zero));
            wanted.Add(new BigComplex(zero, BigFloat.Zero));
        }

        foreach ((int whole, int power, int imaginary) in pairs)
        {
            BigFloat x = Value(whole, power), y = BigFloat.Of((long)imaginary).To(4 * Bits);
            polynomial = Times(polynomial, [(x * x) + (y * y), -(x + x), s_one]);
            wanted.Add(new BigComplex(x, y));
        }

        IReadOnlyList<(BigComplex Value, int Multiplicity)> found = Zeros(polynomial)!;
        Assert.NotNull(found);
        Assert.Equal(wanted.Count, found.Count);
        foreach (BigComplex zero in wanted)
        {
            // Zeros that lie together lose the digits of their distance, more where there are three of them.
            Assert.Single(found, f => (f.Value - zero) is var gap && (gap.IsZero || gap.Magnitude < zero.Magnitude - (2 * Bits / 5)));
        }
    }

    private static IReadOnlyList<(BigComplex Value, int Multiplicity)>? Zeros(BigFloat[] polynomial)
    {
        BigFloat[] rounded = Array.ConvertAll(polynomial, c => c.To(Bits));
        return RootFinder.Of(rounded, Array.ConvertAll(rounded, c => (double)c.Magnitude - Bits), Bits);
    }

    private static BigFloat Value(int whole, int power) => -(BigFloat.Of((long)-whole).To(4 * Bits) + (power == 0 ? BigFloat.Zero : s_one.Scale(power)));

    private static BigFloat[] Linear(BigFloat zero) => [-zero, s_one];

    private static BigFloat[] Times(BigFloat[] a, BigFloat[] b)
    {
        var product = new BigFloat[a.Length + b.Length - 1];
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < b.Length; j++)
            {
                product[i + j] += a[i] * b[j];
            }
        }

        return product;
    }
}
