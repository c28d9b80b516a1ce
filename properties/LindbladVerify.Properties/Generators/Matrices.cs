using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Properties.Generators;

/// <summary>What the generators share: entries in the unit square, and the steps by which matrices are made simpler.</summary>
internal static class Matrices
{
    /// <summary>A number in [-1, 1] on a fine grid that is not of binary fractions.</summary>
    public static Gen<double> Number { get; } = Gen.Choose(-9973, 9973).Select(k => k / 9973.0);

    public static Gen<Complex> Entry { get; } = Number.Zip(Number, (re, im) => new Complex(re, im));

    /// <summary>A Hilbert-space dimension from 2, growing with the size to 4.</summary>
    public static Gen<int> Dimension { get; } = Gen.Sized(size => Gen.Choose(2, Math.Clamp(2 + (size / 15), 2, 4)));

    public static Gen<SparseMatrix<Complex>> Rectangular(int rows, int columns) =>
        Gen.ArrayOf(Entry, rows * columns).Select(e => SparseMatrix<Complex>.FromDense(rows, columns, e));

    public static Gen<double> LogUniform(double low, double high) =>
        Gen.Choose(0, 9973).Select(k => low * Math.Pow(high / low, k / 9973.0));

    /// <summary>The leading block of one dimension less.</summary>
    public static Operator Truncate(Operator a) => Block(a, a.Dimension - 1);

    /// <summary>Simpler operators of the same size: each entry away, then every entry rounded to one digit.</summary>
    public static IEnumerable<Operator> SimplerEntries(Operator a)
    {
        foreach ((int row, int column, Complex value) in a.Matrix.Entries())
        {
            yield return a - (value * Operator.Unit(a.Dimension, row, column));
        }

        Operator rounded = new(a.Matrix.Map(v => new Complex(Math.Round(v.Real, 1), Math.Round(v.Imaginary, 1))));
        if ((rounded - a).Matrix.StoredCount > 0)
        {
            yield return rounded;
        }
    }

    private static Operator Block(Operator a, int d) => new(SparseMatrix<Complex>.FromEntries(
        d, d, a.Matrix.Entries().Where(e => e.Row < d && e.Column < d)));
}
