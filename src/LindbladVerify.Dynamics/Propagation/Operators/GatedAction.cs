using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Dynamics.Propagation.Operators;

/// <summary>What the envelope of a noise multiplies: Ξ ⊗ (-i[V, ·]), with Ξ the multiplication by the noise in the space of its modes.</summary>
/// <param name="drive">The driven operator V, [d, d].</param>
/// <param name="stride">Length of a row.</param>
/// <param name="values">Ξ, [modes, modes].</param>
internal sealed unsafe class GatedAction(Drive drive, int stride, SparseMatrix<double> values) : ILinearOperator
{
    private readonly LiouvillianAction action = new(drive.Hamiltonian, drive.Terms, stride, adjoint: false);
    private readonly int plane = drive.Operator.Dimension * stride;
    private readonly double[] image = new double[2 * drive.Operator.Dimension * stride];

    /// <inheritdoc/>
    public int Dimension => 2 * plane * values.Rows;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> x, Span<double> y) => Apply(x, y, transposed: false);

    /// <summary>The commutator is skew.</summary>
    public void ApplyTransposed(ReadOnlySpan<double> x, Span<double> y)
    {
        Apply(x, y, transposed: true);
        VectorKernels.Scale(-1, y);
    }

    /// <inheritdoc/>
    public NumericalRange RangeBound()
    {
        double norm = 2 * drive.Operator.Matrix.NormOne() * Math.Max(values.NormOne(), values.Transpose().NormOne());
        return new(-norm, norm, norm);
    }

    private void Apply(ReadOnlySpan<double> x, Span<double> y, bool transposed)
    {
        y.Clear();
        fixed (double* source = x, scratch = image)
        {
            for (int k = 0; k < values.Rows; k++)
            {
                nint at = 2 * (nint)k * plane;
                action.Apply(source + at, source + at + plane, scratch, scratch + plane);
                foreach ((int row, int column, double value) in values.Entries())
                {
                    (int to, int from) = transposed ? (column, row) : (row, column);
                    if (from == k)
                    {
                        VectorKernels.Add(value, image, y.Slice(2 * to * plane, 2 * plane));
                    }
                }
            }
        }
    }
}
