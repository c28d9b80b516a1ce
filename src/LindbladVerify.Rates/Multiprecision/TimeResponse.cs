using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Relaxation;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>An observable over time as a sum over poles, multiple ones included: right to the last digits however small it has become.</summary>
internal sealed class TimeResponse
{
    private readonly int bits;

    private TimeResponse(IReadOnlyList<ResponsePole> poles, int bits)
    {
        Poles = poles;
        this.bits = bits;
    }

    /// <summary>The poles, one of each pair, that at 0 included.</summary>
    public IReadOnlyList<ResponsePole> Poles { get; }

    /// <summary>The poles of a transform with both precisions; null where they cannot be told apart.</summary>
    public static (TimeResponse Coarse, TimeResponse Fine)? Of(RationalResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        int bits = response.Bits;
        Twin[] rest = [.. response.HasConstant ? response.Denominator.Skip(1) : response.Denominator];
        double[] coarseErrors = Array.ConvertAll(rest, c => Math.Max(c.LogChange, c.LogModulus - bits) + 2);
        double[] fineErrors = Array.ConvertAll(coarseErrors, e => e - bits);
        IReadOnlyList<(BigComplex Value, int Multiplicity)>? coarse = RootFinder.Of(Array.ConvertAll(rest, c => c.Coarse), coarseErrors, bits);
        IReadOnlyList<(BigComplex Value, int Multiplicity)>? fine = coarse is null ? null : RootFinder.Of(Array.ConvertAll(rest, c => c.Fine), fineErrors, 2 * bits, coarse);
        return coarse is null || fine is null ? null : (Of(response, coarse, bits, c => c.Coarse), Of(response, fine, 2 * bits, c => c.Fine));
    }

    /// <summary>The slowest mode that decays; of those that decay alike the strongest. Null where none does.</summary>
    public ResponsePole? Slowest() => Slowest(Poles.Where(p => p.Value.Real.Sign < 0 && !IsUndamped(p.Value)));

    /// <summary>The slowest mode that oscillates, undamped ones included; null where none does.</summary>
    public ResponsePole? SlowestOscillating() => Slowest(Poles.Where(p => p.Oscillates));

    /// <summary>The mode that a choice means; null with the reason where there is none.</summary>
    public ResponsePole? Chosen(ModeChoice choice, out string? reason)
    {
        ResponsePole[] moving = [.. Poles.Where(p => !(p.Value.Real.IsZero && p.Value.Imaginary.IsZero))];
        (int index, reason) = choice.Among([.. moving.Select(p => ((double)p.Value.Imaginary, (double)BigFloat.Sqrt(Weight(p).To(64)) * (p.Oscillates ? Math.Sqrt(2) : 1)))], 0);
        return index < 0 ? null : moving[index];
    }

    /// <summary>o(t) and the sum of the moduli of its terms.</summary>
    /// <param name="time">t, s, not negative.</param>
    public (BigFloat Value, BigFloat Scale) At(BigFloat time)
    {
        BigFloat sum = BigFloat.Zero.To(bits);
        BigFloat scale = BigFloat.Zero;
        BigFloat t = time.To(bits);
        foreach (ResponsePole pole in Poles)
        {
            BigComplex amplitude = BigComplex.Zero;
            BigFloat power = BigFloat.One.To(bits);
            for (int k = 0; k < pole.Amplitudes.Count; k++)
            {
                amplitude += pole.Amplitudes[k] * power;
                power = power * t / BigFloat.Of(k + 1L);
            }

            BigFloat decay = t.IsZero || pole.Value.Real.IsZero ? BigFloat.One.To(bits) : Elementary.Exp(pole.Value.Real * t);
            BigFloat term = amplitude.Real * decay;
            BigFloat size = BigFloat.Abs(term).To(64);
            if (pole.Oscillates)
            {
                (BigFloat sine, BigFloat cosine) = Elementary.SineCosine(pole.Value.Imaginary * t);
                term = (((amplitude.Real * cosine) - (amplitude.Imaginary * sine)) * decay).Scale(1);
                size = (BigFloat.Sqrt(amplitude.NormSquared.To(64)) * decay.To(64)).Scale(1);
            }

            sum += term;
            scale += size;
        }

        return (sum, scale.To(64));
    }

    private static TimeResponse Of(RationalResponse response, IReadOnlyList<(BigComplex Value, int Multiplicity)> roots, int bits, Func<Twin, BigFloat> part)
    {
        BigFloat[] numerator = [.. response.Numerator.Select(part)];
        BigFloat[] denominator = [.. response.Denominator.Select(part)];
        var poles = roots.Select(r => new ResponsePole(r.Value, PoleExpansion.Amplitudes(numerator, denominator, r.Value, r.Multiplicity))).ToList();
        if (response.HasConstant)
        {
            poles.Add(new ResponsePole(BigComplex.Zero, [part(response.Final)]));
        }

        return new TimeResponse(poles, bits);
    }

    private ResponsePole? Slowest(IEnumerable<ResponsePole> among)
    {
        ResponsePole[] candidates = [.. among];
        if (candidates.Length == 0)
        {
            return null;
        }

        BigFloat slowest = candidates.Select(p => p.Value.Real).Aggregate(BigFloat.Max);
        return candidates.Where(p => (p.Value.Real - slowest).Magnitude <= p.Value.Magnitude - (bits / 2)).MaxBy(p => Weight(p).LogModulus());
    }

    /// <summary>Modulus of the amplitude of a simple pole, of the leading one of a multiple pole; both of a pair count.</summary>
    private static BigFloat Weight(ResponsePole pole)
    {
        BigFloat norm = pole.Amplitudes[^1].NormSquared;
        return pole.Oscillates ? norm.Scale(2) : norm;
    }

    /// <summary>A real part that is this small beside the modulus is that of an undamped oscillation, to the digits at hand.</summary>
    private bool IsUndamped(BigComplex pole) => pole.Real.IsZero || pole.Real.Magnitude < pole.Magnitude - (bits / 2);
}
