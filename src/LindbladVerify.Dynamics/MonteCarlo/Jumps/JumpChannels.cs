using System.Numerics;
using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>Jumps ψ → Lψ/|Lψ| into channels drawn by their rates γ|Lψ|². Keeps scratch space, so one instance serves one thread.</summary>
internal sealed class JumpChannels<T>(JumpSystem system)
    where T : struct, ILanes<T>
{
    private const int Lanes = StateTile.Lanes;
    private readonly double[] weights = new double[system.Jumps.Length * Lanes];
    private readonly Complex[] before = new Complex[system.Dimension];
    private readonly Complex[] after = new Complex[system.Dimension];

    /// <summary>State vectors that an instance holds.</summary>
    public const int Vectors = 2;

    /// <summary>Lets the trajectories of a task jump that have reached their thresholds.</summary>
    /// <param name="task">The task.</param>
    /// <param name="streams">Random numbers of every trajectory of the block.</param>
    public void Jump(TileTask task, RandomStream[] streams)
    {
        if (!task.Jumps.AsSpan().Contains(true))
        {
            return;
        }

        for (int k = 0; k < system.Jumps.Length; k++)
        {
            TileOperations<T>.SquaredNormsAfter(system.Jumps[k].Operator, task.Tile, weights.AsSpan(k * Lanes, Lanes));
        }

        for (int s = 0; s < Lanes; s++)
        {
            if (task.Jumps[s])
            {
                Jump(task.Tile, s, ref streams[task.Trajectories[s]]);
            }
        }
    }

    /// <summary>Where no channel acts, rounding alone reached the threshold, and ψ is normalised.</summary>
    private void Jump(StateTile tile, int place, ref RandomStream stream)
    {
        double total = 0;
        for (int k = 0; k < system.Jumps.Length; k++)
        {
            total += system.Jumps[k].Rate * weights[(k * Lanes) + place];
        }

        tile.Read(place, before);
        Complex[] vector = before;
        if (total > 0)
        {
            system.Jumps[Channel(place, stream.NextUniform() * total)].Operator.Apply(before, after);
            vector = after;
        }

        double norm = 0;
        foreach (Complex value in vector)
        {
            norm += (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
        }

        tile.Write(place, vector, 1 / Math.Sqrt(norm));
    }

    private int Channel(int place, double uniform)
    {
        int channel = 0;
        for (double sum = 0; channel < system.Jumps.Length - 1; channel++)
        {
            sum += system.Jumps[channel].Rate * weights[(channel * Lanes) + place];
            if (uniform <= sum)
            {
                break;
            }
        }

        return channel;
    }
}
