using System.Numerics;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.General;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>A model with one observable: its coupled equations, and what can be computed from them. Ornstein–Uhlenbeck ladders are deepened until nothing changes.</summary>
internal sealed class ObservedModel
{
    /// <summary>Most coupled equations that are solved densely, thousands of times.</summary>
    public const int MostEquations = 1000;

    private const int FirstDepth = 8;
    private const double LadderTolerance = 1e-13;
    private const int CourseSteps = 16;
    private readonly OpenSystemModel model;
    private readonly Operator initial;
    private readonly Operator observable;
    private readonly IReadOnlyList<double> times;
    private readonly IDenseKernels kernels;
    private readonly CancellationToken cancellation;
    private readonly InvariantBlock block;
    private readonly Lazy<PureDephasing?> dephasing;

    /// <summary>Finds the equations.</summary>
    /// <exception cref="BlockTooLargeException">There are more than <see cref="MostEquations"/>.</exception>
    public ObservedModel(OpenSystemModel model, Operator initial, Operator observable, IReadOnlyList<double> times, IDenseKernels kernels, CancellationToken cancellation = default)
    {
        this.model = model;
        this.initial = initial;
        this.observable = observable;
        this.times = times;
        this.kernels = kernels;
        this.cancellation = cancellation;
        block = InvariantBlock.Of(model, [observable], MostEquations);
        dephasing = new Lazy<PureDephasing?>(() => NeedsLadder ? PureDephasing.TryOf(model, initial, observable) : null);
    }

    /// <summary>Ladder levels to begin with: as many as the noises say that they need.</summary>
    private int StartDepth(double time = double.PositiveInfinity)
    {
        double levels = 0;
        for (int k = 0; k < model.Noise.Count; k++)
        {
            levels = Math.Max(levels, model.Noise[k].Process.LevelsAtStake(block.NoiseParts[k].LargestModulus(), time));
        }

        return FirstDepth << (int)Math.Clamp(Math.Ceiling(Math.Log2(1 + (levels / 2))), 0, 4);
    }

    /// <summary>How many coupled equations there are, those of noise included; an estimate where its ladder has no end.</summary>
    public int Equations => block.Dimension * model.Noise.Aggregate(1, (product, n) => product * (n.Process.ExactModeCount ?? 2 * FirstDepth));

    private bool NeedsLadder => model.Noise.Any(n => n.Process.ExactModeCount is null);

    /// <summary>(o(0) - o(∞))/∫(o(t) - o(∞))dt over a factor, 1/s.</summary>
    public ReferenceValue ResidenceTimeRate(double factor)
    {
        if (dephasing.Value is { } closed)
        {
            return Of(closed.ResidenceTime(factor));
        }

        if (model.Noise is [{ Process: { ExactModeCount: null, Gaussian: not null } }] && block.System(initial, [observable], 0).Constants.Count == 0)
        {
            return Of(LadderResidenceTime.Rate(model, initial, observable, kernels, factor: factor));
        }

        return Converged(system =>
        {
            if (LinearRelaxation.Of(system, kernels) is not { } r)
            {
                return new ReferenceValue(double.NaN, double.NaN, "The observable has no late-time limit, or it is lost in rounding.");
            }

            return r.Start == 0 || Math.Abs(r.Start) <= r.StartError
                ? new ReferenceValue(double.NaN, double.NaN, "The observable starts at its final value.")
                : new ReferenceValue(r.Start / r.Area / factor, (r.StartError / Math.Abs(r.Start)) + (r.AreaError / Math.Abs(r.Area)));
        });
    }

    /// <summary>o(∞).</summary>
    public ReferenceValue SteadyState() => Converged(system => LinearRelaxation.Of(system, kernels) is { } r
        ? new ReferenceValue(r.Final, r.FinalError == 0 ? 0 : r.FinalError / Math.Abs(r.Final))
        : new ReferenceValue(double.NaN, double.NaN, "The observable has no late-time limit, or it is lost in rounding."));

    /// <summary>Decay rate (over a factor) or frequency of the slowest mode.</summary>
    public ReferenceValue Mode(ModelQuantityKind kind, double factor) => Converged(system =>
    {
        bool frequency = kind == ModelQuantityKind.Frequency;
        if (RelaxationModes.Slowest(system, kernels, frequency) is not { } slowest)
        {
            return frequency ? new ReferenceValue(0, 0, "No mode oscillates.") : new ReferenceValue(double.NaN, double.NaN, "The observable does not relax.");
        }

        (Complex value, double error) = slowest;
        double number = frequency ? Math.Abs(value.Imaginary) : -value.Real;
        bool refused = kind == ModelQuantityKind.SpectralGap && Math.Abs(value.Imaginary) > Math.Max(5 * error, 1e-9 * Math.Abs(value.Real));
        return refused
            ? new ReferenceValue(double.NaN, double.NaN, $"The slowest mode oscillates at {Math.Abs(value.Imaginary):G4} rad/s while it decays at {-value.Real:G4} 1/s.")
            : new ReferenceValue(number / factor, error / number);
    });

    /// <summary>Width at half maximum of the line, over a factor, rad/s.</summary>
    /// <param name="factor">The full width is divided by this.</param>
    public ReferenceValue FullWidth(double factor) => Converged(system => LineWidths.Full(system, kernels) is var width ? width with { Value = width.Value / factor } : default);

    /// <summary>o(t), with errors measured against the largest value up to then.</summary>
    /// <param name="time">t, s.</param>
    public ReferenceValue At(double time)
    {
        if (time < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "A time course starts at 0.");
        }

        if (model.Drives.Count > 0)
        {
            PropagationResult driven = Driven(TimeGrid.Uniform(0, Math.Max(time, double.Epsilon), CourseSteps + 1));
            double largest = driven.Values[0].Max(Math.Abs);
            return new ReferenceValue(driven.Values[0][^1], driven.ErrorEstimate[0] / largest) { Scale = largest };
        }

        if (dephasing.Value is { } closed)
        {
            (double value, double error) = closed.At(time);
            double most = Enumerable.Range(0, CourseSteps + 1).Max(k => Math.Abs(closed.At(time * k / CourseSteps).Value));
            return new ReferenceValue(value, error / most) { Scale = most };
        }

        return Converged(system =>
        {
            int n = system.Dimension;
            double[] step = CourseGrid.Exponential(kernels, n, system.Generator.ToDense(), time / CourseSteps);
            double[] state = system.Initial;
            double scale = Math.Abs(system.Expectation(0, state));
            for (int k = 0; k < CourseSteps; k++)
            {
                state = CourseGrid.Times(kernels, n, step, state);
                scale = Math.Max(scale, Math.Abs(system.Expectation(0, state)));
            }

            double magnitude = system.Observables[0].Zip(system.Initial, (o, v) => Math.Abs(o) + Math.Abs(v)).Max();
            double rounding = 4.4e-16 * n * (1 + (system.Generator.NormOne() * time)) * magnitude;
            return new ReferenceValue(system.Expectation(0, state), rounding / scale) { Scale = scale };
        }, time);
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
        if (model.Drives.Count > 0)
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

        int start = StartDepth();
        BlochSystem first = block.System(initial, [observable], start);
        double fastest = grid > 0 ? grid : spare * Math.Max(first.Generator.NormOne(), to > 0 ? 1 / to : 0);
        grid = fastest;
        TimeCourse course = CourseGrid.Of(first, kernels, from, to, fastest);
        double previous = double.NaN;
        for (int depth = 2 * start; NeedsLadder; depth *= 2)
        {
            BlochSystem deeper = block.System(initial, [observable], depth);
            TimeCourse next = CourseGrid.Of(deeper, kernels, from, to, fastest);
            Dictionary<double, double> before = course.Times.Zip(course.Values).ToDictionary(p => p.First, p => p.Second);
            double change = next.Times.Zip(next.Values).Where(p => before.ContainsKey(p.First)).Max(p => Math.Abs(p.Second - before[p.First])) / next.Scale;
            course = next with { RelativeUncertainty = [.. next.RelativeUncertainty.Select(u => u + Remainder(change, previous))] };
            previous = change;
            if (change <= Math.Max(LadderTolerance, next.RelativeUncertainty.Max()) || 2 * deeper.Dimension > MostEquations)
            {
                break;
            }
        }

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

    private static ReferenceValue Of(RateEstimate rate) => new(rate.Value, rate.RelativeUncertainty, rate.Reason);

    /// <summary>Evaluates at growing depth until two results agree; what they still differ by is part of the uncertainty.</summary>
    private ReferenceValue Converged(Func<BlochSystem, ReferenceValue> evaluate, double time = double.PositiveInfinity)
    {
        int start = StartDepth(time);
        ReferenceValue value = evaluate(block.System(initial, [observable], start));
        double previous = double.NaN;
        for (int depth = 2 * start; NeedsLadder; depth *= 2)
        {
            BlochSystem deeper = block.System(initial, [observable], depth);
            ReferenceValue next = evaluate(deeper);
            double change = Math.Abs(next.Value - value.Value) / Math.Abs(next.ErrorScale);
            value = next with { RelativeUncertainty = next.RelativeUncertainty + Remainder(change, previous) };
            previous = change;
            if (change <= Math.Max(LadderTolerance, next.RelativeUncertainty) || 2 * deeper.Dimension > MostEquations)
            {
                break;
            }
        }

        return value;
    }
}
