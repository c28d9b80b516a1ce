using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Relaxation;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>
/// Late-time value and the first two moments of an observable r·v of dv/dt = A v + b: v(∞) = -A⁻¹b, ∫δo = -r·A⁻¹δv(0), ∫t δo = r·A⁻²δv(0).
/// One factorisation, solutions refined once. Keeps its memory; serves one thread.
/// </summary>
internal sealed class RelaxationSolver
{
    /// <summary>A correction beyond this share of the solution says that digits are lost.</summary>
    private const double MostCorrection = 1e-9;
    private readonly IDenseKernels kernels = DenseKernels.Managed;
    private double[] factors = [];
    private double[] final = [];
    private double[] difference = [];
    private double[] first = [];
    private double[] second = [];
    private double[] correction = [];
    private int[] pivots = [];

    /// <summary>(o(0) - o(∞))/∫(o - o(∞)), 1/s; not a number where the observable starts at its final value.</summary>
    public double Rate { get; private set; }

    /// <summary>o(∞).</summary>
    public double Final { get; private set; }

    /// <inheritdoc cref="RelaxationIntegral.IsOneExponential"/>
    public bool RateExists { get; private set; }

    /// <summary>Solves; false where A is singular or digits are lost.</summary>
    /// <param name="n">Number of equations.</param>
    /// <param name="matrix">A, [n, n], column-major.</param>
    /// <param name="source">b, [n].</param>
    /// <param name="start">v(0), [n].</param>
    /// <param name="row">r, [n].</param>
    /// <param name="constant">What is added to the observable.</param>
    public bool Solve(int n, double[] matrix, double[] source, double[] start, double[] row, double constant)
    {
        if (pivots.Length != n)
        {
            (factors, final, difference, first, second, correction, pivots) = (new double[n * n], new double[n], new double[n], new double[n], new double[n], new double[n], new int[n]);
        }

        matrix.AsSpan(0, n * n).CopyTo(factors);
        if (kernels.Factor(n, factors, pivots) >= 0)
        {
            return false;
        }

        bool isTrusted = true;
        if (source.AsSpan(0, n).IndexOfAnyExcept(0.0) >= 0)
        {
            isTrusted = Refined(n, matrix, source, final);
        }
        else
        {
            Array.Clear(final);
        }

        double late = constant;
        double departure = 0;
        double size = Math.Abs(constant);
        for (int i = 0; i < n; i++)
        {
            final[i] = -final[i];
            difference[i] = start[i] - final[i];
            late += row[i] * final[i];
            departure += row[i] * difference[i];
            size += Math.Abs(row[i]) * (Math.Abs(start[i]) + Math.Abs(final[i]));
        }

        isTrusted = isTrusted && Refined(n, matrix, difference, first) && Refined(n, matrix, first, second);
        double area = 0;
        double moment = 0;
        for (int i = 0; i < n; i++)
        {
            area -= row[i] * first[i];
            moment += row[i] * second[i];
        }

        Final = late;
        bool starts = Math.Abs(departure) > 1e-14 * size;
        Rate = starts ? departure / area : double.NaN;
        RateExists = starts && RelaxationIntegral.AreOfOneExponential(departure, area, moment);
        return isTrusted && double.IsFinite(area) && double.IsFinite(late);
    }

    /// <summary>x = A⁻¹ b with one step of refinement; false where that step was large.</summary>
    private bool Refined(int n, double[] matrix, double[] right, double[] x)
    {
        right.AsSpan(0, n).CopyTo(x);
        kernels.SolveFactored(n, factors, pivots, 1, x);
        right.AsSpan(0, n).CopyTo(correction);
        for (int j = 0; j < n; j++)
        {
            double minus = -x[j];
            ReadOnlySpan<double> column = matrix.AsSpan(j * n, n);
            for (int i = 0; i < column.Length; i++)
            {
                correction[i] = Math.FusedMultiplyAdd(column[i], minus, correction[i]);
            }
        }

        kernels.SolveFactored(n, factors, pivots, 1, correction);
        double largest = 0;
        double moved = 0;
        for (int i = 0; i < n; i++)
        {
            moved = Math.Max(moved, Math.Abs(correction[i]));
            x[i] += correction[i];
            largest = Math.Max(largest, Math.Abs(x[i]));
        }

        return moved <= MostCorrection * largest;
    }
}
