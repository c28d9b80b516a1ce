using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// Gaussian noise, each path followed twice: with steps h and with steps 2h whose phases are the sums of two fine ones.
/// Output 0 is the fine, output 1 the coarse result; their difference is the step error with hardly any sampling noise.
/// </summary>
internal sealed class StepRefinementKernel<T> : ITrajectoryKernel
    where T : struct, ILanes<T>
{
    private readonly OrnsteinUhlenbeckPhases<T> phases;
    private readonly FreePropagator<T> quarter, half;
    private readonly long pairs;
    private readonly double mean, deviation;
    private readonly LaneKey<T> key;

    public StepRefinementKernel(PairTrajectoryRequest request, StepGrid grid, StreamKey key)
    {
        double h = grid.Steps[0];
        pairs = grid.Counts[0] / 2;
        NuclearPair pair = request.Pair;
        OrnsteinUhlenbeckNoise law = ElectronNoise.OrnsteinUhlenbeck.Process(pair.Polarization, pair.ElectronRate).Gaussian!;
        (mean, deviation) = (law.Mean, law.StandardDeviation);
        phases = new(law, pair.Hyperfine, h, mirrored: false);
        quarter = new(pair.Dipolar, pair.Broadening, h / 2);
        half = new(pair.Dipolar, pair.Broadening, h);
        this.key = new LaneKey<T>(key);
    }

    public int OutputCount => 2;

    public void Run(long first, int count, Span<double> samples, CancellationToken cancellation)
    {
        for (int offset = 0; offset < count; offset += T.Count)
        {
            LaneStream<T> stream = new(key, T.Sequence((ulong)(first + offset)));
            stream.Next(out T word, out _);
            Variates.NormalPair(word, out T u, out _);
            BlochLanes<T> fine = BlochLanes<T>.Up(), coarse = BlochLanes<T>.Up();
            for (long pair = 0; pair < pairs; pair++)
            {
                if (pair % TrajectoryBlock.StepsBetweenLooks == 0 && cancellation.IsCancellationRequested)
                {
                    return;
                }

                stream.Next(out T one, out T two);
                T phase1 = NextPhase(one, ref u), phase2 = NextPhase(two, ref u);
                Step(quarter, phase1, ref fine);
                Step(quarter, phase2, ref fine);
                Step(half, phase1 + phase2, ref coarse);
            }

            T noise = T.Fma(T.Broadcast(deviation), u, T.Broadcast(mean));
            fine.Store(0, noise, samples[offset..]);
            coarse.Store(1, noise, samples[offset..]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T NextPhase(T word, ref T u)
    {
        Variates.NormalPair(word, out T first, out T second);
        return phases.Next(first, second, ref u);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Step(in FreePropagator<T> halfStep, T phase, ref BlochLanes<T> v)
    {
        halfStep.Apply(ref v);
        v.Rotate(phase);
        halfStep.Apply(ref v);
    }
}
