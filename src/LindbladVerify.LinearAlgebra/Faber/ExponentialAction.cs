using System.Globalization;

namespace LindbladVerify.LinearAlgebra.Faber;

/// <summary>exp(A t) v at many times by Faber–Chebyshev expansion in the Krylov space of v; A itself is never stored or inverted.</summary>
/// <remarks>
/// One expansion serves all the times within its step: only the products of the row vectors with the Krylov vectors are kept.
/// Accuracy: on the numerical range W(A) a polynomial p obeys |p(A)| ≤ (1+√2) max|p(W)| (Crouzeix and Palencia (2017),
/// doi:10.1137/17M1116672), so enclosing W, not the spectrum, is what makes the expansion safe for non-normal A. The
/// enclosure is checked by the norms of the vectors; where they grow, it is widened up to what is known for sure, and then the
/// steps are shortened until their own error, rounding of large terms included, is what was asked for.
/// Cost: about (half width + half height of W)·t products for long times; no inner products between Krylov vectors.
/// </remarks>
public static class ExponentialAction
{
    private const double LargestGrowth = 64;
    private const int LargestWidenings = 20;

    /// <summary>Radius times length of steps that are short enough to be judged by their error alone, however the vectors grow.</summary>
    private const double ShortReach = 8;

    /// <summary>Radius times length of steps that shortening cannot make more accurate.</summary>
    private const double LeastReach = 1.5;

    /// <summary>Rounding that no tolerance removes, relative to the norm of v.</summary>
    /// <param name="products">Products of the expansion.</param>
    public static double Unavoidable(double products) => 2.4e-16 * Math.Pow(4 + Math.Sqrt(products), 2);

    /// <summary>The products of row vectors with exp(A t) v at ascending times.</summary>
    /// <param name="a">A, [n, n].</param>
    /// <param name="initial">v, [n]; left as it is.</param>
    /// <param name="rows">Row vectors [n].</param>
    /// <param name="times">Ascending, from 0.</param>
    /// <param name="options">Tolerance and degree.</param>
    /// <param name="cancellation">Checked between products.</param>
    /// <exception cref="ArithmeticException">An entry is not finite.</exception>
    /// <exception cref="ArgumentException">The times do not ascend from 0 or more.</exception>
    public static ExponentialActionResult Compute(ILinearOperator a, double[] initial, IReadOnlyList<double[]> rows, ReadOnlySpan<double> times, ExponentialActionOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new ExponentialActionOptions();
        RequireAscending(times);
        double total = times.Length == 0 ? 0 : times[^1];
        long products = 0;
        NumericalRange bound = a.RangeBound();
        NumericalRange range = options.Range ?? ChooseRange(a, bound, total, ref products);
        double scale = VectorKernels.Norm(initial);
        if (!double.IsFinite(scale))
        {
            throw new ArithmeticException("The start vector has an entry that is not finite.");
        }

        SparseRow[] probes = [.. rows.Select(r => new SparseRow(r))];
        int count = times.Length;
        double[][] values = [.. rows.Select(_ => new double[count])];

        var step = new FaberStep(a, probes, cancellation);
        double[] state = [.. initial];
        double time = 0;
        double error = 0;
        int next = 0;
        int steps = 0;
        int widenings = 0;
        double longest = double.PositiveInfinity;
        while (time < total || next < times.Length)
        {
            double radius = Math.Max(range.Radius, double.Epsilon);
            double remaining = total - time;
            double pieces = Math.Max(1, Math.Ceiling(Math.Max(
                remaining * Math.Max(radius / (0.8 * options.LargestDegree), range.RealHigh / LargestExponent(options.Tolerance)),
                remaining / longest)));
            double length = remaining / pieces;
            double end = pieces == 1 ? total : time + length;
            double allowed = total > 0 ? options.Tolerance * (end - time) / total : options.Tolerance;
            double reach = radius * length;
            NumericalRange wider = WidenWithin(range, bound);

            // Only a box that holds the numerical range for sure may let vectors grow: in one that is too small they grow because it is.
            double growth = reach > ShortReach || wider != range ? LargestGrowth : double.MaxValue;
            FaberStepOutcome outcome = step.Run(FaberCoefficients.Of(range), state, scale, end - time, allowed, growth, needsEnd: pieces > 1 || options.NeedsFinal);
            products += outcome.Products;
            if (outcome.Grew && wider != range)
            {
                if (++widenings > LargestWidenings)
                {
                    throw new ArithmeticException("The expansion of exp(A t) diverges: an entry of A or of the start vector is not finite, or far too large.");
                }

                range = wider;
                continue;
            }

            if (!double.IsFinite(outcome.Error) && reach <= LeastReach)
            {
                throw new ArithmeticException("The expansion of exp(A t) diverges: an entry of A or of the start vector is not finite, or far too large.");
            }

            double unavoidable = Unavoidable(outcome.Products) * scale;
            if (!(outcome.Error <= Math.Max(allowed * scale, unavoidable)) && reach > LeastReach)
            {
                // The box holds the numerical range, but A is far from normal: terms of a long step are larger than the result.
                longest = length / 2;
                continue;
            }

            for (; next < times.Length && times[next] <= end; next++)
            {
                step.Evaluate(times[next] - time, values, next);
            }

            if (pieces > 1 || options.NeedsFinal)
            {
                step.Advance(state);
            }

            error += outcome.Error;
            time = end;
            steps++;
        }

        return new ExponentialActionResult(values, options.NeedsFinal ? state : [], scale == 0 ? 0 : error / scale, products, steps, range);
    }

    /// <summary>Terms may be larger than the result by e to this power: so much rounding the tolerance allows.</summary>
    private static double LargestExponent(double tolerance) => Math.Clamp(Math.Log(tolerance / 1e-14) - 2, 0.5, 10);

    /// <summary>Half as wide again, but no wider than what is known for sure.</summary>
    private static NumericalRange WidenWithin(NumericalRange range, NumericalRange bound)
    {
        NumericalRange wider = range.Widen(1.5) with { Imaginary = Math.Max(1.5 * range.Imaginary, 0.05 * range.Radius) };
        return new NumericalRange(
            Math.Min(range.RealLow, Math.Max(wider.RealLow, bound.RealLow)),
            Math.Max(range.RealHigh, Math.Min(wider.RealHigh, bound.RealHigh)),
            Math.Max(range.Imaginary, Math.Min(wider.Imaginary, bound.Imaginary)));
    }

    private static NumericalRange ChooseRange(ILinearOperator a, NumericalRange bound, double total, ref long products)
    {
        // A tight box costs some 50 products; it pays where the expansion needs more than a few hundred.
        const int steps = 12;
        if (bound.Radius * total < 150 && bound.RealHigh * total < 2)
        {
            return bound;
        }

        products += 4 * steps;
        return NumericalRange.Estimate(a, steps);
    }

    private static void RequireAscending(ReadOnlySpan<double> times)
    {
        for (int k = 0; k < times.Length; k++)
        {
            if (!(times[k] >= (k == 0 ? 0 : times[k - 1])) || !double.IsFinite(times[k]))
            {
                throw new ArgumentException($"Times must ascend from 0 or more; time {k} is {times[k].ToString("R", CultureInfo.InvariantCulture)}.", nameof(times));
            }
        }
    }
}

/// <summary>How accurately and in what pieces exp(A t) v is to be found.</summary>
public sealed record ExponentialActionOptions
{
    /// <summary>Allowed error of the vector at any time, relative to the norm of the start vector.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>Largest degree of one expansion; longer times are cut into equal steps.</summary>
    public int LargestDegree { get; init; } = 2000;

    /// <summary>Where the numerical range lies, if known; else it is estimated.</summary>
    public NumericalRange? Range { get; init; }

    /// <summary>Whether exp(A t) v itself is wanted at the last time; without it the last step is cheaper.</summary>
    public bool NeedsFinal { get; init; } = true;
}

/// <summary>What exp(A t) v gave and what it cost.</summary>
/// <param name="Values">One array per row vector: its product with exp(A t) v at each time.</param>
/// <param name="Final">exp(A t) v at the last time, [n]; empty where it was not asked for.</param>
/// <param name="RelativeError">Estimated largest error of the vector at any time, relative to the norm of v: what was cut off, and rounding.</param>
/// <param name="Products">Products with A (and its transpose).</param>
/// <param name="Steps">Number of expansions.</param>
/// <param name="Range">The box that was assumed to hold the numerical range.</param>
public sealed record ExponentialActionResult(double[][] Values, double[] Final, double RelativeError, long Products, int Steps, NumericalRange Range);
