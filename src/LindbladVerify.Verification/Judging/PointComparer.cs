using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>
/// Compares a formula with its reference: in double precision everywhere, and in as many digits as it takes where both sides have them. What the long
/// numbers say goes.
/// </summary>
internal sealed class PointComparer
{
    /// <summary>Operations on long numbers that one scan may spend: about two seconds on two cores.</summary>
    private const double ScanOperations = 1.5e7;

    /// <summary>How much more it may spend on points that doubles leave open.</summary>
    private const double Patience = 8;

    /// <summary>Multiplications of doubles, in dense kernels, that one scan may spend: one to five seconds on two cores.</summary>
    private const double ScanFlops = 3e10;

    /// <summary>An operation that is counted takes as long as so many in dense kernels.</summary>
    private const double PerCounted = 15;

    /// <summary>Points at which operations are counted, where a scan can afford so many at least.</summary>
    private const int CountedPoints = 4;
    private const int MostCounted = 1000;

    /// <summary>Times of a course at which it is looked at in many digits, beside its worst one.</summary>
    private const int PreciseTimes = 5;

    private readonly Formula formula;
    private readonly Reference reference;
    private readonly ReferenceLibrary library;
    private readonly PreciseComparer? precise;
    private readonly ICourseFormula? course;
    private readonly TruncationCheck? truncation;
    private readonly double effort;
    private readonly Lazy<double> operations;

    /// <param name="formula">The formula.</param>
    /// <param name="reference">What it is held against.</param>
    /// <param name="library">Computes references.</param>
    /// <param name="cancellation">Stops comparisons in many digits.</param>
    /// <param name="effort">The part of the operations on long numbers that a scan may spend: a quick look at fewer points spends less on each claim.</param>
    public PointComparer(Formula formula, Reference reference, ReferenceLibrary library, CancellationToken cancellation, double effort = 1)
    {
        this.effort = effort;
        operations = new Lazy<double>(() => Math.Max(1, Counted()));
        this.formula = formula;
        this.reference = reference;
        this.library = library;
        precise = PreciseComparer.Of(formula, reference, cancellation);
        course = formula is ICourseFormula { IsWholeCourse: true } whole ? whole : null;
        truncation = TruncationCheck.Of(formula, reference, library, precise, cancellation);
    }

    /// <summary>Whether points that doubles leave open are worth more than others.</summary>
    public bool IsPatient { get; init; } = true;

    /// <summary>The comparer in many digits; null where one side has none.</summary>
    public PreciseComparer? Precise => precise;

    /// <summary>How many of a number of points may be compared in many digits.</summary>
    /// <param name="points">How many there are.</param>
    /// <param name="open">Whether doubles leave them open.</param>
    public int PreciseShare(int points, bool open = false) => precise is null ? 0
        : (int)Math.Min(points, Math.Max(24, (open && IsPatient ? Patience : effort) * ScanOperations / (precise.Operations * (course is null ? 1 : PreciseTimes))));

    /// <summary>How many points may be compared at all, of so many that are wanted.</summary>
    public int Share(int points) => formula is IBringsQuantity ? (int)Math.Min(points, Math.Max(64, ScanFlops / operations.Value)) : points;

    /// <summary>Multiplications of doubles in one comparison: from the number of equations, or, where only a run can tell, as counted at a few points.</summary>
    private double Counted()
    {
        double equations = library.Equations(reference, formula);
        double dense = 20 * equations * equations * equations * (course is null ? 1 : 100);
        if (dense > ScanFlops / MostCounted)
        {
            return dense;
        }

        // The first point also pays for what all share.
        var sampler = new DomainSampler(formula.Parameters, seed: 1);
        Quick(sampler.Point(0));
        double before = OperationCount.OfThread;
        for (int k = 1; k <= CountedPoints; k++)
        {
            Quick(sampler.Point(k));
        }

        return Math.Max(dense, PerCounted * (OperationCount.OfThread - before) / CountedPoints);
    }

    /// <summary>A comparison with what truncation of a site may owe to its error counted as uncertainty.</summary>
    public Comparison Weigh(Comparison here) => truncation?.Weigh(here) ?? here;

    /// <summary>The same for all comparisons of a scan, of which some are looked at.</summary>
    public Comparison[] Weigh(Comparison[] all, int threads) => truncation?.Weigh(all, threads) ?? all;

    /// <summary>Compares in double precision.</summary>
    public Comparison Quick(ParameterPoint point) => InteriorScan.Compare(formula, reference, library, point);

    /// <summary>Compares in many digits where there are any, else in double precision.</summary>
    public Comparison Best(ParameterPoint point)
    {
        if (precise is null)
        {
            return Quick(point);
        }

        // Where the digits allowed do not suffice, doubles say what they know.
        Comparison here = course is null ? precise.At(point) : PreciseCourse(point);
        return double.IsNaN(here.RelativeUncertainty) && !here.ReferenceExists ? Quick(point) : here;
    }

    /// <summary>The course in double precision, and its worst time and a few others in many digits.</summary>
    private Comparison PreciseCourse(ParameterPoint point)
    {
        Comparison quick = CourseComparison.Of(course!, reference, library, point, out TimeCourse? computed);
        if (computed is null || !quick.FormulaExists || !quick.ReferenceExists)
        {
            return quick;
        }

        double[] times = [.. computed.Times.Where(t => t > 0)];
        Comparison[] here =
        [
            .. Enumerable.Range(0, PreciseTimes).Select(k => times[(k + 1) * (times.Length - 1) / PreciseTimes])
                .Concat(quick.Time is double worst && worst > 0 ? [worst] : Array.Empty<double>())
                .Select(t => precise!.At(point, t, computed.Scale)),
        ];
        if (Array.Find(here, c => !c.FormulaExists || !c.ReferenceExists) is { } missing)
        {
            return missing with { IsAtLeast = quick.IsAtLeast };
        }

        // What doubles say of other times counts as long as it is beyond their own uncertainty.
        Comparison certain = here.MaxBy(c => c.RelativeError)!;
        return quick.Excess > certain.RelativeError ? quick : certain with { IsAtLeast = quick.IsAtLeast, Remark = quick.Remark };
    }
}

/// <summary>A formula and its reference at one point.</summary>
/// <param name="Point">The point.</param>
/// <param name="Predicted">What the formula says; not a number where it says nothing.</param>
/// <param name="Computed">The reference; not a number where it does not exist.</param>
/// <param name="RelativeUncertainty">Uncertainty of the reference and rounding of the formula, relative to the scale.</param>
public sealed record Comparison(ParameterPoint Point, double Predicted, double Computed, double RelativeUncertainty)
{
    /// <summary>An uncertainty is exceeded for certain where it is exceeded this many times: those of double precision are estimates.</summary>
    public const double Certainty = 5;

    /// <summary>A relative uncertainty up to which a value is well known; few points of a claim may be known less well.</summary>
    public const double WellKnown = 1e-7;

    /// <summary>What errors are measured against: the computed value, or the largest value of its time course.</summary>
    public double Scale { get; init; } = Computed;

    /// <summary>The time of a time course at which formula and reference differ most, s; null for other quantities.</summary>
    public double? Time { get; init; }

    /// <summary>(predicted - computed)/scale where it was computed apart from the two doubles, which may agree to their last digit; null otherwise.</summary>
    public double? PreciseError { get; init; }

    /// <summary>ln of the modulus of <see cref="PreciseError"/>, right below the range of doubles too.</summary>
    public double LogError { get; init; } = double.NaN;

    /// <summary>Disagreement that a formula without digits of its own may owe to its own rounding, relative; 0 for one that is evaluated in many digits.</summary>
    public double Slack { get; init; }

    /// <summary>Whether both sides were computed in many digits.</summary>
    public bool IsPrecise { get; init; }

    /// <summary>(predicted - computed)/scale; 0 where both are 0, infinite where only the scale is.</summary>
    public double SignedError => PreciseError ?? (Predicted == Computed ? 0 : Scale == 0 ? Math.CopySign(double.PositiveInfinity, Predicted) : (Predicted - Computed) / Scale);

    /// <summary>|predicted - computed|/|computed|; NaN where either does not exist.</summary>
    public double RelativeError => Math.Abs(SignedError);

    /// <summary>What the reference has to say of the point; null if nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>Whether the formula has a value.</summary>
    public bool FormulaExists => PreciseError is not null || double.IsFinite(Predicted);

    /// <summary>Whether the reference has a value.</summary>
    public bool ReferenceExists => PreciseError is not null || double.IsFinite(Computed);

    /// <summary>Both sides are finite numbers, and the reference is known well enough to witness for or against the formula.</summary>
    public bool IsUsable => FormulaExists && ReferenceExists && IsKnown;

    /// <summary>The error is at least this: a time course was lost in rounding before it ended. It can refute, but not confirm.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>The error may be that of levels left out of an oscillator: the point speaks neither for nor against equality.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>
    /// Usable, and the error is all there is: the point can confirm as well as refute. Where levels were left out, the error that they may make is among the
    /// uncertainty, which a bound may still have room for.
    /// </summary>
    public bool CanConfirm => (IsUsable || IsTruncated) && !IsAtLeast;

    /// <summary>Both sides are known to <see cref="ReferenceValue.MostUncertain"/> of the larger, or equal.</summary>
    public bool IsKnown => Predicted == Computed || (RelativeUncertainty >= 0 && RelativeUncertainty <= ReferenceValue.MostUncertain * Math.Max(1, Scale == 0 ? 1 : Math.Abs(Predicted / Scale)));

    /// <summary>Relative error beyond what both sides may be uncertain by; 0 where there is none.</summary>
    public double Excess => Math.Max(0, RelativeError - (Certainty * RelativeUncertainty));
}

/// <summary>Compares whole time courses: the error is the largest deviation at any time, relative to the largest value of the computed course.</summary>
internal static class CourseComparison
{
    public static Comparison Of(ICourseFormula course, Reference reference, ReferenceLibrary library, ParameterPoint point) => Of(course, reference, library, point, out _);

    /// <summary>Compares, and gives the computed course; null where there is none.</summary>
    public static Comparison Of(ICourseFormula course, Reference reference, ReferenceLibrary library, ParameterPoint point, out TimeCourse? computed)
    {
        try
        {
            ICurveQuantity quantity = library.Curve(reference, course.Formula) ?? throw new ArgumentException($"'{reference.Quantity}' is no time course.", nameof(reference));
            computed = quantity.Course(reference, course.Formula.ReferencePoint(point));
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or ArithmeticException)
        {
            computed = null;
            return new Comparison(point, course.PredictAt(point, 0).Value, double.NaN, double.NaN) { Remark = e.Message };
        }

        Comparison? worst = null;
        double most = double.NegativeInfinity;
        for (int k = 0; k < computed.Times.Count; k++)
        {
            (double value, double rounding) = course.PredictAt(point, computed.Times[k]);
            double uncertainty = computed.RelativeUncertainty[k] + (rounding / computed.Scale);
            var here = new Comparison(point, value, computed.Values[k], uncertainty) { Scale = computed.Scale, Time = computed.Times[k] };
            double excess = here.RelativeError - (5 * uncertainty);
            if (!here.FormulaExists && here.ReferenceExists)
            {
                return here;
            }

            if (here.IsUsable && (excess > most || double.IsNaN(most)))
            {
                (worst, most) = (here, excess);
            }
        }

        if (worst is not null && !computed.IsComplete)
        {
            return worst with { IsAtLeast = true, Remark = string.Create(CultureInfo.InvariantCulture, $"The course is followed to {computed.Times[^1]:G3} s; slower changes are lost in rounding.") };
        }

        return worst ?? new Comparison(point, double.NaN, double.NaN, double.NaN);
    }
}
