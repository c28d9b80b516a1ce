using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.References;

/// <summary>
/// The flip-flop rate of the nuclear pair in many digits, for noises of finitely many levels, by the backward elimination of the noise ladder of
/// <see cref="Rates.FlipFlop.FlipFlopRates"/> in numbers that carry their error bounds.
/// </summary>
internal sealed class PreciseFlipFlopRate : IPreciseQuantity
{
    /// <summary>Longer ladders are left to doubles.</summary>
    private const int MostLevels = 1000;
    private const int FirstBits = 192;

    /// <summary>The only one there is.</summary>
    public static PreciseFlipFlopRate Instance { get; } = new();

    /// <inheritdoc/>
    public double Operations(Reference reference) => Levels(reference) is int levels and <= MostLevels ? 40 + (30 * levels) : double.PositiveInfinity;

    /// <inheritdoc/>
    public PreciseReference Evaluate(Reference reference, Func<int, IReadOnlyDictionary<string, Ball>?> parametersAt, double wantedRelativeError, int mostBits, CancellationToken cancellation)
    {
        for (int bits = FirstBits; ; bits *= 2)
        {
            cancellation.ThrowIfCancellationRequested();
            if (parametersAt(bits) is not { } parameters)
            {
                return PreciseReference.None("A parameter of the pair has no value.");
            }

            if (Refusal(parameters) is { } refusal)
            {
                return PreciseReference.None(refusal);
            }

            Ball rate = Rate(reference, parameters, bits);
            if (rate.RelativeError <= wantedRelativeError || (rate.Value.IsZero && rate.Error.IsZero) || 2 * bits > mostBits)
            {
                return new PreciseReference(rate, null, false);
            }
        }
    }

    /// <summary>Levels above the ground level; null for the endless ladder of Gaussian noise.</summary>
    private static int? Levels(Reference reference)
    {
        if (string.Equals(reference.Noise, NoiseNames.Polarized, StringComparison.Ordinal))
        {
            return 0;
        }

        ElectronNoise noise = ElectronNoise.Parse(reference.Noise);
        return noise.Kind == ElectronNoiseKind.OrnsteinUhlenbeck ? null : noise.Count;
    }

    private static string? Refusal(IReadOnlyDictionary<string, Ball> p) =>
        BigFloat.Abs(p["P"].Value) > BigFloat.One + p["P"].Error ? "polarization must be in [-1, 1]."
        : p["Gc"].Value.Sign <= 0 ? "electronRate must be positive."
        : p["G2"].Value.Sign <= 0 ? "broadening must be positive." : null;

    private static Ball Rate(Reference reference, IReadOnlyDictionary<string, Ball> parameters, int bits)
    {
        Ball Whole(long n) => Ball.Exact(BigFloat.Of(n).To(bits));
        int levels = Levels(reference)!.Value;
        bool isLeading = string.Equals(reference.Method, Reference.GoldenRuleMethod, StringComparison.Ordinal);
        bool isElectron = levels > 0 && ElectronNoise.Parse(reference.Noise).Kind is ElectronNoiseKind.ElectronTelegraph or ElectronNoiseKind.ElectronFluctuators;
        (Ball d, Ball delta, Ball rate, Ball broadening) = (parameters["D"], parameters["Delta"], parameters["Gc"], parameters["G2"]);
        Ball polarization = levels == 0 ? Whole(1) : parameters["P"];
        Ball mean = delta * polarization;
        Ball variance = delta * delta * (Whole(1) - polarization) * (Whole(1) + polarization);
        Ball root = levels > 1 ? Root(levels, bits) : Whole(1);
        Ball slope = isElectron ? -(Whole(2) * mean) / root : Whole(0);
        Ball square = d * d;

        (Ball p, Ball q, Ball r) = Bare(levels);
        for (int n = levels; n >= 1; n--)
        {
            Ball coupling = variance * Whole((long)n * (levels - n + 1)) / Whole(levels);
            Ball factor = coupling / ((p * r) + (q * q));
            (Ball p0, Ball q0, Ball r0) = Bare(n - 1);
            (p, q, r) = (p0 + (factor * p), q0 - (factor * q), r0 + (factor * r));
        }

        return square / Whole(2) * p / ((p * r) + (q * q));

        (Ball P, Ball Q, Ball R) Bare(int n)
        {
            Ball decay = broadening + (Whole(n) * rate);
            Ball extra = n == 0 || isLeading ? Whole(0) : square / (Whole(n) * rate);
            return (decay, mean + (slope * Whole(n)), decay + extra);
        }
    }

    private static Ball Root(int n, int bits)
    {
        BigFloat root = BigFloat.Sqrt(BigFloat.Of((long)n).To(bits));
        return root.IsInteger ? Ball.Exact(root) : Ball.Rounded(root, BigFloat.Zero);
    }
}
