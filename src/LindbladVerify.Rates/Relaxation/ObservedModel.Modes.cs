using System.Numerics;
using LindbladVerify.Rates.Definitions;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>Decay rates and frequencies of single modes.</summary>
public sealed partial class ObservedModel
{
    /// <summary>Decay rate of the slowest mode over a factor, 1/s; none where that mode oscillates.</summary>
    /// <param name="factor">The observable relaxes at factor times the rate.</param>
    public ReferenceValue SpectralGap(double factor = 2) => Slowest(oscillating: false) is var found && found.Reason is { } reason
        ? ReferenceValue.None(reason)
        : ReferenceValue.Of(RelaxationModes.Gap(found.Eigenvalue, found.Error, factor));

    /// <summary>Decay rate of the slowest mode over a factor, 1/s, whether it oscillates or not.</summary>
    /// <param name="factor">The observable relaxes at factor times the rate.</param>
    public ReferenceValue DecayRate(double factor = 2) => Slowest(oscillating: false) is var found && found.Reason is { } reason
        ? ReferenceValue.None(reason)
        : new ReferenceValue(-found.Eigenvalue.Real / factor, found.Error / -found.Eigenvalue.Real);

    /// <summary>Angular frequency of the slowest mode that oscillates over a factor, rad/s; 0 where none does.</summary>
    /// <param name="factor">The frequency is divided by this.</param>
    public ReferenceValue Frequency(double factor = 1) => Slowest(oscillating: true) is var found && found.Reason is not { } reason
        ? new ReferenceValue(Math.Abs(found.Eigenvalue.Imaginary) / factor, found.Error / Math.Abs(found.Eigenvalue.Imaginary))
        : found.IsTooLarge ? ReferenceValue.None(reason) : new ReferenceValue(0, 0, reason);

    /// <summary>A number of a mode that is chosen by frequency or weight.</summary>
    /// <param name="choice">Which mode.</param>
    /// <param name="kind">What of it.</param>
    /// <param name="factor">It is divided by this.</param>
    internal ReferenceValue OfMode(ModeChoice choice, ModeNumber kind, double factor) => Converged(system => ChosenMode.Value(system, choice, kernels, kind, factor)).Value;

    /// <summary>
    /// The slowest mode, or the slowest that oscillates. Ladders are deepened until the eigenvalue settles, also where it then turns out to have no rate; a
    /// coherence that noises only dephase has it in closed form.
    /// </summary>
    private FoundMode Slowest(bool oscillating)
    {
        string none = oscillating ? "No mode oscillates." : "The observable does not relax.";
        FoundMode Of((Complex Value, double Error)? mode) => mode is var (value, error) ? new FoundMode(value, error, null) : new FoundMode(default, double.NaN, none);
        if (dephasing.Value is { } closed)
        {
            return Of(RelaxationModes.SlowestOf(closed.SlowestModes(), oscillating));
        }

        double Size(FoundMode mode) => Math.Abs(oscillating ? mode.Eigenvalue.Imaginary : mode.Eigenvalue.Real);
        return Deepened(
            system => system.Dimension <= LinearRelaxation.StillDense
                ? Of(RelaxationModes.Slowest(system, 0, kernels, oscillating))
                : new FoundMode(default, double.NaN, TooLarge(system)) { IsTooLarge = true },
            (before, after) => before.Eigenvalue == after.Eigenvalue && before.Reason is null == after.Reason is null ? 0
                : before.Reason is not null || after.Reason is not null ? double.PositiveInfinity
                : Complex.Abs(after.Eigenvalue - before.Eigenvalue) / Size(after),
            mode => mode.Error / Size(mode),
            (mode, more) => mode with { Error = mode.Error + (more * Size(mode)) },
            first: FirstDepth).Value;
    }

    /// <summary>A mode, or why there is none.</summary>
    /// <param name="Eigenvalue">1/s and rad/s.</param>
    /// <param name="Error">Bound on its error.</param>
    /// <param name="Reason">Why there is none; null where there is one.</param>
    private readonly record struct FoundMode(Complex Eigenvalue, double Error, string? Reason)
    {
        /// <summary>Whether it is only not known, for too many equations.</summary>
        public bool IsTooLarge { get; init; }
    }
}
