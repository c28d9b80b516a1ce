using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Operators;

/// <summary>An orthonormal basis of the d x d operators: Tr(B_m† B_n) = δ_mn, in a fixed order.</summary>
public sealed class OperatorBasis
{
    private readonly Operator[] elements;

    /// <summary>A basis of these elements.</summary>
    /// <param name="elements">d² operators [d, d], orthonormal to 1e-12.</param>
    /// <exception cref="ArgumentException">The number or the size of the elements is wrong, or they are not orthonormal.</exception>
    public OperatorBasis(IReadOnlyList<Operator> elements)
    {
        int d = elements.Count == 0 ? 0 : elements[0].Dimension;
        if (d == 0 || elements.Count != (long)d * d || elements.Any(e => e.Dimension != d))
        {
            throw new ArgumentException($"A basis of the {d} x {d} operators has {(long)d * d} elements of that size, not {elements.Count}.", nameof(elements));
        }

        this.elements = [.. elements];
        HilbertDimension = d;
        Vectors = SparseMatrix<Complex>.FromEntries(
            d * d,
            d * d,
            this.elements.SelectMany((e, m) => e.Matrix.Entries().Select(x => (x.Row + (x.Column * d), m, x.Value))));

        double defect = ((Vectors.ConjugateTranspose() * Vectors) - SparseMatrix<Complex>.Identity(d * d)).LargestModulus();
        if (!(defect <= 1e-12))
        {
            throw new ArgumentException(FormattableString.Invariant($"The elements are not orthonormal: Tr(B_m† B_n) differs from δ_mn by {defect:G3}."), nameof(elements));
        }
    }

    /// <summary>The elements in order.</summary>
    public IReadOnlyList<Operator> Elements => elements;

    /// <summary>Hilbert-space dimension d.</summary>
    public int HilbertDimension { get; }

    /// <summary>[d*d, d*d] unitary; column m is vec(B_m).</summary>
    internal SparseMatrix<Complex> Vectors { get; }

    /// <summary>The units |i&gt;&lt;j|, in the order of column stacking (element i + j*d).</summary>
    public static OperatorBasis Units(int dimension) =>
        new([.. Enumerable.Range(0, dimension * dimension).Select(k => Operator.Unit(dimension, k % dimension, k / dimension))]);

    /// <summary>
    /// The generalised Gell-Mann basis, all Hermitian: 1/√d; then for each i &lt; j the symmetric (|i&gt;&lt;j| + |j&gt;&lt;i|)/√2 and the
    /// antisymmetric (-i|i&gt;&lt;j| + i|j&gt;&lt;i|)/√2; then the d-1 traceless diagonal ones. For d = 2: (1, σx, σy, σz)/√2.
    /// </summary>
    public static OperatorBasis GellMann(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        double half = 1 / Math.Sqrt(2);
        var list = new List<Operator> { (1 / Math.Sqrt(dimension)) * new Operator(SparseMatrix<Complex>.Identity(dimension)) };
        for (int i = 0; i < dimension; i++)
        {
            for (int j = i + 1; j < dimension; j++)
            {
                list.Add(half * (Operator.Unit(dimension, i, j) + Operator.Unit(dimension, j, i)));
                list.Add(new Complex(0, half) * (Operator.Unit(dimension, j, i) - Operator.Unit(dimension, i, j)));
            }
        }

        for (int k = 1; k < dimension; k++)
        {
            double norm = Math.Sqrt((double)k * (k + 1));
            list.Add(new Operator(SparseMatrix<Complex>.Diagonal([.. Enumerable.Range(0, dimension).Select(i => new Complex(i < k ? 1 / norm : i == k ? -k / norm : 0, 0))])));
        }

        return new OperatorBasis(list);
    }

    /// <summary>All products of the local bases, element of the last site fastest. For qubits and Gell-Mann factors these are the Pauli strings over √d.</summary>
    public static OperatorBasis Product(params IReadOnlyList<OperatorBasis> locals)
    {
        IEnumerable<SparseMatrix<Complex>> products = [SparseMatrix<Complex>.Identity(1)];
        foreach (OperatorBasis local in locals)
        {
            products = [.. products.SelectMany(p => local.elements.Select(e => SparseMatrix<Complex>.Kronecker(p, e.Matrix)))];
        }

        return new OperatorBasis([.. products.Select(p => new Operator(p))]);
    }

    /// <summary>The Pauli strings of n qubits over √d: products of (1, σx, σy, σz)/√2, last qubit fastest.</summary>
    public static OperatorBasis Pauli(int qubits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(qubits, 1);
        return Product([.. Enumerable.Repeat(GellMann(2), qubits)]);
    }
}
