using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
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

    /// <summary>Multiplications of doubles that one scan may spend: some ten seconds on two cores.</summary>
    private const double ScanFlops = 6e10;

    /// <summary>Times of a course at which it is looked at in many digits, beside its worst one.</summary>
    private const int PreciseTimes = 5;

    private readonly Formula formula;
    private readonly Reference reference;
    private readonly ReferenceLibrary library;
    private readonly PreciseComparer? precise;
    private readonly ICourseFormula? course;
    private readonly TruncationCheck? truncation;

    public PointComparer(Formula formula, Reference reference, ReferenceLibrary library, CancellationToken cancellation)
    {
        this.formula = formula;
        this.reference = reference;
        this.library = library;
        precise = PreciseComparer.Of(formula, reference, cancellation);
        course = formula is ICourseFormula { IsWholeCourse: true } whole ? whole : null;
        truncation = TruncationCheck.Of(formula, reference, library, precise, cancellation);
    }

    /// <summary>The comparer in many digits; null where one side has none.</summary>
    public PreciseComparer? Precise => precise;

    /// <summary>How many of a number of points may be compared in many digits.</summary>
    /// <param name="points">How many there are.</param>
    /// <param name="open">Whether doubles leave them open.</param>
    public int PreciseShare(int points, bool open = false) => precise is null ? 0
        : (int)Math.Min(points, Math.Max(24, (open ? Patience : 1) * ScanOperations / (precise.Operations * (course is null ? 1 : PreciseTimes))));

    /// <summary>How many points may be compared at all, of so many that are wanted.</summary>
    public int Share(int points)
    {
        int equations = formula is IBringsQuantity ? library.Equations(reference, formula) : 0;
        double flops = 20.0 * equations * equations * equations * (course is null ? 1 : 100);
        return (int)Math.Min(points, Math.Max(64, ScanFlops / Math.Max(flops, 1)));
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
