using System.Collections.Concurrent;
using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Evidence;

/// <summary>
/// Answers "where does it break?" and "which model is this formula exact for?" by evaluating formula and known models at the same
/// points of the domain. Models are evaluated once per domain and shared by all formulas on it.
/// </summary>
/// <param name="library">Computes the models.</param>
/// <param name="settings">Seed, threads, and what counts as agreement.</param>
/// <param name="cancellation">Stops between models.</param>
internal sealed class AblationStudy(ReferenceLibrary library, JudgingSettings settings, CancellationToken cancellation)
{
    /// <summary>Interior points; the corners of the domain are added.</summary>
    public const int InteriorPoints = 512;

    /// <summary>Relative change of the last rung that the answer mentions beside a larger one.</summary>
    private const double WorthSaying = 1e-3;

    private readonly ConcurrentDictionary<(string Domain, Reference Model), Lazy<ReferenceValue[]>> values = new();
    private readonly ConcurrentDictionary<string, FormulaModels> models = new(StringComparer.Ordinal);

    /// <summary>The agreement of a formula with every known model; null for one that predicts no flip-flop rate.</summary>
    public FormulaModels? Models(Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return KnownModels.PredictsFlipFlopRate(formula)
            ? models.GetOrAdd(formula.Id, _ => new FormulaModels(formula.Id, [.. KnownModels.For(formula).Select(m => Agreement(formula, m))]) { Intended = Intended(formula) })
            : null;
    }

    /// <summary>The ladder of a claim at the point where it fails; null where the claim is not about a flip-flop rate.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="claimed">The model that the claim speaks of.</param>
    /// <param name="at">The point of disagreement.</param>
    public AblationSequence? Ladder(Formula formula, Reference claimed, ParameterPoint at)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        if (!KnownModels.IsFlipFlopRate(claimed) || Models(formula) is not { } known)
        {
            return null;
        }

        (AblationStep Step, Reference? Model)[] path = Path(claimed, known.Target(claimed));
        ParameterPoint[] points = Points(formula);
        double[][] columns = [.. path.Select(p => p.Model is null ? Predictions(formula, points) : [.. Values(formula, p.Model).Select(v => v.Value)])];
        double[] here = [.. path.Select(p => p.Model is null ? formula.Predict(at) : library.Evaluate(p.Model, formula, at).Value)];
        AblationRung[] rungs =
        [
            .. path.Select((p, k) => new AblationRung(
                p.Step, p.Model, here[k], k == 0 ? double.NaN : (here[k] / here[k - 1]) - 1, k == 0 ? double.NaN : LargestChange(columns[k - 1], columns[k]))),
        ];
        int start = Array.FindIndex(path, p => p.Model == claimed);
        AblationRung? worst = rungs.Skip(start + 1).Where(r => Math.Abs(r.Change) > settings.Disagreement).MaxBy(r => Math.Abs(Math.Log(1 + r.Change)));
        return new AblationSequence(claimed, rungs, worst?.Step, known.ExactFor, Answer(worst, rungs[^1], known, claimed));
    }

    /// <summary>From all orders at the claimed noise, by one change at a time, to the model behind the formula and the formula.</summary>
    private static (AblationStep Step, Reference? Model)[] Path(Reference claimed, Reference target)
    {
        Reference allOrders = claimed with { Method = Reference.ExactMethod };
        Reference reordered = claimed with { Method = target.Method };
        var path = new List<(AblationStep Step, Reference? Model)> { (AblationStep.Start, allOrders) };
        foreach ((AblationStep step, Reference model) in new[] { (AblationStep.Order, claimed), (AblationStep.Order, reordered), (AblationStep.Noise, target) })
        {
            if (path[^1].Model != model)
            {
                path.Add((step, model));
            }
        }

        return [.. path, (AblationStep.Formula, null)];
    }

    private static Reference Intended(Formula formula)
    {
        Claim[] claims = [.. formula.Claims.Where(c => KnownModels.IsFlipFlopRate(KnownModels.ReferenceOf(c)))];
        Claim[] meantExactly = [.. claims.Where(c => c.Declared == VerdictKind.Exact)];
        return (meantExactly.Length > 0 ? meantExactly : claims).GroupBy(c => KnownModels.ReferenceOf(c)!).MaxBy(g => g.Count())!.Key;
    }

    private static string Answer(AblationRung? worst, AblationRung last, FormulaModels known, Reference claimed)
    {
        ModelAgreement nearest = known.Nearest(claimed);
        string exact = known.ExactFor.Count > 0
            ? $"The formula is exact for {string.Join(" and ", known.ExactFor.Select(KnownModels.Describe))}."
            : known.Scaled(claimed) is { } scaled
            ? string.Create(CultureInfo.InvariantCulture, $"But for the factor {scaled.ConstantFactor:G6} the formula is exact for {KnownModels.Describe(scaled.Model)}.")
            : string.Create(CultureInfo.InvariantCulture, $"The formula is exact for none of the models known; the nearest is {KnownModels.Describe(nearest.Model)} (median error {nearest.MedianRelativeError:G2}).");
        string broken = worst is null ? "No simplification changes anything here." : worst.Step switch
        {
            AblationStep.Order => "What breaks is the order in D.",
            AblationStep.Noise => "What breaks is the noise: another one with the same mean and autocorrelation.",
            _ => "What breaks is the formula itself, not the model behind it.",
        };
        string too = worst is not null && worst != last && Math.Abs(last.Change) > WorthSaying
            ? string.Create(CultureInfo.InvariantCulture, $" The formula is off its own model too, by {(last.Change > 0 ? "+" : "")}{100 * last.Change:G3} %.")
            : string.Empty;
        return $"{broken}{too} {exact}";
    }

    private ModelAgreement Agreement(Formula formula, Reference model)
    {
        cancellation.ThrowIfCancellationRequested();
        ParameterPoint[] points = Points(formula);
        Comparison[] usable = [.. points.Zip(Values(formula, model), (p, v) => Compare(formula, p, v)).Where(c => c.IsUsable)];
        if (usable.Length < points.Length / 2)
        {
            return new ModelAgreement(model, usable.Length, double.NaN, double.NaN, IsExact: false);
        }

        double[] errors = [.. usable.Select(c => c.RelativeError).Order()];
        bool isExact = usable.All(c => c.RelativeError - (5 * c.RelativeUncertainty) <= settings.Agreement);
        return new ModelAgreement(model, usable.Length, errors[^1], errors[errors.Length / 2], isExact) { ConstantFactor = isExact ? double.NaN : ConstantFactor.Of(usable) };
    }

    private static Comparison Compare(Formula formula, ParameterPoint point, ReferenceValue value)
    {
        (double predicted, double rounding) = InteriorScan.Predict(formula, point);
        return new Comparison(point, predicted, value.Value, value.RelativeUncertainty + (rounding > 0 ? rounding / Math.Abs(value.Value) : 0));
    }

    private static double LargestChange(double[] above, double[] below) => above.Zip(below, (a, b) => Math.Abs((b / a) - 1)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();

    private ParameterPoint[] Points(Formula formula)
    {
        var sampler = new DomainSampler(formula.Parameters, settings.Seed + 2);
        return [.. Enumerable.Range(0, InteriorPoints).Select(sampler.Point), .. sampler.Corners()];
    }

    private static double[] Predictions(Formula formula, ParameterPoint[] points) => Array.ConvertAll(points, point =>
    {
        try
        {
            return formula.Predict(point);
        }
        catch (ArgumentOutOfRangeException)
        {
            return double.NaN;
        }
    });

    private ReferenceValue[] Values(Formula formula, Reference model)
    {
        string own = formula.SharesParameters ? string.Empty : formula.Id + " ";
        string domain = own + string.Join(';', formula.Parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}:{p.Low:R}:{p.High:R}")));
        return values.GetOrAdd((domain, model), _ => new Lazy<ReferenceValue[]>(() => Evaluate(formula, Points(formula), model))).Value;
    }

    private ReferenceValue[] Evaluate(Formula formula, ParameterPoint[] points, Reference model)
    {
        var column = new ReferenceValue[points.Length];
        Parallel.For(0, points.Length, Workers.Loop(settings.Threads, cancellation), k =>
        {
            try
            {
                column[k] = library.Evaluate(model, formula, points[k]);
            }
            catch (ArgumentOutOfRangeException)
            {
                column[k] = new ReferenceValue(double.NaN, double.NaN);
            }
        });
        return column;
    }
}

/// <summary>
/// The models between what a claim speaks of and what its formula says, one simplification apart, and the one that breaks:
/// all orders in D, leading order in D, another noise with the same autocorrelation, the formula.
/// </summary>
/// <param name="Claimed">The model that the claim speaks of.</param>
/// <param name="Rungs">From the fullest model to the formula, at the point of disagreement.</param>
/// <param name="Breaks">The simplification with the largest change below the claimed model; null if none changes anything here.</param>
/// <param name="ExactFor">The models that the formula equals on the whole domain; empty if it is none that is known.</param>
/// <param name="Answer">Both in one sentence.</param>
public sealed record AblationSequence(Reference Claimed, IReadOnlyList<AblationRung> Rungs, AblationStep? Breaks, IReadOnlyList<Reference> ExactFor, string Answer);

/// <summary>One rung of the ladder from the full model to the formula.</summary>
/// <param name="Step">What was simplified to get here.</param>
/// <param name="Model">The model; null for the formula itself.</param>
/// <param name="Value">The quantity at the point of disagreement.</param>
/// <param name="Change">Value over that of the rung above, minus 1; NaN for the first rung.</param>
/// <param name="LargestChange">Largest |change| over the domain; NaN for the first rung.</param>
public sealed record AblationRung(AblationStep Step, Reference? Model, double Value, double Change, double LargestChange);

/// <summary>A simplification on the way from the full model to a formula.</summary>
public enum AblationStep
{
    /// <summary>None: where the ladder starts.</summary>
    Start,

    /// <summary>All orders in the coupling to leading order, or back.</summary>
    Order,

    /// <summary>Another noise with the same mean and autocorrelation.</summary>
    Noise,

    /// <summary>The model to the closed formula.</summary>
    Formula,
}

/// <summary>How well a formula agrees with one model on the domain of its parameters.</summary>
/// <param name="Model">The model: a noise, and all orders or leading order in the coupling.</param>
/// <param name="Points">Points at which both exist.</param>
/// <param name="LargestRelativeError">Largest |formula/model - 1|.</param>
/// <param name="MedianRelativeError">Median of the same.</param>
/// <param name="IsExact">Equal at every point, to the rounding of formula and model.</param>
public sealed record ModelAgreement(Reference Model, int Points, double LargestRelativeError, double MedianRelativeError, bool IsExact)
{
    /// <summary>formula/model where that is the same at every point and not 1; NaN otherwise.</summary>
    public double ConstantFactor { get; init; } = double.NaN;
}
