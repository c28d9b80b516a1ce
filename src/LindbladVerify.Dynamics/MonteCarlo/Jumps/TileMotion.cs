using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>
/// Taylor series of exp(A t) ψ in pieces with |A| t ≤ 3, each to rounding, for eight state vectors at once, every one with a time and
/// noise values of its own; needs products with sparse matrices only and two further tiles. Keeps scratch space, so one instance serves
/// one thread.
/// </summary>
/// <remarks>
/// A jump time is found by Newton steps on the logarithm of the squared norm, whose derivative is −⟨Σ γ L†L⟩, from a cubic through
/// both ends of its bracket: the vector is moved once to where the cubic says and then by what is missing, some 1e-6 of the piece.
/// </remarks>
internal sealed class TileMotion<T>
    where T : struct, ILanes<T>
{
    private const int Lanes = StateTile.Lanes;
    private const double LargestPiece = 3;
    private const int LargestDegree = 60;
    private const double TimeTolerance = 1e-11;
    private const int MostTrials = 100;
    private readonly JumpSystem system;
    private readonly StateOperator[] generators;
    private readonly double[] weights;
    private readonly double[] pieces = new double[Lanes], piece = new double[Lanes], position = new double[Lanes];
    private readonly double[] low = new double[Lanes], high = new double[Lanes], width = new double[Lanes], trial = new double[Lanes];
    private readonly bool[] open = new bool[Lanes];
    private StateTile term;
    private StateTile next;

    public TileMotion(JumpSystem system)
    {
        this.system = system;
        generators = [system.Effective, .. system.Noise];
        weights = new double[generators.Length * Lanes];
        (term, next) = (new StateTile(system.Dimension), new StateTile(system.Dimension));
    }

    /// <summary>Tiles that an instance holds.</summary>
    public const int Tiles = 2;

    /// <summary>ψ → exp(−i angle O) ψ for every vector.</summary>
    public void Rotate(StateTile tile, StateOperator generator, double angle)
    {
        int number = Math.Max(1, (int)Math.Ceiling(Math.Abs(angle) * generator.Norm / 2));
        Span<double> angles = stackalloc double[Lanes];
        for (int k = 0; k < number; k++)
        {
            angles.Fill(angle / number);
            Sum(tile, [generator], angles);
        }
    }

    /// <summary>Moves vectors until a jump, at most for their windows; sets what passed and which of them jump.</summary>
    public void Follow(TileTask task)
    {
        Span<double> norms = stackalloc double[Lanes], decays = stackalloc double[Lanes], after = stackalloc double[Lanes], decaysAfter = stackalloc double[Lanes], steps = stackalloc double[Lanes];
        Measure(task.Tile, norms, decays);
        bool moving = false;
        for (int s = 0; s < Lanes; s++)
        {
            (open[s], pieces[s], position[s], task.Passed[s], task.Jumps[s]) = (false, 0, 0, 0, false);
            if (task.Trajectories[s] < 0)
            {
                continue;
            }

            if (norms[s] < task.Thresholds[s])
            {
                task.Jumps[s] = true;
            }
            else if (task.Ends[s])
            {
                Bracket(task, s, task.Windows[s], norms[s], decays[s], task.EndNorms[s], task.EndDecays[s]);
            }
            else
            {
                pieces[s] = Math.Max(1, Math.Ceiling(GeneratorNorm(task.Values, s) * task.Windows[s] / LargestPiece));
                piece[s] = task.Windows[s] / pieces[s];
                moving = true;
            }
        }

        while (moving)
        {
            for (int s = 0; s < Lanes; s++)
            {
                steps[s] = pieces[s] > 0 ? piece[s] : 0;
            }

            Move(task.Tile, steps, task.Values);
            Measure(task.Tile, after, decaysAfter);
            moving = false;
            for (int s = 0; s < Lanes; s++)
            {
                if (pieces[s] > 0 && after[s] < task.Thresholds[s])
                {
                    pieces[s] = 0;
                    position[s] = piece[s];
                    Bracket(task, s, piece[s], norms[s], decays[s], after[s], decaysAfter[s]);
                }
                else if (pieces[s] > 0)
                {
                    task.Passed[s] = --pieces[s] > 0 ? task.Passed[s] + piece[s] : task.Windows[s];
                    moving |= pieces[s] > 0;
                }
            }

            after.CopyTo(norms);
            decaysAfter.CopyTo(decays);
        }

        FindJumps(task);
    }

    /// <summary>A jump between the ends of a piece, and a first guess of its time: a cubic for the time as a function of the logarithm of the norm.</summary>
    private void Bracket(TileTask task, int s, double length, double norm, double decay, double endNorm, double endDecay)
    {
        (open[s], low[s], high[s], width[s]) = (true, 0, length, length);
        double first = Math.Log(norm / task.Thresholds[s]), last = Math.Log(endNorm / task.Thresholds[s]);
        double u = first / (first - last), v = 1 - u;
        double cubic = (u * u * (3 - (2 * u)) * length) + ((first - last) * u * v * ((v * norm / decay) - (u * endNorm / endDecay)));
        trial[s] = cubic > 0 && cubic < length ? cubic : u > 0 && u < 1 ? u * length : length / 2;
    }

    private void FindJumps(TileTask task)
    {
        Span<double> norms = stackalloc double[Lanes], decays = stackalloc double[Lanes], steps = stackalloc double[Lanes];
        for (int k = 0; k < MostTrials && open.AsSpan().Contains(true); k++)
        {
            for (int s = 0; s < Lanes; s++)
            {
                steps[s] = open[s] ? trial[s] - position[s] : 0;
            }

            Move(task.Tile, steps, task.Values);
            Measure(task.Tile, norms, decays);
            for (int s = 0; s < Lanes; s++)
            {
                if (!open[s])
                {
                    continue;
                }

                position[s] = trial[s];
                double above = Math.Log(norms[s] / task.Thresholds[s]);
                (low[s], high[s]) = above > 0 ? (trial[s], high[s]) : (low[s], trial[s]);
                if (Math.Abs(above) <= TimeTolerance || high[s] - low[s] <= TimeTolerance * width[s] || k == MostTrials - 1)
                {
                    open[s] = false;
                    task.Jumps[s] = true;
                    task.Passed[s] += trial[s];
                }
                else
                {
                    double newton = trial[s] + (above * norms[s] / decays[s]);
                    trial[s] = newton > low[s] && newton < high[s] ? newton : (low[s] + high[s]) / 2;
                }
            }
        }
    }

    /// <summary>⟨ψ|ψ⟩, and how fast it falls.</summary>
    private void Measure(StateTile tile, Span<double> norms, Span<double> decays)
    {
        TileOperations<T>.SquaredNorms(tile, norms);
        TileOperations<T>.Expectations(system.Decay, tile, decays);
    }

    private double GeneratorNorm(ReadOnlySpan<double> values, int s)
    {
        double sum = system.Effective.Norm;
        for (int k = 0; k < system.Noise.Length; k++)
        {
            sum += Math.Abs(values[(k * Lanes) + s]) * system.Noise[k].Norm;
        }

        return sum;
    }

    /// <summary>ψ → exp(−i (H_eff + Σ ξ_k O_k) t) ψ with a time t of each vector, of either sign.</summary>
    private void Move(StateTile tile, ReadOnlySpan<double> times, ReadOnlySpan<double> values)
    {
        times.CopyTo(weights);
        for (int k = 0; k < system.Noise.Length; k++)
        {
            for (int s = 0; s < Lanes; s++)
            {
                weights[((k + 1) * Lanes) + s] = times[s] * values[(k * Lanes) + s];
            }
        }

        Sum(tile, generators, weights);
    }

    /// <summary>ψ → exp(−i Σ w_k A_k) ψ. A vector whose series has ended gets terms of zero, whatever its neighbours need.</summary>
    private void Sum(StateTile tile, ReadOnlySpan<StateOperator> operators, Span<double> weights)
    {
        Span<double> limits = stackalloc double[Lanes], norms = stackalloc double[Lanes], factors = stackalloc double[Lanes];
        TileOperations<T>.SquaredNorms(tile, limits);
        StateTile source = tile;
        for (int degree = 1; degree <= LargestDegree; degree++)
        {
            for (int k = 0; k < operators.Length; k++)
            {
                ReadOnlySpan<double> own = weights.Slice(k * Lanes, Lanes);
                if (k > 0 && !own.ContainsAnyExcept(0.0))
                {
                    continue;
                }

                for (int s = 0; s < Lanes; s++)
                {
                    factors[s] = own[s] / degree;
                }

                TileOperations<T>.Apply(operators[k], factors, source, next, add: k > 0);
            }

            (term, next) = (next, term);
            source = term;
            TileOperations<T>.Add(term, tile, norms);
            bool goOn = false;
            for (int s = 0; s < Lanes; s++)
            {
                if (norms[s] > 1e-32 * limits[s])
                {
                    goOn = true;
                    continue;
                }

                for (int k = 0; k < operators.Length; k++)
                {
                    weights[(k * Lanes) + s] = 0;
                }
            }

            if (!goOn)
            {
                return;
            }
        }
    }
}

/// <summary>Trajectories that share a tile for a while, and what is asked of their motion.</summary>
internal sealed class TileTask(int noises)
{
    private const int Lanes = StateTile.Lanes;

    /// <summary>The vectors.</summary>
    public StateTile Tile { get; set; } = null!;

    /// <summary>Trajectory of each place; -1 for none, or one that does not take part.</summary>
    public int[] Trajectories { get; } = new int[Lanes];

    /// <summary>ξ_k of every noise, then of every drive, [k][place].</summary>
    public double[] Values { get; } = new double[noises * Lanes];

    /// <summary>Squared norms at which jumps happen.</summary>
    public double[] Thresholds { get; } = new double[Lanes];

    /// <summary>Longest times, s.</summary>
    public double[] Windows { get; } = new double[Lanes];

    /// <summary>Whether a jump is known to happen within the window, and the squared norm at its end with its decay, 1/s.</summary>
    public bool[] Ends { get; } = new bool[Lanes];

    /// <inheritdoc cref="Ends"/>
    public double[] EndNorms { get; } = new double[Lanes];

    /// <inheritdoc cref="Ends"/>
    public double[] EndDecays { get; } = new double[Lanes];

    /// <summary>Answer: times that passed, s.</summary>
    public double[] Passed { get; } = new double[Lanes];

    /// <summary>Answer: whether the threshold was reached.</summary>
    public bool[] Jumps { get; } = new bool[Lanes];
}
