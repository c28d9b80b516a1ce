using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Multiprecision;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Verification.References;

/// <summary>
/// A quantity of an observable of a model file in as many digits as it takes, from exact decimal parameters: the Laplace transform of the observable in
/// lowest terms, computed with two precisions. Safe to use from several threads.
/// </summary>
public sealed class PreciseModelQuantity : IPreciseQuantity
{
    private readonly PreciseModel model;
    private readonly ModelQuantityKind kind;
    private readonly double factor;

    private PreciseModelQuantity(PreciseModel model, ModelQuantityKind kind, double factor)
    {
        this.model = model;
        this.kind = kind;
        this.factor = factor;
    }

    /// <summary>Number of coupled equations.</summary>
    public int Equations => model.Equations;

    /// <summary>Multiply-adds of many-digit numbers that an evaluation with the first two precisions takes, at most.</summary>
    public double Operations
    {
        get
        {
            double n = model.Equations;
            double elimination = (model.Entries * n) + (4 * n * n * n / 3);
            const double StepsOfRoots = 25;
            double roots = kind is ModelQuantityKind.ResidenceTime or ModelQuantityKind.SteadyState ? n * n : 10 * StepsOfRoots * n * n;
            return 2 * (model.Terms + elimination + roots);
        }
    }

    /// <summary>The quantity; null where the model has parts without an evaluation in many digits.</summary>
    /// <param name="model">The file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="kind">What is computed of it.</param>
    /// <param name="factor">The observable relaxes at factor times the rate.</param>
    /// <param name="reason">Why there is none; empty where there is.</param>
    public static PreciseModelQuantity? TryCreate(ModelFile model, string observable, ModelQuantityKind kind, double factor, out string reason) =>
        PreciseModel.TryCreate(model, observable, out reason) is { } precise ? new PreciseModelQuantity(precise, kind, factor) : null;

    /// <summary>The value at a point.</summary>
    /// <param name="parametersAt">Values of parameters to a number of bits; <see cref="ModelQuantity.Time"/> among them for a time course.</param>
    /// <param name="wantedRelativeError">When to stop adding digits.</param>
    /// <param name="mostBits">Bits not to exceed.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The model does not exist there, or the time is negative.</exception>
    public PreciseReference Evaluate(Func<int, IReadOnlyDictionary<string, Ball>> parametersAt, double wantedRelativeError, int mostBits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(parametersAt);
        return Of(PrecisionLadder.Climb(
            bits =>
            {
                IReadOnlyDictionary<string, Ball> parameters = parametersAt(bits);
                return Outcome(Response(parameters, bits), bits, parameters.TryGetValue(ModelQuantity.Time, out Ball time) ? time : null);
            },
            wantedRelativeError,
            mostBits,
            cancellation));
    }

    /// <summary>A time course at many times of one point; equations and poles are found once.</summary>
    /// <param name="parametersAt">Values of parameters to a number of bits.</param>
    /// <param name="timesAt">The times to a number of bits, s.</param>
    /// <param name="wantedRelativeError">When to stop adding digits.</param>
    /// <param name="mostBits">Bits not to exceed.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <returns>One value per time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The model does not exist there, or a time is negative.</exception>
    public IReadOnlyList<PreciseReference> Course(Func<int, IReadOnlyDictionary<string, Ball>> parametersAt, Func<int, IReadOnlyList<Ball>> timesAt, double wantedRelativeError, int mostBits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(parametersAt);
        ArgumentNullException.ThrowIfNull(timesAt);
        var cache = new Dictionary<int, (RationalResponse? Response, IReadOnlyList<Ball> Times)>();
        (RationalResponse? Response, IReadOnlyList<Ball> Times) At(int bits) =>
            cache.TryGetValue(bits, out (RationalResponse?, IReadOnlyList<Ball>) known) ? known : cache[bits] = (Response(parametersAt(bits), bits), timesAt(bits));
        int count = At(PrecisionLadder.FirstBits).Times.Count;
        return
        [
            .. Enumerable.Range(0, count).Select(k => Of(PrecisionLadder.Climb(
                bits => At(bits) is var (response, times) ? Outcome(response, bits, times[k]) : PreciseOutcome.Unresolved,
                wantedRelativeError,
                mostBits,
                cancellation))),
        ];
    }

    double IPreciseQuantity.Operations(Reference reference) => Operations;

    PreciseReference IPreciseQuantity.Evaluate(Reference reference, Func<int, IReadOnlyDictionary<string, Ball>?> parametersAt, double wantedRelativeError, int mostBits, CancellationToken cancellation)
    {
        try
        {
            return Evaluate(bits => parametersAt(bits) ?? throw new ArgumentOutOfRangeException("A parameter of the model has no value.", (Exception?)null), wantedRelativeError, mostBits, cancellation);
        }
        catch (ArgumentOutOfRangeException e)
        {
            return PreciseReference.None(e.Message);
        }
    }

    private static PreciseReference Of(PreciseResult result) => new(result.Value, result.Remark, result.NeedsDigits);

    private RationalResponse? Response(IReadOnlyDictionary<string, Ball> parameters, int bits)
    {
        IReadOnlyDictionary<string, Ball> overrides = parameters.ContainsKey(ModelQuantity.Time)
            ? parameters.Where(p => p.Key is not ModelQuantity.Time).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal)
            : parameters;
        return model.Bind(overrides, bits) is { } system ? RationalResponse.Of(system) : null;
    }

    private PreciseOutcome Outcome(RationalResponse? response, int bits, Ball? time) => response is null ? PreciseOutcome.Unresolved : kind switch
    {
        ModelQuantityKind.ResidenceTime => ResidenceTime(response, bits),
        ModelQuantityKind.SteadyState => SteadyState(response),
        ModelQuantityKind.TimeCourse => At(response, time ?? throw new ArgumentOutOfRangeException("A time course needs a time.", (Exception?)null), bits),
        ModelQuantityKind.FullWidth => Width(response, bits, 1),
        ModelQuantityKind.HalfWidth => Width(response, bits, 2),
        _ => Mode(response, bits),
    };

    private PreciseOutcome Width(RationalResponse response, int bits, int parts)
    {
        PreciseOutcome full = ResponseLine.FullWidth(response);
        BigFloat divisor = BigFloat.DecimalOf(factor, bits) * BigFloat.Of(parts);
        return full.Value is { } width ? PreciseOutcome.Of(width / divisor, BigFloat.Abs(full.Scale / divisor), remark: full.Remark) : full;
    }

    private PreciseOutcome ResidenceTime(RationalResponse response, int bits)
    {
        if (response.HasLimit is not bool hasLimit)
        {
            return PreciseOutcome.Unresolved;
        }

        if (!hasLimit)
        {
            return NoLimit();
        }

        Tracked departure = response.Start - response.Final;
        if (departure.MayBeZero)
        {
            double terms = Math.Max(response.Final.LogModulus, response.Scale.IsZero ? double.NegativeInfinity : response.Scale.Magnitude);
            return departure.IsExactZero || departure.LogError < terms - (bits / 4.0)
                ? PreciseOutcome.None("at rest", "The observable starts at its final value.")
                : PreciseOutcome.Unresolved;
        }

        Tracked area = response.Area;
        if (area.MayBeZero)
        {
            return PreciseOutcome.None("no area", "The deviation of the observable from its final value integrates to 0.");
        }

        BigFloat rate = departure.Value / area.Value / BigFloat.DecimalOf(factor, bits);
        return PreciseOutcome.Of(rate, BigFloat.Abs(rate));
    }

    private static PreciseOutcome SteadyState(RationalResponse response) => response.HasLimit switch
    {
        null => PreciseOutcome.Unresolved,
        false => NoLimit(),
        _ => PreciseOutcome.Of(response.Final.Value, response.HasConstant ? BigFloat.Abs(response.Final.Value) : response.Scale),
    };

    private static PreciseOutcome NoLimit() => PreciseOutcome.None("no limit", "The observable has no late-time limit.");

    private static PreciseOutcome At(RationalResponse response, Ball time, int bits)
    {
        if (time.Value.Sign < 0 && !time.MayBeZero)
        {
            throw new ArgumentOutOfRangeException("A time course starts at 0.", (Exception?)null);
        }

        if (time.Value.Sign <= 0 || response.Degree == 0)
        {
            return PreciseOutcome.Of(response.Start.Value, response.Scale);
        }

        if (!response.Poles.AreKnown)
        {
            return PreciseOutcome.Unresolved;
        }

        (BigFloat value, BigFloat scale) = response.Poles.At(time.Value.To(bits));
        return PreciseOutcome.Of(value, scale);
    }

    private PreciseOutcome Mode(RationalResponse response, int bits)
    {
        if (!response.Poles.AreKnown)
        {
            return PreciseOutcome.Unresolved;
        }

        bool frequency = kind == ModelQuantityKind.Frequency;
        if ((frequency ? response.Poles.SlowestOscillating() : response.Poles.Slowest()) is not { } slowest)
        {
            return frequency
                ? PreciseOutcome.Of(BigFloat.Zero, BigFloat.Zero, remark: "No mode oscillates.")
                : PreciseOutcome.None("no relaxation", "The observable does not relax.");
        }

        if (kind == ModelQuantityKind.SpectralGap && slowest.Oscillates)
        {
            return PreciseOutcome.None("oscillates", FormattableString.Invariant($"The slowest mode oscillates at {(double)slowest.Value.Imaginary:G4} rad/s while it decays at {-(double)slowest.Value.Real:G4} 1/s."));
        }

        BigFloat number = (frequency ? slowest.Value.Imaginary : -slowest.Value.Real) / BigFloat.DecimalOf(factor, bits);
        return PreciseOutcome.Of(number, BigFloat.Abs(number));
    }
}
