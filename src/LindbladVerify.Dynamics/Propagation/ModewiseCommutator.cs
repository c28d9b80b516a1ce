using LindbladVerify.LinearAlgebra.Krylov;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>-i[V, ·] on the density matrix of every noise mode.</summary>
internal sealed unsafe class ModewiseCommutator(Operator v, int stride, int modeCount) : ILinearOperator
{
    private readonly LiouvillianAction action = new(v, [], stride, adjoint: false);
    private readonly int plane = v.Dimension * stride;

    /// <inheritdoc/>
    public int Dimension => 2 * plane * modeCount;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        fixed (double* source = x, target = y)
        {
            for (int k = 0; k < modeCount; k++)
            {
                nint at = 2 * (nint)k * plane;
                action.Apply(source + at, source + at + plane, target + at, target + at + plane);
            }
        }
    }

    /// <summary>The map is skew.</summary>
    public void ApplyTransposed(ReadOnlySpan<double> x, Span<double> y)
    {
        Apply(x, y);
        VectorKernels.Scale(-1, y);
    }

    /// <inheritdoc/>
    public NumericalRange RangeBound() => new(0, 0, 2 * v.Matrix.NormOne());
}
