using LindbladVerify.Dynamics.Propagation.Dense;
using LindbladVerify.Dynamics.Propagation.RungeKutta;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Exponentials over pieces of time in which a generator is constant: dense ones, kept for pieces that are alike, or the Krylov action.</summary>
internal sealed class FrozenPieces(TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
{
    private const int LargestDense = 256;
    private const int MostLadders = 64;
    private readonly Dictionary<string, (PropagatorPowers Ladder, double Norm)> ladders = new(StringComparer.Ordinal);

    /// <summary>Pieces done.</summary>
    public int Pieces { get; private set; }

    /// <summary>Sum of the relative errors of all pieces.</summary>
    public double RelativeError { get; private set; }

    /// <summary>Dense, unless the action was used.</summary>
    public PropagationMethod Method { get; private set; } = PropagationMethod.Dense;

    /// <summary>Goes through a piece and writes the values at the output times with numbers from first to before end.</summary>
    public void Advance(FrozenEquation equation, EnvelopePiece piece, double[] state, double[][] rows, double[][] values, int first, int end)
    {
        cancellation.ThrowIfCancellationRequested();
        Pieces++;
        if (Ladder(equation, piece.End - piece.Start) is (PropagatorPowers ladder, double norm))
        {
            double time = piece.Start;
            double[] current = state;
            for (int k = first; k < end; k++)
            {
                current = ladder.Advance(grid.Times[k] - time, current);
                time = grid.Times[k];
                for (int r = 0; r < rows.Length; r++)
                {
                    values[r][k] = VectorKernels.Dot(rows[r], current);
                }
            }

            ladder.Advance(piece.End - time, current).CopyTo(state, 0);
            RelativeError += DensePropagator.Rounding(norm * (piece.End - piece.Start), end - first);
            return;
        }

        Method = PropagationMethod.Krylov;
        double[] times = [.. Enumerable.Range(first, end - first).Select(k => grid.Times[k] - piece.Start), piece.End - piece.Start];
        double share = (piece.End - piece.Start) / grid.Last;
        ExponentialActionResult result = ExponentialAction.Compute(equation, state, rows, times, new ExponentialActionOptions { Tolerance = Math.Max(1e-15, options.Tolerance * share) }, cancellation);
        for (int r = 0; r < rows.Length; r++)
        {
            result.Values[r].AsSpan(0, end - first).CopyTo(values[r].AsSpan(first));
        }

        result.Final.CopyTo(state, 0);
        RelativeError += result.RelativeError;
    }

    private (PropagatorPowers Ladder, double Norm)? Ladder(FrozenEquation equation, double length)
    {
        if (ladders.TryGetValue(equation.Key, out (PropagatorPowers Ladder, double Norm) known))
        {
            return known;
        }

        double n = equation.Dimension;
        double reach = equation.RangeBound().Radius * length;
        if (n > LargestDense || ladders.Count >= MostLadders || n * n * (20 + Math.Log2(reach)) > 8 * reach || equation.Matrix() is not SparseMatrix<double> matrix)
        {
            return null;
        }

        IDenseKernels kernels = options.Kernels ?? DenseKernels.Select(Backend.Auto);
        return ladders[equation.Key] = (new PropagatorPowers(kernels, equation.Dimension, matrix.ToDense(), grid.Last), matrix.NormOne());
    }
}

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
