using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Superoperators;

/// <summary>A linear map on operators, [d*d, d*d] in column stacking (see <see cref="Vectorization"/>). Immutable.</summary>
public sealed class SuperOperator
{
    /// <summary>Wraps the matrix of a map on d x d operators.</summary>
    /// <exception cref="ArgumentException">The matrix is not [d*d, d*d].</exception>
    public SuperOperator(SparseMatrix<Complex> matrix)
    {
        int d = (int)Math.Round(Math.Sqrt(matrix.Rows));
        if (matrix.Rows != matrix.Columns || d * d != matrix.Rows)
        {
            throw new ArgumentException($"A superoperator must be [d*d, d*d], not [{matrix.Rows}, {matrix.Columns}].", nameof(matrix));
        }

        Matrix = matrix;
        HilbertDimension = d;
    }

    /// <summary>The matrix on vec(X).</summary>
    public SparseMatrix<Complex> Matrix { get; }

    /// <summary>Hilbert-space dimension d.</summary>
    public int HilbertDimension { get; }

    /// <summary>Liouville-space dimension d*d.</summary>
    public int LiouvilleDimension => Matrix.Rows;

    /// <summary>The identity map.</summary>
    public static SuperOperator Identity(int hilbertDimension) => new(SparseMatrix<Complex>.Identity(hilbertDimension * hilbertDimension));

    /// <summary>X -&gt; A X.</summary>
    public static SuperOperator Left(Operator a) => new(SparseMatrix<Complex>.Kronecker(SparseMatrix<Complex>.Identity(a.Dimension), a.Matrix));

    /// <summary>X -&gt; X B.</summary>
    public static SuperOperator Right(Operator b) => new(SparseMatrix<Complex>.Kronecker(b.Matrix.Transpose(), SparseMatrix<Complex>.Identity(b.Dimension)));

    /// <summary>X -&gt; A X B.</summary>
    public static SuperOperator Sandwich(Operator a, Operator b) => new(Vectorization.Sandwich(a.Matrix, b.Matrix));

    /// <summary>X -&gt; [A, X].</summary>
    public static SuperOperator Commutator(Operator a) => Left(a) - Right(a);

    /// <summary>X -&gt; -i[H, X], the coherent part of dρ/dt; H in rad/s.</summary>
    public static SuperOperator Hamiltonian(Operator h) => new Complex(0, -1) * Commutator(h);

    /// <summary>X -&gt; L X L† - {L†L, X}/2, the Lindblad dissipator in the Schrödinger picture with unit rate (doi:10.1007/BF01608499).</summary>
    public static SuperOperator Dissipator(Operator jump)
    {
        Operator product = jump.Adjoint() * jump;
        return Sandwich(jump, jump.Adjoint()) - (0.5 * (Left(product) + Right(product)));
    }

    /// <summary>The sum.</summary>
    public static SuperOperator operator +(SuperOperator a, SuperOperator b) => new(a.Matrix + b.Matrix);

    /// <summary>The difference.</summary>
    public static SuperOperator operator -(SuperOperator a, SuperOperator b) => new(a.Matrix - b.Matrix);

    /// <summary>The multiple.</summary>
    public static SuperOperator operator *(Complex factor, SuperOperator a) => new(factor * a.Matrix);

    /// <summary>The composition: first b, then a.</summary>
    public static SuperOperator operator *(SuperOperator a, SuperOperator b) => new(a.Matrix * b.Matrix);

    /// <summary>The adjoint with respect to Tr(A†B): the Heisenberg picture, Tr(A† S(B)) = Tr(S†(A)† B).</summary>
    public SuperOperator Adjoint() => new(Matrix.ConjugateTranspose());

    /// <summary>S(X).</summary>
    public Operator Apply(Operator x) => Vectorization.Unvec(Matrix.Multiply(Vectorization.Vec(x)));
}

/// <summary>Column stacking: vec(A)[i + j*d] = A[i, j], so that vec(A X B) = (Bᵀ ⊗ A) vec(X).</summary>
public static class Vectorization
{
    /// <summary>The [d*d] vector of an operator.</summary>
    public static Complex[] Vec(Operator a) => a.ToDense();

    /// <summary>The operator of a [d*d] vector.</summary>
    /// <exception cref="ArgumentException">The length is not a square.</exception>
    public static Operator Unvec(ReadOnlySpan<Complex> vector)
    {
        int d = (int)Math.Round(Math.Sqrt(vector.Length));
        if (d * d != vector.Length)
        {
            throw new ArgumentException($"A vectorised operator has d*d entries; {vector.Length} is not a square.", nameof(vector));
        }

        return Operator.FromDense(d, vector);
    }

    /// <summary>The matrix of X -&gt; A X B, also for rectangular A [p, q] and B [r, s]: Bᵀ ⊗ A, [p*s, q*r].</summary>
    public static SparseMatrix<Complex> Sandwich(SparseMatrix<Complex> a, SparseMatrix<Complex> b) =>
        SparseMatrix<Complex>.Kronecker(b.Transpose(), a);
}

/// <summary>Builds the generator of dρ/dt = L(ρ) without classical noise.</summary>
public static class Liouvillian
{
    /// <summary>The Liouvillian of a model's Hamiltonian and dissipators; its noises and drives are left out.</summary>
    /// <returns>[d*d, d*d], 1/s. L = -i(1 ⊗ H - Hᵀ ⊗ 1) + Σ γ (conj(L) ⊗ L - (1 ⊗ L†L)/2 - ((L†L)ᵀ ⊗ 1)/2).</returns>
    public static SuperOperator Of(OpenSystemModel model) => Of(model.Hamiltonian, model.Dissipators);

    /// <summary>The Liouvillian of a Hamiltonian [d, d] in rad/s and Lindblad terms.</summary>
    /// <remarks>Cost: linear in the stored entries. Source: doi:10.1007/BF01608499, doi:10.1063/1.522979.</remarks>
    public static SuperOperator Of(Operator hamiltonian, IReadOnlyList<Dissipator> dissipators)
    {
        SuperOperator sum = SuperOperator.Hamiltonian(hamiltonian);
        foreach (Dissipator term in dissipators)
        {
            sum += term.Rate * SuperOperator.Dissipator(term.JumpOperator);
        }

        return sum;
    }
}
