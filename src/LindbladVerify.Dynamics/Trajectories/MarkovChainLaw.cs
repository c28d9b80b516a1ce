namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>A continuous-time Markov chain on finitely many noise values, started from its stationary law.</summary>
public sealed class MarkovChainLaw
{
    /// <summary>Builds a chain.</summary>
    /// <param name="values">Noise value of each state.</param>
    /// <param name="rates">rates[i, j], i ≠ j: rate of i → j in 1/s, not negative; the diagonal is ignored.</param>
    /// <exception cref="ArgumentException">Shapes differ, a rate is negative or not finite, or the stationary law is not unique.</exception>
    public MarkovChainLaw(IReadOnlyList<double> values, double[,] rates)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(rates);
        int n = values.Count;
        if (n < 1 || rates.GetLength(0) != n || rates.GetLength(1) != n)
        {
            throw new ArgumentException($"values has {n} entries and rates is {rates.GetLength(0)}x{rates.GetLength(1)}; a chain of n >= 1 states needs n values and n x n rates.", nameof(rates));
        }

        double[,] copy = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                if (i != j && !(rates[i, j] >= 0 && double.IsFinite(rates[i, j])))
                {
                    throw new ArgumentException($"rates[{i}, {j}] = {rates[i, j]} is not allowed; it must be finite and not negative.", nameof(rates));
                }

                copy[i, j] = i == j ? 0 : rates[i, j];
            }
        }

        Values = [.. values];
        Rates = copy;
        Stationary = StationaryLaw(copy);
    }

    /// <summary>Noise value of each state.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Stationary probability of each state.</summary>
    public IReadOnlyList<double> Stationary { get; }

    /// <summary>Rates i → j, zero on the diagonal.</summary>
    internal double[,] Rates { get; }

    /// <summary>Rate of leaving a state, 1/s.</summary>
    public double ExitRate(int state)
    {
        double sum = 0;
        for (int j = 0; j < Values.Count; j++)
        {
            sum += Rates[state, j];
        }

        return sum;
    }

    /// <summary>The same jumps between the values in reverse order: for a law symmetric about its mean, the mirror image of every path.</summary>
    internal MarkovChainLaw Mirrored() => new([.. Values.Reverse()], Rates);

    /// <summary>The two-valued electron or symmetric telegraph, or the lumped chain of N identical ones (state = number of
    /// telegraphs in their upper value; lumping is exact because they are exchangeable).</summary>
    /// <param name="noise">Any noise but Ornstein–Uhlenbeck.</param>
    /// <param name="polarization">Mean P.</param>
    /// <param name="electronRate">Correlation decay rate Γc, 1/s.</param>
    /// <exception cref="ArgumentException">The noise is Gaussian.</exception>
    public static MarkovChainLaw Of(PairNoise noise, double polarization, double electronRate)
    {
        ArgumentNullException.ThrowIfNull(noise);
        double P = polarization, q = Math.Sqrt(Math.Max(0, (1 - P) * (1 + P)));
        (double upper, double lower, double up) = noise.Kind switch
        {
            PairNoiseKind.ElectronTelegraph or PairNoiseKind.ElectronFluctuators => (1.0, -1.0, (1 + P) / 2),
            PairNoiseKind.SymmetricTelegraph or PairNoiseKind.SymmetricFluctuators => (P + q, P - q, 0.5),
            _ => throw new ArgumentException($"{noise} has no finite set of values.", nameof(noise)),
        };
        int n = noise.Fluctuators;
        double[] values = new double[n + 1];
        double[,] rates = new double[n + 1, n + 1];
        for (int m = 0; m <= n; m++)
        {
            values[m] = P + (((m * (upper - P)) + ((n - m) * (lower - P))) / Math.Sqrt(n));
            if (m < n)
            {
                rates[m, m + 1] = (n - m) * electronRate * up;
                rates[m + 1, m] = (m + 1) * electronRate * (1 - up);
            }
        }

        return new MarkovChainLaw(values, rates);
    }

    /// <summary>Grassmann, Taksar and Heyman's elimination, which subtracts nothing (doi:10.1287/opre.33.5.1107).</summary>
    private static double[] StationaryLaw(double[,] rates)
    {
        int n = rates.GetLength(0);
        int[] order = RecurrentFirst(rates);
        double[,] q = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                q[i, j] = rates[order[i], order[j]];
            }
        }

        double[] exits = new double[n];
        for (int k = n - 1; k > 0; k--)
        {
            for (int j = 0; j < k; j++)
            {
                exits[k] += q[k, j];
            }

            if (exits[k] == 0)
            {
                throw new ArgumentException("rates leave more than one closed set of states; the stationary law must be unique.", nameof(rates));
            }

            for (int i = 0; i < k; i++)
            {
                for (int j = 0; j < k; j++)
                {
                    q[i, j] += i == j ? 0 : q[i, k] * q[k, j] / exits[k];
                }
            }
        }

        double[] weights = new double[n];
        weights[0] = 1;
        double total = 1;
        for (int k = 1; k < n; k++)
        {
            for (int i = 0; i < k; i++)
            {
                weights[k] += weights[i] * q[i, k] / exits[k];
            }

            total += weights[k];
        }

        double[] law = new double[n];
        for (int k = 0; k < n; k++)
        {
            law[order[k]] = weights[k] / total;
        }

        return law;
    }

    /// <summary>An order of the states that starts in a closed set, so that elimination never meets a state without exit.</summary>
    private static int[] RecurrentFirst(double[,] rates)
    {
        int n = rates.GetLength(0);
        bool[] reached = Reach(rates, 0);
        int root = 0;
        for (int i = 1; i < n; i++)
        {
            // A state reached from the root that cannot return to it lies nearer to a closed set.
            if (reached[i] && !Reach(rates, i)[root])
            {
                (root, reached, i) = (i, Reach(rates, i), 0);
            }
        }

        return [.. Enumerable.Range(0, n).OrderBy(i => i == root ? 0 : reached[i] ? 1 : 2)];
    }

    private static bool[] Reach(double[,] rates, int start)
    {
        bool[] seen = new bool[rates.GetLength(0)];
        Stack<int> open = new([start]);
        seen[start] = true;
        while (open.TryPop(out int i))
        {
            for (int j = 0; j < seen.Length; j++)
            {
                if (!seen[j] && rates[i, j] > 0)
                {
                    seen[j] = true;
                    open.Push(j);
                }
            }
        }

        return seen;
    }
}
