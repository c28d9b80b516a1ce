using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Reduction;

/// <summary>
/// An orthonormal operator basis of one n-level site, Tr(B_a† B_b) = δ_ab, closed under the adjoint: element 0 is 1/√n,
/// elements 1 … n-1 are the other diagonal matrices (for a spin 1/2: σz/√2), the rest are the units |i&gt;&lt;j|, i ≠ j (for a spin 1/2: σ+, σ-).
/// </summary>
internal sealed class LocalBasis
{
    private readonly SparseMatrix<Complex>[] elements;
    private readonly (int Index, double Factor)[][] products;
    private readonly (int Index, double Factor)[][] unitExpansions;

    public LocalBasis(int levels)
    {
        Levels = levels;
        elements = BuildElements(levels);
        Count = elements.Length;
        Adjoints = [.. Enumerable.Range(0, Count).Select(FindAdjoint)];
        unitExpansions = [.. Enumerable.Range(0, levels * levels).Select(u => ExpandUnit(u % levels, u / levels))];
        products = new (int, double)[Count * Count][];
        for (int a = 0; a < Count; a++)
        {
            for (int b = 0; b < Count; b++)
            {
                products[(a * Count) + b] = Expand(elements[a] * elements[b]);
            }
        }
    }

    /// <summary>Number of levels n.</summary>
    public int Levels { get; }

    /// <summary>Number of elements, n².</summary>
    public int Count { get; }

    /// <summary>Index of the adjoint of each element.</summary>
    public int[] Adjoints { get; }

    /// <summary>B_a B_b as a short list of elements; all structure constants are real.</summary>
    public (int Index, double Factor)[] Product(int a, int b) => products[(a * Count) + b];

    /// <summary>|row&gt;&lt;column| as a short list of elements.</summary>
    public (int Index, double Factor)[] Unit(int row, int column) => unitExpansions[row + (column * Levels)];

    private static SparseMatrix<Complex>[] BuildElements(int n)
    {
        var list = new List<SparseMatrix<Complex>>();
        list.Add((1 / Math.Sqrt(n)) * SparseMatrix<Complex>.Identity(n));
        for (int k = 1; k < n; k++)
        {
            double norm = Math.Sqrt((double)k * (k + 1));
            list.Add(SparseMatrix<Complex>.Diagonal([.. Enumerable.Range(0, n).Select(i => new Complex(i < k ? 1 / norm : i == k ? -k / norm : 0, 0))]));
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                if (i != j)
                {
                    list.Add(SparseMatrix<Complex>.FromEntries(n, n, [(i, j, Complex.One)]));
                }
            }
        }

        return [.. list];
    }

    private int FindAdjoint(int a)
    {
        SparseMatrix<Complex> adjoint = elements[a].ConjugateTranspose();
        return Array.FindIndex(elements, e => (e - adjoint).LargestModulus() == 0);
    }

    private (int Index, double Factor)[] ExpandUnit(int row, int column) =>
        Expand(SparseMatrix<Complex>.FromEntries(Levels, Levels, [(row, column, Complex.One)]));

    private (int Index, double Factor)[] Expand(SparseMatrix<Complex> a)
    {
        var terms = new List<(int, double)>();
        for (int e = 0; e < Count; e++)
        {
            double overlap = 0;
            foreach ((int row, int column, Complex value) in elements[e].Entries())
            {
                overlap += (Complex.Conjugate(value) * a[row, column]).Real;
            }

            if (Math.Abs(overlap) > 1e-15)
            {
                terms.Add((e, overlap));
            }
        }

        return [.. terms];
    }
}
