using System.Numerics;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Superoperators;

/// <summary>
/// What a superoperator L must satisfy so that exp(Lt) is a quantum channel for every t ≥ 0, measured: L keeps traces, keeps
/// Hermiticity, and is conditionally completely positive (its Kossakowski matrix has no negative eigenvalue).
/// </summary>
/// <remarks>
/// The Kossakowski matrix c is the part of L(X) = Σ c_mn F_m X F_n† + … on traceless F; it stands in the orthonormal Gell-Mann
/// basis (<see cref="OperatorBasis.GellMann"/>) without its first element, [d*d-1, d*d-1], and has the unit of L.
/// Accuracy: all three are right to a few ε·<see cref="Scale"/>. Cost: O(d⁶). Source: Gorini, Kossakowski, Sudarshan (1976),
/// doi:10.1063/1.522979; Lindblad (1976), doi:10.1007/BF01608499.
/// </remarks>
public sealed class GeneratorDiagnostics
{
    private GeneratorDiagnostics(SuperOperator generator, ChiMatrix chi)
    {
        int d = generator.HilbertDimension;
        Chi = chi;
        Scale = generator.Matrix.LargestModulus();
        TraceDefect = TraceRow(generator).Max(Complex.Abs);
        HermiticityDefect = ChoiMatrix.Of(generator).HermiticityDefect;
        int[] traceless = [.. Enumerable.Range(1, (d * d) - 1)];
        Kossakowski = new Operator(chi.Matrix.Matrix.Submatrix(traceless, traceless));
        KossakowskiSpectrum = HermitianSpectrum.OfHermitianPart(Kossakowski);
    }

    /// <summary>Largest modulus of an entry of L: what the defects are to be compared with.</summary>
    public double Scale { get; }

    /// <summary>Largest of |Tr L(|i&gt;&lt;j|)|.</summary>
    public double TraceDefect { get; }

    /// <summary>Largest modulus of an entry of C - C†, C the Choi matrix of L: zero if L(X†) = L(X)†.</summary>
    public double HermiticityDefect { get; }

    /// <summary>The Kossakowski matrix c, [d*d-1, d*d-1].</summary>
    public Operator Kossakowski { get; }

    /// <summary>Eigenvalues of the Hermitian part of c (the canonical rates) and its eigenvectors.</summary>
    public HermitianSpectrum KossakowskiSpectrum { get; }

    /// <summary>Smallest eigenvalue of the Kossakowski matrix: negative where conditional complete positivity fails.</summary>
    public double SmallestKossakowskiEigenvalue => KossakowskiSpectrum.Smallest;

    /// <summary>The chi matrix of L in the Gell-Mann basis.</summary>
    internal ChiMatrix Chi { get; }

    /// <summary>Measures a generator.</summary>
    /// <param name="generator">[d*d, d*d], d at least 2.</param>
    /// <exception cref="ArgumentException">d is 1.</exception>
    public static GeneratorDiagnostics Of(SuperOperator generator) =>
        generator.HilbertDimension >= 2
            ? new GeneratorDiagnostics(generator, ChiMatrix.Of(generator, OperatorBasis.GellMann(generator.HilbertDimension)))
            : throw new ArgumentException("A generator needs a Hilbert space of at least two dimensions.", nameof(generator));

    /// <summary>Whether L keeps traces to a tolerance relative to <see cref="Scale"/>.</summary>
    public bool PreservesTrace(double tolerance = 1e-12) => TraceDefect <= tolerance * Scale;

    /// <summary>Whether L keeps Hermiticity to a tolerance relative to <see cref="Scale"/>.</summary>
    public bool PreservesHermiticity(double tolerance = 1e-12) => HermiticityDefect <= tolerance * Scale;

    /// <summary>Whether no Kossakowski eigenvalue lies below -tolerance·<see cref="Scale"/>.</summary>
    public bool IsConditionallyCompletelyPositive(double tolerance = 1e-12) => SmallestKossakowskiEigenvalue >= -tolerance * Scale;

    /// <summary>Whether L generates a semigroup of quantum channels: all three conditions.</summary>
    public bool IsLindblad(double tolerance = 1e-12) =>
        PreservesTrace(tolerance) && PreservesHermiticity(tolerance) && IsConditionallyCompletelyPositive(tolerance);

    /// <summary>vec(1)† L, [d*d]: the trace of L(|i&gt;&lt;j|) at i + j*d.</summary>
    private static Complex[] TraceRow(SuperOperator generator)
    {
        int d = generator.HilbertDimension;
        var row = new Complex[d * d];
        foreach ((int r, int c, Complex value) in generator.Matrix.Entries())
        {
            row[c] += r % d == r / d ? value : Complex.Zero;
        }

        return row;
    }
}
