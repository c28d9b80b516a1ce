using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;

namespace LindbladVerify.Verification.Judging;

/// <summary>Formula against reference on thousands of interior points and the corners of the domain, and a search for the worst point from the worst of them.</summary>
internal sealed class InteriorScan
{
    /// <summary>What the simplex sees outside the domain: above -ln of the smallest badness, so that it turns back.</summary>
    private const double WorseThanAny = 1e3;

    /// <summary>Points tried to hit a narrow region.</summary>
    private const int MostTries = 200_000;

    /// <summary>Points of faces and edges, beside those inside and the corners.</summary>
    private const int FacePoints = 256;

    /// <summary>What formulas that bound no rounding of their own may be off by, see <see cref="JudgingSettings.Agreement"/>.</summary>
    private static readonly double DefaultSlack = new JudgingSettings().Agreement;

    /// <summary>How near to the edge of the domain, in parts of the ranges, a point counts as on it.</summary>
    private const double EdgeWidth = 1e-6;

    /// <summary>Points of one local search at which more levels are asked for.</summary>
    private const int MostWeighed = 24;

    /// <summary>Points, spread over a scan, after which it goes on only if both sides exist at one of them; at most, and at least.</summary>
    private const int MostProbes = 128;
    private const int FewestProbes = 32;

    /// <summary>Points after which a scan is probed, if neither side exists at any of them.</summary>
    private const int FirstPoints = 8;

    /// <summary>Evaluations of one local search.</summary>
    private const int ClimbSteps = 200;

    /// <summary>Of as many points as a scan has inside the domain, one of so many is wanted in a region.</summary>
    private const int RegionShare = 8;

    /// <summary>A glance asks one point of so many.</summary>
    internal const int GlanceShare = 8;

    private readonly Func<ParameterPoint, Comparison> compare;
    private readonly Func<Comparison[], int, Comparison[]> weigh;
    private readonly DomainSampler sampler;
    private readonly Comparison[] comparisons;
    private readonly JudgingSettings settings;
    private readonly bool isDear;
    private Func<Func<ParameterPoint, bool>?, bool, InteriorScan>? complete;

    private InteriorScan(Func<ParameterPoint, Comparison> compare, Func<Comparison[], int, Comparison[]> weigh, DomainSampler sampler, Comparison[] comparisons, JudgingSettings settings, bool isDear)
    {
        this.weigh = weigh;
        this.settings = settings;
        this.compare = compare;
        this.sampler = sampler;
        this.comparisons = comparisons;
        this.isDear = isDear;
    }

    /// <summary>How many of the first comparisons are at points spread evenly over the domain: what a share of the domain is told by.</summary>
    internal int Even { get; private init; }

    /// <summary>All comparisons made, those in which one side does not exist included.</summary>
    public IReadOnlyList<Comparison> Comparisons => comparisons;

    /// <summary>The points of a domain that a whole scan may ask.</summary>
    /// <param name="Sampler">Maps them to the unit cube.</param>
    /// <param name="Inside">Spread evenly, the first of them as well.</param>
    /// <param name="Edges">Corners, faces, and where the formula's own parts change sign.</param>
    private sealed record Plan(DomainSampler Sampler, ParameterPoint[] Inside, ParameterPoint[] Edges)
    {
        public static Plan Of(Formula formula, JudgingSettings settings)
        {
            var sampler = new DomainSampler(formula.Parameters, settings.Seed);
            return new Plan(sampler, [.. Enumerable.Range(0, settings.ScanPoints).Select(sampler.Point)], [.. sampler.Corners(), .. Probes(formula, sampler), .. Enumerable.Range(0, FacePoints).Select(sampler.Face)]);
        }

        /// <summary>Those of a region.</summary>
        public Plan In(Func<ParameterPoint, bool> region) => this with { Inside = [.. Inside.Where(region)], Edges = [.. Edges.Where(region)] };

        /// <summary>An eighth of them.</summary>
        public Plan Glance() => this with { Inside = Inside[..Least(Inside)], Edges = [.. Spread(Edges, Least(Edges))] };

        private static int Least(ParameterPoint[] points) => Math.Min(points.Length, Math.Max(FewestProbes, points.Length / GlanceShare));
    }

    /// <summary>A first look at a domain, at an eighth of the points of a whole scan; <see cref="Completed"/> asks the others.</summary>
    public static InteriorScan Glance(Formula formula, Reference reference, ReferenceLibrary library, JudgingSettings settings, CancellationToken cancellation)
    {
        var plan = Plan.Of(formula, settings);
        JudgingSettings few = settings with { ScanPoints = settings.ScanPoints / GlanceShare };
        var before = new Dictionary<ParameterPoint, Comparison>(ReferenceEqualityComparer.Instance);
        InteriorScan glance = Run(formula, reference, library, few, plan.Glance(), before, isGlance: true, cancellation);
        glance.complete = (region, isWitness) =>
        {
            Plan asked = isWitness ? plan with { Inside = plan.Glance().Inside } : plan;
            return Run(formula, reference, library, isWitness ? few : settings, region is null ? asked : asked.In(region), new(before, ReferenceEqualityComparer.Instance), isGlance: false, cancellation);
        };
        return glance;
    }

    /// <summary>The whole scan that this is a glance of: points inside, corners, faces, and where the formula's own parts change sign.</summary>
    /// <param name="region">Only points of this region, and more of them where they are few; null for the whole domain.</param>
    /// <param name="isWitness">Whether the claim is proved, and points only witness that: those of the glance inside the domain, and all others.</param>
    /// <param name="cancellation">Stops the scan.</param>
    public InteriorScan Completed(Func<ParameterPoint, bool>? region, bool isWitness, CancellationToken cancellation)
    {
        InteriorScan scan = complete!(region, isWitness);
        return region is null ? scan : scan.WithPointsIn(region, cancellation);
    }

    private static InteriorScan Run(Formula formula, Reference reference, ReferenceLibrary library, JudgingSettings settings, Plan plan, Dictionary<ParameterPoint, Comparison> known, bool isGlance, CancellationToken cancellation)
    {
        var comparer = new PointComparer(formula, reference, library, cancellation, Math.Min(1, settings.ScanPoints / (double)new JudgingSettings().ScanPoints)) { IsPatient = !isGlance };
        int all = plan.Inside.Length + plan.Edges.Length;
        int affordable = isGlance ? Math.Max(FewestProbes, comparer.Share(GlanceShare * all) / GlanceShare) : comparer.Share(all);
        bool isDear = affordable < all;
        int even = isDear ? affordable / 2 : plan.Inside.Length;
        ParameterPoint[] points = [.. plan.Inside.Take(even), .. isDear ? Spread(plan.Edges, affordable / 2) : plan.Edges];
        Comparison[] made = All(points[..Math.Min(FirstPoints, points.Length)], comparer, known, settings.Threads, cancellation);
        if (!Array.Exists(made, c => c.IsUsable))
        {
            ParameterPoint[] probes = [.. Spread(points, Math.Clamp(settings.ScanPoints / 8, FewestProbes, MostProbes))];
            made = All(probes, comparer, known, settings.Threads, cancellation);
            if (points.Length > 0 && !Array.Exists(made, c => c.IsUsable))
            {
                (even, points) = (even * probes.Length / points.Length, probes);
            }
        }

        // What exists nowhere is not asked for a second time.
        Comparison[] comparisons = made.Length == points.Length ? made : All(points, comparer, known, settings.Threads, cancellation);
        return new InteriorScan(comparer.Best, comparer.Weigh, plan.Sampler, comparer.Weigh(comparisons, settings.Threads), settings, isDear) { Even = even };
    }

    /// <summary>Scans a domain with any comparison.</summary>
    internal static InteriorScan Run(Formula formula, Func<ParameterPoint, Comparison> compare, JudgingSettings settings, int interior, CancellationToken cancellation)
    {
        var sampler = new DomainSampler(formula.Parameters, settings.Seed);
        ParameterPoint[] points = [.. Enumerable.Range(0, interior).Select(sampler.Point), .. sampler.Corners(interior), .. Probes(formula, sampler).Take(interior)];
        return new InteriorScan(compare, (all, _) => all, sampler, All(points, compare, settings.Threads, cancellation), settings, isDear: false) { Even = interior };
    }

    /// <summary>This scan with more points of a region that few of its own lie in, as far as the region can be hit at all.</summary>
    /// <param name="region">Says whether a point lies in it.</param>
    /// <param name="cancellation">Stops the scan.</param>
    internal InteriorScan WithPointsIn(Func<ParameterPoint, bool> region, CancellationToken cancellation)
    {
        int inside = comparisons.Count(c => region(c.Point));
        int wanted = settings.ScanPoints / (isDear ? 8 * RegionShare : RegionShare);
        if (inside >= wanted)
        {
            return this;
        }

        ParameterPoint[] more = [.. Enumerable.Range(settings.ScanPoints, MostTries).Select(sampler.Point).Where(region).Take(wanted - inside)];
        return new InteriorScan(compare, weigh, sampler, [.. comparisons, .. weigh(All(more, compare, settings.Threads, cancellation), settings.Threads)], settings, isDear) { Even = Even };
    }

    /// <summary>Where the parts of a formula file, and of what it binds, change sign; none for other formulas.</summary>
    internal static IReadOnlyList<ParameterPoint> Probes(Formula formula, DomainSampler sampler) =>
        FileFormula.InDigits(formula) is { } file ? StructureProbes.Of([.. file.Body.Parts(), .. file.Description.Expressions], file.Parameters, sampler) : [];

    /// <summary>At most so many, evenly taken.</summary>
    internal static IEnumerable<T> Spread<T>(IReadOnlyList<T> all, int most) =>
        all.Count <= most ? all : Enumerable.Range(0, most).Select(k => all[(int)((long)k * all.Count / most)]);

    /// <summary>All points in many digits where they cost little; otherwise all in doubles, and in many digits those that doubles do not settle and a share of the others. What is known is not computed again, and what is computed is known then.</summary>
    private static Comparison[] All(ParameterPoint[] points, PointComparer comparer, Dictionary<ParameterPoint, Comparison> known, int threads, CancellationToken cancellation)
    {
        Comparison[] made = Compared(points, c => true, comparer.PreciseShare(points.Length) is var share && share == points.Length ? comparer.Best : comparer.Quick);
        if (share is > 0 && share < points.Length)
        {
            // First those of which doubles know nothing: one of them left over, and no claim of all points can be confirmed. An approximation is off everywhere.
            int[] unknown = [.. Enumerable.Range(0, points.Length).Where(k => !made[k].CanConfirm)];
            int[] doubtful = [.. Enumerable.Range(0, points.Length).Where(k => made[k].CanConfirm && (made[k].Excess > 0 || made[k].RelativeUncertainty > Comparison.WellKnown))];
            int open = comparer.PreciseShare(unknown.Length + doubtful.Length, open: true);
            int[] chosen = [.. Spread(unknown, open).Concat(Spread(doubtful, Math.Max(0, open - unknown.Length))).Concat(Spread([.. Enumerable.Range(0, points.Length)], share / 2)).Distinct()];
            Comparison[] precise = Compared([.. chosen.Select(k => points[k])], c => c.IsPrecise, comparer.Best);
            foreach ((int k, Comparison comparison) in chosen.Zip(precise))
            {
                made[k] = comparison;
            }
        }

        return made;

        Comparison[] Compared(ParameterPoint[] asked, Func<Comparison, bool> suffices, Func<ParameterPoint, Comparison> compare)
        {
            Comparison[] compared = All(asked, p => known.TryGetValue(p, out Comparison? before) && suffices(before) ? before : compare(p), threads, cancellation);
            foreach ((ParameterPoint point, Comparison comparison) in asked.Zip(compared))
            {
                known[point] = comparison;
            }

            return compared;
        }
    }

    private static Comparison[] All(ParameterPoint[] points, Func<ParameterPoint, Comparison> compare, int threads, CancellationToken cancellation)
    {
        var made = new Comparison[points.Length];
        Parallel.For(0, points.Length, Workers.Loop(threads, cancellation), k => made[k] = compare(points[k]));
        return made;
    }

    /// <summary>Formula and reference at one point as the judge holds them against each other: in many digits where both sides have them.</summary>
    public static Comparison CompareBest(Formula formula, Reference reference, ReferenceLibrary library, ParameterPoint point, CancellationToken cancellation = default) =>
        new PointComparer(formula, reference, library, cancellation).Best(point);

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
        return new Comparison(point, predicted, computed.Value, computed.RelativeUncertainty + (rounding > 0 && scale != 0 ? rounding / Math.Abs(scale) : 0)) { Scale = scale, Remark = computed.Remark, Slack = FileFormula.InDigits(formula) is { Description.HasDigits: true } ? 0 : DefaultSlack };
    }

    /// <summary>The prediction and the bound on its rounding error; not numbers where the formula refuses the point.</summary>
    internal static (double Value, double Rounding) Predict(Formula formula, ParameterPoint point)
    {
        try
        {
            return formula.PredictWithError(point);
        }
        catch (ArgumentOutOfRangeException)
        {
            return (double.NaN, double.NaN);
        }
    }

    /// <summary>How many local searches a scan makes of those that are wanted: one where points are dear.</summary>
    public int Searches(int wanted) => isDear ? Math.Min(1, wanted) : wanted;

    /// <summary>A number of searches in words.</summary>
    public static string Words(int searches) => searches == 1 ? "1 search" : FormattableString.Invariant($"{searches} searches");

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
        foreach (Comparison start in ranked.Take(Searches(searches)).Where(c => badness(c) != 0))
        {
            Comparison found = Climb(start, badness, isDear ? ClimbSteps / 4 : ClimbSteps, cancellation);
            worst = badness(found) > badness(worst) ? found : worst;
        }

        return worst;
    }

    /// <summary>
    /// The same comparison a millionth of the ranges inside the domain, for a point on its edge; null for a point inside. Where one side is 0/0 on an edge, as a
    /// rate without coupling is, what it tends to is what counts.
    /// </summary>
    internal Comparison? Inward(Comparison edge)
    {
        double[] unit = sampler.ToUnitCube(edge.Point);
        double[] inside = Array.ConvertAll(unit, u => Math.Clamp(u, EdgeWidth, 1 - EdgeWidth));
        return inside.SequenceEqual(unit) ? null : At(sampler.FromUnitCube(inside));
    }

    /// <summary>Compares at another point of the same formula and reference.</summary>
    public Comparison At(ParameterPoint point) => weigh([compare(point)], 1)[0];

    private Comparison Climb(Comparison start, Func<Comparison, double> badness, int steps, CancellationToken cancellation)
    {
        Comparison best = start;
        int weighed = 0;
        double Objective(MathNet.Numerics.LinearAlgebra.Vector<double> unit)
        {
            cancellation.ThrowIfCancellationRequested();
            Comparison here = compare(sampler.FromUnitCube(unit.AsArray() ?? unit.ToArray()));
            double value = here.IsUsable ? badness(here) : double.NaN;
            if (value > badness(best))
            {
                // Whether more levels of an oscillator explain it is asked where it matters only.
                here = weighed++ < MostWeighed ? weigh([here], 1)[0] : best;
                value = here.IsUsable ? badness(here) : double.NaN;
            }

            if (double.IsNaN(value))
            {
                return WorseThanAny;
            }

            best = value > badness(best) ? here : best;
            return value > 0 ? -Math.Log(Math.Max(value, 1e-300)) : 700 + Math.Atan(-value);
        }

        try
        {
            NelderMeadSimplex.Minimum(
                ObjectiveFunction.Value(Objective),
                DenseVector.OfArray(sampler.ToUnitCube(start.Point)),
                DenseVector.Create(sampler.Dimension, 0.05),
                convergenceTolerance: 1e-3,
                maximumIterations: steps);
        }
        catch (MaximumIterationsException)
        {
            // The best point found so far stands.
        }

        return best;
    }
}
