using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Multiprecision;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.References;

/// <summary>
/// The flip-flop rate of the nuclear pair in many digits, for noises of finitely many levels.
/// </summary>
internal sealed class PreciseFlipFlopRate : IPreciseQuantity
{
    /// <summary>Longer ladders are left to doubles.</summary>
    private const int MostLevels = 1000;
    private const int FirstBits = 192;

    /// <summary>The only one there is.</summary>
    public static PreciseFlipFlopRate Instance { get; } = new();

    /// <inheritdoc/>
    public double Operations(Reference reference) => string.Equals(reference.Quantity, Reference.FlipFlopRateQuantity, StringComparison.Ordinal) && Levels(reference) is int levels and <= MostLevels ? 40 + (30 * levels) : double.PositiveInfinity;

    /// <inheritdoc/>
    public PreciseReference Evaluate(Reference reference, Func<int, IReadOnlyDictionary<string, Ball>?> parametersAt, double wantedRelativeError, int mostBits, CancellationToken cancellation)
    {
        ElectronNoise? noise = Noise(reference);
        bool isLeading = string.Equals(reference.Method, Reference.GoldenRuleMethod, StringComparison.Ordinal);
        for (int bits = FirstBits; ; bits *= 2)
        {
            cancellation.ThrowIfCancellationRequested();
            if (parametersAt(bits) is not { } p)
            {
                return PreciseReference.None("A parameter of the pair has no value.");
            }

            Ball? rate;
            try
            {
                rate = PreciseFlipFlop.Value(noise, isLeading, new PrecisePair(p["D"], p["Delta"], noise is null ? Ball.Exact(BigFloat.One) : p["P"], p["Gc"], p["G2"]), bits);
            }
            catch (ArgumentOutOfRangeException e)
            {
                return PreciseReference.None(e.Message);
            }

            if (rate is { } known && (known.RelativeError <= wantedRelativeError || (known.Value.IsZero && known.Error.IsZero)))
            {
                return new PreciseReference(known, null, false);
            }

            if (2 * bits > mostBits)
            {
                return new PreciseReference(rate, null, rate is null);
            }
        }
    }

    /// <summary>The noise; null for an electron that stays up.</summary>
    private static ElectronNoise? Noise(Reference reference) => string.Equals(reference.Noise, NoiseNames.Polarized, StringComparison.Ordinal) ? null : ElectronNoise.Parse(reference.Noise);

    /// <summary>Levels above the ground level; null for the endless ladder of Gaussian noise.</summary>
    private static int? Levels(Reference reference) => Noise(reference) is not { } noise ? 0 : noise.Levels;
}
