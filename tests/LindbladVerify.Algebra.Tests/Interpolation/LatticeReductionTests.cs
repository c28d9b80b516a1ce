using System.Numerics;
using LindbladVerify.Algebra.Interpolation;
using Xunit;

namespace LindbladVerify.Algebra.Tests.Interpolation;

/// <summary>Reduced bases of lattices: short vectors that were hidden are found, and the lattice stays the same.</summary>
public class LatticeReductionTests
{
    private const long Prime = 2305843009213693951;

    [Theory]
    [InlineData(3, 1)]
    [InlineData(6, 2)]
    [InlineData(9, 3)]
    [InlineData(14, 2)]
    public void SmallRelationsBetweenLargeNumbersAreFound(int unknowns, int relations)
    {
        // Numbers modulo a prime that satisfy relations with small whole coefficients: the last unknowns follow from the others.
        var random = new Random(unknowns);
        var planted = new List<BigInteger[]>();
        var numbers = new BigInteger[unknowns];
        for (int i = 0; i < unknowns - relations; i++)
        {
            numbers[i] = random.NextInt64(1, Prime);
        }

        for (int r = 0; r < relations; r++)
        {
            int last = unknowns - relations + r;
            BigInteger[] relation = new BigInteger[unknowns];
            for (int i = 0; i < unknowns - relations; i++)
            {
                relation[i] = random.Next(-3, 4);
                numbers[last] += relation[i] * numbers[i];
            }

            relation[last] = -1;
            numbers[last] = ((numbers[last] % Prime) + Prime) % Prime;
            planted.Add(relation);
        }

        BigInteger[][] basis = Relations(numbers);
        LatticeReduction.Reduce(basis);
        BigInteger[][] found = [.. basis.Where(v => v[unknowns].IsZero && v.All(e => BigInteger.Abs(e) < 64))];
        Assert.Equal(relations, found.Length);
        Assert.All(found, v => Assert.Equal(BigInteger.Zero, Enumerable.Range(0, unknowns).Aggregate(BigInteger.Zero, (sum, i) => sum + (v[i] * numbers[i])) % Prime));
    }

    [Fact]
    public void AReducedBasisSpansTheSameLatticeAndItsVectorsAreNearlyOrthogonal()
    {
        var random = new Random(5);
        BigInteger[] numbers = [.. Enumerable.Range(0, 6).Select(_ => (BigInteger)random.NextInt64(1, Prime))];
        BigInteger[][] basis = Relations(numbers);
        LatticeReduction.Reduce(basis);

        // Every vector solves the equation, and the volume of seven of them is that of the whole lattice.
        Assert.All(basis, v => Assert.Equal(BigInteger.Zero, (Enumerable.Range(0, 6).Aggregate(-v[6], (sum, i) => sum + (v[i] * numbers[i]))) % Prime));
        Assert.Equal((BigInteger)Prime, BigInteger.Abs(Determinant(basis)));

        // Lenstra, Lenstra and Lovász: the product of the lengths is at most 2^(n(n-1)/4) volumes.
        double lengths = basis.Sum(v => 0.5 * BigInteger.Log(v.Aggregate(BigInteger.Zero, (sum, e) => sum + (e * e))));
        Assert.InRange(lengths, Math.Log(Prime), Math.Log(Prime) + (10.5 * Math.Log(2)));
    }

    [Fact]
    public void DependentVectorsAreRefused() =>
        Assert.Throws<ArgumentException>(() => LatticeReduction.Reduce([[1, 2], [2, 4]]));

    /// <summary>The vectors (h, k) with sum_i h_i numbers_i = k modulo the prime.</summary>
    private static BigInteger[][] Relations(BigInteger[] numbers)
    {
        int n = numbers.Length;
        return
        [
            .. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n + 1).Select(j => j == i ? BigInteger.One : j == n ? numbers[i] : BigInteger.Zero).ToArray()),
            [.. Enumerable.Range(0, n + 1).Select(j => j == n ? (BigInteger)Prime : BigInteger.Zero)],
        ];
    }

    /// <summary>By elimination without fractions (Bareiss).</summary>
    private static BigInteger Determinant(BigInteger[][] rows)
    {
        BigInteger[][] a = [.. rows.Select(r => r.ToArray())];
        BigInteger before = 1;
        int sign = 1;
        for (int k = 0; k < a.Length - 1; k++)
        {
            int pivot = Array.FindIndex(a, k, r => !r[k].IsZero);
            if (pivot != k)
            {
                (a[k], a[pivot]) = (a[pivot], a[k]);
                sign = -sign;
            }

            for (int i = k + 1; i < a.Length; i++)
            {
                for (int j = k + 1; j < a.Length; j++)
                {
                    a[i][j] = ((a[i][j] * a[k][k]) - (a[i][k] * a[k][j])) / before;
                }
            }

            before = a[k][k];
        }

        return sign * a[^1][^1];
    }
}
