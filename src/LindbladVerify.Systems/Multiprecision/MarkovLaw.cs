using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>The stationary law of a chain by elimination of states without subtractions, so that rates may be any number of decades apart.</summary>
/// <param name="names">[m] names that the populations are given.</param>
/// <param name="jumps">Rates, 1/s.</param>
/// <param name="error">A refusal that points into the file.</param>
/// <remarks>Grassmann, Taksar and Heyman, doi:10.1287/opre.33.5.1107.</remarks>
internal sealed class MarkovLaw(string[] names, IReadOnlyList<(int From, int To, Expression Rate)> jumps, Func<string, ModelFileException> error)
{
    /// <summary>Names that the populations are given.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Rates, 1/s.</summary>
    public IReadOnlyList<(int From, int To, Expression Rate)> Jumps => jumps;

    /// <summary>Sets the populations at a point.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stationary law is not unique.</exception>
    public void Bind(PreciseParameters parameters)
    {
        int m = names.Length;
        var rates = new Ball[m, m];
        bool[,] reaches = new bool[m, m];
        foreach ((int from, int to, Expression rate) in jumps)
        {
            Ball value = parameters.Value(rate);
            parameters.NeedsDigits |= value.MayBeZero && !value.Error.IsZero;
            rates[from, to] = value.MayBeZero ? Ball.Exact(BigFloat.Zero) : value;
            reaches[from, to] = !value.MayBeZero;
        }

        int[] recurrent = parameters.NeedsDigits ? [] : Recurrent(reaches);
        Ball[] law = recurrent.Length == 0 ? [] : OfIrreducible(recurrent, rates, parameters.Bits);
        for (int k = 0; k < m; k++)
        {
            int place = Array.IndexOf(recurrent, k);
            parameters.Set(names[k], place < 0 ? Ball.Exact(BigFloat.Zero) : law[place]);
        }
    }

    /// <summary>The states that every state reaches.</summary>
    /// <param name="reaches">[m, m] whether a rate from the one to the other is not 0; becomes whether any number of jumps leads there.</param>
    /// <exception cref="ArgumentOutOfRangeException">The stationary law is not unique.</exception>
    public int[] Recurrent(bool[,] reaches)
    {
        int m = names.Length;
        for (int k = 0; k < m; k++)
        {
            reaches[k, k] = true;
        }

        for (int middle = 0; middle < m; middle++)
        {
            for (int from = 0; from < m; from++)
            {
                for (int to = 0; to < m; to++)
                {
                    reaches[from, to] |= reaches[from, middle] && reaches[middle, to];
                }
            }
        }

        int[] common = [.. Enumerable.Range(0, m).Where(k => Enumerable.Range(0, m).All(from => reaches[from, k]))];
        return common.Length > 0 ? common : throw NotUnique();
    }

    private ArgumentOutOfRangeException NotUnique()
    {
        ModelFileException refusal = error("The stationary law of the Markov chain is not unique: two sets of states are each never left.");
        return new ArgumentOutOfRangeException(refusal.Message, refusal);
    }

    private static Ball[] OfIrreducible(int[] states, Ball[,] rates, int bits)
    {
        int m = states.Length;
        var reduced = new Ball[m, m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                Ball rate = rates[states[i], states[j]];
                reduced[i, j] = rate with { Value = rate.Value.To(bits) };
            }
        }

        for (int last = m - 1; last > 0; last--)
        {
            Ball exit = Ball.Exact(BigFloat.Zero);
            for (int j = 0; j < last; j++)
            {
                exit += reduced[last, j];
            }

            for (int i = 0; i < last; i++)
            {
                reduced[i, last] /= exit;
                for (int j = 0; j < last; j++)
                {
                    reduced[i, j] = i == j ? reduced[i, j] : reduced[i, j] + (reduced[i, last] * reduced[last, j]);
                }
            }
        }

        var law = new Ball[m];
        law[0] = Ball.Exact(BigFloat.One.To(bits));
        Ball sum = law[0];
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
