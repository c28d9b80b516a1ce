using System.Runtime.InteropServices;
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
internal static class PreciseFlipFlop
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
            : RisingPrecision.Climb(
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

/// <summary>What a computation with a given number of digits found: a number, that there is none, or that the digits did not suffice.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PreciseOutcome
{
    /// <summary>The number; null where there is none.</summary>
    public BigFloat? Value { get; private init; }

    /// <summary>What the number is a sum of, in modulus: a number that is far below that at every precision is 0.</summary>
    public BigFloat Scale { get; private init; }

    /// <summary>A bound on the error that is known beside the change with precision.</summary>
    public BigFloat Error { get; private init; }

    /// <summary>Words about the number, or why there is none.</summary>
    public string? Remark { get; private init; }

    /// <summary>A word by which two outcomes of the same kind are recognised.</summary>
    public string Case { get; private init; }

    /// <summary>More digits are needed.</summary>
    public bool NeedsDigits { get; private init; }

    /// <summary>The digits did not suffice.</summary>
    public static PreciseOutcome Unresolved => new() { NeedsDigits = true, Case = "unresolved" };

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="scale">What it is a sum of.</param>
    /// <param name="error">A bound on its error, where one is known.</param>
    /// <param name="remark">Words about it.</param>
    public static PreciseOutcome Of(BigFloat value, BigFloat scale, BigFloat error = default, string? remark = null) =>
        new() { Value = value, Scale = scale, Error = error, Remark = remark, Case = "value" };

    /// <summary>No number.</summary>
    /// <param name="kind">A word for the reason.</param>
    /// <param name="remark">The reason.</param>
    public static PreciseOutcome None(string kind, string remark) => new() { Case = kind, Remark = remark };
}

/// <summary>The parameters of a nuclear pair in many digits.</summary>
/// <param name="Dipolar">D, rad/s.</param>
/// <param name="Hyperfine">Δ, rad/s.</param>
/// <param name="Polarization">P, in [-1, 1].</param>
/// <param name="ElectronRate">Γc, 1/s, positive.</param>
/// <param name="Broadening">Γ2, 1/s, positive.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PrecisePair(Ball Dipolar, Ball Hyperfine, Ball Polarization, Ball ElectronRate, Ball Broadening)
{
    /// <summary>Throws where a parameter is certainly outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is.</exception>
    internal void Require()
    {
        Refuse(!ElectronRate.MayBeZero && ElectronRate.Value.Sign > 0, "The electron rate must be positive, in 1/s.");
        Refuse(!Broadening.MayBeZero && Broadening.Value.Sign > 0, "The broadening must be positive, in 1/s.");
        Refuse(BigFloat.Abs(Polarization.Value) - Polarization.Error <= BigFloat.One, "A polarisation must lie in [-1, 1].");

        static void Refuse(bool holds, string message)
        {
            if (!holds)
            {
                throw new ArgumentOutOfRangeException(message, (Exception?)null);
            }
        }
    }
}

/// <summary>A number that was computed with two precisions.</summary>
/// <param name="Value">The number with a bound on its error; null where it does not exist or was not settled.</param>
/// <param name="Remark">Words about the number, or why there is none.</param>
/// <param name="NeedsDigits">The wanted error was not reached with the digits allowed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PreciseResult(Ball? Value, string? Remark, bool NeedsDigits);

/// <summary>Computes with two precisions, and with more digits until both agree: what they differ by bounds the error of the finer one.</summary>
internal static class RisingPrecision
{
    /// <summary>The lower precision to begin with.</summary>
    public const int FirstBits = 192;

    private const int LeastBits = 64;

    /// <summary>A number below this power of the precision, relative to what it is a sum of, at both precisions, is 0.</summary>
    private const double ZeroShare = 0.6;

    /// <summary>The result.</summary>
    /// <param name="at">The computation with b and with 2b bits.</param>
    /// <param name="wantedRelativeError">When to stop.</param>
    /// <param name="mostBits">Bits not to exceed.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <param name="firstBits">More bits to begin with, where the numbers of the problem span many decades: what is far below the largest of them is not 0.</param>
    public static PreciseResult Climb(Func<int, (PreciseOutcome Coarse, PreciseOutcome Fine)> at, double wantedRelativeError, int mostBits, CancellationToken cancellation, int firstBits = FirstBits)
    {
        ArgumentNullException.ThrowIfNull(at);
        PreciseResult? best = null;
        string? remark = null;
        for (int bits = Math.Max(LeastBits, Math.Min(Math.Max(FirstBits, firstBits), mostBits / 2)); best is null || 2 * bits <= mostBits; bits *= 2)
        {
            cancellation.ThrowIfCancellationRequested();
            (PreciseOutcome coarse, PreciseOutcome fine) = at(bits);
            remark = fine.Remark ?? remark;
            if (Compare(coarse, fine, bits) is { } result)
            {
                if (IsSettled(result, wantedRelativeError))
                {
                    return result;
                }

                best = result with { NeedsDigits = true };
            }

            if (4L * bits > mostBits)
            {
                break;
            }
        }

        return best ?? new PreciseResult(null, remark ?? "More digits are needed than were allowed.", true);
    }

    private static bool IsSettled(PreciseResult result, double wantedRelativeError) =>
        result.Value is not { } value || value.Error.IsZero || value.Value.IsZero
        || (value.Error / BigFloat.Abs(value.Value.To(64))).LogModulus() <= Math.Log(wantedRelativeError);

    /// <summary>What both precisions agree on; null where they do not.</summary>
    private static PreciseResult? Compare(PreciseOutcome coarse, PreciseOutcome fine, int bits)
    {
        if (coarse.NeedsDigits || fine.NeedsDigits || !string.Equals(coarse.Case, fine.Case, StringComparison.Ordinal))
        {
            return null;
        }

        if (coarse.Value is not { } first || fine.Value is not { } second)
        {
            return new PreciseResult(null, fine.Remark, false);
        }

        if (IsLost(first, coarse.Scale, bits) && IsLost(second, fine.Scale, 2 * bits))
        {
            BigFloat below = fine.Scale.IsZero ? BigFloat.Zero : BigFloat.Scaled(1, fine.Scale.Magnitude - (long)(2 * ZeroShare * bits), 32);
            return new PreciseResult(new Ball(BigFloat.Zero, below), fine.Remark, false);
        }

        BigFloat least = second.IsZero ? BigFloat.Zero : BigFloat.Scaled(1, second.Magnitude - bits, 32);
        BigFloat change = BigFloat.Abs(second - first).To(64);
        return new PreciseResult(new Ball(second, BigFloat.Max(BigFloat.Max(change, least), fine.Error)), fine.Remark, false);
    }

    private static bool IsLost(BigFloat value, BigFloat scale, int bits) => value.IsZero || value.Magnitude < scale.Magnitude - (ZeroShare * bits);
}
