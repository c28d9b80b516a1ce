using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>Prime fields drawn at random from all primes 5 mod 8 between 2^61 - 2^32 and 2^61, the same for the same seed.</summary>
internal sealed class RandomFields(ulong seed)
{
    /// <summary>A lower bound of how many primes there are to draw from: 2^32 numbers, of which one in 4 · 61 ln 2 = 169 is a prime of this class; a tenth less.</summary>
    public const double Pool = 2.28e7;

    private const ulong Top = 1UL << PrimeField.Bits;
    private readonly FieldSampler sampler = new(seed ^ 0x5DEECE66DUL);
    private readonly List<PrimeField> drawn = [];
    private readonly Lock gate = new();

    /// <summary>The k-th field.</summary>
    public PrimeField At(int index)
    {
        lock (gate)
        {
            while (drawn.Count <= index)
            {
                drawn.Add(Draw());
            }

            return drawn[index];
        }
    }

    private PrimeField Draw()
    {
        while (true)
        {
            ulong candidate = Top - 3 - (8 * (sampler.NextBits() >> (64 - 29)));
            if (Primality.IsPrime(candidate))
            {
                return PrimeField.Of(candidate);
            }
        }
    }
}
