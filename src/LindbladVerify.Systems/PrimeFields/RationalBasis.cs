using System.Numerics;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>
/// A basis in which the equations of motion are rational: unknown v_k is measured in units of √g_k. Matrix elements of spins above 1/2 and of oscillators are
/// roots, but in the basis D|m⟩ in which their steps are whole numbers they are not; here the units are found from the entries themselves.
/// </summary>
internal sealed class RationalBasis
{
    private readonly GeneratorStructure structure;
    private readonly BigInteger?[] radicands;

    /// <exception cref="NotAlgebraicException">No such basis exists.</exception>
    public RationalBasis(GeneratorStructure structure)
    {
        this.structure = structure;
        int n = structure.Equations;
        radicands = new BigInteger?[n];
        var neighbours = new List<(int Other, BigInteger Radicand)>[n];
        for (int k = 0; k < n; k++)
        {
            neighbours[k] = [];
        }

        for (int row = 0; row < n; row++)
        {
            for (int e = structure.RowStarts[row]; e < structure.RowStarts[row + 1]; e++)
            {
                BigInteger radicand = Common(structure.Matrix, e, BigInteger.One);
                neighbours[row].Add((structure.Columns[e], radicand));
                neighbours[structure.Columns[e]].Add((row, radicand));
            }
        }

        if (structure.Stationary is { } stationary)
        {
            Connect(stationary, neighbours);
        }

        // Units begin with those in which the observable is rational.
        foreach (int k in Enumerable.Range(0, n).OrderBy(k => structure.Weights.Sum(k).Any() ? 0 : 1))
        {
            Spread(k, neighbours);
        }

        if (structure.Stationary?.Populations.Any(k => !Unit(k).IsOne) == true)
        {
            throw NoBasis();
        }
    }

    /// <summary>The whole number whose root multiplies the observable in these units: 1 where the observable is rational.</summary>
    public BigInteger Scale { get; private set; } = BigInteger.One;

    /// <summary>The factor of an entry of the matrix.</summary>
    public RootSum Matrix(int row, int column) => Root(Unit(column)) * Root(Unit(row)).Inverse()!;

    /// <summary>The factor of an initial value.</summary>
    public RootSum Initial(int k)
    {
        BigInteger own = Common(structure.Start, k, Unit(k));
        BigInteger excess = Squarefree(own, Unit(k));
        if (!excess.IsOne && !Scale.IsOne && excess != Scale)
        {
            throw NoBasis();
        }

        Scale = excess.IsOne ? Scale : excess;
        return (Root(Unit(k)) * Root(excess)).Inverse()!;
    }

    /// <summary>The factor of a weight in the observable.</summary>
    public RootSum Weight(int k) => Root(Unit(k));

    /// <summary>The start of a correlation is rational in the same units.</summary>
    private void Connect(StationaryStart stationary, List<(int Other, BigInteger Radicand)>[] neighbours)
    {
        for (int row = 0; row < neighbours.Length; row++)
        {
            for (int e = stationary.RowStarts[row]; e < stationary.RowStarts[row + 1]; e++)
            {
                foreach (SymbolicEntries entries in new[] { stationary.Even, stationary.Odd }.Where(s => s.Sum(e).Any()))
                {
                    BigInteger radicand = Common(entries, e, BigInteger.One);
                    neighbours[row].Add((stationary.Columns[e], radicand));
                    neighbours[stationary.Columns[e]].Add((row, radicand));
                }
            }
        }
    }

    private BigInteger Unit(int k) => radicands[k]!.Value;

    private void Spread(int first, List<(int Other, BigInteger Radicand)>[] neighbours)
    {
        if (radicands[first] is not null)
        {
            return;
        }

        radicands[first] = Common(structure.Weights, first, BigInteger.One);
        var queue = new Queue<int>([first]);
        while (queue.TryDequeue(out int k))
        {
            foreach ((int other, BigInteger radicand) in neighbours[k])
            {
                BigInteger wanted = Squarefree(Unit(k), radicand);
                if (radicands[other] is null)
                {
                    radicands[other] = wanted;
                    queue.Enqueue(other);
                }
                else if (radicands[other] != wanted)
                {
                    throw NoBasis();
                }
            }
        }
    }

    /// <summary>The radicand that all terms of an entry have.</summary>
    private BigInteger Common(SymbolicEntries entries, int k, BigInteger otherwise)
    {
        BigInteger[] all = [.. entries.Sum(k).Select(t => structure.Table.ConstantAt(t.Constant)).Where(c => !c.IsZero).Select(c => c.Radicand ?? throw NoBasis()).Distinct()];
        return all.Length switch { 0 => otherwise, 1 => all[0], _ => throw NoBasis() };
    }

    /// <summary>The square-free part of a product of square-free numbers.</summary>
    private static BigInteger Squarefree(BigInteger a, BigInteger b)
    {
        var common = BigInteger.GreatestCommonDivisor(a, b);
        return a / common * (b / common);
    }

    private static RootSum Root(BigInteger radicand) => RootSum.Root(new Rational(radicand, 1));

    private static NotAlgebraicException NoBasis() => new("The equations of motion hold irrational constants that no choice of units removes; they are left to sampling.");
}
