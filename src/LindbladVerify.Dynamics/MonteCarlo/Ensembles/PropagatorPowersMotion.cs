using LindbladVerify.Dynamics.Propagation.Dense;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>
/// Motion by the binary digits of t/h, for generators without a good set of eigenvectors: stored propagators exp(2^k h L), each
/// applied to the trajectories whose digit is set, and a Taylor series below h, where |L| h ≤ ½.
/// </summary>
internal sealed class PropagatorPowersMotion : IConstantMotion
{
    /// <summary>Terms of the series: 0.5^16/16! is below 1e-18.</summary>
    private const int Degree = 15;
    private readonly IDenseKernels kernels;
    private readonly int n;
    private readonly double[] generator;
    private readonly double h;
    private readonly IReadOnlyList<double[]> rungs;

    public PropagatorPowersMotion(IDenseKernels kernels, int n, double[] generator, double longest)
    {
        this.kernels = kernels;
        this.n = n;
        this.generator = generator;
        double norm = kernels.Norm(MatrixNorm.One, n, n, generator, n);
        h = norm * longest <= 0.5 ? 2 * longest : 0.5 / norm;
        rungs = h > longest || longest == 0 ? [] : PropagatorPowers.Rungs(kernels, n, generator, h, longest);
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

/// <summary>Distinct rows of frequencies, told apart beyond rounding; a row and its negative are one.</summary>
/// <param name="scales">Largest entry of every part: what rounding is measured against.</param>
internal sealed class FrequencyTable(double[] scales)
{
    private const double Rounding = 1e-13;
    private readonly List<double[]> rows = [];

    /// <summary>The rows found so far.</summary>
    public IReadOnlyList<double[]> Rows => rows;

    /// <summary>Number of a row, and whether it is the negative that is listed.</summary>
    public (int Index, bool Negative) Find(double[] row)
    {
        int index = rows.FindIndex(r => Equal(r, row, 1));
        if (index >= 0)
        {
            return (index, false);
        }

        index = rows.FindIndex(r => Equal(r, row, -1));
        if (index >= 0)
        {
            return (index, true);
        }

        rows.Add(row);
        return (rows.Count - 1, false);
    }

    private bool Equal(double[] a, double[] b, int sign)
    {
        for (int k = 0; k < a.Length; k++)
        {
            if (Math.Abs(a[k] - (sign * b[k])) > Rounding * scales[k])
            {
                return false;
            }
        }

        return true;
    }
}
