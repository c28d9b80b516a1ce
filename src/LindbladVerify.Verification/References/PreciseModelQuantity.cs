using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Multiprecision;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Verification.References;

/// <summary>
/// A quantity of an observable of a model file in as many digits as it takes, from exact decimal parameters: the Laplace transform of the observable in
/// lowest terms, computed with two precisions. Safe to use from several threads.
/// </summary>
internal sealed class PreciseModelQuantity : IPreciseQuantity
{
    private const int ProbeBits = 64;
    private const int SpareBits = 64;
    private const int OrdersTold = 4;

    private readonly PreciseModel model;
    private readonly ModelQuantityKind kind;
    private readonly double factor;
    private readonly ModeWanted? mode;

    private PreciseModelQuantity(PreciseModel model, ModelQuantityKind kind, double factor, ModeWanted? mode)
    {
        this.mode = mode;
        this.model = model;
        this.kind = kind;
        this.factor = factor;
    }

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
    /// <param name="mode">Which mode is meant; null for the slowest.</param>
    public static PreciseModelQuantity? TryCreate(ModelFile model, string observable, ModelQuantityKind kind, double factor, out string reason, ModeWanted? mode = null)
    {
        if (kind is ModelQuantityKind.Value or ModelQuantityKind.CycleRate or ModelQuantityKind.CycleFrequency or ModelQuantityKind.PeriodAverage or ModelQuantityKind.LimitValue)
        {
            reason = "Propagators of pulses and periods are found in doubles and double doubles.";
            return null;
        }

        if (kind is ModelQuantityKind.SpectralDensity)
        {
            reason = "Spectral densities are found in doubles.";
            return null;
        }

        if (kind is ModelQuantityKind.FullWidth or ModelQuantityKind.HalfWidth)
        {
            reason = "Widths of lines are found in doubles.";
            return null;
        }

        return PreciseModel.TryCreate(model, observable, out reason) is { } precise ? new PreciseModelQuantity(precise, kind, factor, mode) : null;
    }

    /// <summary>The value at a point.</summary>
    /// <param name="parametersAt">Values of parameters to a number of bits; <see cref="ModelQuantity.Time"/> among them for a time course.</param>
    /// <param name="wantedRelativeError">When to stop adding digits.</param>
    /// <param name="mostBits">Bits not to exceed.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The model does not exist there, or the time is negative.</exception>
    public PreciseReference Evaluate(Func<int, IReadOnlyDictionary<string, Ball>> parametersAt, double wantedRelativeError, int mostBits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(parametersAt);
        return Of(RisingPrecision.Climb(
            bits => Outcomes(Response(parametersAt, bits), bits, Time(parametersAt(bits)), Time(parametersAt(2 * bits)), Choice(parametersAt(bits))),
            wantedRelativeError,
            mostBits,
            cancellation,
            FirstBits(parametersAt)));

        static Ball? Time(IReadOnlyDictionary<string, Ball> parameters) => parameters.TryGetValue(ModelQuantity.Time, out Ball time) ? time : null;
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
        var responses = new Dictionary<int, RationalResponse?>();
        var times = new Dictionary<int, IReadOnlyList<Ball>>();
        RationalResponse? ResponseAt(int bits) => responses.TryGetValue(bits, out RationalResponse? known) ? known : responses[bits] = Response(parametersAt, bits);
        IReadOnlyList<Ball> TimesAt(int bits) => times.TryGetValue(bits, out IReadOnlyList<Ball>? known) ? known : times[bits] = timesAt(bits);
        return
        [
            .. Enumerable.Range(0, TimesAt(RisingPrecision.FirstBits).Count).Select(k => Of(RisingPrecision.Climb(
                bits => Outcomes(ResponseAt(bits), bits, TimesAt(bits)[k], TimesAt(2 * bits)[k]),
                wantedRelativeError,
                mostBits,
                cancellation,
                FirstBits(parametersAt)))),
        ];
    }

    /// <summary>
    /// A slow rate of second order in a small coupling lies twice the span of the entries below the largest, one of fourth order four times: so many digits
    /// must be there before what is small can be told from what is 0.
    /// </summary>
    private int FirstBits(Func<int, IReadOnlyDictionary<string, Ball>> parametersAt) =>
        model.Bind(Overrides(parametersAt(ProbeBits)), ProbeBits) is { } probe ? SpareBits + (OrdersTold * probe.Span) : RisingPrecision.FirstBits;

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

    private RationalResponse? Response(Func<int, IReadOnlyDictionary<string, Ball>> parametersAt, int bits) =>
        model.Bind(Overrides(parametersAt(bits)), bits) is { } coarse && model.Bind(Overrides(parametersAt(2 * bits)), 2 * bits) is { } fine ? RationalResponse.Of(coarse, fine) : null;

    private ModeChoice? Choice(IReadOnlyDictionary<string, Ball> parameters) => mode?.At(name => (double)parameters[name].Value);

    private static IReadOnlyDictionary<string, Ball> Overrides(IReadOnlyDictionary<string, Ball> parameters) => parameters.Keys.Any(ModelQuantity.IsOwn)
        ? parameters.Where(p => !ModelQuantity.IsOwn(p.Key)).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal)
        : parameters;

    private (PreciseOutcome Coarse, PreciseOutcome Fine) Outcomes(RationalResponse? response, int bits, Ball? coarseTime, Ball? fineTime, ModeChoice? choice = null)
    {
        if (response is null)
        {
            return Both(PreciseOutcome.Unresolved);
        }

        if (kind is ModelQuantityKind.ResidenceTime)
        {
            return ResidenceTime(response, bits);
        }

        if (kind is ModelQuantityKind.SteadyState)
        {
            return SteadyState(response);
        }

        if (kind is ModelQuantityKind.TimeCourse && IsStart(coarseTime ?? throw new ArgumentOutOfRangeException("A time course needs a time.", (Exception?)null)))
        {
            return (PreciseOutcome.Of(response.Start.Coarse, response.Scale), PreciseOutcome.Of(response.Start.Fine, response.Scale));
        }

        if (response.Poles is not var (coarse, fine))
        {
            return Both(PreciseOutcome.Unresolved);
        }

        return kind is ModelQuantityKind.TimeCourse ? (At(coarse, coarseTime!.Value), At(fine, fineTime!.Value)) : (Mode(coarse, bits, choice), Mode(fine, 2 * bits, choice));
    }

    private static (PreciseOutcome Coarse, PreciseOutcome Fine) Both(PreciseOutcome outcome) => (outcome, outcome);

    private (PreciseOutcome Coarse, PreciseOutcome Fine) ResidenceTime(RationalResponse response, int bits)
    {
        if (response.HasLimit is not true)
        {
            return Both(response.HasLimit is null ? PreciseOutcome.Unresolved : NoLimit());
        }

        Twin departure = response.Start - response.Final;
        if (!Twin.Settle(ref departure, Math.Max(response.Final.LogModulus, response.Scale.IsZero ? double.NegativeInfinity : response.Scale.Magnitude), bits))
        {
            return Both(PreciseOutcome.Unresolved);
        }

        if (departure.IsZero)
        {
            return Both(PreciseOutcome.None("at rest", "The observable starts at its final value."));
        }

        Twin area = response.Area;
        if (!Twin.Settle(ref area, response.HasConstant && response.Degree > 1 ? (response.Final * response.Denominator[2] / response.Denominator[1]).LogModulus : area.LogModulus, bits))
        {
            return Both(PreciseOutcome.Unresolved);
        }

        if (area.IsZero)
        {
            return Both(PreciseOutcome.None("no area", "The deviation of the observable from its final value integrates to 0."));
        }

        Twin rate = departure / area / new Twin(BigFloat.DecimalOf(factor, bits), BigFloat.DecimalOf(factor, 2 * bits));
        return (PreciseOutcome.Of(rate.Coarse, BigFloat.Abs(rate.Coarse)), PreciseOutcome.Of(rate.Fine, BigFloat.Abs(rate.Fine)));
    }

    private static (PreciseOutcome Coarse, PreciseOutcome Fine) SteadyState(RationalResponse response)
    {
        if (response.HasLimit is not true)
        {
            return Both(response.HasLimit is null ? PreciseOutcome.Unresolved : NoLimit());
        }

        Twin final = response.Final;
        return response.HasConstant
            ? (PreciseOutcome.Of(final.Coarse, BigFloat.Abs(final.Coarse)), PreciseOutcome.Of(final.Fine, BigFloat.Abs(final.Fine)))
            : Both(PreciseOutcome.Of(BigFloat.Zero, response.Scale));
    }

    private static PreciseOutcome NoLimit() => PreciseOutcome.None("no limit", "The observable has no late-time limit.");

    private static bool IsStart(Ball time) => time.Value.Sign < 0 && !time.MayBeZero
        ? throw new ArgumentOutOfRangeException("A time course starts at 0.", (Exception?)null)
        : time.Value.Sign <= 0;

    private static PreciseOutcome At(TimeResponse response, Ball time)
    {
        (BigFloat value, BigFloat scale) = response.At(time.Value);
        return PreciseOutcome.Of(value, scale);
    }

    private PreciseOutcome Mode(TimeResponse response, int bits, ModeChoice? choice)
    {
        bool frequency = kind == ModelQuantityKind.Frequency;
        string? reason = null;
        ResponsePole? chosen = choice is { } wanted ? response.Chosen(wanted, out reason) : null;
        if (reason is not null)
        {
            return PreciseOutcome.None("no mode", reason);
        }

        if ((chosen ?? (frequency ? response.SlowestOscillating() : response.Slowest())) is not { } slowest)
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
