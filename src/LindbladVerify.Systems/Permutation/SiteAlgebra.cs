using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Systems.Permutation;

/// <summary>
/// The elements of <see cref="LocalBasis"/> scaled so that element 0 is the identity, the other diagonal ones have whole numbers (for two levels: σz)
/// and the units |i&gt;&lt;j| are as they are. All structure constants are rational: products of many sites cancel without dust.
/// </summary>
internal sealed class SiteAlgebra
{
    private readonly LocalBasis basis;
    private readonly double[] norms;

    /// <summary>The algebra of a site of n levels.</summary>
    public SiteAlgebra(int levels)
    {
        basis = LocalBasis.Of(levels);
        norms = [.. Enumerable.Range(0, basis.Count).Select(e => e == 0 ? Math.Sqrt(levels) : e < levels ? Math.Sqrt((double)e * (e + 1)) : 1)];
    }

    /// <summary>Number of levels n.</summary>
    public int Levels => basis.Levels;

    /// <summary>The index of the adjoint of an element.</summary>
    public int Adjoint(int element) => basis.Adjoints[element];

    /// <summary>Frobenius norm of an element.</summary>
    public double Norm(int element) => norms[element];

    /// <summary>B_a B_b as a short list of elements.</summary>
    public (int Index, double Factor)[] Product(int a, int b) => Array.ConvertAll(basis.Product(a, b), t =>
    {
        double factor = norms[a] * norms[b] * t.Factor / norms[t.Index];
        return (t.Index, CancellationSum.WithoutDust(factor, Math.Abs(factor)));
    });

    /// <summary>B_a |row&gt; as a multiple of one state; the factor is 0 where it vanishes.</summary>
    public (int Row, double Factor) OnKet(int element, int row) => basis.IsDiagonal(element) ? (row, Diagonal(element, row))
        : basis.Column(element) == row ? (basis.Row(element), 1) : (row, 0);

    /// <summary>&lt;column| B_b as a multiple of one state; the factor is 0 where it vanishes.</summary>
    public (int Column, double Factor) OnBra(int element, int column) => basis.IsDiagonal(element) ? (column, Diagonal(element, column))
        : basis.Row(element) == column ? (basis.Column(element), 1) : (column, 0);

    private double Diagonal(int element, int level) => Math.Round(norms[element] * basis.DiagonalEntry(element, level));
}
