using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Operators;

/// <summary>Operators of one spin j in the basis m = +j, …, -j (ħ = 1).</summary>
public static class SpinOperators
{
    /// <summary>Iz: diagonal m.</summary>
    public static Operator Z(double spin)
    {
        int n = StateCount(spin);
        return new Operator(SparseMatrix<Complex>.Diagonal([.. Enumerable.Range(0, n).Select(k => new Complex(spin - k, 0))]));
    }

    /// <summary>I+ : &lt;m+1|I+|m&gt; = sqrt(j(j+1) - m(m+1)).</summary>
    public static Operator Plus(double spin)
    {
        int n = StateCount(spin);
        return new Operator(SparseMatrix<Complex>.FromEntries(n, n, Enumerable.Range(1, n - 1).Select(k =>
        {
            double m = spin - k;
            return (k - 1, k, new Complex(Math.Sqrt((spin * (spin + 1)) - (m * (m + 1))), 0));
        })));
    }

    /// <summary>I- = (I+)†.</summary>
    public static Operator Minus(double spin) => Plus(spin).Adjoint();

    /// <summary>Ix = (I+ + I-)/2.</summary>
    public static Operator X(double spin) => 0.5 * (Plus(spin) + Minus(spin));

    /// <summary>Iy = (I+ - I-)/(2i).</summary>
    public static Operator Y(double spin) => new Complex(0, -0.5) * (Plus(spin) - Minus(spin));

    /// <summary>The identity.</summary>
    public static Operator One(double spin) => new(SparseMatrix<Complex>.Identity(StateCount(spin)));

    private static int StateCount(double spin) => Site.OfSpin("spin", spin).Dimension;
}

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
