namespace LindbladVerify.Algebra.Fields;

/// <summary>Random elements that are the same in every run: SplitMix64 from a given seed.</summary>
/// <remarks>
/// Source: Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195. Uniform up to 2^-32: draws above the modulus are repeated.
/// Not safe to use from several threads; give each its own.
/// </remarks>
internal sealed class FieldSampler(ulong seed)
{
    private ulong state = seed;

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A random element, zero included.</summary>
    public ulong Next(PrimeField field)
    {
        ulong draw;
        do
        {
            draw = NextBits() >> (64 - PrimeField.Bits);
        }
        while (draw >= field.Modulus);
        return draw;
    }

    /// <summary>A random element other than 0, 1 and -1.</summary>
    public ulong NextGeneric(PrimeField field)
    {
        ulong draw;
        do
        {
            draw = Next(field);
        }
        while (draw <= 1 || draw == field.Modulus - 1);
        return draw;
    }

    /// <summary>Fills a point with random elements other than 0, 1 and -1.</summary>
    public void Fill(PrimeField field, Span<ulong> point)
    {
        for (int k = 0; k < point.Length; k++)
        {
            point[k] = NextGeneric(field);
        }
    }

    /// <summary>A random whole number from 0 to bound - 1.</summary>
    public int NextBelow(int bound) => (int)((UInt128)NextBits() * (ulong)bound >> 64);
}
