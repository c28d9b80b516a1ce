using System.Numerics;
using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>
/// Motion through the eigenvectors of L: into the modes by one matrix product, an exponential for every mode and trajectory,
/// back by another product. A conjugate pair a ± ib is kept real as a plane that shrinks and turns.
/// </summary>
internal sealed unsafe class ModalMotion<T> : IConstantMotion
    where T : struct, ILanes<T>
{
    /// <summary>Largest condition number of the eigenvectors: ten digits remain.</summary>
    private const double LargestCondition = 1e6;
    private const double LargestResidual = 1e-11;

    /// <summary>Largest phase whose sine is exact to rounding.</summary>
    private const double LargestPhase = 1 << 30;
    private readonly IDenseKernels kernels;
    private readonly int n;
    private readonly double[] basis, inverse;
    private readonly (double Rate, double Frequency)[] modes;

    private ModalMotion(IDenseKernels kernels, int n, double[] basis, double[] inverse, (double Rate, double Frequency)[] modes)
    {
        this.kernels = kernels;
        this.n = n;
        this.basis = basis;
        this.inverse = inverse;
        this.modes = modes;
    }

    /// <summary>The motion, or null where the eigenvectors are too nearly dependent or a phase too large.</summary>
    /// <param name="kernels">Dense kernels.</param>
    /// <param name="n">Order.</param>
    /// <param name="generator">L, [n, n], 1/s.</param>
    /// <param name="longest">Longest time, s.</param>
    public static ModalMotion<T>? TryCreate(IDenseKernels kernels, int n, double[] generator, double longest)
    {
        Eigensystem eigen = kernels.Eigen(n, generator, vectors: true);
        double[] basis = new double[n * n];
        var modes = new (double Rate, double Frequency)[n];
        for (int k = 0; k < n; k++)
        {
            Complex value = eigen.Values[k];
            modes[k] = (value.Real, value.Imaginary);
            for (int i = 0; i < n; i++)
            {
                basis[i + (n * k)] = eigen.RightVectors[i + (n * k)].Real;
            }

            if (value.Imaginary == 0)
            {
                continue;
            }

            if (k + 1 >= n || eigen.Values[k + 1] != Complex.Conjugate(value) || Math.Abs(value.Imaginary) * longest > LargestPhase)
            {
                return null;
            }

            for (int i = 0; i < n; i++)
            {
                basis[i + (n * (k + 1))] = eigen.RightVectors[i + (n * k)].Imaginary;
            }

            modes[++k] = (value.Real, 0);
        }

        return Invert(kernels, n, basis) is { } inverse && IsAccurate(kernels, n, generator, basis, inverse, modes)
            ? new ModalMotion<T>(kernels, n, basis, inverse, modes)
            : null;
    }

    public void Advance(Span<double> values, Span<double> scratch, Span<double> moreScratch, Span<double> times, int count, int stride)
    {
        kernels.Multiply(Transposition.None, Transposition.Transpose, count, n, n, 1, values, stride, inverse, n, 0, scratch, stride);
        int lanes = (count + TrajectoryBlock.Granularity - 1) / TrajectoryBlock.Granularity * TrajectoryBlock.Granularity;
        fixed (double* first = scratch, time = times)
        {
            for (int k = 0; k < n; k++)
            {
                double* row = first + ((long)k * stride);
                if (modes[k].Frequency == 0)
                {
                    Decay(modes[k].Rate, time, row, lanes);
                }
                else
                {
                    DecayAndTurn(modes[k].Rate, modes[k].Frequency, time, row, row + stride, lanes);
                    k++;
                }
            }
        }

        kernels.Multiply(Transposition.None, Transposition.Transpose, count, n, n, 1, scratch, stride, basis, n, 0, values, stride);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Decay(double rate, double* time, double* row, int count)
    {
        if (rate == 0)
        {
            return;
        }

        for (int i = 0; i < count; i += T.Count)
        {
            LaneMath.Exp(T.Broadcast(rate) * T.Load(time + i), out T decay, out _);
            T.Store(decay * T.Load(row + i), row + i);
        }
    }

    /// <summary>L(u + iw) = (a + ib)(u + iw) makes (p u + q w)' = (a p + b q) u + (a q − b p) w.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DecayAndTurn(double rate, double frequency, double* time, double* first, double* second, int count)
    {
        for (int i = 0; i < count; i += T.Count)
        {
            T t = T.Load(time + i);
            LaneMath.Exp(T.Broadcast(rate) * t, out T decay, out _);
            LaneMath.SinCos(T.Broadcast(frequency) * t, out T sin, out T cos);
            T p = decay * T.Load(first + i), q = decay * T.Load(second + i);
            T.Store(T.Fma(cos, p, sin * q), first + i);
            T.Store((cos * q) - (sin * p), second + i);
        }
    }

    private static double[]? Invert(IDenseKernels kernels, int n, double[] basis)
    {
        double[] factors = [.. basis], inverse = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            inverse[i + (n * i)] = 1;
        }

        int[] pivots = new int[n];
        if (kernels.Factor(n, factors, pivots) >= 0)
        {
            return null;
        }

        kernels.SolveFactored(n, factors, pivots, n, inverse);
        double condition = kernels.Norm(MatrixNorm.One, n, n, basis, n) * kernels.Norm(MatrixNorm.One, n, n, inverse, n);
        return condition <= LargestCondition * n ? inverse : null;
    }

    /// <summary>Whether S Λ S⁻¹ is L to rounding times the condition of S.</summary>
    private static bool IsAccurate(IDenseKernels kernels, int n, double[] generator, double[] basis, double[] inverse, (double Rate, double Frequency)[] modes)
    {
        double[] moved = new double[n * n], rebuilt = [.. generator];
        for (int k = 0; k < n; k++)
        {
            (double a, double b) = modes[k];
            for (int i = 0; i < n; i++)
            {
                double u = basis[i + (n * k)];
                moved[i + (n * k)] += a * u;
                if (b != 0)
                {
                    // The partner's own pass adds a·w to its column.
                    double w = basis[i + (n * (k + 1))];
                    moved[i + (n * k)] -= b * w;
                    moved[i + (n * (k + 1))] += b * u;
                }
            }
        }

        kernels.Multiply(Transposition.None, Transposition.None, n, n, n, 1, moved, n, inverse, n, -1, rebuilt, n);
        return kernels.Norm(MatrixNorm.One, n, n, rebuilt, n) <= LargestResidual * n * kernels.Norm(MatrixNorm.One, n, n, generator, n);
    }
}
