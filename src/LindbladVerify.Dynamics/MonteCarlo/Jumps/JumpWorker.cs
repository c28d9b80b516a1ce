using System.Numerics;
using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>
/// The state vectors of a block of trajectories, in tiles of eight, and the random numbers of their jumps; owned by one thread. Whole
/// tiles move where they are; trajectories that are left over after jumps and flips are packed into one. Neither shows in the result.
/// </summary>
internal sealed class JumpWorker<T>
    where T : struct, ILanes<T>
{
    private const int Lanes = StateTile.Lanes;

    /// <summary>With fewer members than this a tile is not worth moving as a whole.</summary>
    private const int FewestInPlace = 5;

    private readonly JumpSystem system;
    private readonly StreamKey key;
    private readonly double slack;
    private readonly TileMotion<T> motion;
    private readonly JumpChannels<T> channels;
    private readonly TileTask task;
    private readonly StateTile[] tiles;
    private readonly StateTile packed;
    private readonly RandomStream[] streams;
    private readonly double[] thresholds, windows, endNorms, endDecays, samples;
    private readonly bool[] ends, climbed;
    private readonly int[] chosen, all, group, rest;
    private readonly Action<int> leap, follow;
    private readonly Complex[] drawn;
    private StateTile spare;
    private DensePanels? rung;
    private double rungLength;
    private int count;

    /// <param name="system">The model.</param>
    /// <param name="key">Streams of initial states, jump times and jump channels.</param>
    /// <param name="capacity">Largest block, a multiple of eight.</param>
    /// <param name="slack">Times no longer than this are rounding, s.</param>
    public JumpWorker(JumpSystem system, StreamKey key, int capacity, double slack)
    {
        (this.system, this.key, this.slack) = (system, key, slack);
        (motion, channels, task) = (new TileMotion<T>(system), new JumpChannels<T>(system), new TileTask(system.Noise.Length));
        tiles = [.. Enumerable.Range(0, capacity / Lanes).Select(_ => new StateTile(system.Dimension))];
        (packed, spare) = (new StateTile(system.Dimension), new StateTile(system.Dimension));
        streams = new RandomStream[capacity];
        (thresholds, windows, endNorms, endDecays) = (new double[capacity], new double[capacity], new double[capacity], new double[capacity]);
        (ends, climbed) = (new bool[capacity], new bool[capacity]);
        (chosen, all, group, rest) = (new int[capacity], new int[capacity], new int[capacity], new int[capacity]);
        (leap, follow) = (Leap, Follow);
        (Times, States, Values) = (new double[capacity], new int[capacity], new double[capacity * system.Noise.Length]);
        samples = new double[Math.Max(1, system.Observables.Length) * capacity];
        drawn = new Complex[system.Dimension];
    }

    /// <summary>State vectors that a worker holds.</summary>
    /// <param name="capacity">Largest block.</param>
    public static int Vectors(int capacity) => capacity + (Lanes * (2 + TileMotion<T>.Tiles)) + 1 + JumpChannels<T>.Vectors;

    /// <summary>Times that trajectories are to pass, s; zero after <see cref="Advance"/>.</summary>
    public double[] Times { get; }

    /// <summary>Joint state of the noises of each trajectory, where there are stored propagators.</summary>
    public int[] States { get; }

    /// <summary>ξ_k of every noise, then of every drive, [k][trajectory], constant while <see cref="Times"/> pass.</summary>
    public double[] Values { get; }

    /// <summary>Begins trajectories first … first + count − 1 with drawn initial states.</summary>
    public void Begin(InitialMixture initial, long first, int count)
    {
        this.count = count;
        for (int i = 0; i < thresholds.Length; i++)
        {
            Times[i] = 0;
            if (i >= count)
            {
                tiles[i / Lanes].Clear(i % Lanes);
                continue;
            }

            streams[i] = new RandomStream(key, first + i);
            initial.Draw(ref streams[i], drawn);
            tiles[i / Lanes].Write(i % Lanes, drawn, 1);
            thresholds[i] = DrawThreshold(i);
        }
    }

    /// <summary>Lets every trajectory pass its time at constant noise, with all jumps on the way.</summary>
    /// <param name="ladders">Stored propagators of each state of the noises; null for series alone.</param>
    public void Advance(Func<int, NoJumpPowers>? ladders)
    {
        for (int number = Choose(Times, slack); number > 0; number = Choose(Times, slack))
        {
            for (int k = 0; k < number; k++)
            {
                (windows[chosen[k]], ends[chosen[k]], climbed[chosen[k]]) = (Times[chosen[k]], false, false);
            }

            if (ladders is not null)
            {
                Climb(number, ladders);
                number = Choose(windows, slack);
            }

            ForTiles(number, follow);
        }
    }

    /// <summary>Rotates all trajectories.</summary>
    public void Rotate(int rotation)
    {
        for (int q = 0; q * Lanes < count; q++)
        {
            motion.Rotate(tiles[q], system.Rotations[rotation].Operator, system.Rotations[rotation].Angle);
        }
    }

    /// <summary>Expectation values, one row per observable, as far apart as the largest block is long.</summary>
    public double[] Measure()
    {
        Span<double> norms = stackalloc double[Lanes], values = stackalloc double[Lanes];
        for (int q = 0; q * Lanes < count; q++)
        {
            TileOperations<T>.SquaredNorms(tiles[q], norms);
            for (int o = 0; o < system.Observables.Length; o++)
            {
                TileOperations<T>.Expectations(system.Observables[o], tiles[q], values);
                for (int s = 0; s < Math.Min(Lanes, count - (q * Lanes)); s++)
                {
                    samples[(o * thresholds.Length) + (q * Lanes) + s] = values[s] / norms[s];
                }
            }
        }

        return samples;
    }

    /// <summary>Collects the trajectories for which a time is longer than a limit.</summary>
    private int Choose(double[] times, double limit)
    {
        int number = 0;
        for (int i = 0; i < count; i++)
        {
            if (times[i] > limit)
            {
                chosen[number++] = i;
            }
        }

        return number;
    }

    /// <summary>Lets the chosen trajectories climb, those in the same state of the noises together.</summary>
    private void Climb(int number, Func<int, NoJumpPowers> ladders)
    {
        chosen.AsSpan(0, number).CopyTo(all);
        for (int k = 0; k < number; k++)
        {
            int state = States[all[k]], length = 0;
            for (int l = k; l < number; l++)
            {
                if (!climbed[all[l]] && States[all[l]] == state)
                {
                    group[length++] = all[l];
                    climbed[all[l]] = true;
                }
            }

            if (length > 0)
            {
                Climb(group.AsSpan(0, length), ladders(state));
            }
        }
    }

    /// <summary>
    /// Takes the longest propagators that leave the norms above their thresholds, which is a bisection for jump times; what remains of
    /// the windows is shorter than the shortest of them.
    /// </summary>
    private void Climb(ReadOnlySpan<int> members, NoJumpPowers powers)
    {
        for (int k = powers.Rungs.Count - 1; k >= 0; k--)
        {
            (rung, rungLength) = (powers.Rungs[k], Math.ScaleB(powers.Shortest, k));
            while (true)
            {
                int number = 0;
                foreach (int i in members)
                {
                    if (windows[i] >= rungLength - slack && !(ends[i] && windows[i] <= rungLength + slack))
                    {
                        chosen[number++] = i;
                    }
                }

                if (number == 0)
                {
                    break;
                }

                ForTiles(number, leap);
            }
        }
    }

    /// <summary>One product with a stored propagator for the trajectories of the task; taken back where the norm falls below the threshold.</summary>
    private void Leap(int inPlace)
    {
        Span<double> norms = stackalloc double[Lanes], decays = stackalloc double[Lanes];
        TileOperations<T>.Multiply(rung!, task.Tile, spare);
        TileOperations<T>.SquaredNorms(spare, norms);
        bool whole = inPlace >= 0, measured = false;
        for (int s = 0; s < Lanes; s++)
        {
            int i = task.Trajectories[s];
            if (i < 0)
            {
                whole &= (inPlace * Lanes) + s >= count;
            }
            else if (norms[s] < thresholds[i])
            {
                if (!measured)
                {
                    TileOperations<T>.Expectations(system.Decay, spare, decays);
                    measured = true;
                }

                whole = false;
                (ends[i], windows[i], endNorms[i], endDecays[i]) = (true, rungLength, norms[s], decays[s]);
                task.Trajectories[s] = -1;
            }
            else
            {
                windows[i] -= rungLength;
                Times[i] -= rungLength;
                if (windows[i] <= slack)
                {
                    windows[i] = 0;
                    Times[i] = ends[i] ? Times[i] : 0;
                }
            }
        }

        if (whole)
        {
            (tiles[inPlace], spare) = (spare, tiles[inPlace]);
            return;
        }

        Scatter(spare);
    }

    /// <summary>Series, and jumps where they are due, for the trajectories of the task.</summary>
    private void Follow(int inPlace)
    {
        motion.Follow(task);
        channels.Jump(task, streams);
        for (int s = 0; s < Lanes; s++)
        {
            if (task.Trajectories[s] is >= 0 and int i)
            {
                (Times[i], windows[i]) = (task.Jumps[s] ? Times[i] - task.Passed[s] : 0, 0);
                thresholds[i] = task.Jumps[s] ? DrawThreshold(i) : thresholds[i];
            }
        }

        if (inPlace < 0)
        {
            Scatter(packed);
        }
    }

    /// <summary>Makes tasks of the chosen trajectories, whole tiles where most of a tile takes part.</summary>
    /// <param name="number">How many are chosen, ascending.</param>
    /// <param name="work">Called with the number of the tile; -1 where the vectors are packed into another.</param>
    private void ForTiles(int number, Action<int> work)
    {
        int left = 0;
        for (int from = 0, to; from < number; from = to)
        {
            int q = chosen[from] / Lanes;
            for (to = from + 1; to < number && chosen[to] / Lanes == q;)
            {
                to++;
            }

            if (to - from < Math.Min(FewestInPlace, count - (q * Lanes)))
            {
                chosen.AsSpan(from, to - from).CopyTo(rest.AsSpan(left));
                left += to - from;
                continue;
            }

            task.Trajectories.AsSpan().Fill(-1);
            for (int k = from; k < to; k++)
            {
                Place(chosen[k], chosen[k] % Lanes);
            }

            task.Tile = tiles[q];
            work(q);
        }

        for (int from = 0; from < left; from += Lanes)
        {
            task.Trajectories.AsSpan().Fill(-1);
            for (int k = from; k < Math.Min(from + Lanes, left); k++)
            {
                Place(rest[k], k - from);
                packed.Copy(k - from, tiles[rest[k] / Lanes], rest[k] % Lanes);
            }

            task.Tile = packed;
            work(-1);
        }
    }

    private void Place(int i, int place)
    {
        task.Trajectories[place] = i;
        (task.Thresholds[place], task.Windows[place], task.Ends[place]) = (thresholds[i], windows[i], ends[i]);
        (task.EndNorms[place], task.EndDecays[place]) = (endNorms[i], endDecays[i]);
        for (int k = 0; k < system.Noise.Length; k++)
        {
            task.Values[(k * Lanes) + place] = Values[(k * thresholds.Length) + i];
        }
    }

    /// <summary>The vectors of the task's trajectories go home.</summary>
    private void Scatter(StateTile source)
    {
        for (int s = 0; s < Lanes; s++)
        {
            if (task.Trajectories[s] is >= 0 and int i)
            {
                tiles[i / Lanes].Copy(i % Lanes, source, s);
            }
        }
    }

    private double DrawThreshold(int i) => system.Jumps.Length == 0 ? 0 : streams[i].NextUniform();
}
