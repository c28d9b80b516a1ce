namespace LindbladVerify.Systems.Noise;

/// <summary>Stationary populations of a finite Markov chain.</summary>
internal static class StationaryLaw
{
    /// <summary>
    /// State elimination without subtractions: relative accuracy near rounding for any spread of rates.
    /// Source: Grassmann, Taksar, Heyman (1985), doi:10.1287/opre.33.5.1107.
    /// </summary>
    /// <param name="rates">[m, m] jump rates from row to column, zero diagonal.</param>
    /// <exception cref="ArgumentException">The chain does not have a single stationary law that reaches every state.</exception>
    public static double[] Of(double[,] rates)
    {
        int m = rates.GetLength(0);
        double[,] reduced = (double[,])rates.Clone();
        for (int last = m - 1; last > 0; last--)
        {
            double exit = 0;
            for (int j = 0; j < last; j++)
            {
                exit += reduced[last, j];
            }

            if (exit == 0)
            {
                throw new ArgumentException($"State {last} of the Markov chain never returns to the states before it: the stationary law is not unique.", nameof(rates));
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
        double sum = 1;
        for (int j = 1; j < m; j++)
        {
            for (int i = 0; i < j; i++)
            {
                law[j] += law[i] * reduced[i, j];
            }

            sum += law[j];
        }

        return Array.ConvertAll(law, p => p / sum);
    }
}
