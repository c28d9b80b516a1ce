using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>A square matrix as its real and its imaginary part, column-major; a part that is missing is zero and costs nothing.</summary>
/// <param name="order">Order n of the matrix.</param>
/// <param name="real">[n, n] or longer; null for a purely imaginary matrix.</param>
/// <param name="imaginary">[n, n] or longer; null for a real matrix.</param>
internal sealed class SplitMatrix(int order, double[]? real, double[]? imaginary)
{
    /// <summary>Order of the matrix.</summary>
    public int Order { get; } = order;

    /// <summary>The real part, or null where it is zero.</summary>
    public double[]? Real { get; private set; } = real;

    /// <summary>The imaginary part, or null where it is zero.</summary>
    public double[]? Imaginary { get; private set; } = imaginary;

    /// <summary>Entries of a part.</summary>
    public int Length { get; } = order * order;

    /// <summary>Whether both parts are there.</summary>
    public bool IsMixed => Real is not null && Imaginary is not null;

    /// <summary>A matrix with the parts asked for, whose entries are whatever the pool left there.</summary>
    public static SplitMatrix Rent(int order, bool real, bool imaginary) =>
        new(order, real ? RentPart(order) : null, imaginary ? RentPart(order) : null);

    /// <summary>The parts of a complex matrix, in memory of the pool; a part without any nonzero entry is left away.</summary>
    public static SplitMatrix Of(int order, ReadOnlySpan<Complex> a)
    {
        bool anyReal = false;
        bool anyImaginary = false;
        foreach (Complex entry in a)
        {
            anyReal |= entry.Real != 0;
            anyImaginary |= entry.Imaginary != 0;
        }

        SplitMatrix split = Rent(order, anyReal || !anyImaginary, anyImaginary);
        CopyEverySecond(MemoryMarshal.Cast<Complex, double>(a), split.Real);
        CopyEverySecond(MemoryMarshal.Cast<Complex, double>(a)[Math.Min(1, a.Length)..], split.Imaginary);
        return split;
    }

    /// <summary>Memory for one part, from the pool.</summary>
    public static double[] RentPart(int order) => ArrayPool<double>.Shared.Rent(order * order);

    /// <summary>Gives the memory of one part back.</summary>
    public static void ReturnPart(double[] part) => ArrayPool<double>.Shared.Return(part);

    /// <summary>Adds parts that are missing, filled with zeros.</summary>
    public void Require(bool real, bool imaginary)
    {
        if (real && Real is null)
        {
            Real = RentPart(Order);
            Real.AsSpan(0, Length).Clear();
        }

        if (imaginary && Imaginary is null)
        {
            Imaginary = RentPart(Order);
            Imaginary.AsSpan(0, Length).Clear();
        }
    }

    /// <summary>Gives the memory back; the matrix must not be used any more.</summary>
    public void Return()
    {
        if (Real is not null)
        {
            ReturnPart(Real);
        }

        if (Imaginary is not null)
        {
            ReturnPart(Imaginary);
        }

        (Real, Imaginary) = (null, null);
    }

    /// <summary>Multiplies all entries by a factor.</summary>
    public void Scale(double factor)
    {
        for (int i = 0; i < Length; i++)
        {
            if (Real is not null)
            {
                Real[i] *= factor;
            }

            if (Imaginary is not null)
            {
                Imaginary[i] *= factor;
            }
        }
    }

    /// <summary>The entries of a real matrix, whose memory is given back or away.</summary>
    public double[] TakeReal()
    {
        double[] entries = Real!;
        if (entries.Length != Length)
        {
            entries = entries.AsSpan(0, Length).ToArray();
            Return();
        }

        return entries;
    }

    /// <summary>The entries as complex numbers.</summary>
    public Complex[] ToComplex()
    {
        Complex[] entries = new Complex[Length];
        Span<double> interleaved = MemoryMarshal.Cast<Complex, double>(entries.AsSpan());
        if (Real is { } re)
        {
            for (int i = 0; i < Length; i++)
            {
                interleaved[2 * i] = re[i];
            }
        }

        if (Imaginary is { } im)
        {
            for (int i = 0; i < Length; i++)
            {
                interleaved[(2 * i) + 1] = im[i];
            }
        }

        return entries;
    }

    private static void CopyEverySecond(ReadOnlySpan<double> from, double[]? to)
    {
        for (int i = 0; to is not null && 2 * i < from.Length; i++)
        {
            to[i] = from[2 * i];
        }
    }
}
