using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <summary>Powers of ten, exactly; those of the range of doubles are computed once.</summary>
internal static class PowersOfTen
{
    private const int Kept = 400;

    private static readonly BigFloat[] Known = new BigFloat[Kept];
    private static readonly bool[] IsKnown = new bool[Kept];

    internal static BigFloat Of(int power)
    {
        if (power >= Kept)
        {
            return Compute(power);
        }

        if (!Volatile.Read(ref IsKnown[power]))
        {
            Known[power] = Compute(power);
            Volatile.Write(ref IsKnown[power], true);
        }

        return Known[power];
    }

    private static BigFloat Compute(int power) => BigFloat.Scaled(BigInteger.Pow(10, power), 0, 0);
}
