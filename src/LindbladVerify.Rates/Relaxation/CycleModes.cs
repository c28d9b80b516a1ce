using System.Numerics;
using System.Runtime.InteropServices;
using LindbladVerify.Dynamics.Propagation.Dense;
using LindbladVerify.Dynamics.Propagation.Sequences;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// The slowest mode of the propagator of one cycle that carries weight in an observable: μ with decay rate -ln|μ|/T and frequency |arg μ|/T, between 0 and π/T.
/// </summary>
/// <remarks>
/// One eigendecomposition finds the modes; the one that is wanted is refined by the two-sided Rayleigh quotient of μ - 1 in the digits of the propagator,
/// whose error is of second order in that of the vectors: rates far below 1/T keep their relative accuracy. What the last digits of the generator's entries do is found by moving
/// them. A mode that cannot be told from one that stays is left out where something is conserved or nothing decays; anywhere else it is the slowest, and known by a bound only.
/// </remarks>
internal static class CycleModes
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Largest order that is reduced to what the observable sees first.</summary>
    private const int LargestReduced = 160;

    /// <summary>Rate and frequency of the slowest mode.</summary>
    /// <param name="system">The equations with their sequence, or with drives that have a common period.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <param name="cancellation">Ends the work.</param>
    public static (ReferenceValue Rate, ReferenceValue Frequency) Slowest(BlochSystem system, IDenseKernels kernels, CancellationToken cancellation)
    {
        if (Mode(system, kernels, cancellation) is not { } found)
        {
            var none = ReferenceValue.None("The observable does not change from cycle to cycle.");
            return (none, none);
        }

        double rateError = found.Error;
        double frequencyError = found.Error;
        foreach (BlochSystem neighbour in EntryRounding.Moved(system))
        {
            if (Mode(neighbour, kernels, cancellation) is { } moved)
            {
                rateError += Math.Abs(moved.Rate - found.Rate);
                frequencyError += Math.Abs(moved.Frequency - found.Frequency);
            }
        }

        ReferenceValue Of(double value, double error) => value == 0 ? new ReferenceValue(0, 0) : new ReferenceValue(value, error / Math.Abs(value)).AtLeast(1);
        return (Of(found.Rate, rateError), Of(found.Frequency, frequencyError));
    }

    private static CycleMode? Mode(BlochSystem system, IDenseKernels kernels, CancellationToken cancellation)
    {
        int n = system.Dimension;
        double duration = CyclePropagators.Duration(system);
        if (n <= ExtendedMatrices.LargestOrder)
        {
            (DoubleDoubleMatrix cycle, double error) = CyclePropagators.Of(system, new ExtendedMatrices(n), cancellation);
            return Reduced(cycle, error);
        }

        var plain = new PlainMatrices(kernels, n);
        (double[] matrix, double rounding) = CyclePropagators.Of(system, plain, cancellation);
        return n <= LargestReduced
            ? Reduced(DoubleDoubleMatrix.Of(n, n, matrix), rounding)
            : Slowest(n, system.Initial, system.Observables, plain, matrix, duration, rounding, Conserves, kernels);

        CycleMode? Reduced(DoubleDoubleMatrix cycle, double error)
        {
            var part = CyclicReduction.Of(cycle, system.Initial, system.Observables, error);
            int m = part.Start.Length;
            return m == 0 ? null : Slowest(m, part.Start, part.Rows, new ExtendedMatrices(m), part.Matrix, duration, error, Conserves, kernels);
        }

        bool Conserves() => system.Constants.Count > 0 || ConservedElimination.Coordinates(n, system.Generator.ToDense()).Length > 0;
    }

    /// <param name="n">Order.</param>
    /// <param name="initial">The start, [n].</param>
    /// <param name="rows">The observable, or real and imaginary part of it, [n].</param>
    /// <param name="arithmetic">What the propagator is made of.</param>
    /// <param name="cycle">The propagator, [n, n].</param>
    /// <param name="duration">T, s.</param>
    /// <param name="relative">Error of the propagator's entries, relative to its norm.</param>
    /// <param name="conserves">The motion conserves something, so that one mode may stay.</param>
    /// <param name="kernels">Dense kernels.</param>
    private static CycleMode? Slowest<T>(
        int n, double[] initial, IReadOnlyList<double[]> rows, IMatrixArithmetic<T> arithmetic, T cycle, double duration, double relative, Func<bool> conserves, IDenseKernels kernels)
    {
        // The modes of μ - 1: where a cycle changes little, its change has more digits than the cycle, and rounding of its own size.
        T change = arithmetic.Sum(cycle, arithmetic.Scaled(arithmetic.Of(n, n, SparseMatrix<double>.Identity(n).ToDense()), -1, 1));
        double[] rounded = arithmetic.Rounded(change);
        Eigensystem eigen = kernels.Eigen(n, rounded, vectors: true);
        var inverse = new Complex[n * n];
        for (int k = 0; k < n; k++)
        {
            inverse[k + (k * n)] = Complex.One;
        }

        kernels.Solve(n, [.. eigen.RightVectors], n, inverse);
        double scale = kernels.Norm(MatrixNorm.One, n, n, rounded, n);
        double norm = kernels.Norm(MatrixNorm.One, n, n, arithmetic.Rounded(cycle), n);
        (Complex Change, double First, double Condition, double Weight)[] modes = [.. Enumerable.Range(0, n).Select(k => Seen(n, initial, rows, eigen, inverse, k, scale))];
        double total = modes.Sum(m => m.Weight);
        CycleMode? best = null;
        double unresolved = 0;
        foreach (int k in Enumerable.Range(0, n).Where(k => modes[k].Weight > RelaxationModes.WeightFloor * total).OrderByDescending(k => Complex.Abs(1 + modes[k].Change)))
        {
            (Complex departure, double first, double condition, double weight) = modes[k];
            if (best is { } slowest && Complex.Abs(1 + departure) + first < slowest.Modulus - (slowest.Error * duration))
            {
                break;
            }

            double gap = modes.Where((_, j) => j != k).Select(m => Complex.Abs(m.Change - departure)).DefaultIfEmpty(1).Min();
            double second = gap > first ? 16 * first * first / gap : first;
            double error = Math.Min(first, second) + (condition * relative * norm);
            (DoubleDouble real, DoubleDouble imaginary) = Quotient(arithmetic, change, eigen, inverse, k, n);
            if (double.Hypot(real.High, imaginary.High) <= error)
            {
                unresolved = Math.Max(unresolved, error / duration);
                continue;
            }

            // |μ|² - 1 = 2 Re δ + |δ|² with δ = μ - 1, in all digits.
            DoubleDouble excess = (real * 2) + (real * real) + (imaginary * imaginary);
            double modulus = Math.Sqrt(Math.Max(0, (new DoubleDouble(1, 0) + excess).High));
            if (modulus == 0)
            {
                continue;
            }

            double rate = -0.5 * Logarithm(excess) / duration;
            double angle = Math.Abs(Math.Atan2(imaginary.High, (new DoubleDouble(1, 0) + real).High));
            var mode = new CycleMode(Math.Abs(rate) <= error / (modulus * duration) ? 0 : rate, angle / duration, modulus, error / (modulus * duration), weight);
            double alike = mode.Error + (best?.Error ?? 0);
            bool isSlower = best is not { } other || mode.Rate < other.Rate - alike || (mode.Rate <= other.Rate + alike && weight > other.Weight);
            best = isSlower ? mode : best;
        }

        return best is { Rate: > 0 } && unresolved > 0 && !conserves() ? new CycleMode(unresolved, unresolved, 1, unresolved, 0) : best;
    }

    /// <summary>ln(1 + x) of an x with 32 digits, for small x and for x near -1 alike.</summary>
    private static double Logarithm(DoubleDouble x) => Math.Abs(x.High) < 0.1 ? LogOnePlus(x.High) : Math.Log((new DoubleDouble(1, 0) + x).High);

    private static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * x / (u - 1);
    }

    /// <summary>yᴴ (M - 1) x / yᴴ x.</summary>
    private static (DoubleDouble Real, DoubleDouble Imaginary) Quotient<T>(IMatrixArithmetic<T> arithmetic, T change, Eigensystem eigen, Complex[] inverse, int k, int n)
    {
        double[] xr = [.. Enumerable.Range(0, n).Select(i => eigen.RightVectors[i + (k * n)].Real)];
        double[] xi = [.. Enumerable.Range(0, n).Select(i => eigen.RightVectors[i + (k * n)].Imaginary)];
        double[] yr = [.. Enumerable.Range(0, n).Select(i => inverse[k + (i * n)].Real)];
        double[] yi = [.. Enumerable.Range(0, n).Select(i => inverse[k + (i * n)].Imaginary)];
        T right = arithmetic.Of(n, 1, xr);
        T left = arithmetic.Of(n, 1, xi);
        T mr = arithmetic.Multiply(change, right);
        T mi = arithmetic.Multiply(change, left);
        (DoubleDouble ar, DoubleDouble ai) = (arithmetic.Product(yr, mr) - arithmetic.Product(yi, mi), arithmetic.Product(yr, mi) + arithmetic.Product(yi, mr));
        (DoubleDouble br, DoubleDouble bi) = (arithmetic.Product(yr, right) - arithmetic.Product(yi, left), arithmetic.Product(yr, left) + arithmetic.Product(yi, right));
        DoubleDouble size = (br * br) + (bi * bi);
        return (((ar * br) + (ai * bi)) / size, ((ai * br) - (ar * bi)) / size);
    }

    private static (Complex Change, double First, double Condition, double Weight) Seen(int n, double[] initial, IReadOnlyList<double[]> rows, Eigensystem eigen, Complex[] inverse, int k, double norm)
    {
        Complex amplitude = Complex.Zero;
        var overlaps = new Complex[rows.Count];
        double right = 0;
        double left = 0;
        for (int i = 0; i < n; i++)
        {
            Complex x = eigen.RightVectors[i + (k * n)];
            Complex y = inverse[k + (i * n)];
            for (int o = 0; o < overlaps.Length; o++)
            {
                overlaps[o] += rows[o][i] * x;
            }

            amplitude += y * initial[i];
            right += (x.Real * x.Real) + (x.Imaginary * x.Imaginary);
            left += (y.Real * y.Real) + (y.Imaginary * y.Imaginary);
        }

        double condition = Math.Sqrt(right * left);
        Complex overlap = overlaps.Length == 2 ? overlaps[0] + (Complex.ImaginaryOne * overlaps[1]) : overlaps[0];
        return (eigen.Values[k], 4 * n * Epsilon * norm * condition, condition, Complex.Abs(overlap * amplitude));
    }

    /// <param name="Rate">1/s.</param>
    /// <param name="Frequency">rad/s.</param>
    /// <param name="Modulus">|μ|.</param>
    /// <param name="Error">Of rate and frequency, 1/s.</param>
    /// <param name="Weight">In the observable.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct CycleMode(double Rate, double Frequency, double Modulus, double Error, double Weight);
}
