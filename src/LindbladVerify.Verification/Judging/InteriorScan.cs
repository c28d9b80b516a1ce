using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.References;
using LindbladVerify.Verification.Sampling;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;

namespace LindbladVerify.Verification.Judging;

/// <summary>Formula against reference on thousands of interior points and the corners of the domain, and a search for the worst point from the worst of them.</summary>
public sealed class InteriorScan
{
    /// <summary>What the simplex sees outside the domain: above -ln of the smallest badness, so that it turns back.</summary>
    private const double WorseThanAny = 1e3;

    /// <summary>Points tried to hit a narrow region.</summary>
    private const int MostTries = 200_000;

    private readonly Func<ParameterPoint, Comparison> compare;
    private readonly DomainSampler sampler;
    private readonly Comparison[] comparisons;
    private readonly int threads;

    private InteriorScan(Func<ParameterPoint, Comparison> compare, DomainSampler sampler, Comparison[] comparisons, int threads)
    {
        this.threads = threads;
        this.compare = compare;
        this.sampler = sampler;
        this.comparisons = comparisons;
    }

    /// <summary>All comparisons made, unusable ones (one side does not exist) included.</summary>
    public IReadOnlyList<Comparison> Comparisons => comparisons;

    /// <summary>Scans the domain of a formula.</summary>
    public static InteriorScan Run(Formula formula, Reference reference, ReferenceLibrary library, JudgingSettings settings, CancellationToken cancellation) =>
        Run(formula.Parameters, point => Compare(formula, reference, library, point), settings, settings.ScanPoints, cancellation);

    /// <summary>Scans a domain with any comparison.</summary>
    internal static InteriorScan Run(IReadOnlyList<Parameter> domain, Func<ParameterPoint, Comparison> compare, JudgingSettings settings, int interior, CancellationToken cancellation)
    {
        var sampler = new DomainSampler(domain, settings.Seed);
        ParameterPoint[] points = [.. Enumerable.Range(0, interior).Select(sampler.Point), .. sampler.Corners()];
        return new InteriorScan(compare, sampler, All(points, compare, settings.Threads, cancellation), settings.Threads);
    }

    /// <summary>This scan with more points of a region that few of its own lie in, as far as the region can be hit at all.</summary>
    /// <param name="region">Says whether a point lies in it.</param>
    /// <param name="wanted">How many points of the region are wanted.</param>
    /// <param name="cancellation">Stops the scan.</param>
    internal InteriorScan WithPointsIn(Func<ParameterPoint, bool> region, int wanted, CancellationToken cancellation)
    {
        int inside = comparisons.Count(c => region(c.Point));
        if (inside >= wanted)
        {
            return this;
        }

        ParameterPoint[] more = [.. Enumerable.Range(comparisons.Length, MostTries).Select(sampler.Point).Where(region).Take(wanted - inside)];
        return new InteriorScan(compare, sampler, [.. comparisons, .. All(more, compare, threads, cancellation)], threads);
    }

    private static Comparison[] All(ParameterPoint[] points, Func<ParameterPoint, Comparison> compare, int threads, CancellationToken cancellation)
    {
        var made = new Comparison[points.Length];
        Parallel.For(0, points.Length, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = threads }, k => made[k] = compare(points[k]));
        return made;
    }

    /// <summary>Formula and reference at one point; a side that refuses the point is NaN.</summary>
    public static Comparison Compare(Formula formula, Reference reference, ReferenceLibrary library, ParameterPoint point)
    {
        if (formula is ICourseFormula { IsWholeCourse: true } course)
        {
            return CourseComparison.Of(course, reference, library, point);
        }

        (double predicted, double rounding) = Predict(formula, point);
        ReferenceValue computed;
        try
        {
            computed = library.Evaluate(reference, formula, point);
        }
        catch (ArgumentOutOfRangeException e)
        {
            computed = new ReferenceValue(double.NaN, double.NaN, e.Message.Split(" (Parameter", 2)[0]);
        }

        double scale = computed.ErrorScale;
        return new Comparison(point, predicted, computed.Value, computed.RelativeUncertainty + (rounding > 0 && scale != 0 ? rounding / Math.Abs(scale) : 0)) { Scale = scale, Remark = computed.Remark };
    }

    /// <summary>The prediction and the bound on its rounding error; not numbers where the formula refuses the point.</summary>
    internal static (double Value, double Rounding) Predict(Formula formula, ParameterPoint point)
    {
        try
        {
            return (formula.Predict(point), formula.RoundingError(point));
        }
        catch (ArgumentOutOfRangeException)
        {
            return (double.NaN, double.NaN);
        }
    }

    /// <summary>The worst usable comparison by a measure, after local searches from the worst scanned points; null if none is usable.</summary>
    /// <param name="badness">Larger is worse; NaN leaves a point out.</param>
    /// <param name="searches">Number of local searches.</param>
    /// <param name="cancellation">Stops the search.</param>
    public Comparison? Worst(Func<Comparison, double> badness, int searches, CancellationToken cancellation)
    {
        Comparison[] ranked = [.. comparisons.Where(c => c.IsUsable && !double.IsNaN(badness(c))).OrderByDescending(badness)];
        if (ranked.Length == 0)
        {
            return null;
        }

        Comparison worst = ranked[0];
        foreach (Comparison start in ranked.Take(searches))
        {
            cancellation.ThrowIfCancellationRequested();
            Comparison found = Climb(start, badness);
            worst = badness(found) > badness(worst) ? found : worst;
        }

        return worst;
    }

    /// <summary>Compares at another point of the same formula and reference.</summary>
    public Comparison At(ParameterPoint point) => compare(point);

    private Comparison Climb(Comparison start, Func<Comparison, double> badness)
    {
        Comparison best = start;
        double Objective(MathNet.Numerics.LinearAlgebra.Vector<double> unit)
        {
            Comparison here = At(sampler.FromUnitCube(unit.AsArray() ?? unit.ToArray()));
            double value = here.IsUsable ? badness(here) : double.NaN;
            if (double.IsNaN(value))
            {
                return WorseThanAny;
            }

            best = value > badness(best) ? here : best;
            return -Math.Log(Math.Max(value, 1e-300));
        }

        try
        {
            NelderMeadSimplex.Minimum(
                ObjectiveFunction.Value(Objective),
                DenseVector.OfArray(sampler.ToUnitCube(start.Point)),
                DenseVector.Create(sampler.Dimension, 0.05),
                convergenceTolerance: 1e-3,
                maximumIterations: 200);
        }
        catch (MaximumIterationsException)
        {
            // The best point found so far stands.
        }

        return best;
    }
}
