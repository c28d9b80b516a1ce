using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// Gaussian noise by Strang splitting: half a free step, rotation by the exactly drawn phase, half a free step. The noise
/// law has no step error; the splitting's mean error is of order h² (even powers only). Neighbouring half steps are
/// merged, so an inner step costs one free propagation and one rotation.
/// </summary>
internal sealed unsafe class OrnsteinUhlenbeckKernel<T> : ITrajectoryKernel
    where T : struct, ILanes<T>
{
    private const int Rows = 10;
    private readonly StepGrid grid;
    private readonly Interval[] intervals;
    private readonly LaneKey<T> key;
    private readonly double mean, deviation;

    public OrnsteinUhlenbeckKernel(
        OrnsteinUhlenbeckNoise law, double hyperfine, double dipolar, double broadening, StepGrid grid, StreamKey key, bool mirrored = false)
    {
        this.grid = grid;
        this.key = new LaneKey<T>(key);
        (mean, deviation) = (law.Mean, mirrored ? -law.StandardDeviation : law.StandardDeviation);
        intervals = Array.ConvertAll(grid.Steps, h => new Interval(
            new(law, hyperfine, h, mirrored), new(dipolar, broadening, h), new(dipolar, broadening, h / 2)));
    }

    public int OutputCount => intervals.Length;

    public void Run(long first, int count, Span<double> samples, CancellationToken cancellation)
    {
        double* memory = stackalloc double[(Rows * TrajectoryBlock.Size) + 8];
        Workspace work = new(LaneConstants<T>.Align(memory), count);
        uint draw = 0;
        BatchDraws.Words<T>(key, first, draw++, count, work.Word1, work.Word2);
        BatchDraws.NormalPairs<T>(work.Word1, count, work.Radius, work.U, work.Word1);
        work.Reset();
        for (int k = 0; k < intervals.Length; k++)
        {
            Advance(intervals[k], grid.Counts[k], first, ref draw, work, cancellation);
            work.Store(k, mean, deviation, samples);
        }
    }

    /// <summary>Half a free step, then rotations with full free steps between them, then half a free step.</summary>
    private void Advance(Interval interval, long steps, long first, ref uint draw, Workspace work, CancellationToken cancellation)
    {
        if (steps == 0)
        {
            return;
        }

        Free(interval.HalfStep, work);
        for (long step = 0; step < steps; step++)
        {
            if (step % TrajectoryBlock.StepsBetweenLooks == 0 && cancellation.IsCancellationRequested)
            {
                return;
            }

            if (step % 2 == 0)
            {
                BatchDraws.Words<T>(key, first, draw++, work.Count, work.Word1, work.Word2);
            }

            double* words = step % 2 == 0 ? work.Word1 : work.Word2;
            BatchDraws.NormalPairs<T>(words, work.Count, work.Radius, work.Normal1, work.Normal2);
            Turns(in interval.Phases, in work);
            Move(in step == steps - 1 ? ref interval.HalfStep : ref interval.FullStep, in work);
        }
    }

    /// <summary>Moves the noise over a step; its two normals become the sine and the cosine of the phase.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Turns(in OrnsteinUhlenbeckPhases<T> phases, in Workspace work)
    {
        // Copies that no store can change, so that the constants stay in registers.
        OrnsteinUhlenbeckPhases<T> law = phases;
        double* noise = work.U, normals1 = work.Normal1, normals2 = work.Normal2;
        int count = work.Count;
        for (int i = 0; i < count; i += T.Count)
        {
            T u = T.Load(noise + i);
            T phase = law.Next(T.Load(normals1 + i), T.Load(normals2 + i), ref u);
            T.Store(u, noise + i);
            BlochLanes<T>.SinCos(phase, out T sin, out T cos);
            T.Store(sin, normals1 + i);
            T.Store(cos, normals2 + i);
        }
    }

    /// <summary>Rotates the vectors by the phases and moves them freely: a loop of its own, as constants of both would not fit the sixteen registers of AVX2.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Move(in FreePropagator<T> free, in Workspace work)
    {
        FreePropagator<T> motion = free;
        double* vectors = work.Vector, sines = work.Normal1, cosines = work.Normal2;
        int count = work.Count;
        for (int i = 0; i < count; i += T.Count)
        {
            BlochLanes<T> v = BlochLanes<T>.Load(vectors + i);
            v.Rotate(T.Load(sines + i), T.Load(cosines + i));
            motion.Apply(ref v);
            v.Save(vectors + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Free(in FreePropagator<T> free, Workspace work)
    {
        for (int i = 0; i < work.Count; i += T.Count)
        {
            BlochLanes<T> v = BlochLanes<T>.Load(work.Vector + i);
            free.Apply(ref v);
            v.Save(work.Vector + i);
        }
    }

    /// <summary>Rows of a block on the stack: noise, Bloch vector, ∫z, and the draws of the current step.</summary>
    private readonly struct Workspace(double* memory, int count)
    {
        public readonly int Count = count;
        public readonly double* U = memory;
        public readonly double* Vector = memory + TrajectoryBlock.Size;
        public readonly double* Word1 = memory + (5 * TrajectoryBlock.Size);
        public readonly double* Word2 = memory + (6 * TrajectoryBlock.Size);
        public readonly double* Radius = memory + (7 * TrajectoryBlock.Size);
        public readonly double* Normal1 = memory + (8 * TrajectoryBlock.Size);
        public readonly double* Normal2 = memory + (9 * TrajectoryBlock.Size);

        public void Reset()
        {
            for (int i = 0; i < Count; i += T.Count)
            {
                BlochLanes<T>.Up().Save(Vector + i);
            }
        }

        public void Store(int output, double mean, double deviation, Span<double> samples)
        {
            for (int i = 0; i < Count; i += T.Count)
            {
                T noise = T.Fma(T.Broadcast(deviation), T.Load(U + i), T.Broadcast(mean));
                BlochLanes<T>.Load(Vector + i).Store(output, noise, samples[i..]);
            }
        }
    }

    private sealed class Interval(OrnsteinUhlenbeckPhases<T> phases, FreePropagator<T> fullStep, FreePropagator<T> halfStep)
    {
        public readonly OrnsteinUhlenbeckPhases<T> Phases = phases;
        public readonly FreePropagator<T> FullStep = fullStep;
        public readonly FreePropagator<T> HalfStep = halfStep;
    }
}

/// <summary>
/// Draws the phase Δ∫ξ dt of each step together with the noise at its end, ξ = mean + σ u, from their exact joint law;
/// mirrored: ξ = mean − σ u.
/// </summary>
internal readonly struct OrnsteinUhlenbeckPhases<T>
    where T : struct, ILanes<T>
{
    private readonly T decay, spread, mean, shared, own, drift;

    public OrnsteinUhlenbeckPhases(OrnsteinUhlenbeckNoise law, double hyperfine, double timeStep, bool mirrored)
    {
        OrnsteinUhlenbeckStep step = new(law.Rate, timeStep);
        double scale = hyperfine * (mirrored ? -law.StandardDeviation : law.StandardDeviation);
        (decay, spread) = (T.Broadcast(step.Decay), T.Broadcast(step.Spread));
        (mean, shared, own) = (T.Broadcast(scale * step.Mean), T.Broadcast(scale * step.Shared), T.Broadcast(scale * step.Own));
        drift = T.Broadcast(hyperfine * law.Mean * timeStep);
    }

    /// <summary>Moves u over one step with two standard normals and returns the phase in rad.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Next(T first, T second, ref T u)
    {
        T phase = T.Fma(mean, u, T.Fma(shared, first, T.Fma(own, second, drift)));
        u = T.Fma(decay, u, spread * first);
        return phase;
    }
}

/// <summary>
/// The exact joint law of a standard Ornstein–Uhlenbeck process u (mean 0, variance 1, relaxation rate Γ) and of its time
/// integral over a step h: u' = Decay·u + Spread·n1, ∫u dt = Mean·u + Shared·n1 + Own·n2 with independent standard
/// normals. D. T. Gillespie, Phys. Rev. E 54, 2084 (1996), doi:10.1103/PhysRevE.54.2084, Eqs. (2.47) and (3.5).
/// </summary>
internal sealed class OrnsteinUhlenbeckStep
{
    /// <summary>Coefficients for one step.</summary>
    /// <param name="relaxationRate">Γ in 1/s, not negative; at 0 the process is constant.</param>
    /// <param name="timeStep">h in s, positive.</param>
    public OrnsteinUhlenbeckStep(double relaxationRate, double timeStep)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(relaxationRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(timeStep);
        double x = relaxationRate * timeStep;
        double loss = -BlochModes.ExpMinusOne(-x);
        Decay = Math.Exp(-x);
        Spread = Math.Sqrt(loss * (1 + Decay));
        if (relaxationRate == 0)
        {
            Mean = timeStep;
            return;
        }

        Mean = loss / relaxationRate;
        Shared = loss * loss / (relaxationRate * Spread);

        Own = Math.Sqrt(OwnVariance(x / 2)) / relaxationRate;
    }

    /// <summary>e^{−Γh}.</summary>
    public double Decay { get; }

    /// <summary>√(1 − e^{−2Γh}).</summary>
    public double Spread { get; }

    /// <summary>(1 − e^{−Γh})/Γ, in s.</summary>
    public double Mean { get; }

    /// <summary>Weight in ∫u dt of the normal that also moves u, in s.</summary>
    public double Shared { get; }

    /// <summary>Weight in ∫u dt of its own normal, in s.</summary>
    public double Own { get; }

    /// <summary>Γ²·(Var(∫u | u) − Shared²) = 4 (y − tanh y) with y = Γh/2, by its series where the difference cancels.</summary>
    private static double OwnVariance(double y)
    {
        double y2 = y * y;
        return y > 0.125
            ? 4 * (y - Math.Tanh(y))
            : 4 * y * y2 * ((1.0 / 3) - (y2 * ((2.0 / 15) - (y2 * ((17.0 / 315) - (y2 * ((62.0 / 2835) - (y2 * ((1382.0 / 155925)
                - (y2 * ((21844.0 / 6081075) - (y2 * (929569.0 / 638512875)))))))))))));
    }
}
