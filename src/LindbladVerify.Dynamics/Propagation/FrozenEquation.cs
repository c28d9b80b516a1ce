using LindbladVerify.LinearAlgebra.Krylov;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>A + Σ f_k B_k with constant f_k: a driven equation while its envelopes keep still.</summary>
internal sealed class FrozenEquation(ILinearOperator generator, (double Factor, ILinearOperator Operator)[] parts, DrivenEquation counter) : ILinearOperator
{
    private readonly double[] image = new double[generator.Dimension];

    /// <inheritdoc/>
    public int Dimension => generator.Dimension;

    /// <summary>The values f_k, as one key.</summary>
    public string Key { get; } = string.Join(' ', parts.Select(p => BitConverter.DoubleToInt64Bits(p.Factor)));

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        generator.Apply(x, y);
        foreach ((double factor, ILinearOperator part) in Moving())
        {
            part.Apply(x, image);
            VectorKernels.Add(factor, image, y);
        }

        counter.Count(1 + parts.Length);
    }

    /// <inheritdoc/>
    public void ApplyTransposed(ReadOnlySpan<double> x, Span<double> y)
    {
        generator.ApplyTransposed(x, y);
        foreach ((double factor, ILinearOperator part) in Moving())
        {
            part.ApplyTransposed(x, image);
            VectorKernels.Add(factor, image, y);
        }

        counter.Count(1 + parts.Length);
    }

    /// <inheritdoc/>
    public NumericalRange RangeBound()
    {
        NumericalRange sum = generator.RangeBound();
        foreach ((double factor, ILinearOperator part) in Moving())
        {
            NumericalRange own = part.RangeBound();
            double low = factor * own.RealLow, high = factor * own.RealHigh;
            sum = new NumericalRange(sum.RealLow + Math.Min(low, high), sum.RealHigh + Math.Max(low, high), sum.Imaginary + (Math.Abs(factor) * own.Imaginary));
        }

        return sum;
    }

    /// <inheritdoc/>
    public double[] SampleVector() => generator.SampleVector();

    /// <summary>The matrix, where all parts have one.</summary>
    public SparseMatrix<double>? Matrix()
    {
        SparseMatrix<double>? sum = (generator as SparseOperator)?.Matrix;
        foreach ((double factor, ILinearOperator part) in Moving())
        {
            sum = sum is not null && part is SparseOperator { Matrix: SparseMatrix<double> own } ? sum + (factor * own) : null;
        }

        return sum;
    }

    private IEnumerable<(double Factor, ILinearOperator Operator)> Moving() => parts.Where(p => p.Factor != 0);
}
