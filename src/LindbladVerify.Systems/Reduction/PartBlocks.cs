using System.Collections.Concurrent;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Reduction;

/// <summary>What a fixed operator is a part of.</summary>
internal enum PartRole
{
    /// <summary>Of H.</summary>
    Hamiltonian,

    /// <summary>Of what a noise multiplies.</summary>
    Noise,

    /// <summary>Of what an envelope multiplies.</summary>
    Drive,

    /// <summary>A jump operator; its coefficient is the rate.</summary>
    Jump,

    /// <summary>Of an observable.</summary>
    Observable,
}

/// <summary>A fixed operator.</summary>
/// <param name="Role">What it is a part of.</param>
/// <param name="Group">The generator that it belongs to: 0 without noise, then one for each noise and each drive; -1 for none.</param>
/// <param name="Operator">[d, d].</param>
internal record BlockPart(PartRole Role, int Group, Operator Operator);

/// <summary>
/// The invariant blocks of generators that are sums of fixed parts with coefficients: explored once for each set of parts whose coefficients do not vanish, so
/// that a point costs sums of sparse matrices. Safe to use from several threads.
/// </summary>
/// <param name="space">The sites.</param>
/// <param name="parts">The parts, at most <see cref="MostParts"/>.</param>
/// <param name="groups">Number of generators: one, and one for each noise and each drive.</param>
/// <param name="limit">Largest block to explore before giving up.</param>
internal sealed class PartBlocks(HilbertSpace space, IReadOnlyList<BlockPart> parts, int groups, int limit)
{
    /// <summary>Most parts.</summary>
    public const int MostParts = 63;

    private readonly ConcurrentDictionary<ulong, Lazy<Explored?>> known = new();

    /// <summary>The block of the parts that are present.</summary>
    /// <param name="coefficients">One for each part.</param>
    /// <param name="fits">Asked before a block is explored: whether it is one of what is wanted; null for yes.</param>
    /// <returns>The block; null where it does not fit, or is larger than the limit.</returns>
    public Explored? Of(double[] coefficients, Func<bool>? fits = null)
    {
        ulong present = 0;
        for (int k = 0; k < coefficients.Length; k++)
        {
            present |= coefficients[k] != 0 ? 1UL << k : 0;
        }

        return known.TryGetValue(present, out Lazy<Explored?>? found) ? found.Value : known.GetOrAdd(present, _ => new Lazy<Explored?>(() => Explore(present, fits))).Value;
    }

    private Explored? Explore(ulong present, Func<bool>? fits)
    {
        try
        {
            return fits?.Invoke() is false ? null : new Explored(space, parts, [.. Enumerable.Range(0, parts.Count).Where(k => (present >> k & 1) != 0)], groups, limit);
        }
        catch (BlockTooLargeException)
        {
            // Parts may cancel at the point itself.
            return null;
        }
    }

    /// <summary>The block of one set of parts.</summary>
    internal sealed class Explored
    {
        private readonly SplitBlock block;
        private readonly (int[] Parts, SparseSum Sum)[] sums;

        public Explored(HilbertSpace space, IReadOnlyList<BlockPart> parts, int[] kept, int groups, int limit)
        {
            int[] commutators = [.. kept.Where(k => parts[k].Role is PartRole.Hamiltonian or PartRole.Noise or PartRole.Drive)];
            int[] jumps = [.. kept.Where(k => parts[k].Role == PartRole.Jump)];
            Operator[] Operators(IEnumerable<int> which) => [.. which.Select(k => parts[k].Operator)];
            block = SplitBlock.Of(space, Operators(commutators), Operators(jumps), Operators(kept.Where(k => parts[k].Role == PartRole.Observable)), limit);
            int[] maps = [.. commutators, .. jumps];
            sums =
            [
                .. Enumerable.Range(0, groups).Select(group =>
                {
                    int[] places = [.. Enumerable.Range(0, maps.Length).Where(m => parts[maps[m]].Group == group)];
                    return (Array.ConvertAll(places, m => maps[m]), new SparseSum(block.Dimension, [.. places.Select(m => block.Generators[m])]));
                }),
            ];
        }

        /// <summary>The product operators of the space.</summary>
        public ProductBasis Basis => block.Basis;

        /// <summary>Those of the block.</summary>
        public BlockCoordinates Codes => block.Codes;

        /// <summary>The product operators and the generator of each group at a point.</summary>
        /// <param name="coefficients">One for each part.</param>
        /// <param name="seen">The coordinates of the observables in the block.</param>
        public (BlockCoordinates Codes, SparseMatrix<double>[] Generators) At(double[] coefficients, Func<IEnumerable<double[]>> seen)
        {
            bool cancelled = false;
            var generators = new SparseMatrix<double>[sums.Length];
            for (int group = 0; group < sums.Length; group++)
            {
                generators[group] = sums[group].Sum.At(Array.ConvertAll(sums[group].Parts, k => coefficients[k]), ref cancelled);
            }

            // What cancelled may have been all that led to a part of the block.
            return cancelled && Reached(seen(), generators) is { } kept
                ? (block.Codes.Part(kept), Array.ConvertAll(generators, g => g.Submatrix(kept, kept)))
                : (block.Codes, generators);
        }

        /// <summary>The coordinates that observables still depend on, ascending; null where they are all.</summary>
        private int[]? Reached(IEnumerable<double[]> rows, SparseMatrix<double>[] generators)
        {
            bool[] reached = new bool[block.Dimension];
            var waiting = new Stack<int>();
            SparseMatrix<double>[] transposed = Array.ConvertAll(generators, g => g.Transpose());
            foreach (double[] row in rows)
            {
                for (int k = 0; k < row.Length; k++)
                {
                    if (row[k] != 0)
                    {
                        Visit(k);
                    }
                }
            }

            while (waiting.TryPop(out int k))
            {
                foreach (SparseMatrix<double> g in transposed)
                {
                    foreach (int next in g.RowIndices[g.ColumnStarts[k]..g.ColumnStarts[k + 1]])
                    {
                        Visit(next);
                    }
                }
            }

            return Array.TrueForAll(reached, r => r) ? null : [.. Enumerable.Range(0, reached.Length).Where(k => reached[k])];

            void Visit(int k)
            {
                foreach (int index in (ReadOnlySpan<int>)[k, block.Codes.Partner(k)])
                {
                    if (!reached[index])
                    {
                        reached[index] = true;
                        waiting.Push(index);
                    }
                }
            }
        }
    }
}

/// <summary>The invariant blocks of models that are the same operators with other coefficients. Safe to use from several threads.</summary>
internal sealed class TermBlocks
{
    private readonly ModelTerms terms;
    private readonly IReadOnlyList<Operator> observables;
    private readonly Operator[] remembered;
    private readonly int parts;
    private readonly PartBlocks blocks;
    private readonly ConcurrentDictionary<BlockCoordinates, (Operator, double[])[]> coordinates = new(ReferenceEqualityComparer.Instance);

    /// <summary>Nothing is explored yet.</summary>
    /// <param name="terms">The operators; as many as fit into <see cref="PartBlocks.MostParts"/>.</param>
    /// <param name="observables">Hermitian operators [d, d] from which blocks are explored.</param>
    /// <param name="others">Hermitian operators whose coordinates will be asked for.</param>
    public TermBlocks(ModelTerms terms, IReadOnlyList<Operator> observables, params IReadOnlyList<Operator> others)
    {
        (this.terms, this.observables, remembered) = (terms, observables, [.. observables, .. others]);
        BlockPart[] all =
        [
            .. terms.Hamiltonian.Select(a => new BlockPart(PartRole.Hamiltonian, 0, a)),
            .. terms.Noise.Select(a => new BlockPart(PartRole.Noise, 1, a)),
            .. terms.Jumps.Select(a => new BlockPart(PartRole.Jump, 0, a)),
            .. observables.Select(a => new BlockPart(PartRole.Observable, -1, a)),
        ];
        parts = all.Length;
        blocks = new PartBlocks(terms.Space, all, terms.Noise.Count > 0 ? 2 : 1, int.MaxValue);
    }

    /// <summary>The block of one model.</summary>
    /// <param name="coefficients">One for each operator.</param>
    /// <param name="process">The noise; null for models without one.</param>
    public InvariantBlock At(ModelCoefficients coefficients, NoiseProcess? process = null)
    {
        double[] all = new double[parts];
        coefficients.Hamiltonian.CopyTo(all, 0);
        coefficients.Noise.CopyTo(all, coefficients.Hamiltonian.Length);
        coefficients.Rates.CopyTo(all, coefficients.Hamiltonian.Length + coefficients.Noise.Length);
        Array.Fill(all, 1, parts - observables.Count, observables.Count);
        PartBlocks.Explored explored = blocks.Of(all)!;
        (BlockCoordinates codes, SparseMatrix<double>[] generators) = explored.At(all, () => observables.Select(explored.Codes.Of));
        return new InvariantBlock(terms.Space.Dimension, process is null ? [] : [new NoiseCoupling(terms.Noise[0], process)], explored.Basis, codes, generators[0], generators[1..])
        {
            Known = ReferenceEquals(codes, explored.Codes) ? coordinates.GetOrAdd(codes, c => Array.ConvertAll(remembered, a => (a, c.Of(a)))) : [],
        };
    }
}
