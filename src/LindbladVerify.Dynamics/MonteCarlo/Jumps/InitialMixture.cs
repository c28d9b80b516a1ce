using System.Numerics;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>
/// A mixed state as a lottery of pure ones. ρ is split into the connected sets of basis states of its own graph; each set is
/// diagonalised, so that a state without coherences is a lottery of basis states. A product state draws one per site.
/// </summary>
internal sealed class InitialMixture
{
    private const int LargestSet = 2048;
    private const double Rounding = 1e-10;
    private readonly Lottery[] factors;

    private InitialMixture(Lottery[] factors) => this.factors = factors;

    /// <summary>The lottery of a density matrix.</summary>
    /// <param name="density">[d, d], Hermitian, without negative eigenvalues.</param>
    /// <param name="what">How messages name it.</param>
    /// <exception cref="ArgumentException">It is not a state, or its coherences join more basis states than can be diagonalised.</exception>
    public static InitialMixture Of(Operator density, string what = "The initial state") => new([new Lottery(density, what)]);

    /// <summary>The lottery of a product of local states, the first one slowest.</summary>
    /// <inheritdoc cref="Of(Operator, string)"/>
    public static InitialMixture OfProduct(IReadOnlyList<Operator> locals) => new([.. locals.Select((l, k) => new Lottery(l, $"Local state {k}"))]);

    /// <summary>Writes a normalised pure state; its average over draws is ρ.</summary>
    public void Draw(ref RandomStream stream, Complex[] state)
    {
        state[0] = 1;
        int length = 1;
        foreach (Lottery factor in factors)
        {
            length = factor.Extend(ref stream, state, length);
        }
    }

    private sealed class Lottery
    {
        private readonly int dimension;
        private readonly List<(double Ceiling, int[] Members, Complex[] Vector)> tickets = [];

        public Lottery(Operator density, string what)
        {
            dimension = density.Dimension;
            double trace = density.Trace().Real;
            if (!density.IsHermitian() || !(trace > 0))
            {
                throw new ArgumentException($"{what} must be Hermitian with positive trace.", nameof(density));
            }

            double sum = 0;
            foreach (int[] members in Sets(density))
            {
                if (members.Length > LargestSet)
                {
                    throw new ArgumentException($"{what} has coherences among {members.Length} basis states; at most {LargestSet} can be diagonalised. Give it as a product of local states.", nameof(density));
                }

                foreach ((double probability, Complex[] vector) in Eigenstates(density, members, trace, what))
                {
                    tickets.Add((sum += probability, members, vector));
                }
            }
        }

        /// <summary>ψ becomes ψ ⊗ φ with a drawn φ, in place; returns the new length.</summary>
        public int Extend(ref RandomStream stream, Complex[] state, int length)
        {
            double uniform = stream.NextUniform() * tickets[^1].Ceiling;
            int low = 0, high = tickets.Count - 1;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = uniform > tickets[middle].Ceiling ? (middle + 1, high) : (low, middle);
            }

            (_, int[] members, Complex[] vector) = tickets[low];
            for (int i = length - 1; i >= 0; i--)
            {
                Complex amplitude = state[i];
                state.AsSpan(i * dimension, dimension).Clear();
                for (int k = 0; k < members.Length; k++)
                {
                    state[(i * dimension) + members[k]] = amplitude * vector[k];
                }
            }

            return length * dimension;
        }

        private static IEnumerable<(double Probability, Complex[] Vector)> Eigenstates(Operator density, int[] members, double trace, string what)
        {
            int n = members.Length;
            if (n == 1)
            {
                yield return (Checked(density[members[0], members[0]].Real / trace, what), [Complex.One]);
                yield break;
            }

            Complex[] block = new Complex[n * n];
            for (int j = 0; j < n; j++)
            {
                for (int i = 0; i < n; i++)
                {
                    block[i + (n * j)] = density[members[i], members[j]] / trace;
                }
            }

            HermitianSpectrum spectrum = HermitianSpectrum.Of(Operator.FromDense(n, block));
            for (int k = 0; k < n; k++)
            {
                double probability = Checked(spectrum.Values[k], what);
                if (probability > 0)
                {
                    Complex[] vector = new Complex[n];
                    for (int i = 0; i < n; i++)
                    {
                        vector[i] = spectrum.Vectors[i, k];
                    }

                    yield return (probability, vector);
                }
            }
        }

        private static double Checked(double probability, string what) => probability >= -Rounding
            ? Math.Max(0, probability)
            : throw new ArgumentException(FormattableString.Invariant($"{what} has the negative probability {probability:G3}; a state of pure states needs none."), nameof(probability));

        private static int[][] Sets(Operator density)
        {
            int[] label = [.. Enumerable.Range(0, density.Dimension)];
            int Root(int i)
            {
                while (label[i] != i)
                {
                    i = label[i] = label[label[i]];
                }

                return i;
            }

            bool[] occupied = new bool[density.Dimension];
            foreach ((int row, int column, _) in density.Matrix.Entries())
            {
                occupied[row] = true;
                int a = Root(row), b = Root(column);
                label[Math.Max(a, b)] = Math.Min(a, b);
            }

            return [.. Enumerable.Range(0, density.Dimension).Where(i => occupied[i]).GroupBy(Root).Select(g => g.ToArray())];
        }
    }
}
