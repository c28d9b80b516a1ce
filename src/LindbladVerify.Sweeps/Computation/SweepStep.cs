using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>Fills some slots of a point from others. One instance serves one thread.</summary>
internal abstract class SweepStep
{
    /// <summary>The slots that the step fills; they are not numbers where it fails.</summary>
    public required IReadOnlyList<int> Outputs { get; init; }

    /// <summary>Whether the outputs are the same at all points.</summary>
    public bool IsFixed { get; init; }

    /// <summary>What failed, for the reason that is stored.</summary>
    public required string Label { get; init; }

    /// <summary>Computes a point.</summary>
    /// <param name="slots">All numbers of the point.</param>
    /// <param name="index">Number of the point.</param>
    /// <param name="cancellation">Ends a long computation.</param>
    public abstract void Run(double[] slots, long index, CancellationToken cancellation);
}

/// <summary>A formula of what is known of a point. Outside its domain it is not a number, which is no failure.</summary>
internal sealed class FormulaStep(SlotProgram program, int output) : SweepStep
{
    public override void Run(double[] slots, long index, CancellationToken cancellation) => slots[output] = program.At(slots);
}

/// <summary>A formula file and what it describes at a point.</summary>
internal sealed class FormulaFileStep(FileFormula formula, ReferenceLibrary library, Reference? reference, int[] arguments, FormulaQuantity[] wanted) : SweepStep
{
    private readonly string[] names = [.. formula.Parameters.Select(p => p.Name)];
    private readonly bool needsReference = Array.Exists(wanted, w => w != FormulaQuantity.Prediction);

    public override void Run(double[] slots, long index, CancellationToken cancellation)
    {
        var point = new ParameterPoint(names, Array.ConvertAll(arguments, a => slots[a]));
        double predicted = formula.Predict(point);
        ReferenceValue value = needsReference ? library.Evaluate(reference!, formula, point) : default;
        for (int k = 0; k < wanted.Length; k++)
        {
            slots[Outputs[k]] = wanted[k] switch
            {
                FormulaQuantity.Prediction => predicted,
                FormulaQuantity.Reference => value.Value,
                _ => (predicted / value.Value) - 1,
            };
        }

        if (needsReference && !value.Exists)
        {
            throw new ArithmeticException(value.Remark ?? "The quantity that the formula describes has no value.");
        }
    }
}

/// <summary>What is computed of a formula file.</summary>
internal enum FormulaQuantity
{
    /// <summary>The value of the formula.</summary>
    Prediction,

    /// <summary>The value of what it describes.</summary>
    Reference,

    /// <summary>Their ratio less 1.</summary>
    RelativeError,
}

/// <summary>A reference quantity of a model file. Cost: a few milliseconds even for small models, as each point builds its equations.</summary>
internal sealed class ModelQuantityStep(ModelReference reference, ModelRequest request) : SweepStep
{
    public override void Run(double[] slots, long index, CancellationToken cancellation)
    {
        ReferenceValue value = reference.Evaluate(request, slots, cancellation);
        slots[request.Slot] = value.Value;
        if (!value.Exists && request.Kind != ModelQuantityKind.SpectralGap)
        {
            throw new ArithmeticException(value.Remark ?? "The quantity has no value here.");
        }
    }
}

/// <summary>The rates of the pair at a point. Cost: tens of nanoseconds for two-state noise, a microsecond with <see cref="PairRate.Exists"/>.</summary>
internal sealed class PairRateStep(PairBinding binding, PairRate[] wanted) : SweepStep
{
    public override void Run(double[] slots, long index, CancellationToken cancellation)
    {
        NuclearPair pair = binding.At(slots);
        for (int k = 0; k < wanted.Length; k++)
        {
            slots[Outputs[k]] = wanted[k] switch
            {
                PairRate.GoldenRule => FlipFlopRates.GoldenRuleValue(pair, binding.Noise),
                PairRate.ResidenceTime => FlipFlopRates.ResidenceTimeValue(pair, binding.Noise),
                PairRate.SpectralGap => FlipFlopRates.SpectralGap(pair, binding.Noise) is { Exists: true } gap ? gap.Value : double.NaN,
                _ => FlipFlopRates.RateExists(pair, binding.Noise) ? 1 : 0,
            };
        }
    }
}

/// <summary>What is computed of the pair without random numbers.</summary>
internal enum PairRate
{
    GoldenRule,
    ResidenceTime,
    SpectralGap,

    /// <summary>1 where one rate describes the decay, 0 where none does.</summary>
    Exists,
}

/// <summary>The built-in pair at a point.</summary>
/// <param name="Dipolar">D, rad/s.</param>
/// <param name="Hyperfine">Δ, rad/s.</param>
/// <param name="Polarization">P.</param>
/// <param name="ElectronRate">Γc, 1/s.</param>
/// <param name="Broadening">Γ2, 1/s.</param>
/// <param name="Noise">The noise of the electron.</param>
internal sealed record PairBinding(SlotProgram Dipolar, SlotProgram Hyperfine, SlotProgram Polarization, SlotProgram ElectronRate, SlotProgram Broadening, ElectronNoise Noise)
{
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public NuclearPair At(double[] slots) =>
        new(Dipolar.At(slots), Hyperfine.At(slots), Polarization.At(slots), ElectronRate.At(slots), Broadening.At(slots));
}

/// <summary>The rate of the pair from trajectories. The seed comes from that of the sweep and the number of the point: whoever computes the point gets the same bits.</summary>
internal sealed class PairMonteCarloStep(PairBinding binding, SamplingPlan plan, ulong seed) : SweepStep
{
    public override void Run(double[] slots, long index, CancellationToken cancellation)
    {
        var options = new MonteCarloOptions(plan.Trajectories, plan.TargetError, SweepPoints.Mix(seed, (ulong)index), Threads: 1);
        (RateRow row, MonteCarloOutcome outcome) = RateSurvey.MonteCarlo(binding.At(slots), binding.Noise, options, null, cancellation);
        if (outcome == MonteCarloOutcome.Cancelled)
        {
            throw new OperationCanceledException(cancellation);
        }

        (slots[Outputs[0]], slots[Outputs[1]]) = row.Value is { } value
            ? (value, row.StandardError ?? double.NaN)
            : throw new ArithmeticException(row.Reason);
    }
}
