using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Dynamics.Propagation.Sequences;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// A model with one observable: its coupled equations, and what can be computed from them, each with its error. Where a noise has no finite exact
/// form, closed forms serve where there are any, and ladders of Ornstein–Uhlenbeck noise are deepened until nothing changes.
/// </summary>
public sealed partial class ObservedModel
{
    /// <summary>Most coupled equations that are solved densely, thousands of times.</summary>
    public const int MostEquations = 1000;

    /// <summary>Most coupled equations to which ladders are deepened where they are solved by iteration.</summary>
    private const int MostByIteration = 1 << 14;

    private const int FirstDepth = 8;
    private const double LadderTolerance = 1e-13;

    /// <summary>Times of the course of a sequence for which the model gives none.</summary>
    internal const int SequencePoints = 65;
    private readonly OpenSystemModel model;
    private readonly Operator initial;
    private readonly Operator[] seen;
    private readonly Operator observable;
    private readonly IReadOnlyList<double> times;
    private readonly IDenseKernels kernels;
    private readonly CancellationToken cancellation;
    private readonly InvariantBlock block;
    private readonly Lazy<PureDephasing?> dephasing;

    /// <summary>Finds the equations.</summary>
    /// <param name="model">The model: H in rad/s, rates in 1/s, any classical noises.</param>
    /// <param name="initial">ρ(0) or a difference of states, [d, d].</param>
    /// <param name="observable">The observable, [d, d], Hermitian.</param>
    /// <param name="kernels">Dense kernels; cost O(n³) for n coupled equations.</param>
    /// <param name="times">Times that a course must cover, s, increasing; null for those of the model itself.</param>
    /// <param name="cancellation">Ends the integration of a driven model.</param>
    /// <exception cref="BlockTooLargeException">There are more than <see cref="MostEquations"/>.</exception>
    public ObservedModel(OpenSystemModel model, Operator initial, Operator observable, IDenseKernels kernels, IReadOnlyList<double>? times = null, CancellationToken cancellation = default)
        : this(Require(model), InvariantBlock.Of(model, [observable], MostEquations), initial, observable, kernels, times, cancellation)
    {
    }

    /// <summary>Finds the equations of an observable o + i q that is not Hermitian.</summary>
    /// <param name="model">The model.</param>
    /// <param name="initial">ρ(0) or a difference of states, [d, d].</param>
    /// <param name="observable">o, [d, d], Hermitian.</param>
    /// <param name="quadrature">q, [d, d], Hermitian; null for 0. Modes have their signs then; nothing else asks for it.</param>
    /// <param name="kernels">Dense kernels.</param>
    /// <param name="times">Times that a course must cover, s.</param>
    /// <param name="cancellation">Ends the integration of a driven model.</param>
    internal ObservedModel(OpenSystemModel model, Operator initial, Operator observable, Operator? quadrature, IDenseKernels kernels, IReadOnlyList<double>? times = null, CancellationToken cancellation = default)
        : this(model, InvariantBlock.Of(model, quadrature is null ? [observable] : [observable, quadrature], MostEquations), initial, observable, kernels, times, cancellation, quadrature)
    {
    }

    /// <summary>The same with equations that were found before.</summary>
    internal ObservedModel(OpenSystemModel model, InvariantBlock block, Operator initial, Operator observable, IDenseKernels kernels, IReadOnlyList<double>? times, CancellationToken cancellation, Operator? quadrature = null)
    {
        this.model = model;
        this.initial = initial;
        this.observable = observable;
        seen = quadrature is null ? [observable] : [observable, quadrature];
        this.times = times ?? [];
        this.kernels = kernels;
        this.cancellation = cancellation;
        this.block = block;
        dephasing = new Lazy<PureDephasing?>(() => NeedsLadder && model.Sequence is null ? PureDephasing.TryOf(model, block, initial, observable) : null);
    }

    /// <summary>Depth at which the elimination of a ladder level by level gives up and says so; sooner where its levels would take more than 128 MB.</summary>
    public int DeepestLadder { get; init; } = 1 << 14;

    /// <summary>Ladder levels to begin with: as many as the noises say that they need.</summary>
    private int StartDepth(double time = double.PositiveInfinity) => FirstDepth << (int)Math.Clamp(Math.Ceiling(Math.Log2(1 + (LevelsAtStake(time) / 2))), 0, 4);

    private double LevelsAtStake(double time) => model.Noise.Zip(block.NoiseParts, (noise, part) => noise.Process.LevelsAtStake(part.LargestModulus(), time)).Append(0).Max();

    /// <summary>How many coupled equations there are, those of noise included; an estimate where its ladder has no end.</summary>
    public int Equations => block.Dimension * model.Noise.Aggregate(1, (product, n) => product * (n.Process.ExactModeCount ?? 2 * FirstDepth));

    private static OpenSystemModel Require(OpenSystemModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model;
    }

    private bool NeedsLadder => model.Noise.Any(n => n.Process.ExactModeCount is null);

    /// <summary>W = (o(0) - o(∞))/∫(o(t) - o(∞))dt over a factor, 1/s.</summary>
    /// <param name="factor">The observable relaxes at factor·W (2 for the difference of two populations).</param>
    /// <exception cref="ArgumentException">The model is driven.</exception>
    public RateEstimate ResidenceTime(double factor = 2)
    {
        if (dephasing.Value is { } closed)
        {
            return closed.ResidenceTime(factor);
        }

        if (model.Noise is [{ Process: { ExactModeCount: null, Gaussian: { } noise } }] && block.System(initial, [observable], 0) is { Constants.Count: 0 } equations)
        {
            equations.RequireConstant("A residence time");
            return new HermiteLadder(block, noise, kernels).Rate(block.Coordinates(initial), block.Coordinates(observable), factor, LadderTolerance, DeepestLadder);
        }

        (ReferenceValue rate, int depth) = Converged(system => ReferenceValue.Of(Relaxation.ResidenceTime.Rate(system, 0, kernels, factor)), byIteration: true);
        return new RateEstimate(rate.Value, rate.RelativeUncertainty, RateDefinition.ResidenceTime, NeedsLadder ? depth : 0, rate.Remark);
    }

    /// <summary>o(∞).</summary>
    public ReferenceValue SteadyState() => Converged(system => Relaxation.ResidenceTime.Integral(system, 0, kernels) is { } r
        ? new ReferenceValue(r.Final, r.FinalError == 0 ? 0 : r.FinalError / Math.Abs(r.Final))
        : ReferenceValue.None(RelaxationIntegral.WhyNone(system)), byIteration: true).Value;

    /// <summary>The line S(ω) = Re ∫ (s(t) - s(∞)) exp(-iωt) dt of the observable s, from the initial state, s times the observable.</summary>
    /// <param name="omega">ω, rad/s.</param>
    /// <exception cref="ArgumentException">The model is driven or has a sequence.</exception>
    internal ReferenceValue LineShape(double omega) => Converged(system => LineShapes.At(system, omega, kernels)).Value;

    /// <summary>S(ω) = ∫ exp(iωt) ⟨δo(t) δo(0)⟩ dt over all t in the steady state, s times the square of the observable.</summary>
    /// <param name="omega">ω, rad/s.</param>
    /// <exception cref="ArgumentException">The model is driven or has a sequence.</exception>
    public ReferenceValue SpectralDensity(double omega)
    {
        try
        {
            var densities = new SpectralDensities(model, observable, block, kernels);
            return Converged(system => densities.At(system, omega)).Value;
        }
        catch (InvalidOperationException e)
        {
            return ReferenceValue.None(e.Message);
        }
    }

    /// <summary>Decay rate of the slowest mode of a cycle's or period's propagator over a factor, 1/s.</summary>
    /// <param name="factor">The observable relaxes at factor times the rate.</param>
    public ReferenceValue CycleRate(double factor = 1) => Divided(Converged(system => Cycle(system).Rate).Value, factor);

    /// <summary>Frequency |arg|/T of the slowest mode of a cycle's or period's propagator over a factor, rad/s, between 0 and π/T.</summary>
    /// <param name="factor">The frequency is divided by this.</param>
    public ReferenceValue CycleFrequency(double factor = 1) => Divided(Converged(system => Cycle(system).Frequency).Value, factor);

    /// <summary>The observable after the last step of the sequence, with errors measured against the largest value up to then.</summary>
    /// <exception cref="ArgumentException">The model has no sequence.</exception>
    public ReferenceValue AfterSequence() => At((model.Sequence ?? throw new ArgumentException("The model has no sequence of pulses.")).Duration);

    private (ReferenceValue Rate, ReferenceValue Frequency) Cycle(BlochSystem system)
    {
        try
        {
            return CycleModes.Slowest(SequenceSolver.Reachable(system, new PropagationOptions()), kernels, cancellation);
        }
        catch (ArgumentException e)
        {
            // No cycle at these parameters: periods that do not fit, or a cycle that takes no time.
            var none = ReferenceValue.None(e.Message);
            return (none, none);
        }
    }

    /// <summary>How far from 0 lines of the observable reach, rad/s: frequencies and some widths of its modes.</summary>
    internal double LineReach() => LineShapes.Reach(block.System(initial, seen, StartDepth()), kernels);

    private static ReferenceValue Divided(ReferenceValue value, double factor) => value with { Value = value.Value / factor };

    /// <summary>Width at half maximum of the line, over a factor, rad/s.</summary>
    /// <param name="factor">The full width is divided by this.</param>
    public ReferenceValue FullWidth(double factor) => Converged(system => LineWidths.Full(system, kernels) is var width ? width with { Value = width.Value / factor } : default).Value;

    /// <summary>o(t), with errors measured against the largest value up to then.</summary>
    /// <param name="time">t, s.</param>
    public ReferenceValue At(double time)
    {
        if (time < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "A time course starts at 0.");
        }

        if (model.Sequence is { } pulses && time > pulses.Duration * (1 + 1e-12))
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, FormattableString.Invariant($"The sequence ends at {pulses.Duration:R} s."));
        }

        (double[] values, double[] errors) = Along(time);
        double largest = values.Max(Math.Abs);
        return largest == 0 ? new ReferenceValue(0, 0) : new ReferenceValue(values[^1], errors[^1] / largest) { Scale = largest };
    }

    /// <summary>The whole time course.</summary>
    public TimeCourse Course()
    {
        double fastest = 0;
        return Course(ref fastest);
    }

    /// <summary>The whole time course on a grid that other models may share.</summary>
    /// <param name="grid">The rate that sets the grid, 1/s; 0 to find it here.</param>
    /// <param name="spare">How much faster a grid that is found here may be than it needs to be.</param>
    public TimeCourse Course(ref double grid, double spare = 1)
    {
        if (model.Sequence is { } sequence && times.Count < 2)
        {
            PropagationResult along = Driven(TimeGrid.Uniform(0, Math.Max(sequence.Duration, double.Epsilon), SequencePoints));
            double error = along.ErrorEstimate[0] / along.Values[0].Max(Math.Abs);
            return new TimeCourse([.. along.Grid.Times], along.Values[0], [.. along.Values[0].Select(_ => error)]);
        }

        if (model.Drives.Count > 0 || model.Sequence is not null)
        {
            PropagationResult driven = Driven(TimeGrid.Of(times));
            double relative = driven.ErrorEstimate[0] / driven.Values[0].Max(Math.Abs);
            return new TimeCourse(times, driven.Values[0], [.. times.Select(_ => relative)]);
        }

        double to = times.Count > 0 ? times[^1] : 0;
        double from = times.Count > 0 && times[0] < to ? times[0] : 0;
        if (dephasing.Value is { } closed)
        {
            return ClosedCourse.Of(closed, from, to, block.Deterministic.NormOne() + model.Noise.Zip(block.NoiseParts, (n, part) => n.Process.FastestRate + ((Math.Abs(n.Process.Mean) + Math.Sqrt(n.Process.Variance)) * part.NormOne())).Sum());
        }

        double fastest = grid;
        TimeCourse At(BlochSystem system)
        {
            fastest = fastest > 0 ? fastest : spare * Math.Max(system.Generator.NormOne(), to > 0 ? 1 / to : 0);
            return CourseGrid.Of(system, kernels, from, to, fastest);
        }

        (TimeCourse course, _) = Deepened(
            At,
            TimeCourse.Change,
            c => c.RelativeUncertainty.Max(),
            (c, more) => c with { RelativeUncertainty = [.. c.RelativeUncertainty.Select(u => u + more)] });
        grid = fastest;
        return course;
    }

    private PropagationResult Driven(TimeGrid grid) =>
        MasterEquationSolver.Solve(model, initial, [observable], grid, new PropagationOptions { Kernels = kernels, Tolerance = 1e-11 }, cancellation);

    /// <summary>
    /// What deeper ladders may still change, from the changes of the last two doublings: the rest of a geometric series, twice over. A change that hardly
    /// falls says nothing of where it ends.
    /// </summary>
    private static double Remainder(double change, double previous)
    {
        double ratio = double.IsNaN(previous) || previous == 0 ? 0.5 : change / previous;
        return ratio < 0.9 ? 2 * change * Math.Max(1, ratio / (1 - ratio)) : 20 * change;
    }

    private (ReferenceValue Value, int Depth) Converged(Func<BlochSystem, ReferenceValue> evaluate, double time = double.PositiveInfinity, bool byIteration = false) => Deepened(
        system => byIteration || system.Dimension <= LinearRelaxation.StillDense ? evaluate(system) : ReferenceValue.None(TooLarge(system)),
        Change,
        value => value.RelativeUncertainty,
        (value, more) => value with { RelativeUncertainty = value.RelativeUncertainty + more },
        time,
        byIteration ? MostByIteration : MostEquations);

    private static string TooLarge(BlochSystem system) =>
        FormattableString.Invariant($"{system.Dimension} coupled equations are too many for dense matrices; at most {LinearRelaxation.StillDense} are taken. Residence times and steady states go further.");

    /// <summary>
    /// Evaluates at growing depth until two results agree; what they still differ by is part of the uncertainty. That there is no value, an uncertainty that
    /// is no number, is believed where two depths say so and the noises need no more levels than the deeper one has. Where rounding grows with the depth
    /// beyond what an earlier result is known to, the earlier one is taken. With a first depth given, agreement counts from as many levels on as the noises need;
    /// else the first has more than those at once.
    /// </summary>
    private (T Value, int Depth) Deepened<T>(Func<BlochSystem, T> evaluate, Func<T, T, double> change, Func<T, double> uncertainty, Func<T, double, T> widened, double time = double.PositiveInfinity, int most = MostEquations, int? first = null)
    {
        int depth = first ?? StartDepth(time);
        T value = evaluate(block.System(initial, seen, depth));
        if (!NeedsLadder)
        {
            return (value, depth);
        }

        (T Value, int Depth) best = (value, depth);
        double stake = LevelsAtStake(time), least = double.PositiveInfinity, previous = double.NaN;
        while (true)
        {
            depth *= 2;
            BlochSystem deeper = block.System(initial, seen, depth);
            T next = evaluate(deeper);
            double changed = change(value, next), known = uncertainty(next);
            T widest = widened(next, Remainder(changed, previous));
            double total = uncertainty(widest);
            if (double.IsPositiveInfinity(least) || total < least)
            {
                best = (widest, depth);
                least = depth >= stake && !double.IsNaN(total) ? total : double.PositiveInfinity;
            }

            bool isSettled = double.IsNaN(known) ? changed == 0 && depth >= stake : changed <= Math.Max(LadderTolerance, known) && (first is null || depth >= stake);
            if (isSettled || known >= least || 2 * deeper.Dimension > most)
            {
                return best;
            }

            (value, previous) = (next, changed);
        }
    }
}
