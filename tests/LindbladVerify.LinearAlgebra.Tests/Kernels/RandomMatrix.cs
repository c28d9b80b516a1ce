using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Tests.Kernels;

/// <summary>Reproducible matrices. Integer entries up to 50 make products of moderate size exact in floating point.</summary>
internal static class RandomMatrix
{
    public static double[] Integers(int seed, int length)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (double)random.Next(-50, 51))];
    }

    public static Complex[] ComplexIntegers(int seed, int length)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => new Complex(random.Next(-50, 51), random.Next(-50, 51)))];
    }

    public static double[] Reals(int seed, int length)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.37)];
    }

    public static Complex[] Complexes(int seed, int length)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => new Complex(random.NextDouble() - 0.37, random.NextDouble() - 0.61))];
    }
}
