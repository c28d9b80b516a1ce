using System.Numerics;

namespace LindbladVerify.Dynamics.Ensembles.Jumps;

/// <summary>Elementary operations on state vectors.</summary>
internal static class StateVectors
{
    /// <summary>⟨x|x⟩.</summary>
    public static double SquaredNorm(ReadOnlySpan<Complex> x)
    {
        double sum = 0;
        foreach (Complex value in x)
        {
            sum += (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
        }

        return sum;
    }

    /// <summary>x becomes factor · x.</summary>
    public static void Scale(double factor, Span<Complex> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= factor;
        }
    }

    /// <summary>y becomes y + x.</summary>
    public static void Add(ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] += x[i];
        }
    }
}
