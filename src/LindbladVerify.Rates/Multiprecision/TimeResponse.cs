using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>An observable over time as a sum over poles, multiple ones included: right to the last digits however small it has become.</summary>
public sealed class TimeResponse
{
    private readonly int bits;

    private TimeResponse(IReadOnlyList<ResponsePole>? poles, int bits)
    {
        Poles = poles ?? [];
        AreKnown = poles is not null;
        this.bits = bits;
    }

    /// <summary>Whether the poles could be told apart with these digits.</summary>
    public bool AreKnown { get; }

    /// <summary>The poles, one of each pair, that at 0 included.</summary>
    public IReadOnlyList<ResponsePole> Poles { get; }

    /// <summary>Real parts that are this small beside the modulus are those of undamped oscillations, to the digits at hand.</summary>
    private int Undamped => bits / 2;

    /// <summary>The poles of a transform.</summary>
    public static TimeResponse Of(RationalResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        Tracked[] rest = [.. response.HasConstant ? response.Denominator.Skip(1) : response.Denominator];
        IReadOnlyList<(BigComplex Value, int Multiplicity)>? roots = RootFinder.Of(rest, response.Bits);
        if (roots is null)
        {
            return new TimeResponse(null, response.Bits);
        }

        BigFloat[] numerator = [.. response.Numerator.Select(c => c.Value)];
        BigFloat[] denominator = [.. response.Denominator.Select(c => c.Value)];
        var poles = roots.Select(r => new ResponsePole(r.Value, PoleExpansion.Amplitudes(numerator, denominator, r.Value, r.Multiplicity))).ToList();
        if (response.HasConstant)
        {
            poles.Add(new ResponsePole(BigComplex.Zero, [response.Final.Value]));
        }

        return new TimeResponse(poles, response.Bits);
    }

    /// <summary>The slowest mode that decays; of those that decay alike the strongest. Null where none does.</summary>
    public ResponsePole? Slowest() => Slowest(Poles.Where(p => p.Value.Real.Sign < 0 && !IsUndamped(p.Value)));

    /// <summary>The slowest mode that oscillates, undamped ones included; null where none does.</summary>
    public ResponsePole? SlowestOscillating() => Slowest(Poles.Where(p => p.Oscillates));

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

    private bool IsUndamped(BigComplex pole) => pole.Real.IsZero || pole.Real.Magnitude < pole.Magnitude - Undamped;
}
