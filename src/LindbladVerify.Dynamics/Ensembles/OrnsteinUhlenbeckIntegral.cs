using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Gaussian noise: value and integral from their exact joint law, four normals to a Philox block.</summary>
internal sealed unsafe class OrnsteinUhlenbeckIntegral<T>(OrnsteinUhlenbeckNoise law, StreamKey key, int capacity) : INoiseIntegral
    where T : struct, ILanes<T>
{
    private const int Rows = 6;
    private readonly LaneKey<T> key = new(key);
    private readonly double[] memory = GC.AllocateUninitializedArray<double>(Rows * capacity, pinned: true);
    private double length = double.NaN;
    private OrnsteinUhlenbeckPhases<T> step;
    private long first;
    private int count;

    public void Start(long first, int count)
    {
        (this.first, this.count) = (first, count);
        Draw(0);
        BatchDraws.NormalPairs<T>(Row(1), count, Row(3), Row(0), Row(4));
    }

    public void Next(long step, double length, Span<double> integrals)
    {
        if (length != this.length)
        {
            this.step = new OrnsteinUhlenbeckPhases<T>(law, 1, length, mirrored: false);
            this.length = length;
        }

        if (step % 2 == 0)
        {
            Draw(checked((uint)(1 + (step / 2))));
        }

        BatchDraws.NormalPairs<T>(Row(step % 2 == 0 ? 1 : 2), count, Row(3), Row(4), Row(5));
        double* value = Row(0), normal1 = Row(4), normal2 = Row(5);
        fixed (double* target = integrals)
        {
            for (int i = 0; i < count; i += T.Count)
            {
                T u = T.Load(value + i);
                T.Store(this.step.Next(T.Load(normal1 + i), T.Load(normal2 + i), ref u), target + i);
                T.Store(u, value + i);
            }
        }
    }

    private void Draw(uint draw) => BatchDraws.Words<T>(key, first, draw, count, Row(1), Row(2));

    /// <summary>Rows: value, first and second words, radius, two normals.</summary>
    private double* Row(int row) => (double*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref memory[0]) + (row * capacity);
}
