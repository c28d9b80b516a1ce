using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace LindbladVerify.Algebra.Fields;

/// <summary>The field F_p of integers modulo a prime p just below 2^61 in which -1, 2, 3, 5, 7, 11 and 13 have square roots: p = 9 mod 16 is a square modulo 3, 5, 7, 11 and 13.</summary>
/// <remarks>
/// Convention: an element is the plain number 0 &lt;= a &lt; p in a <see cref="ulong"/>; 0 and 1 are zero and one. Methods that take
///   elements do not check that they are reduced.
/// Equality of two rational functions at random points: a difference of total degree d vanishes at a random point with probability at
///   most d/p (Schwartz 1980, doi:10.1145/322217.322225; Zippel 1979, doi:10.1007/3-540-09519-5_73).
/// Cost: a product is one 128-bit product and a Barrett reduction by two more multiplications (Barrett 1987,
///   doi:10.1007/3-540-47721-7_24); plain numbers, unlike Montgomery's, cannot be confused with residues in another form, and eight
///   products fit into 128 bits before they need to be reduced (<see cref="Reduce"/>).
/// Immutable and safe to use from several threads.
/// </remarks>
public sealed partial class PrimeField : IEquatable<PrimeField>
{
    /// <summary>Every modulus is below 2^61.</summary>
    public const int Bits = 61;

    /// <summary>So many products of elements may be added in 128 bits before <see cref="Reduce"/> is due.</summary>
    public const int ProductsPerReduction = 8;

    private const ulong Top = 1UL << Bits;
    /// <summary>So many bits number the candidates.</summary>
    internal const int CandidateBits = 34;

    private const ulong Lowest = Top - (16UL << CandidateBits);

    private readonly ulong reciprocal;
    private readonly ulong eighthRoot;

    // Powers of 1/2, as many as an inversion shifts bits.
    private readonly ulong[] halves = new ulong[(2 * Bits) + 1];

    private PrimeField(ulong modulus)
    {
        Modulus = modulus;
        // floor(2^125 / p) = 2^64 + reciprocal.
        reciprocal = (ulong)((UInt128.One << 125) / modulus);
        halves[0] = 1;
        for (int k = 1; k < halves.Length; k++)
        {
            halves[k] = Multiply(halves[k - 1], Half);
        }

        eighthRoot = EighthRootOfOne();
        ImaginaryUnit = Multiply(eighthRoot, eighthRoot);
    }

    /// <summary>The prime p.</summary>
    public ulong Modulus { get; }

    /// <summary>A fixed square root of -1: the one below p/2, so that it is the same in every run.</summary>
    public ulong ImaginaryUnit { get; }

    /// <summary>The element 1/2.</summary>
    public ulong Half => (Modulus + 1) / 2;

    /// <summary>The field of the index-th prime of this kind below 2^61: 0 is the largest. The same list in every run.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative index, or one above 100 000.</exception>
    public static PrimeField At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, 100_000);
        lock (Known)
        {
            while (Known.Count <= index)
            {
                ulong k = Known.Count == 0 ? 0 : ((Candidate(0) - Known[^1].Modulus) / 16) + 1;
                while (!IsModulus(Candidate(k)))
                {
                    k++;
                }

                ulong candidate = Candidate(k);

                Known.Add(new PrimeField(candidate));
            }

            return Known[index];
        }
    }

    /// <summary>The field of a given prime.</summary>
    /// <exception cref="ArgumentException">Not a modulus: see <see cref="IsModulus"/>.</exception>
    public static PrimeField Of(ulong prime) =>
        IsModulus(prime)
            ? new PrimeField(prime)
            : throw new ArgumentException($"{prime.ToString(CultureInfo.InvariantCulture)} is not a prime 9 mod 16 just below 2^61 that is a square modulo 3, 5, 7, 11 and 13.", nameof(prime));

    /// <summary>The primes that are squares modulo every modulus.</summary>
    internal static int[] Radicands { get; } = [2, 3, 5, 7, 11, 13];

    /// <summary>The k-th largest number below 2^61 that is 9 mod 16, for k below 2^<see cref="CandidateBits"/>.</summary>
    internal static ulong Candidate(ulong k) => Top - 7 - (16 * k);

    /// <summary>Whether a number is a prime between 2^61 - 2^38 and 2^61, 9 mod 16, and a square modulo 3, 5, 7, 11 and 13, so that these are squares modulo it (quadratic reciprocity).</summary>
    public static bool IsModulus(ulong number) =>
        number is > Lowest and < Top && number % 16 == 9 && Array.TrueForAll(Radicands[1..], q => IsSquare((int)(number % (ulong)q), q)) && Primality.IsPrime(number);

    private static bool IsSquare(int residue, int q) => Enumerable.Range(1, q / 2).Any(x => x * x % q == residue);

    /// <summary>a + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Add(ulong a, ulong b) => Wrapped(a + b - Modulus);

    /// <summary>a - b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Subtract(ulong a, ulong b) => Wrapped(a - b);

    /// <summary>-a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Negate(ulong a) => Wrapped(0 - a);

    /// <summary>a b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Multiply(ulong a, ulong b)
    {
        ulong high = Product(a, b, out ulong low);
        return Reduce(high, low);
    }

    /// <summary>a b + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong MultiplyAdd(ulong a, ulong b, ulong c)
    {
        ulong high = Product(a, b, out ulong low);
        low += c;
        high += low < c ? 1UL : 0UL;
        return Reduce(high, low);
    }

    /// <summary>The residue of high 2^64 + low; the number must be below 2^125, as is a sum of up to eight products of elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Reduce(ulong high, ulong low)
    {
        // q = floor((x >> 61) (2^64 + reciprocal) / 2^64) is at most 2 below floor(x / p).
        ulong top = (high << 3) | (low >> Bits);
        ulong quotient = top + HighProduct(top, reciprocal);
        ulong rest = low - (quotient * Modulus);
        return Wrapped(Wrapped(rest - Modulus) - Modulus);
    }

    /// <summary>Adds p to a difference below zero. Without a branch: which way it would go is random, and a wrong guess costs as much as three products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Wrapped(ulong difference) => difference + (Modulus & (ulong)((long)difference >> 63));

    /// <summary>A product: its upper half, and its lower one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Product(ulong a, ulong b, out ulong low)
    {
        low = a * b;
        return HighProduct(a, b);
    }

    /// <summary>The upper half of a product, without room in memory for the lower one where there is an instruction for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong HighProduct(ulong a, ulong b) => Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);

    /// <summary>a^exponent; 0^0 = 1.</summary>
    public ulong Power(ulong a, ulong exponent)
    {
        ulong power = 1;
        for (ulong square = a; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                power = Multiply(power, square);
            }

            square = Multiply(square, square);
        }

        return power;
    }

    /// <summary>a^exponent, also with a negative exponent.</summary>
    /// <exception cref="DivideByZeroException">Zero to a negative power.</exception>
    public ulong Power(ulong a, int exponent) => exponent >= 0 ? Power(a, (ulong)exponent) : Inverse(Power(a, (ulong)-(long)exponent));

    /// <summary>The element of a whole number of any size.</summary>
    public ulong FromInteger(BigInteger value)
    {
        BigInteger rest = value % Modulus;
        return (ulong)(rest.Sign < 0 ? rest + Modulus : rest);
    }

    /// <summary>The element of a whole number.</summary>
    public ulong FromInteger(long value)
    {
        long rest = value % (long)Modulus;
        return rest < 0 ? (ulong)(rest + (long)Modulus) : (ulong)rest;
    }

    /// <summary>The element numerator/denominator.</summary>
    /// <returns>False where the denominator is 0 mod p: take another prime.</returns>
    public bool TryFromRational(BigInteger numerator, BigInteger denominator, out ulong value) => TryDivide(FromInteger(numerator), FromInteger(denominator), out value);

    /// <summary>The whole number of least modulus in the class of a: -(p-1)/2 to (p-1)/2.</summary>
    public long ToSigned(ulong a) => a > Modulus / 2 ? (long)(a - Modulus) : (long)a;

    /// <inheritdoc/>
    public bool Equals(PrimeField? other) => other is not null && other.Modulus == Modulus;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PrimeField);

    /// <inheritdoc/>
    public override int GetHashCode() => Modulus.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"F_{Modulus}");
}

/// <summary>Whether a number of up to 64 bits is prime.</summary>
internal static class Primality
{
    // With these bases the test of Miller and Rabin is deterministic below 3.3e24.
    private static readonly ulong[] Bases = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

    /// <summary>Exact, not probable.</summary>
    /// <remarks>Source: Rabin 1980, doi:10.1016/0022-314X(80)90084-0; the bases: Sorenson and Webster 2017, doi:10.1090/mcom/3134.</remarks>
    public static bool IsPrime(ulong n)
    {
        if (n < 2)
        {
            return false;
        }

        foreach (ulong small in Bases)
        {
            if (n % small == 0)
            {
                return n == small;
            }
        }

        int twos = System.Numerics.BitOperations.TrailingZeroCount(n - 1);
        ulong odd = (n - 1) >> twos;
        return Array.TrueForAll(Bases, b => !IsWitness(b, n, odd, twos));
    }

    private static bool IsWitness(ulong a, ulong n, ulong odd, int twos)
    {
        ulong x = Power(a, odd, n);
        if (x == 1 || x == n - 1)
        {
            return false;
        }

        for (int k = 1; k < twos; k++)
        {
            x = (ulong)((UInt128)x * x % n);
            if (x == n - 1)
            {
                return false;
            }
        }

        return true;
    }

    private static ulong Power(ulong a, ulong exponent, ulong n)
    {
        UInt128 power = 1;
        for (UInt128 square = a; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                power = power * square % n;
            }

            square = square * square % n;
        }

        return (ulong)power;
    }
}
