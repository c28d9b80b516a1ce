using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>A block of trajectories that walk through the states of the noises; owned by one thread.</summary>
internal sealed class FlipWorker
{
    private readonly EnsembleSystem system;
    private readonly NoiseStates states;
    private readonly ChainWalkers[] walkers;
    private readonly int capacity;
    private readonly double[] moving, scratch, moreScratch;
    private readonly double[] dwells, remaining;
    private readonly int[] active, sorted, stateOf, starts;

    public FlipWorker(EnsembleSystem system, NoiseStates states, StreamKey key, int capacity)
    {
        this.system = system;
        this.states = states;
        this.capacity = capacity;
        walkers = [.. states.Jumps.Select((jumps, k) => new ChainWalkers(jumps, key with { Source = k }, capacity))];
        int size = Math.Max(1, system.Order) * capacity;
        (Values, moving, scratch, moreScratch) = (new double[size], new double[size], new double[size], new double[size]);
        (dwells, remaining) = (new double[capacity], new double[capacity]);
        (active, sorted, stateOf) = (new int[capacity], new int[capacity], new int[capacity]);
        starts = new int[states.Number + 1];
    }

    /// <summary>[capacity, n] column-major: coordinates of all blocks, one trajectory to a row.</summary>
    public double[] Values { get; }

    private int Count { get; set; }

    /// <summary>Puts every trajectory at the start, its noises in their stationary law.</summary>
    public void Begin(long first, int count)
    {
        Count = count;
        Array.ForEach(walkers, w => w.Start(first, count));
        int row = 0;
        foreach (double value in system.Blocks.SelectMany(b => b.Initial))
        {
            Values.AsSpan(row++ * capacity, count).Fill(value);
        }
    }

    /// <summary>Lets time pass for every trajectory; false if cancelled.</summary>
    public bool Advance(double time, Lazy<IConstantMotion[]>[] motions, CancellationToken cancellation)
    {
        int number = 0;
        for (int i = 0; i < Count && time > 0; i++)
        {
            remaining[i] = time;
            active[number++] = i;
        }

        while (number > 0)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            Sort(number);
            for (int state = 0; state < states.Number; state++)
            {
                int from = starts[state], to = starts[state + 1];
                if (to > from)
                {
                    Move(motions[state].Value, sorted.AsSpan(from, to - from));
                }
            }

            number = Flip(number);
        }

        return true;
    }

    /// <summary>Rotates every trajectory.</summary>
    public void Rotate(int rotation, IDenseKernels kernels)
    {
        int offset = 0;
        foreach (EnsembleBlock block in system.Blocks)
        {
            int n = block.Order;
            Span<double> values = Values.AsSpan(offset * capacity, n * capacity);
            kernels.Multiply(Transposition.None, Transposition.Transpose, Count, n, n, 1, values, capacity, block.Rotations[rotation], n, 0, moving, capacity);
            moving.AsSpan(0, n * capacity).CopyTo(values);
            offset += n;
        }
    }

    /// <summary>Orders the active trajectories by the joint state of their noises.</summary>
    private void Sort(int number)
    {
        Array.Clear(starts);
        for (int a = 0; a < number; a++)
        {
            stateOf[a] = states.Of(walkers, active[a]);
            starts[stateOf[a] + 1]++;
        }

        for (int s = 0; s < states.Number; s++)
        {
            starts[s + 1] += starts[s];
        }

        for (int a = number - 1; a >= 0; a--)
        {
            // Filled from the end: starts then point at the first of each state.
            sorted[--starts[stateOf[a] + 1]] = active[a];
        }

        for (int s = 0; s < states.Number; s++)
        {
            starts[s] = starts[s + 1];
        }

        starts[states.Number] = number;
    }

    /// <summary>Moves trajectories of one state to their next flip, or to the end of the interval.</summary>
    private void Move(IConstantMotion[] motions, ReadOnlySpan<int> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            dwells[i] = Math.Min(remaining[rows[i]], Earliest(rows[i]).Wait);
        }

        dwells.AsSpan(rows.Length).Clear();
        int offset = 0;
        for (int b = 0; b < motions.Length; b++)
        {
            int n = system.Blocks[b].Order, length = n * capacity;
            Span<double> values = Values.AsSpan(offset * capacity, length), local = moving.AsSpan(0, length);
            Rows.Gather(values, rows, rows.Length, local, n, capacity);
            motions[b].Advance(local, scratch.AsSpan(0, length), moreScratch.AsSpan(0, length), dwells, rows.Length, capacity);
            Rows.Scatter(local, rows, rows.Length, values, n, capacity);
            offset += n;
        }
    }

    /// <summary>Passes the dwells and flips; keeps the trajectories that have time left and returns their number.</summary>
    private int Flip(int number)
    {
        int kept = 0;
        for (int a = 0; a < number; a++)
        {
            int i = active[a];
            (int noise, double wait) = Earliest(i);
            bool flips = wait < remaining[i];
            double dwell = flips ? wait : remaining[i];
            for (int k = 0; k < walkers.Length; k++)
            {
                if (!flips || k != noise)
                {
                    walkers[k].Wait(i, dwell);
                }
            }

            if (flips)
            {
                walkers[noise].Jump(i);
                remaining[i] -= dwell;
                active[kept++] = i;
            }
        }

        return kept;
    }

    /// <summary>The noise that flips first, and when.</summary>
    private (int Noise, double Wait) Earliest(int trajectory)
    {
        int noise = -1;
        double wait = double.PositiveInfinity;
        for (int k = 0; k < walkers.Length; k++)
        {
            double next = walkers[k].Remaining(trajectory);
            if (next < wait)
            {
                (noise, wait) = (k, next);
            }
        }

        return (noise, wait);
    }
}
