using System.Runtime.CompilerServices;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Rates.FlipFlop;

/// <summary>
/// The flip-flop rate W of a nuclear pair (one-way transition rate: ⟨σz⟩ decays at 2W) under any electron noise, found from the
/// noise-averaged equations of motion. Knows no closed formula.
/// </summary>
public static class FlipFlopRates
{
    /// <summary>Definitions of W that differ by more than this do not speak of one rate.</summary>
    private const double LargestSpread = 0.25;

    /// <summary>A mode with more than this multiple of the signal is one of two that nearly coincide and cancel.</summary>
    private const double LargestWeight = 10;

    private const string OutOfRange = "A number on the way leaves the range of double precision at these parameters.";

    /// <summary>Three roundings of D²/2 times the response.</summary>
    private const double Prefactor = 3.4e-16;

    /// <summary>The golden rule W_G = (D²/2) Re φ(Γ2), leading order in D. Any D; Cost: about 10 ns for two-state noise.</summary>
    public static RateEstimate GoldenRule(NuclearPair pair, ElectronNoise noise) =>
        Estimate(pair, noise, RateDefinition.GoldenRule, leadingOrder: true);

    /// <summary>The residence-time rate W = 1/(2∫⟨z⟩dt), all orders in D.</summary>
    public static RateEstimate ResidenceTime(NuclearPair pair, ElectronNoise noise) =>
        Estimate(pair, noise, RateDefinition.ResidenceTime, leadingOrder: false);

    /// <summary>The value of <see cref="GoldenRule"/> alone, without allocation; for maps and scans.</summary>
    public static double GoldenRuleValue(NuclearPair pair, ElectronNoise noise) =>
        pair.Dipolar * pair.Dipolar / 2 * (TwoStateResponse.Applies(pair, noise)
            ? TwoStateResponse.Of(pair, noise, 0, 0)
            : new LadderResolvent(pair, noise, leadingOrder: true).Value(0));

    /// <summary>The value of <see cref="ResidenceTime"/> alone, without allocation; for maps and scans.</summary>
    public static double ResidenceTimeValue(NuclearPair pair, ElectronNoise noise) =>
        pair.Dipolar * pair.Dipolar / 2 * (TwoStateResponse.Applies(pair, noise)
            ? TwoStateResponse.Of(pair, noise, 0, pair.Dipolar * pair.Dipolar)
            : new LadderResolvent(pair, noise, leadingOrder: false).Value(0));

    /// <summary>Half the slowest real decay rate of ⟨z⟩; none where no real mode decays more slowly than the coherence.</summary>
    public static RateEstimate SpectralGap(NuclearPair pair, ElectronNoise noise)
    {
        if (pair.Dipolar == 0)
        {
            return new RateEstimate(0, 0, RateDefinition.SpectralGap);
        }

        if (!double.IsFinite(ResidenceTimeValue(pair, noise)))
        {
            return RateEstimate.None(RateDefinition.SpectralGap, OutOfRange);
        }

        (double Decay, double Weight, double Error)? pole = Pole(pair, noise);
        return pole is { } found
            ? new RateEstimate(found.Decay / 2, found.Error, RateDefinition.SpectralGap)
            : RateEstimate.None(RateDefinition.SpectralGap, "No real mode decays more slowly than the coherence: the exchange oscillates.");
    }

    /// <summary>Whether one rate describes the decay of ⟨z⟩, and why.</summary>
    /// <remarks>
    /// A rate exists when the slowest mode is real, decays more slowly than the coherence, and carries between one half
    /// and three halves of the signal. Far inside (2W below a hundredth of Γ2 and Γc) all definitions agree to about one per cent.
    /// </remarks>
    public static RateRegime Regime(NuclearPair pair, ElectronNoise noise)
    {
        if (pair.Dipolar == 0)
        {
            return new RateRegime(true, "Without dipolar coupling nothing is exchanged: the rate is 0.", 1, 0);
        }

        double residence = ResidenceTimeValue(pair, noise);
        if (!double.IsFinite(residence))
        {
            return new RateRegime(false, $"Whether a single rate exists cannot be told. {OutOfRange}", double.NaN, double.NaN);
        }

        if (Pole(pair, noise) is not { } pole)
        {
            return new RateRegime(
                false,
                FormattableString.Invariant($"No single rate: the slowest mode of the polarisation difference is not a real decay below the coherence decay rate (2W = {2 * residence:G3} 1/s would be {2 * residence / pair.Broadening:G3} of Γ2)."),
                double.NaN,
                double.NaN);
        }

        double spread = Spread(residence, pole.Decay);
        double fastest = 2 * residence / Math.Min(NoiseRate(pair, noise), pair.Broadening);
        string separation = FormattableString.Invariant($"2W is {fastest:G3} times the slowest other rate; the definitions of W differ by {100 * spread:G3} %");
        if (!(Math.Abs(pole.Weight) < LargestWeight))
        {
            return new RateRegime(false, $"No single rate: the slowest mode nearly coincides with another one (critical damping), and neither carries a share of the signal by itself; {separation}.", pole.Weight, spread);
        }

        string share = FormattableString.Invariant($"{100 * pole.Weight:F1} % of the signal; {separation}");
        return IsOneRate(pole.Weight, spread)
            ? new RateRegime(true, $"The slowest mode is real and carries {share}.", pole.Weight, spread)
            : new RateRegime(false, $"No single rate: the slowest mode carries {share}.", pole.Weight, spread);
    }

    /// <summary>Whether <see cref="Regime"/> finds a rate, without its words; for maps and scans.</summary>
    public static bool RateExists(NuclearPair pair, ElectronNoise noise)
    {
        if (pair.Dipolar == 0)
        {
            return true;
        }

        double residence = ResidenceTimeValue(pair, noise);
        return double.IsFinite(residence) && Pole(pair, noise) is { } pole && IsOneRate(pole.Weight, Spread(residence, pole.Decay));
    }

    private static double Spread(double residence, double decay) => Math.Abs((2 * residence / decay) - 1);

    private static bool IsOneRate(double weight, double spread) => weight is > 0.5 and < 1.5 && spread < LargestSpread;

    private static (double Decay, double Weight, double Error)? Pole(NuclearPair pair, ElectronNoise noise) => LadderPole.Find(
        new LadderResolvent(pair, noise, leadingOrder: false),
        pair.Dipolar * pair.Dipolar,
        2 * ResidenceTimeValue(pair, noise),
        NoiseRate(pair, noise),
        pair.Broadening);

    private static double NoiseRate(NuclearPair pair, ElectronNoise noise) =>
        new NoiseLadder(pair, noise).Levels == 0 ? double.PositiveInfinity : pair.ElectronRate;

    private static RateEstimate Estimate(NuclearPair pair, ElectronNoise noise, RateDefinition definition, bool leadingOrder)
    {
        LadderResponse response = new LadderResolvent(pair, noise, leadingOrder).Evaluate(0);
        string? remark = response.Truncation > 1e-9 ? FormattableString.Invariant($"Levels of the noise ladder beyond {response.Depth} may change the rate by {response.Truncation:E1} of itself.") : null;
        return new RateEstimate(pair.Dipolar * pair.Dipolar / 2 * response.Value, response.Error + Prefactor, definition, response.Depth, remark);
    }
}

/// <summary>Y(s) for two-state noise, where one level is eliminated: a few multiplications that need no ladder.</summary>
internal static class TwoStateResponse
{
    /// <summary>Whether a noise has two values at a pair, and one level above the ground.</summary>
    public static bool Applies(NuclearPair pair, ElectronNoise noise) =>
        noise.Levels == 1 && pair.Hyperfine != 0 && Math.Abs(pair.Polarization) != 1;

    /// <summary>Y(s) of a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="noise">A noise that <see cref="Applies"/>.</param>
    /// <param name="s">Laplace variable, 1/s.</param>
    /// <param name="dipolarSquared">D²; 0 for the golden rule.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(NuclearPair pair, ElectronNoise noise, double s, double dipolarSquared)
    {
        double squared = pair.Hyperfine * pair.Hyperfine;
        double polarization = pair.Polarization;
        double mean = pair.Hyperfine * polarization;
        double variance = squared * ((1 - polarization) * (1 + polarization));
        return noise.IsElectronLike
            ? Of(s, pair.Broadening, pair.ElectronRate, dipolarSquared, mean, -mean, variance, -squared)
            : Of(s, pair.Broadening, pair.ElectronRate, dipolarSquared, mean, mean, variance, squared * Math.FusedMultiplyAdd(2 * polarization, polarization, -1));
    }

    /// <summary>q = a_0 - κ a_1 is formed as (a_0 p r + a_1 (a_0 a_1 - b²))/(p r + a_1²), where nothing cancels that matters.</summary>
    /// <param name="s">Laplace variable, 1/s.</param>
    /// <param name="broadening">Γ2.</param>
    /// <param name="electronRate">Γc.</param>
    /// <param name="dipolarSquared">D².</param>
    /// <param name="a0">Frequency of the ground level.</param>
    /// <param name="a1">Frequency of the level above.</param>
    /// <param name="couplingSquared">b².</param>
    /// <param name="determinant">a_0 a_1 - b², rounded once, so that it is right next to the crossing P² = 1/2 of the symmetric telegraph too.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Of(double s, double broadening, double electronRate, double dipolarSquared, double a0, double a1, double couplingSquared, double determinant)
    {
        double g = s + broadening;
        double p1 = g + electronRate;
        double r1 = p1 + (dipolarSquared / (s + electronRate));
        double product = p1 * r1;
        double inverse = 1 / (product + (a1 * a1));
        double factor = couplingSquared * inverse;
        double p = g + (factor * p1);
        double r = g + (factor * r1);
        double q = ((a0 * product) + (a1 * determinant)) * inverse;
        return p / ((p * r) + (q * q));
    }
}
