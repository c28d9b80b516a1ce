using System.Numerics;
using LindbladVerify.Algebra.Fields;
using Xunit;

namespace LindbladVerify.Algebra.Tests.Fields;

public sealed class PrimeFieldTests
{
    [Fact]
    public void PrimesAreTheLargestBelowTwoToThe61WithTheRootsOfSmallPrimes()
    {
        // Found independently: of the numbers 9 mod 16 between two neighbours of the list each has a Fermat witness, or a small prime that is no square by Euler's criterion.
        ulong previous = 1UL << 61;
        for (int k = 0; k < 12; k++)
        {
            ulong p = PrimeField.At(k).Modulus;
            Assert.Equal(9UL, p % 16);
            for (ulong n = previous - (k == 0 ? 7UL : 16UL); n > p; n -= 16)
            {
                Assert.True(!BigInteger.ModPow(2, n - 1, n).IsOne || new[] { 3, 5, 7, 11, 13 }.Any(q => !BigInteger.ModPow(q, (n - 1) / 2, n).IsOne));
            }

            Assert.All(new[] { 2, 3, 5, 7, 11, 13 }, q => Assert.True(BigInteger.ModPow(q, (p - 1) / 2, p).IsOne));

            Assert.Equal(BigInteger.One, BigInteger.ModPow(3, p - 1, p));
            previous = p;
        }
    }

    [Fact]
    public void PrimalityAgreesWithTheSieveAndWithHardCases()
    {
        bool[] composite = new bool[20000];
        for (int k = 2; k < composite.Length; k++)
        {
            Assert.Equal(!composite[k], Primality.IsPrime((ulong)k));
            for (int m = 2 * k; m < composite.Length; m += k)
            {
                composite[m] = true;
            }
        }

        Assert.False(Primality.IsPrime(3215031751)); // strong pseudoprime to 2, 3, 5, 7
        Assert.False(Primality.IsPrime(3825123056546413051)); // to the first nine primes
        Assert.False(Primality.IsPrime(4759123141UL * 3));
        Assert.True(Primality.IsPrime((1UL << 61) - 1));
        Assert.True(Primality.IsPrime(18446744073709551557)); // the largest below 2^64
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void ArithmeticIsThatOfWholeNumbers(int index)
    {
        PrimeField f = PrimeField.At(index);
        BigInteger p = f.Modulus;
        var sampler = new FieldSampler(1);
        ulong[] special = [0, 1, 2, f.Modulus - 1, f.Modulus - 2, f.Half, f.Modulus / 2];
        for (int k = 0; k < 4000; k++)
        {
            ulong a = k < special.Length * 7 ? special[k / 7] : sampler.Next(f);
            ulong b = k < special.Length * 7 ? special[k % 7] : sampler.Next(f);
            ulong c = k % 3 == 0 ? f.Modulus - 1 : sampler.Next(f);
            Assert.Equal((a + (BigInteger)b) % p, f.Add(a, b));
            Assert.Equal((a - (BigInteger)b + p) % p, f.Subtract(a, b));
            Assert.Equal(a * (BigInteger)b % p, f.Multiply(a, b));
            Assert.Equal(((a * (BigInteger)b) + c) % p, f.MultiplyAdd(a, b, c));
            Assert.Equal(0UL, f.Add(a, f.Negate(a)));
        }
    }

    [Fact]
    public void ReductionHoldsUpToItsBound()
    {
        var sampler = new FieldSampler(3);
        for (int k = 0; k < 3000; k++)
        {
            PrimeField f = PrimeField.At(k % 20);
            ulong high = k == 0 ? (1UL << 61) - 1 : sampler.NextBits() >> (3 + (k % 50));
            ulong low = k % 5 == 0 ? ulong.MaxValue : sampler.NextBits();
            Assert.Equal(((((BigInteger)high) << 64) + low) % f.Modulus, f.Reduce(high, low));
        }

        // Multiples of p and their neighbours, where an estimated quotient is off by one.
        PrimeField g = PrimeField.At(0);
        for (int k = 0; k < 3000; k++)
        {
            BigInteger x = ((BigInteger)(sampler.NextBits() >> 1) * g.Modulus) + (k % 3) - 1;
            Assert.Equal(x % g.Modulus, g.Reduce((ulong)(x >> 64), (ulong)(x & ulong.MaxValue)));
        }
    }

    [Fact]
    public void InversesPowersAndBatches()
    {
        PrimeField f = PrimeField.At(2);
        var sampler = new FieldSampler(5);
        ulong[] elements = new ulong[300];
        sampler.Fill(f, elements);
        new ulong[] { 1, 2, 3, f.Half, f.Half - 1, f.Modulus - 1, f.Modulus - 2, 1UL << 60, (1UL << 60) - 1, (1UL << 60) + 1, 5UL << 58 }.CopyTo(elements, 0);
        ulong[] inverses = [.. elements];
        Assert.True(f.TryInvertAll(inverses));
        for (int k = 0; k < elements.Length; k++)
        {
            Assert.Equal(1UL, f.Multiply(elements[k], inverses[k]));
            Assert.Equal(inverses[k], f.Inverse(elements[k]));
            Assert.Equal(inverses[k], f.Power(elements[k], f.Modulus - 2));
            Assert.Equal(f.Power(inverses[k], 5UL), f.Power(elements[k], -5));
        }

        inverses[7] = 0;
        ulong[] before = [.. inverses];
        Assert.False(f.TryInvertAll(inverses));
        Assert.Equal(before, inverses);
        Assert.Throws<DivideByZeroException>(() => f.Inverse(0));
        Assert.Equal(1UL, f.Power(0UL, 0UL));
    }

    [Fact]
    public void SquareRootsAndLegendreSymbols()
    {
        var sampler = new FieldSampler(9);
        for (int k = 0; k < 200; k++)
        {
            PrimeField f = PrimeField.At(k % 5);
            ulong a = k == 0 ? 0 : sampler.Next(f);
            ulong euler = f.Power(a, (f.Modulus - 1) / 2);
            Assert.Equal(euler == f.Modulus - 1 ? -1 : (int)euler, f.LegendreSymbol(a));
            Assert.Equal(f.LegendreSymbol(a) >= 0, f.TrySquareRoot(a, out ulong root));
            if (f.LegendreSymbol(a) >= 0)
            {
                Assert.Equal(a, f.Multiply(root, root));
                Assert.True(root <= f.Modulus / 2);
            }

            Assert.Equal(f.Modulus - 1, f.Multiply(f.ImaginaryUnit, f.ImaginaryUnit));
        }
    }

    [Fact]
    public void ConversionsReduceAndRefuse()
    {
        PrimeField f = PrimeField.At(0);
        var huge = BigInteger.Parse("-123456789012345678901234567890123456789");
        Assert.Equal((huge % f.Modulus) + f.Modulus, f.FromInteger(huge));
        Assert.Equal(f.Modulus - 3, f.FromInteger(-3));
        Assert.Equal(-3, f.ToSigned(f.FromInteger(-3)));
        Assert.True(f.TryFromRational(-22, 7, out ulong x));
        Assert.Equal(f.FromInteger(-22), f.Multiply(x, 7));
        Assert.False(f.TryFromRational(1, f.Modulus, out _));
        Assert.Throws<ArgumentException>(() => PrimeField.Of((1UL << 61) - 1)); // prime, but 7 mod 8
        Assert.Throws<ArgumentException>(() => PrimeField.Of(f.Modulus - 16));
        Assert.Equal(f, PrimeField.Of(f.Modulus));
    }

    [Fact]
    public void RandomElementsDependOnTheSeedAlone()
    {
        PrimeField f = PrimeField.At(0);
        ulong[] a = new ulong[50], b = new ulong[50], c = new ulong[50];
        new FieldSampler(4).Fill(f, a);
        new FieldSampler(4).Fill(f, b);
        new FieldSampler(5).Fill(f, c);
        Assert.Equal(a, b);
        Assert.NotEqual(a, c);
        Assert.All(a, x => Assert.InRange(x, 2UL, f.Modulus - 2));
    }
}
