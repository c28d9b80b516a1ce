using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>
/// Motion by the binary digits of t/h, for generators without a good set of eigenvectors: stored propagators exp(2^k h L), each
/// applied to the trajectories whose digit is set, and a Taylor series below h, where |L| h ≤ ½.
/// </summary>
internal sealed class LadderMotion : IConstantMotion
{
    /// <summary>Terms of the series: 0.5^16/16! is below 1e-18.</summary>
    private const int Degree = 15;
    private readonly IDenseKernels kernels;
    private readonly int n;
    private readonly double[] generator;
    private readonly double h;
    private readonly IReadOnlyList<double[]> rungs;

    public LadderMotion(IDenseKernels kernels, int n, double[] generator, double longest)
    {
        this.kernels = kernels;
        this.n = n;
        this.generator = generator;
        double norm = kernels.Norm(MatrixNorm.One, n, n, generator, n);
        h = norm * longest <= 0.5 ? 2 * longest : 0.5 / norm;
        rungs = h > longest || longest == 0 ? [] : PropagatorLadder.Rungs(kernels, n, generator, h, longest);
    }

    public void Advance(Span<double> values, Span<double> scratch, Span<double> moreScratch, Span<double> times, int count, int stride)
    {
        long[] digits = new long[count];
        double[] rest = new double[count];
        for (int i = 0; i < count; i++)
        {
            digits[i] = (long)Math.Floor(times[i] / h);
            rest[i] = Math.Max(0, times[i] - (digits[i] * h));
        }

        for (int k = 0; k < rungs.Count; k++)
        {
            int[] rows = [.. Enumerable.Range(0, count).Where(i => ((digits[i] >> k) & 1) != 0)];
            if (rows.Length > 0)
            {
                Rows.Gather(values, rows, rows.Length, scratch, n, stride);
                kernels.Multiply(Transposition.None, Transposition.Transpose, rows.Length, n, n, 1, scratch, stride, rungs[k], n, 0, moreScratch, stride);
                Rows.Scatter(moreScratch, rows, rows.Length, values, n, stride);
            }
        }

        Taylor(values, scratch, moreScratch, rest, stride);
    }

    private void Taylor(Span<double> values, Span<double> scratch, Span<double> moreScratch, double[] times, int stride)
    {
        int count = times.Length;
        Span<double> term = scratch, next = moreScratch;
        for (int j = 0; j < n; j++)
        {
            values.Slice(j * stride, count).CopyTo(term[(j * stride)..]);
        }

        for (int order = 1; order <= Degree; order++)
        {
            kernels.Multiply(Transposition.None, Transposition.Transpose, count, n, n, 1.0 / order, term, stride, generator, n, 0, next, stride);
            for (int j = 0; j < n; j++)
            {
                for (int i = 0; i < count; i++)
                {
                    next[(j * stride) + i] *= times[i];
                    values[(j * stride) + i] += next[(j * stride) + i];
                }
            }

            Span<double> done = term;
            term = next;
            next = done;
        }
    }
}
