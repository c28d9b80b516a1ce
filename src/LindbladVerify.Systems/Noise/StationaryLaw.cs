namespace LindbladVerify.Systems.Noise;

/// <summary>Stationary populations of a finite Markov chain.</summary>
internal static class StationaryLaw
{
    /// <summary>
    /// State elimination without subtractions: relative accuracy near rounding for any spread of rates.
    /// Source: Grassmann, Taksar, Heyman (1985), doi:10.1287/opre.33.5.1107.
    /// </summary>
    /// <param name="rates">[m, m] jump rates from row to column; the diagonal is ignored.</param>
    /// <returns>[m] populations; zero for states that are left for good.</returns>
    /// <exception cref="ArgumentException">The stationary law is not unique: two sets of states are each never left.</exception>
    public static double[] Of(double[,] rates)
    {
        int[] recurrent = RecurrentStates(rates);
        double[] inside = OfIrreducible(Restrict(rates, recurrent));
        double[] law = new double[rates.GetLength(0)];
        for (int k = 0; k < recurrent.Length; k++)
        {
            law[recurrent[k]] = inside[k];
        }

        return law;
    }

    /// <summary>The single set of states that is never left and within which every state reaches every other.</summary>
    private static int[] RecurrentStates(double[,] rates)
    {
        int m = rates.GetLength(0);
        int[][] reached = [.. Enumerable.Range(0, m).Select(start => ReachedFrom(rates, start))];

        // The states that every state reaches form the only closed class, if there are any.
        int[] common = [.. reached.Aggregate(Enumerable.Range(0, m), (set, next) => set.Intersect(next)).Order()];
        if (common.Length > 0)
        {
            return common;
        }

        int[][] smallest = [.. reached.Where(set => set.All(s => reached[s].Length == set.Length)).DistinctBy(set => set.Min()).Take(2)];
        throw new ArgumentException(
            $"The stationary law of the Markov chain is not unique: the states {{{string.Join(", ", smallest[0])}}} are never left, and neither are {{{string.Join(", ", smallest[1])}}}.",
            nameof(rates));
    }

    private static int[] ReachedFrom(double[,] rates, int start)
    {
        int m = rates.GetLength(0);
        var reached = new SortedSet<int> { start };
        var queue = new Queue<int>([start]);
        while (queue.TryDequeue(out int from))
        {
            for (int to = 0; to < m; to++)
            {
                if (rates[from, to] > 0 && reached.Add(to))
                {
                    queue.Enqueue(to);
                }
            }
        }

        return [.. reached];
    }

    private static double[,] Restrict(double[,] rates, int[] states)
    {
        double[,] restricted = new double[states.Length, states.Length];
        for (int i = 0; i < states.Length; i++)
        {
            for (int j = 0; j < states.Length; j++)
            {
                restricted[i, j] = rates[states[i], states[j]];
            }
        }

        return restricted;
    }

    private static double[] OfIrreducible(double[,] reduced)
    {
        int m = reduced.GetLength(0);
        for (int last = m - 1; last > 0; last--)
        {
            double exit = 0;
            for (int j = 0; j < last; j++)
            {
                exit += reduced[last, j];
            }

            for (int i = 0; i < last; i++)
            {
                reduced[i, last] /= exit;
                for (int j = 0; j < last; j++)
                {
                    reduced[i, j] += i == j ? 0 : reduced[i, last] * reduced[last, j];
                }
            }
        }

        double[] law = new double[m];
        law[0] = 1;
        for (int j = 1; j < m; j++)
        {
            for (int i = 0; i < j; i++)
            {
                law[j] += law[i] * reduced[i, j];
            }

            // Populations may be hundreds of decades apart: keep the largest near 1.
            double scale = Math.Max(1, law[j]);
            for (int i = 0; i <= j; i++)
            {
                law[i] /= scale;
            }
        }

        double sum = law.Sum();
        return Array.ConvertAll(law, p => p / sum);
    }
}
