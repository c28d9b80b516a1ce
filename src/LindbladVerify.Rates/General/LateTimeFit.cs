using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.General;

/// <summary>The rate of the late exponential decay of an observable: a straight line through ln|o(t) - o(∞)| over [t, 2t], t doubled until it no longer changes.</summary>
/// <remarks>
/// The deviation from the final state is propagated, not the state, and by repeated squaring of one propagator: it keeps its relative
/// accuracy over any number of decades. The limit is the spectral gap; the way to it shows how late "late" is.
/// Cost: one dense exponential and one product of matrices per doubling, n³ each; some log2(fastest / slowest rate) doublings.
/// </remarks>
public static class LateTimeFit
{
    private const int PointsPerWindow = 16;
    private const int FirstWindow = 4;
    private const int MostDoublings = 80;

    /// <summary>Modes with a smaller weight than this are absent, as for <see cref="SpectralGap.WeightFloor"/>: earlier times are not late.</summary>
    private const double LateLevel = 0.01 * SpectralGap.WeightFloor;

    /// <summary>The late decay rate of an observable.</summary>
    /// <param name="system">The Bloch equations, with a single stationary state and no drive.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense kernels.</param>
    /// <param name="factor">The observable relaxes at factor·W.</param>
    /// <param name="tolerance">Relative change on doubling the time at which the fit counts as late.</param>
    /// <exception cref="ArgumentException">The system is driven.</exception>
    /// <exception cref="SingularMatrixException">There is more than one stationary state: start from a difference of states.</exception>
    public static RateEstimate Rate(BlochSystem system, int observable, IDenseKernels kernels, double factor = 2, double tolerance = 1e-12)
    {
        system.RequireConstant("A late-time rate");
        (int[] free, double[] deviation) = Deviation(system, kernels);
        SparseMatrix<double> generator = system.Generator.Submatrix(free, free);
        double[] row = Array.ConvertAll(free, i => system.Observables[observable][i]);
        double start = Math.Abs(Dot(row, deviation));
        double norm = generator.NormOne();
        if (norm == 0 || Norm(row) * Norm(deviation) == 0 || start <= 1e-14 * Norm(row) * Norm(deviation))
        {
            return RateEstimate.None(RateDefinition.LateTimeFit, "The observable starts at its final value.");
        }

        return Fit(generator, row, deviation, start, norm, kernels, factor, tolerance);
    }

    private static RateEstimate Fit(SparseMatrix<double> generator, double[] row, double[] deviation, double start, double norm, IDenseKernels kernels, double factor, double tolerance)
    {
        int n = row.Length;
        double step = 1 / (norm * PointsPerWindow);
        double[] propagator = MatrixExponential.Compute(kernels, n, Array.ConvertAll(generator.ToDense(), v => v * step)).Matrix;
        double[] squared = new double[n * n];
        double previous = double.NaN;
        string why = "did not settle";
        for (int k = 0; k < MostDoublings; k++)
        {
            // The window [16 steps, 32 steps]; the state is kept at norm 1, its size in a logarithm, so that nothing underflows.
            (LineFit line, double[] end, double endLogarithm, double level) = Window(propagator, row, Shift(propagator, deviation, n, kernels), n, step, kernels);
            double late = Math.Log(level) + endLogarithm - Math.Log(start);
            double rate = -line.Slope;
            double rounding = 16 * n * 2.3e-16 * norm / Math.Abs(rate);
            double change = Math.Abs(rate - previous) / Math.Abs(rate);
            why = line.IsValid ? FormattableString.Invariant($"still changed by {change:E1} on the last doubling of the time") : "changes sign at late times: its slowest mode oscillates";
            if (line.IsValid && k >= FirstWindow && late < Math.Log(LateLevel) && change <= Math.Max(tolerance, rounding))
            {
                return rate > 0
                    ? new RateEstimate(rate / factor, change + line.RelativeError + rounding, RateDefinition.LateTimeFit)
                    : RateEstimate.None(RateDefinition.LateTimeFit, "The observable does not decay.");
            }

            previous = line.IsValid ? rate : double.NaN;
            kernels.Multiply(Transposition.None, Transposition.None, n, n, n, 1, propagator, n, propagator, n, 0, squared, n);
            (propagator, squared) = (squared, propagator);
            step *= 2;
            if (Norm(propagator) < 1e-200 || end.Length == 0)
            {
                break;
            }
        }

        return RateEstimate.None(RateDefinition.LateTimeFit, $"The logarithm of the observable {why}.");
    }

    private static (double[] State, double Logarithm) Shift(double[] propagator, double[] state, int n, IDenseKernels kernels)
    {
        double logarithm = 0;
        for (int j = 0; j < PointsPerWindow; j++)
        {
            (state, double size) = Advance(propagator, state, n, kernels);
            logarithm += size;
        }

        return (state, logarithm);
    }

    private static (LineFit Line, double[] End, double Logarithm, double Level) Window(double[] propagator, double[] row, (double[] State, double Logarithm) from, int n, double step, IDenseKernels kernels)
    {
        (double[] state, double logarithm) = from;
        double[] times = new double[PointsPerWindow + 1];
        double[] logs = new double[PointsPerWindow + 1];
        double sign = Math.Sign(Dot(row, state));
        bool valid = sign != 0;
        double level = 0;
        for (int j = 0; j <= PointsPerWindow && valid; j++)
        {
            if (j > 0)
            {
                (state, double size) = Advance(propagator, state, n, kernels);
                logarithm += size;
            }

            double value = Dot(row, state);
            level = Math.Abs(value);
            valid = Math.Sign(value) == sign && double.IsFinite(logarithm);
            times[j] = j * step;
            logs[j] = Math.Log(level) + logarithm;
        }

        return (valid ? LineFit.Through(times, logs) : LineFit.None, valid ? state : [], logarithm, Math.Max(level, double.Epsilon));
    }

    private static (double[] State, double Logarithm) Advance(double[] propagator, double[] state, int n, IDenseKernels kernels)
    {
        double[] next = new double[n];
        kernels.MultiplyVector(Transposition.None, n, n, 1, propagator, n, state, 0, next);
        double size = Norm(next);
        return size == 0 ? (next, double.NegativeInfinity) : (Array.ConvertAll(next, v => v / size), Math.Log(size));
    }

    /// <summary>The coordinates that change, and v(0) - v(∞) on them.</summary>
    private static (int[] Free, double[] Deviation) Deviation(BlochSystem system, IDenseKernels kernels)
    {
        bool[] isConstant = new bool[system.Dimension];
        foreach (int index in system.Constants)
        {
            isConstant[index] = true;
        }

        int[] free = [.. Enumerable.Range(0, system.Dimension).Where(i => !isConstant[i])];
        (double[] final, _) = ResidenceTime.Integrate(system, kernels);
        return (free, Array.ConvertAll(free, i => system.Initial[i] - final[i]));
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));
}
