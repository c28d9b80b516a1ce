using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>
/// The flip-flop rate of a nuclear pair under finite noises in many digits: the elimination of the noise ladder of <see cref="FlipFlopRates"/>, level by
/// level, at s = 0.
/// </summary>
/// <remarks>
/// Level n decays at Γ2 + nΓc, turns at a_n and is coupled to level n - 1 by b_n² = Δ²(1-P²) n(N-n+1)/N; a_n = ΔP, or ΔP(1 - 2n/√N) for electron-like
/// noise. [[p, q], [-q, r]] of a level becomes p' = g + κp, q' = a - κq, r' = g + D²/(nΓc) + κr with κ = b²/(pr + q²); W = (D²/2) p/(pr + q²).
/// </remarks>
public static class PreciseFlipFlop
{
    /// <summary>The rate with the wanted relative error; null for noise without a finite number of states.</summary>
    /// <param name="noise">The noise; null for an electron that stays up (P = 1).</param>
    /// <param name="leadingOrder">The golden rule; the residence-time rate otherwise.</param>
    /// <param name="pairAt">The parameters to a number of bits.</param>
    /// <param name="wantedRelativeError">When to stop adding digits.</param>
    /// <param name="mostBits">Bits not to exceed.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public static PreciseResult? Evaluate(ElectronNoise? noise, bool leadingOrder, Func<int, PrecisePair> pairAt, double wantedRelativeError, int mostBits, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pairAt);
        return noise is { Levels: null }
            ? null
            : PrecisionLadder.Climb(
                bits => (Outcome(bits), Outcome(2 * bits)),
                wantedRelativeError,
                mostBits,
                cancellation);

        PreciseOutcome Outcome(int bits) =>
            Value(noise, leadingOrder, pairAt(bits), bits) is { } rate ? PreciseOutcome.Of(rate.Value, BigFloat.Abs(rate.Value), rate.Error) : PreciseOutcome.Unresolved;
    }

    /// <summary>The rate with one precision and a running error bound; null where the digits do not suffice, and for noise without a finite number of states.</summary>
    /// <inheritdoc cref="Evaluate"/>
    /// <param name="noise">The noise; null for an electron that stays up (P = 1).</param>
    /// <param name="leadingOrder">The golden rule; the residence-time rate otherwise.</param>
    /// <param name="pair">The parameters.</param>
    /// <param name="bits">Working precision.</param>
    public static Ball? Value(ElectronNoise? noise, bool leadingOrder, PrecisePair pair, int bits)
    {
        pair.Require();
        if (noise is { Levels: null })
        {
            return null;
        }

        Ball dipolarSquared = To(pair.Dipolar * pair.Dipolar, bits);
        Ball half = dipolarSquared with { Value = dipolarSquared.Value.Scale(-1), Error = dipolarSquared.Error.Scale(-1) };
        return half.Value.IsZero && half.Error.IsZero ? half
            : Response(noise, leadingOrder ? Ball.Exact(BigFloat.Zero) : dipolarSquared, pair, bits) is { } y ? half * y : null;
    }

    private static Ball? Response(ElectronNoise? noise, Ball dipolarSquared, PrecisePair pair, int bits)
    {
        int count = noise?.Levels ?? 0;
        bool isElectronLike = noise is { IsElectronLike: true };
        var one = Ball.Exact(BigFloat.One.To(bits));
        Ball hyperfine = To(pair.Hyperfine, bits);
        Ball polarization = noise is null ? one : To(pair.Polarization, bits);
        Ball mean = hyperfine * polarization;
        Ball variance = hyperfine * hyperfine * ((one - polarization) * (one + polarization));
        Ball slope = isElectronLike ? -(Whole(2) * mean) / Root(count, bits) : Ball.Exact(BigFloat.Zero);
        Ball rate = To(pair.ElectronRate, bits);
        Ball broadening = To(pair.Broadening, bits);

        (Ball p, Ball q, Ball r) = Bare(count);
        for (int n = count; n >= 1; n--)
        {
            Ball determinant = (p * r) + (q * q);
            if (determinant.MayBeZero)
            {
                return null;
            }

            Ball factor = variance * Whole((long)n * (count - n + 1)) / (Whole(count) * determinant);
            (Ball p0, Ball q0, Ball r0) = Bare(n - 1);
            (p, q, r) = (p0 + (factor * p), q0 - (factor * q), r0 + (factor * r));
        }

        Ball last = (p * r) + (q * q);
        return last.MayBeZero ? null : p / last;

        (Ball P, Ball Q, Ball R) Bare(int n)
        {
            Ball decay = broadening + (Whole(n) * rate);
            return (decay, mean + (slope * Whole(n)), n == 0 ? decay : decay + (dipolarSquared / (Whole(n) * rate)));
        }
    }

    private static Ball Whole(long n) => Ball.Exact(BigFloat.Of(n));

    private static Ball Root(int count, int bits) => count <= 1 ? Ball.Exact(BigFloat.One.To(bits)) : Ball.Rounded(BigFloat.Sqrt(BigFloat.Of((long)count).To(bits)), BigFloat.Zero);

    private static Ball To(Ball x, int bits) => x.Value.Bits == bits ? x : x.Value.To(bits) is var value && value == x.Value ? x with { Value = value } : Ball.Rounded(value, x.Error);
}
