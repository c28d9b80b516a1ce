using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Operators;

/// <summary>Operators of one n-level site with states |0&gt;, …, |n-1&gt;.</summary>
public static class LevelOperators
{
    /// <summary>The lowering (annihilation) operator: a|k&gt; = sqrt(k)|k-1&gt;, truncated at n levels.</summary>
    public static Operator Lowering(int levels) => new(SparseMatrix<Complex>.FromEntries(
        levels, levels, Enumerable.Range(1, levels - 1).Select(k => (k - 1, k, new Complex(Math.Sqrt(k), 0)))));

    /// <summary>The number operator: n|k&gt; = k|k&gt;.</summary>
    public static Operator Number(int levels) =>
        new(SparseMatrix<Complex>.Diagonal([.. Enumerable.Range(0, levels).Select(k => new Complex(k, 0))]));

    /// <summary>The projector |k&gt;&lt;k|.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no level k.</exception>
    public static Operator Projector(int levels, int level)
    {
        if ((uint)level >= (uint)levels)
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, $"Levels run from 0 to {levels - 1}.");
        }

        return Operator.Unit(levels, level, level);
    }
}
