namespace LindbladVerify.Algebra.Fields;

/// <summary>Whether a number of up to 64 bits is prime.</summary>
public static class Primality
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
