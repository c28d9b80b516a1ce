using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>
/// Asks, where formula and reference certainly differ, whether more levels of a site that may be an oscillator change the reference as well: what they change
/// is no error of the formula.
/// </summary>
internal sealed class TruncationCheck
{
    /// <summary>What levels still to be added change, beside those that were.</summary>
    private const double Share = 1.5;

    /// <summary>Where levels change more than this, nothing is known of what still more would.</summary>
    private const double MostChange = 0.05;

    /// <summary>A truncation below this says nothing against agreement: doubles would not show it.</summary>
    private const double Negligible = 1e-14;

    /// <summary>Points of one scan at which levels are added.</summary>
    private const int MostPoints = 192;
    private const int FewestPoints = 4;

    /// <summary>Multiplications of doubles, and operations on long numbers, that one scan may spend on this.</summary>
    private const double ScanFlops = 2e10;
    private const double ScanOperations = 1e7;
    private readonly Formula formula;
    private readonly Reference reference;
    private readonly RaisedModels models;
    private readonly PreciseComparer? precise;
    private readonly CancellationToken cancellation;

    private TruncationCheck(Formula formula, Reference reference, RaisedModels models, PreciseComparer? precise, CancellationToken cancellation)
    {
        this.formula = formula;
        this.reference = reference;
        this.models = models;
        this.precise = precise;
        this.cancellation = cancellation;
    }

    /// <summary>A check; null where no site of the model may be a truncated oscillator.</summary>
    public static TruncationCheck? Of(Formula formula, Reference reference, ReferenceLibrary library, PreciseComparer? precise, CancellationToken cancellation) =>
        formula is IBringsQuantity && library.Model(reference, formula)?.Raised is { } models ? new TruncationCheck(formula, reference, models, precise, cancellation) : null;

    /// <summary>The comparison with what truncation may owe to its error counted as uncertainty.</summary>
    public Comparison Weigh(Comparison here)
    {
        if (!IsAsked(here))
        {
            return here;
        }

        cancellation.ThrowIfCancellationRequested();
        ParameterPoint point = PointOf(here);
        int step = models.At(1, point) is null ? -1 : 1;
        if (models.At(step, point) is not { } other || Change(here, point, other, step) is not { } change || change == 0)
        {
            return here;
        }

        double uncertainty = here.RelativeUncertainty + (Share * change);
        Comparison weighed = here with { RelativeUncertainty = change > MostChange ? Math.Max(uncertainty, here.RelativeError) : uncertainty };
        return weighed.Excess > 0 ? weighed : weighed with
        {
            IsPrecise = false,
            IsTruncated = here.RelativeError > Negligible,
            Remark = FormattableString.Invariant($"The value changes by {change:G1} with {models.ChangeWords(step)}: truncation decides; mark it as an oscillator ({models.Key()})"),
        };
    }

    /// <summary>
    /// All of a scan: those that differ most and others between are looked at, and where truncation explains any of them, those that were not looked at are
    /// taken to be explained as well.
    /// </summary>
    public Comparison[] Weigh(Comparison[] all, int threads)
    {
        int[] asked = [.. Enumerable.Range(0, all.Length).Where(k => IsAsked(all[k])).OrderByDescending(k => all[k].Excess)];
        if (asked.Length == 0)
        {
            return all;
        }

        int[] chosen = [.. InteriorScan.Spread(asked, Affordable(all[asked[0]], all[asked[^1]]))];
        Comparison[] weighed = [.. all];
        Parallel.ForEach(chosen, Workers.Loop(threads, cancellation), k => weighed[k] = Weigh(all[k]));
        int[] explained = [.. chosen.Where(k => weighed[k].Excess == 0)];
        if (explained.Length > 0)
        {
            foreach (int k in asked.Except(chosen))
            {
                weighed[k] = Alike(all[k], weighed[explained[0]]);
            }
        }

        return weighed;
    }

    /// <summary>A comparison that was not looked at beside one that truncation explains.</summary>
    private static Comparison Alike(Comparison here, Comparison explained) => here with
    {
        RelativeUncertainty = Math.Max(here.RelativeUncertainty, here.RelativeError),
        IsPrecise = false,
        IsTruncated = here.RelativeError > Negligible,
        Remark = explained.Remark,
    };

    private static bool IsAsked(Comparison c) => c.IsUsable && c.Excess > 0 && !c.IsTruncated;

    private int Affordable(Comparison largest, Comparison smallest)
    {
        ParameterPoint point = PointOf(largest);
        double n = Math.Max(models.Equations(1, point), models.Equations(0, point));
        double share = ScanFlops / Math.Max(1, 20 * n * n * n);
        if (NeedsDigits(smallest) && precise is not null)
        {
            share = Math.Min(share, ScanOperations / Math.Max(1, models.Precise(1, point)?.Operations(reference) ?? 1));
        }

        return (int)Math.Clamp(share, FewestPoints, MostPoints);
    }

    private static bool NeedsDigits(Comparison c) => c.RelativeError < 1e-9;

    private ParameterPoint PointOf(Comparison c)
    {
        ParameterPoint point = formula.ReferencePoint(c.Point);
        return c.Time is double time && !point.Has(ModelQuantity.Time) ? new ParameterPoint([.. point.Names, ModelQuantity.Time], [.. point.Values, time]) : point;
    }

    /// <summary>How much the other model changes the reference, relative to the scale of the comparison; null where that is not known.</summary>
    private double? Change(Comparison here, ParameterPoint point, ModelQuantity other, int step)
    {
        if (NeedsDigits(here) && Precisely(here, point, step) is { } change)
        {
            return change;
        }

        try
        {
            ReferenceValue value = other.Evaluate(reference, point);
            double difference = Math.Abs(value.Value - here.Computed);
            double scale = Math.Abs(here.Scale);
            return !value.Exists ? null : difference <= Comparison.Certainty * value.RelativeUncertainty * Math.Abs(value.ErrorScale) && difference < 1e-3 * here.RelativeError * scale ? 0
                : scale == 0 ? double.PositiveInfinity : difference / scale;
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException)
        {
            return null;
        }
    }

    private double? Precisely(Comparison here, ParameterPoint at, int step)
    {
        if (precise is null || FileFormula.InDigits(formula) is not { } file || models.Precise(step, at) is not { } quantity)
        {
            return null;
        }

        PrecisePoint point = file.Precise(here.Point);
        point = here.Time is double time ? PreciseComparer.WithTime(point, time) : point;
        double wanted = Math.Clamp(1e-3 * here.RelativeError, PreciseComparer.Resolution * PreciseComparer.Resolution, 1e-6);
        if (precise.Computed(point, wanted).Value is not { } value || PreciseComparer.Evaluate(quantity, file, reference, point, wanted, cancellation).Value is not { } changed)
        {
            return null;
        }

        BigFloat scale = BigFloat.DecimalOf(Math.Abs(here.Scale), 64);
        BigFloat difference = BigFloat.Abs(value.Value - changed.Value).To(64);
        return difference <= (value.Error + changed.Error).To(64) ? 0 : scale.IsZero ? double.PositiveInfinity : (double)(difference / scale);
    }
}
