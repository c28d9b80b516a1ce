using System.Diagnostics;
using LindbladVerify.Algebra.Fields;
using Xunit;
using Xunit.Abstractions;

namespace LindbladVerify.Algebra.Tests.Fields;

public sealed class LinearSystemTests(ITestOutputHelper output)
{
    private static readonly PrimeField Field = PrimeField.At(1);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(6, 1)]
    [InlineData(12, 12)]
    [InlineData(13, 1)]
    [InlineData(14, 2)]
    [InlineData(29, 5)]
    [InlineData(64, 1)]
    [InlineData(71, 71)]
    public void SolutionSolves(int n, int sides)
    {
        var sampler = new FieldSampler((ulong)(n + (100 * sides)));
        ulong[] a = new ulong[n * n], x = new ulong[n * sides];
        sampler.Fill(Field, a);
        sampler.Fill(Field, x);
        a[0] = 0; // the first pivot must be looked for
        if (n == 1)
        {
            a[0] = 5;
        }

        ulong[] b = Product(a, x, n, n, sides);
        Assert.True(DenseSystem.TrySolve(Field, a, b, n));
        Assert.Equal(x, b);
        ulong[] inverse = [.. a];
        Assert.True(DenseSystem.TryInvert(Field, inverse, n));
        ulong[] identity = Product(a, inverse, n, n, n);
        Assert.All(Enumerable.Range(0, n * n), k => Assert.Equal(k % (n + 1) == 0 ? 1UL : 0UL, identity[k]));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public void SingularMatricesAreRefusedAndHaveAnEchelonFormWithTheSameNullVectors(int n)
    {
        var sampler = new FieldSampler((ulong)n);
        ulong[] left = new ulong[n * (n - 2)], right = new ulong[(n - 2) * n];
        sampler.Fill(Field, left);
        sampler.Fill(Field, right);
        ulong[] a = Product(left, right, n, n - 2, n);
        ulong[] b = new ulong[n];
        sampler.Fill(Field, b);
        ulong[] before = [.. b];
        Assert.False(DenseSystem.TrySolve(Field, a, b, n));
        Assert.Equal(before, b);
        Assert.Equal(0UL, DenseSystem.Determinant(Field, a, n));
        ulong[] echelon = [.. a];
        Assert.Equal(Enumerable.Range(0, n - 2), DenseSystem.Reduce(Field, echelon, n));
        foreach (int free in new[] { n - 2, n - 1 })
        {
            ulong[] vector = [.. Enumerable.Range(0, n).Select(i => i < n - 2 ? Field.Negate(echelon[(i * n) + free]) : i == free ? 1UL : 0UL)];
            Assert.All(Product(a, vector, n, n, 1), e => Assert.Equal(0UL, e));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(17)]
    public void CharacteristicPolynomialVanishesAtTheMatrixAndGivesTheDeterminant(int n)
    {
        var sampler = new FieldSampler((ulong)(n * 31));
        ulong[] a = new ulong[n * n];
        sampler.Fill(Field, a);
        if (n > 4)
        {
            for (int i = 2; i < n; i++)
            {
                a[i * n] = i == n - 1 ? 3UL : 0UL; // the pivot of the first column has to be brought from below
            }

            a[n] = 0;
        }

        ulong[] p = DenseSystem.CharacteristicPolynomial(Field, a, n);
        Assert.Equal(n + 1, p.Length);
        Assert.Equal(1UL, p[n]);
        ulong determinant = DenseSystem.Determinant(Field, a, n);
        Assert.Equal(n % 2 == 0 ? determinant : Field.Negate(determinant), p[0]);
        ulong x = sampler.Next(Field);
        ulong[] shifted = [.. a.Select((e, k) => k % (n + 1) == 0 ? Field.Subtract(x, e) : Field.Negate(e))];
        ulong value = 0;
        for (int k = n; k >= 0; k--)
        {
            value = Field.MultiplyAdd(value, x, p[k]);
        }

        Assert.Equal(DenseSystem.Determinant(Field, shifted, n), value);
    }

    [Fact]
    public void PermutationsHaveTheirSign()
    {
        ulong[] swap = [0, 1, 0, 1, 0, 0, 0, 0, 1];
        Assert.Equal(Field.Modulus - 1, DenseSystem.Determinant(Field, swap, 3));
        ulong[] cycle = [0, 1, 0, 0, 0, 1, 1, 0, 0];
        Assert.Equal(1UL, DenseSystem.Determinant(Field, cycle, 3));
    }

    [Fact]
    public void VandermondeSystemsAreSolvedAndEqualNodesRefused()
    {
        var sampler = new FieldSampler(77);
        ulong[] nodes = new ulong[40], c = new ulong[40], values = new ulong[40];
        sampler.Fill(Field, nodes);
        sampler.Fill(Field, c);
        for (int i = 0; i < values.Length; i++)
        {
            for (int k = 0; k < nodes.Length; k++)
            {
                values[i] = Field.MultiplyAdd(c[k], Field.Power(nodes[k], (ulong)i), values[i]);
            }
        }

        Assert.Equal(c, VandermondeSystem.SolveTransposed(Field, nodes, values));
        nodes[3] = nodes[8];
        Assert.Null(VandermondeSystem.SolveTransposed(Field, nodes, values));
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(60, 3)]
    [InlineData(1000, 2)]
    public void SparseSystemsAgreeWithTheirProduct(int n, int extra)
    {
        var sampler = new FieldSampler((ulong)n);
        var entries = new List<(int Row, int Column)>();
        for (int i = 0; i < n; i++)
        {
            // No diagonal: every pivot is off it. Neighbours, so that fill stays small, and a few far ones.
            entries.Add((i, (i + 1) % n));
            for (int k = 0; k < extra; k++)
            {
                entries.Add((i, i % 50 == 0 ? sampler.NextBelow(n) : Math.Clamp(i + sampler.NextBelow(7) - 3, 0, n - 1)));
            }
        }

        var system = new SparseSystem(n, entries);
        ulong[] values = new ulong[entries.Count], x = new ulong[n], b = new ulong[n];
        for (int repeat = 0; repeat < 2; repeat++)
        {
            sampler.Fill(Field, values);
            sampler.Fill(Field, x);
            Array.Clear(b);
            for (int k = 0; k < values.Length; k++)
            {
                b[entries[k].Row] = Field.MultiplyAdd(values[k], x[entries[k].Column], b[entries[k].Row]);
            }

            var watch = Stopwatch.StartNew();
            Assert.True(system.TrySolve(Field, values, b));
            output.WriteLine($"n = {n}: {system.FilledEntries} entries, {watch.Elapsed.TotalMicroseconds} us");
            Assert.Equal(x, b);
        }
    }

    [Fact]
    public void SparsePivotsThatVanishAreSurvivedAndSingularPatternsRefused()
    {
        var system = new SparseSystem(2, [(0, 0), (0, 1), (1, 0), (1, 1)]);
        ulong[] b = [3, 4];
        Assert.True(system.TrySolve(Field, [0, 1, 1, 0], b));
        Assert.Equal([4UL, 3UL], b);
        Assert.False(system.TrySolve(Field, [1, 2, 2, 4], b));
        Assert.True(new SparseSystem(2, [(0, 0), (1, 0)]).IsStructurallySingular);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparseSystem(2, [(0, 2)]));
    }

    private static ulong[] Product(ulong[] a, ulong[] b, int rows, int inner, int columns)
    {
        ulong[] product = new ulong[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                for (int k = 0; k < inner; k++)
                {
                    product[(i * columns) + j] = Field.MultiplyAdd(a[(i * inner) + k], b[(k * columns) + j], product[(i * columns) + j]);
                }
            }
        }

        return product;
    }
}
