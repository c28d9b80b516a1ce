using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Superoperators;

/// <summary>The Choi matrix of a linear map S on operators: C = Σ_ij |i&gt;&lt;j| ⊗ S(|i&gt;&lt;j|), [d*d, d*d]. Immutable.</summary>
/// <remarks>
/// Convention: the input index is slowest, C[i*d + a, j*d + b] = S(|i&gt;&lt;j|)[a, b], not divided by d, so Tr C = d for a
/// trace-preserving map. A Kraus operator K contributes vec(K) vec(K)†. S is completely positive exactly when C ≥ 0.
/// Cost: linear in the stored entries; the eigenvalues O(d⁶), on first use. Source: Choi (1975), doi:10.1016/0024-3795(75)90075-0.
/// </remarks>
public sealed class ChoiMatrix
{
    private readonly Lazy<HermitianSpectrum> spectrum;

    /// <summary>Wraps a Choi matrix in this convention.</summary>
    /// <exception cref="ArgumentException">The matrix is not [d*d, d*d].</exception>
    public ChoiMatrix(Operator matrix)
    {
        int d = (int)Math.Round(Math.Sqrt(matrix.Dimension));
        if (d * d != matrix.Dimension)
        {
            throw new ArgumentException($"A Choi matrix must be [d*d, d*d], not [{matrix.Dimension}, {matrix.Dimension}].", nameof(matrix));
        }

        Matrix = matrix;
        HilbertDimension = d;
        spectrum = new Lazy<HermitianSpectrum>(() => HermitianSpectrum.OfHermitianPart(matrix));
    }

    /// <summary>C.</summary>
    public Operator Matrix { get; }

    /// <summary>Hilbert-space dimension d.</summary>
    public int HilbertDimension { get; }

    /// <summary>Eigenvalues and eigenvectors of the Hermitian part of C.</summary>
    public HermitianSpectrum Spectrum => spectrum.Value;

    /// <summary>Smallest eigenvalue of the Hermitian part of C: negative where complete positivity fails.</summary>
    public double SmallestEigenvalue => Spectrum.Smallest;

    /// <summary>Largest modulus of an entry of C - C†: zero for a map that takes Hermitian operators to Hermitian ones.</summary>
    public double HermiticityDefect => (Matrix - Matrix.Adjoint()).Matrix.LargestModulus();

    /// <summary>Largest of |Tr S(|i&gt;&lt;j|) - δ_ij|: zero for a trace-preserving map.</summary>
    public double TraceDefect => (PartialSum(input: true) - Identity()).Matrix.LargestModulus();

    /// <summary>Largest modulus of an entry of S(1) - 1: zero for a unital map.</summary>
    public double UnitalDefect => (PartialSum(input: false) - Identity()).Matrix.LargestModulus();

    /// <summary>The Choi matrix of a map.</summary>
    public static ChoiMatrix Of(SuperOperator map) => new(new Operator(Reshuffle(map.Matrix, map.HilbertDimension)));

    /// <summary>The Choi matrix of X -&gt; Σ K X K†.</summary>
    public static ChoiMatrix OfKraus(IReadOnlyList<Operator> krausOperators) => Of(KrausOperators.ToSuperOperator(krausOperators));

    /// <summary>The map S.</summary>
    public SuperOperator ToSuperOperator() => new(Reshuffle(Matrix.Matrix, HilbertDimension));

    /// <summary>Whether C is Hermitian to a tolerance relative to its largest entry.</summary>
    public bool IsHermiticityPreserving(double tolerance = 1e-10) => HermiticityDefect <= tolerance * Matrix.Matrix.LargestModulus();

    /// <summary>Whether C is Hermitian and its smallest eigenvalue is not below -tolerance times its largest modulus of an eigenvalue.</summary>
    public bool IsCompletelyPositive(double tolerance = 1e-10) =>
        IsHermiticityPreserving(tolerance) && Spectrum.Smallest >= -tolerance * Math.Max(Math.Abs(Spectrum.Smallest), Math.Abs(Spectrum.Largest));

    /// <summary>Whether traces are kept to an absolute tolerance per entry.</summary>
    public bool IsTracePreserving(double tolerance = 1e-10) => TraceDefect <= tolerance;

    /// <summary>Whether the map is a quantum channel: completely positive and trace-preserving.</summary>
    public bool IsChannel(double tolerance = 1e-10) => IsCompletelyPositive(tolerance) && IsTracePreserving(tolerance);

    /// <summary>The reshuffling is its own inverse: S[a + b*d, i + j*d] = C[a + i*d, b + j*d].</summary>
    private static SparseMatrix<Complex> Reshuffle(SparseMatrix<Complex> a, int d) =>
        SparseMatrix<Complex>.FromEntries(a.Rows, a.Columns, a.Entries().Select(e =>
            ((e.Row % d) + (e.Column % d * d), (e.Row / d) + (e.Column / d * d), e.Value)));

    private Operator Identity() => new(SparseMatrix<Complex>.Identity(HilbertDimension));

    /// <summary>For the input side, the matrix of Tr S(|i&gt;&lt;j|); for the output side, S(1).</summary>
    private Operator PartialSum(bool input)
    {
        int d = HilbertDimension;
        return new Operator(SparseMatrix<Complex>.FromEntries(d, d, Matrix.Matrix.Entries()
            .Where(e => input ? e.Row % d == e.Column % d : e.Row / d == e.Column / d)
            .Select(e => input ? (e.Row / d, e.Column / d, e.Value) : (e.Row % d, e.Column % d, e.Value))));
    }
}

/// <summary>The process (chi) matrix of a map in an orthonormal operator basis: S(X) = Σ_mn χ_mn B_m X B_n†, [d*d, d*d].</summary>
/// <remarks>
/// With the Choi matrix C of <see cref="ChoiMatrix"/> and V the matrix of columns vec(B_m), χ = V† C V. The basis is
/// normalised, Tr(B_m† B_m) = 1, so Tr χ = d for a trace-preserving map; divide by d for the convention with unnormalised
/// Pauli strings, where Tr χ = 1. Source: Chuang and Nielsen (1997), doi:10.1080/09500349708231894.
/// </remarks>
public sealed class ChiMatrix
{
    /// <summary>Wraps a chi matrix given in a basis.</summary>
    /// <exception cref="ArgumentException">The matrix and the basis differ in size.</exception>
    public ChiMatrix(Operator matrix, OperatorBasis basis)
    {
        if (matrix.Dimension != basis.Elements.Count)
        {
            throw new ArgumentException($"A basis of {basis.Elements.Count} operators needs a chi matrix of that dimension, not {matrix.Dimension}.", nameof(matrix));
        }

        Matrix = matrix;
        Basis = basis;
    }

    /// <summary>χ.</summary>
    public Operator Matrix { get; }

    /// <summary>The operators B_m.</summary>
    public OperatorBasis Basis { get; }

    /// <summary>The chi matrix of a map.</summary>
    /// <exception cref="ArgumentException">The map and the basis differ in dimension.</exception>
    public static ChiMatrix Of(SuperOperator map, OperatorBasis basis)
    {
        if (map.HilbertDimension != basis.HilbertDimension)
        {
            throw new ArgumentException($"The map acts on dimension {map.HilbertDimension}, but the basis has {basis.HilbertDimension}.", nameof(basis));
        }

        SparseMatrix<Complex> choi = ChoiMatrix.Of(map).Matrix.Matrix;
        return new ChiMatrix(new Operator(basis.Vectors.ConjugateTranspose() * choi * basis.Vectors), basis);
    }

    /// <summary>The map S.</summary>
    public SuperOperator ToSuperOperator() =>
        new ChoiMatrix(new Operator(Basis.Vectors * Matrix.Matrix * Basis.Vectors.ConjugateTranspose())).ToSuperOperator();
}

/// <summary>Kraus operators of completely positive maps: S(X) = Σ K X K†.</summary>
/// <remarks>Source: Kraus (1971), doi:10.1016/0003-4916(71)90108-4; from the Choi matrix: doi:10.1016/0024-3795(75)90075-0.</remarks>
public static class KrausOperators
{
    /// <summary>The canonical Kraus operators of a map, orthogonal in Tr(K_m† K_n) and in descending order of norm; at most d².</summary>
    /// <param name="map">A completely positive map.</param>
    /// <param name="tolerance">Relative to the largest eigenvalue of the Choi matrix: smaller ones are dropped, more negative ones refused.</param>
    /// <exception cref="ArgumentException">The map is not completely positive; the message states its smallest eigenvalue.</exception>
    public static IReadOnlyList<Operator> Of(SuperOperator map, double tolerance = 1e-12) => Of(ChoiMatrix.Of(map), tolerance);

    /// <inheritdoc cref="Of(SuperOperator, double)"/>
    public static IReadOnlyList<Operator> Of(ChoiMatrix map, double tolerance = 1e-12)
    {
        if (!map.IsCompletelyPositive(tolerance))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The map has no Kraus operators: it is not completely positive (smallest Choi eigenvalue {map.SmallestEigenvalue:R}, Hermiticity defect {map.HermiticityDefect:R})."),
                nameof(map));
        }

        int d = map.HilbertDimension;
        Complex[] vectors = map.Spectrum.Vectors.ToDense();
        double floor = tolerance * map.Spectrum.Largest;
        return
        [
            .. Enumerable.Range(0, d * d).Reverse()
                .Where(k => map.Spectrum.Values[k] > floor)
                .Select(k => Math.Sqrt(map.Spectrum.Values[k]) * Operator.FromDense(d, vectors.AsSpan(k * d * d, d * d))),
        ];
    }

    /// <summary>X -&gt; Σ K X K†.</summary>
    /// <exception cref="ArgumentException">The list is empty or the dimensions differ.</exception>
    public static SuperOperator ToSuperOperator(IReadOnlyList<Operator> krausOperators)
    {
        if (krausOperators.Count == 0)
        {
            throw new ArgumentException("A map needs at least one Kraus operator.", nameof(krausOperators));
        }

        return krausOperators.Select(k => SuperOperator.Sandwich(k, k.Adjoint())).Aggregate((sum, next) => sum + next);
    }
}
