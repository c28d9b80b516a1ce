namespace LindbladVerify.LinearAlgebra.Krylov;

/// <summary>A real square matrix known by what it does to vectors.</summary>
/// <remarks>Implementations may keep scratch space, so one instance serves one thread at a time.</remarks>
public interface ILinearOperator
{
    /// <summary>Order n.</summary>
    int Dimension { get; }

    /// <summary>y = A x; x and y [n] do not overlap.</summary>
    void Apply(ReadOnlySpan<double> x, Span<double> y);

    /// <summary>y = Aᵀ x; x and y [n] do not overlap.</summary>
    void ApplyTransposed(ReadOnlySpan<double> x, Span<double> y);

    /// <summary>A rigorous, cheap enclosure of the numerical range; it may be several times too wide.</summary>
    NumericalRange RangeBound();

    /// <summary>A fixed vector [n] of norm 1 without special directions, from the space that the operator acts on; the start of estimates.</summary>
    double[] SampleVector()
    {
        // A golden-ratio sequence: no entry is special, and no random stream is needed.
        double[] x = new double[Dimension];
        double phase = 0;
        for (int i = 0; i < x.Length; i++)
        {
            phase += 0.6180339887498949;
            phase -= Math.Floor(phase);
            x[i] = phase - 0.5 + ((i & 1) == 0 ? 0.1 : -0.1);
        }

        VectorKernels.Scale(1 / VectorKernels.Norm(x), x);
        return x;
    }
}
