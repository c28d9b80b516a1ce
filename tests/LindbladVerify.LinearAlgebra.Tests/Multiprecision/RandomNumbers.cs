using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.LinearAlgebra.Tests.Multiprecision;

/// <summary>Numbers of mixed precisions, signs and exponents, with long runs of ones and zeros among their bits.</summary>
internal sealed class RandomNumbers(int seed)
{
    private static readonly int[] Lengths = [1, 2, 31, 53, 63, 64, 65, 127, 128, 129, 192, 255, 256, 257, 320, 512, 1000, 2000];

    private readonly Random random = new(seed);

    /// <summary>A precision from 1 to 2000 bits, often next to a whole number of limbs.</summary>
    public int Bits() => random.Next(3) == 0 ? random.Next(1, 2001) : Lengths[random.Next(Lengths.Length)];

    public long Exponent() => random.Next(4) switch { 0 => 0, 1 => random.Next(-70, 70), 2 => random.Next(-600, 600), _ => 64L * random.Next(-20, 20) };

    /// <summary>A positive whole number of at most so many bits.</summary>
    public BigInteger Natural(int bits)
    {
        BigInteger ones = (BigInteger.One << bits) - 1;
        BigInteger value = random.Next(6) switch
        {
            0 => ones,
            1 => BigInteger.One << (bits - 1),
            2 => (BigInteger.One << (bits - 1)) + 1,
            3 => Runs(bits),
            _ => Uniform(bits),
        };
        return BigInteger.Max(1, value & ones);
    }

    public (BigInteger Mantissa, long Exponent, BigFloat Number) Number(int bits)
    {
        BigInteger m = random.Next(2) == 0 ? Natural(bits) : -Natural(bits);
        long e = Exponent();
        return (m, e, BigFloat.Scaled(m, e, bits));
    }

    /// <summary>An exact whole number times a power of two, of no precision.</summary>
    public (BigInteger Mantissa, long Exponent, BigFloat Number) Exact(int bits)
    {
        (BigInteger m, long e, _) = Number(bits);
        return (m, e, BigFloat.Scaled(m, e, 0));
    }

    /// <summary>Any of both.</summary>
    public (BigInteger Mantissa, long Exponent, BigFloat Number) Any() => random.Next(5) == 0 ? Exact(Bits()) : Number(Bits());

    public int Below(int limit) => random.Next(limit);

    public double Between(double low, double high) => low + ((high - low) * random.NextDouble());

    public BigInteger Uniform(int bits)
    {
        byte[] bytes = new byte[(bits / 8) + 2];
        random.NextBytes(bytes);
        bytes[^1] = 0;
        return (new BigInteger(bytes) & ((BigInteger.One << bits) - 1)) | (BigInteger.One << (bits - 1));
    }

    private BigInteger Runs(int bits)
    {
        BigInteger value = BigInteger.Zero;
        for (int length = 0; length < bits;)
        {
            int run = random.Next(1, 130);
            value = (value << run) | (random.Next(2) == 0 ? BigInteger.Zero : (BigInteger.One << run) - 1);
            length += run;
        }

        return value;
    }
}
