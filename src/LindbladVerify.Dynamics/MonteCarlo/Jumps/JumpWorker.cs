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
    private readonly TileTask task;
    private readonly StateTile[] tiles;
    private readonly StateTile packed;
    private readonly RandomStream[] streams;
    private readonly double[] thresholds, windows, endNorms, endDecays, weights, samples;
    private readonly bool[] ends;
    private readonly Complex[] before, after;
    private StateTile spare;
    private int count;

    /// <param name="system">The model.</param>
    /// <param name="key">Streams of initial states, jump times and jump channels.</param>
    /// <param name="capacity">Largest block, a multiple of eight.</param>
    /// <param name="slack">Times no longer than this are rounding, s.</param>
    public JumpWorker(JumpSystem system, StreamKey key, int capacity, double slack)
    {
        (this.system, this.key, this.slack) = (system, key, slack);
        (motion, task) = (new TileMotion<T>(system), new TileTask(system.Noise.Length));
        tiles = [.. Enumerable.Range(0, capacity / Lanes).Select(_ => new StateTile(system.Dimension))];
        (packed, spare) = (new StateTile(system.Dimension), new StateTile(system.Dimension));
        streams = new RandomStream[capacity];
        (thresholds, windows, endNorms, endDecays, ends) = (new double[capacity], new double[capacity], new double[capacity], new double[capacity], new bool[capacity]);
        (Times, States, Values) = (new double[capacity], new int[capacity], new double[capacity * system.Noise.Length]);
        weights = new double[system.Jumps.Length * Lanes];
        samples = new double[Math.Max(1, system.Observables.Length) * capacity];
        (before, after) = (new Complex[system.Dimension], new Complex[system.Dimension]);
    }

    /// <summary>State vectors that a worker holds.</summary>
    /// <param name="capacity">Largest block.</param>
    public static int Vectors(int capacity) => capacity + (Lanes * (2 + TileMotion<T>.Tiles)) + 2;

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
            initial.Draw(ref streams[i], before);
            tiles[i / Lanes].Write(i % Lanes, before, 1);
            thresholds[i] = DrawThreshold(i);
        }
    }

    /// <summary>Lets every trajectory pass its time at constant noise, with all jumps on the way.</summary>
    /// <param name="ladders">Stored propagators of each state of the noises; null for series alone.</param>
    public void Advance(Func<int, NoJumpPowers>? ladders)
    {
        List<int> left = [.. Enumerable.Range(0, count).Where(i => Times[i] > slack)];
        while (left.Count > 0)
        {
            foreach (int i in left)
            {
                (windows[i], ends[i]) = (Times[i], false);
            }

            if (ladders is not null)
            {
                foreach (IGrouping<int, int> group in left.GroupBy(i => States[i]))
                {
                    Climb([.. group], ladders(group.Key));
                }
            }

            ForTiles([.. left.Where(i => windows[i] > slack)], Follow);
            left.RemoveAll(i => Times[i] <= slack);
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

    /// <summary>
    /// Takes the longest propagators that leave the norms above their thresholds, which is a bisection for jump times; what remains of
    /// the windows is shorter than the shortest of them.
    /// </summary>
    private void Climb(List<int> group, NoJumpPowers powers)
    {
        for (int k = powers.Rungs.Count - 1; k >= 0; k--)
        {
            double length = Math.ScaleB(powers.Shortest, k);
            bool Fits(int i) => windows[i] >= length - slack && !(ends[i] && windows[i] <= length + slack);
            for (List<int> set = group.FindAll(Fits); set.Count > 0; set.RemoveAll(i => !Fits(i)))
            {
                ForTiles(set, inPlace => Leap(powers.Rungs[k], length, inPlace));
            }
        }
    }

    /// <summary>One product with a stored propagator for the trajectories of the task; taken back where the norm falls below the threshold.</summary>
    private void Leap(DensePanels propagator, double length, int inPlace)
    {
        Span<double> norms = stackalloc double[Lanes], decays = stackalloc double[Lanes];
        TileOperations<T>.Multiply(propagator, task.Tile, spare);
        TileOperations<T>.SquaredNorms(spare, norms);
        bool all = inPlace >= 0, measured = false;
        for (int s = 0; s < Lanes; s++)
        {
            int i = task.Trajectories[s];
            if (i < 0)
            {
                all &= (inPlace * Lanes) + s >= count;
            }
            else if (norms[s] < thresholds[i])
            {
                if (!measured)
                {
                    TileOperations<T>.Expectations(system.Decay, spare, decays);
                    measured = true;
                }

                all = false;
                (ends[i], windows[i], endNorms[i], endDecays[i]) = (true, length, norms[s], decays[s]);
                task.Trajectories[s] = -1;
            }
            else
            {
                windows[i] -= length;
                Times[i] -= length;
                if (windows[i] <= slack)
                {
                    windows[i] = 0;
                    Times[i] = ends[i] ? Times[i] : 0;
                }
            }
        }

        if (all)
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
        if (task.Jumps.AsSpan().Contains(true))
        {
            Jump();
        }

        for (int s = 0; s < Lanes; s++)
        {
            if (task.Trajectories[s] is >= 0 and int i)
            {
                Times[i] = task.Jumps[s] ? Times[i] - task.Passed[s] : 0;
            }
        }

        if (inPlace < 0)
        {
            Scatter(packed);
        }
    }

    /// <summary>Makes tasks of trajectories, whole tiles where most of a tile takes part.</summary>
    /// <param name="set">Ascending.</param>
    /// <param name="work">Called with the number of the tile; -1 where the vectors are packed into another.</param>
    private void ForTiles(List<int> set, Action<int> work)
    {
        List<int> rest = [];
        for (int from = 0, to; from < set.Count; from = to)
        {
            int q = set[from] / Lanes;
            for (to = from; to < set.Count && set[to] / Lanes == q; to++)
            {
            }

            if (to - from < Math.Min(FewestInPlace, count - (q * Lanes)))
            {
                rest.AddRange(set[from..to]);
                continue;
            }

            task.Trajectories.AsSpan().Fill(-1);
            for (int k = from; k < to; k++)
            {
                Place(set[k], set[k] % Lanes);
            }

            task.Tile = tiles[q];
            work(q);
        }

        for (int from = 0; from < rest.Count; from += Lanes)
        {
            task.Trajectories.AsSpan().Fill(-1);
            for (int k = from; k < Math.Min(from + Lanes, rest.Count); k++)
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

    /// <summary>Chooses channels by their rates and applies them. Where no channel acts, rounding alone reached the threshold.</summary>
    private void Jump()
    {
        for (int k = 0; k < system.Jumps.Length; k++)
        {
            TileOperations<T>.SquaredNormsAfter(system.Jumps[k].Operator, task.Tile, weights.AsSpan(k * Lanes));
        }

        for (int s = 0; s < Lanes; s++)
        {
            if (!task.Jumps[s])
            {
                continue;
            }

            int i = task.Trajectories[s];
            task.Tile.Read(s, before);
            double total = 0;
            for (int k = 0; k < system.Jumps.Length; k++)
            {
                total += system.Jumps[k].Rate * weights[(k * Lanes) + s];
            }

            Complex[] vector = before;
            if (total > 0)
            {
                system.Jumps[Channel(s, streams[i].NextUniform() * total)].Operator.Apply(before, after);
                vector = after;
            }

            double norm = 0;
            foreach (Complex value in vector)
            {
                norm += (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
            }

            task.Tile.Write(s, vector, 1 / Math.Sqrt(norm));
            thresholds[i] = DrawThreshold(i);
        }
    }

    private int Channel(int s, double uniform)
    {
        int channel = 0;
        for (double sum = 0; channel < system.Jumps.Length - 1; channel++)
        {
            sum += system.Jumps[channel].Rate * weights[(channel * Lanes) + s];
            if (uniform <= sum)
            {
                break;
            }
        }

        return channel;
    }

    private double DrawThreshold(int i) => system.Jumps.Length == 0 ? 0 : streams[i].NextUniform();
}
