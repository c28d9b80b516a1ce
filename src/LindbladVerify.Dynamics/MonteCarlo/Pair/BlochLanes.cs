using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>The Bloch vector and ∫z dt of one trajectory per lane.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct BlochLanes<T>
    where T : struct, ILanes<T>
{
    public T X, Y, Z, Integral;

    /// <summary>All lanes at z = 1.</summary>
    public static BlochLanes<T> Up() => new()
    {
        X = T.Broadcast(0.0), Y = T.Broadcast(0.0), Z = T.Broadcast(1.0), Integral = T.Broadcast(0.0),
    };

    /// <summary>Reads X, Y, Z and the integral from rows <see cref="TrajectoryBlock.Size"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlochLanes<T> Load(double* row) => new()
    {
        X = T.Load(row),
        Y = T.Load(row + TrajectoryBlock.Size),
        Z = T.Load(row + (2 * TrajectoryBlock.Size)),
        Integral = T.Load(row + (3 * TrajectoryBlock.Size)),
    };

    /// <summary>Writes what <see cref="Load"/> reads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Save(double* row)
    {
        T.Store(X, row);
        T.Store(Y, row + TrajectoryBlock.Size);
        T.Store(Z, row + (2 * TrajectoryBlock.Size));
        T.Store(Integral, row + (3 * TrajectoryBlock.Size));
    }

    /// <summary>Rotation about z by a phase: the exact effect of the splitting over a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rotate(T phase)
    {
        SinCos(phase, out T sin, out T cos);
        Rotate(sin, cos);
    }

    /// <summary>Sine and cosine of phases, which are small in most steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCos(T phase, out T sin, out T cos)
    {
        if (T.Any(T.LessThan(T.Broadcast(Math.PI / 4), T.Magnitude(phase))))
        {
            LaneMath.SinCos(phase, out sin, out cos);
        }
        else
        {
            LaneMath.FirstOctant(phase, out sin, out cos); // the same bits for less
        }
    }

    /// <summary>Rotation about z by an angle of this sine and cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rotate(T sin, T cos)
    {
        T x = X, y = Y;
        X = T.Fma(cos, x, T.Broadcast(0.0) - (sin * y));
        Y = T.Fma(sin, x, cos * y);
    }

    /// <summary>Writes output <paramref name="output"/> and the noise value in the layout of <see cref="ITrajectoryKernel.Run"/>.</summary>
    public readonly void Store(int output, T noise, Span<double> samples)
    {
        Span<double> target = samples[(output * TrajectoryBlock.Components * TrajectoryBlock.Size)..];
        T.Store(X, target);
        T.Store(Y, target[TrajectoryBlock.Size..]);
        T.Store(Z, target[(2 * TrajectoryBlock.Size)..]);
        T.Store(Integral, target[(3 * TrajectoryBlock.Size)..]);
        T.Store(noise, target[(TrajectoryBlock.Noise * TrajectoryBlock.Size)..]);
    }
}

/// <summary>The constants of one noise value, one copy per lane, and the motion of mode amplitudes during a dwell.</summary>
internal readonly struct LaneModes<T, TPair>
    where T : struct, ILanes<T>
    where TPair : struct, IPairMode
{
    private readonly T realRate, pairRate, pairFrequency, meanDwell;
    private readonly T realWeight, firstWeight, secondWeight;
    private readonly T s00, s01, s02, s10, s11, s12, s20, s21, s22;
    private readonly T b00, b01, b02, b10, b11, b12, b20, b21, b22;

    /// <param name="modes">Modes while the noise has this value.</param>
    /// <param name="next">Modes of the other value, entered by a flip.</param>
    /// <param name="flipRate">Rate of leaving this value, 1/s.</param>
    public LaneModes(BlochModes modes, BlochModes next, double flipRate)
    {
        (realRate, pairRate, pairFrequency) = (T.Broadcast(modes.RealRate), T.Broadcast(modes.PairRate), T.Broadcast(modes.PairFrequency));
        meanDwell = T.Broadcast(1 / flipRate);
        (double r, double p, double q) = modes.IntegralWeights();
        (realWeight, firstWeight, secondWeight) = (T.Broadcast(r), T.Broadcast(p), T.Broadcast(q));
        double[,] s = modes.SwitchTo(next), b = modes.Basis;
        (s00, s01, s02) = (T.Broadcast(s[0, 0]), T.Broadcast(s[0, 1]), T.Broadcast(s[0, 2]));
        (s10, s11, s12) = (T.Broadcast(s[1, 0]), T.Broadcast(s[1, 1]), T.Broadcast(s[1, 2]));
        (s20, s21, s22) = (T.Broadcast(s[2, 0]), T.Broadcast(s[2, 1]), T.Broadcast(s[2, 2]));
        (b00, b01, b02) = (T.Broadcast(b[0, 0]), T.Broadcast(b[0, 1]), T.Broadcast(b[0, 2]));
        (b10, b11, b12) = (T.Broadcast(b[1, 0]), T.Broadcast(b[1, 1]), T.Broadcast(b[1, 2]));
        (b20, b21, b22) = (T.Broadcast(b[2, 0]), T.Broadcast(b[2, 1]), T.Broadcast(b[2, 2]));
    }

    /// <summary>
    /// One dwell of the lanes that are not in <paramref name="absent"/>: until the next flip, or to the end of the
    /// remaining time if that comes first. Returns the lanes that flipped; their amplitudes are those of the other value.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Dwell(T exponential, T absent, ref T remaining, ref T w0, ref T w1, ref T w2, ref T integral)
    {
        T zero = T.Broadcast(0.0);
        T wait = exponential * meanDwell;
        T flips = T.Blend(absent, zero, T.LessThan(wait, remaining));
        T time = T.Blend(flips, wait, T.Blend(absent, zero, remaining));
        remaining -= time;

        LaneMath.Exp(realRate * time, out T realDecay, out T realLoss);
        TPair.Decay(pairRate, pairFrequency, time, out T cos, out T sin, out T upper);
        T v1 = T.Fma(cos, w1, upper * w2);
        T v2 = T.Fma(sin, w1, cos * w2);
        integral += T.Fma(realWeight * w0, realLoss, T.Fma(firstWeight, v1 - w1, secondWeight * (v2 - w2)));
        T v0 = realDecay * w0;

        w0 = T.Blend(flips, T.Fma(s00, v0, T.Fma(s01, v1, s02 * v2)), v0);
        w1 = T.Blend(flips, T.Fma(s10, v0, T.Fma(s11, v1, s12 * v2)), v1);
        w2 = T.Blend(flips, T.Fma(s20, v0, T.Fma(s21, v1, s22 * v2)), v2);
        return flips;
    }

    /// <summary>The Bloch vector of mode amplitudes.</summary>
    public void Bloch(T w0, T w1, T w2, out T x, out T y, out T z)
    {
        x = T.Fma(b00, w0, T.Fma(b01, w1, b02 * w2));
        y = T.Fma(b10, w0, T.Fma(b11, w1, b12 * w2));
        z = T.Fma(b20, w0, T.Fma(b21, w1, b22 * w2));
    }
}
