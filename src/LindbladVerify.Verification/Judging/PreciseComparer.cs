using System.Collections.Concurrent;
using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>Holds a formula file against its quantity with both sides in as many digits as it takes to tell whether they differ.</summary>
internal sealed class PreciseComparer
{
    /// <summary>Both sides are computed to this, relative, before they are called equal.</summary>
    public const double Resolution = 1e-40;

    /// <summary>No comparison is worth more digits.</summary>
    private const int MostBits = 1 << 13;
    private const int FirstBits = 192;
    private readonly FileFormula formula;
    private readonly Reference reference;
    private readonly IPreciseQuantity quantity;
    private readonly CancellationToken cancellation;
    private readonly string[] used;
    private readonly ConcurrentDictionary<string, PreciseReference> computed = new(StringComparer.Ordinal);

    private PreciseComparer(FileFormula formula, Reference reference, IPreciseQuantity quantity, CancellationToken cancellation)
    {
        this.formula = formula;
        this.reference = reference;
        this.quantity = quantity;
        this.cancellation = cancellation;
        used = [.. formula.Parameters.Select(p => p.Name).Where(n => formula.Description.Uses.Contains(n) || n is FormulaBody.Time)];
    }

    /// <summary>About how many operations on long numbers one comparison takes.</summary>
    public double Operations => quantity.Operations(reference) + formula.Body.Value.NodeCount;

    /// <summary>A comparer; null where one of the sides has no digits.</summary>
    public static PreciseComparer? Of(Formula formula, Reference reference, CancellationToken cancellation) =>
        FileFormula.InDigits(formula) is { } file && file.Description.PreciseQuantity is { } quantity && double.IsFinite(quantity.Operations(reference))
            ? new PreciseComparer(file, reference, quantity, cancellation)
            : null;

    /// <summary>Compares at a point of the domain.</summary>
    public Comparison At(ParameterPoint point)
    {
        PrecisePoint precise = formula.Precise(point);
        string key = string.Join(' ', used.Select(n => point[n].ToString("R", CultureInfo.InvariantCulture)));
        PreciseReference value = computed.GetOrAdd(key, _ => Compute(precise, Resolution));
        return Compare(precise, point, value, Resolution);
    }

    /// <summary>Compares at a point of a time course.</summary>
    /// <param name="point">The parameters.</param>
    /// <param name="time">Time, s.</param>
    /// <param name="scale">What errors are measured against.</param>
    public Comparison At(ParameterPoint point, double time, double scale)
    {
        PrecisePoint precise = WithTime(formula.Precise(point), time);
        return Compare(precise, point, Compute(precise, Resolution), Resolution, BigFloat.DecimalOf(scale, FirstBits)) with { Time = time };
    }

    /// <summary>Compares at a point that may lie beyond the range of doubles, to a resolution far below the difference unless that is below the smallest that is asked for.</summary>
    /// <param name="point">The point.</param>
    /// <param name="smallest">Differences below this are taken for none; its log2 may lie below the range of doubles.</param>
    /// <param name="scaleAt">What errors are measured against, beside the value itself; null for the value.</param>
    public Comparison Resolve(PrecisePoint point, long smallest, Func<PrecisePoint, BigFloat?>? scaleAt = null)
    {
        BigFloat? scale = scaleAt?.Invoke(point);
        ParameterPoint shown = point.Rounded();
        for (double resolution = Resolution; ; resolution *= resolution)
        {
            double wanted = Math.Max(resolution, 1e-300);
            Comparison here = Compare(point, shown, Compute(point, wanted), wanted, scale);
            bool isResolved = !here.IsPrecise || here.LogError > Math.Log(Math.Max(here.RelativeUncertainty, 1e-307)) + 12;
            if (isResolved || resolution < Math.Pow(2, Math.Max(smallest, -1000)))
            {
                return here;
            }
        }
    }

    /// <summary>The point at a time.</summary>
    internal static PrecisePoint WithTime(PrecisePoint point, double time) => point.Plus(FormulaBody.Time, bits => Ball.Decimal(time.ToString("R", CultureInfo.InvariantCulture), bits));

    /// <summary>The computed value alone.</summary>
    public PreciseReference Computed(PrecisePoint point, double wanted = Resolution) => Compute(point, wanted);

    /// <summary>The formula to forty digits; null where it has no value.</summary>
    public static Ball? Predict(FileFormula formula, PrecisePoint point) => Predict(formula, point, BigFloat.Zero, Resolution);

    private PreciseReference Compute(PrecisePoint point, double wanted) => Evaluate(quantity, formula, reference, point, wanted, cancellation);

    /// <summary>A quantity at a point of a formula.</summary>
    internal static PreciseReference Evaluate(IPreciseQuantity quantity, FileFormula formula, Reference reference, PrecisePoint point, double wanted, CancellationToken cancellation)
    {
        try
        {
            return quantity.Evaluate(reference, bits => formula.Description.ReferenceParameters(point.At(bits), bits), wanted, MostBits, cancellation);
        }
        catch (ArithmeticException e)
        {
            // As exp(-1e100): beyond every range, though not beyond meaning.
            return new PreciseReference(null, e.Message, NeedsDigits: true);
        }
    }

    private Comparison Compare(PrecisePoint point, ParameterPoint shown, PreciseReference truth, double wanted, BigFloat? scale = null)
    {
        cancellation.ThrowIfCancellationRequested();
        BigFloat size = scale is { } s ? BigFloat.Abs(s) : truth.Value is { } t ? BigFloat.Abs(t.Value) : BigFloat.Zero;
        Ball? said = Predict(formula, point, size, wanted);
        if (said is not { } f || truth.Value is not { } r)
        {
            string? remark = truth.Value is null ? truth.Remark : null;
            return new Comparison(shown, said is { } p ? (double)p.Value : double.NaN, truth.Value is { } c ? (double)c.Value : double.NaN, truth.NeedsDigits ? double.NaN : 0) { Remark = remark };
        }

        BigFloat difference = f.Value - r.Value;
        BigFloat uncertainty = f.Error + r.Error;
        bool isNothing = BigFloat.Abs(difference) <= uncertainty;
        if (size.IsZero || (scale is null && size <= r.Error))
        {
            // 0 against 0, as in a dark state, is agreement; 0 against anything else is no small error.
            return Made(isNothing ? 0 : double.PositiveInfinity, isNothing ? double.NegativeInfinity : double.PositiveInfinity, 0);
        }

        BigFloat error = difference.IsZero ? difference : difference / size.To(Math.Max(FirstBits, difference.Bits));
        return Made(r.Value.Sign < 0 && scale is null ? -(double)error : (double)error, error.LogModulus(), (double)(uncertainty.To(32) / size.To(32)));

        Comparison Made(double signed, double log, double relative) =>
            new(shown, (double)f.Value, (double)r.Value, Math.Max(relative, double.Epsilon)) { PreciseError = signed, IsPrecise = true, LogError = log, Scale = (double)(scale ?? r.Value), Remark = truth.Remark };
    }

    /// <summary>The formula to an error below the wanted part of a size, or of itself; null where it has no value. What is 0 to all digits allowed is 0.</summary>
    private static Ball? Predict(FileFormula formula, PrecisePoint point, BigFloat size, double wanted)
    {
        BigFloat part = BigFloat.Of(wanted);
        if (formula.Requirements.Count > 0 && !formula.Admits(point.Rounded()))
        {
            return null;
        }

        for (int bits = FirstBits; ; bits *= 2)
        {
            PreciseValue value = formula.Body.Evaluate(point.At(bits), bits);
            bool isLast = 2 * bits > MostBits;
            if (value.Number is not { } number)
            {
                if (value.NeedsDigits && !isLast)
                {
                    continue;
                }

                return null;
            }

            BigFloat enough = part.To(32) * BigFloat.Max(BigFloat.Abs(number.Value), size).To(32);
            if (number.Error <= enough || isLast)
            {
                return number;
            }
        }
    }
}
