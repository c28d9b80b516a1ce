using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>
/// Strang splitting of dv/dt = (L + Σ ξ_k G_k) v: half a step of L as one matrix product for all trajectories, the rotations of
/// the step, half a step of L. Groups of rotations that do not commute with each other are nested symmetrically: half of the
/// first, …, all of the last, …, half of the first. Neighbouring half steps of L are merged.
/// </summary>
internal sealed unsafe class SplittingMotion<T>
    where T : struct, ILanes<T>
{
    private readonly CommutingRotations[] groups;
    private readonly SplittingBlock[] blocks;
    private readonly (double[] Half, double[] Full)[][] propagators;
    private readonly IDenseKernels kernels;
    private readonly double[][] fullWeights, halfWeights;
    private readonly int order, observables;

    public SplittingMotion(EnsembleSystem system, CommutingRotations[] groups, StepGrid grid, IDenseKernels kernels)
    {
        this.groups = groups;
        this.kernels = kernels;
        observables = system.Observables;
        blocks = new SplittingBlock[system.Blocks.Length];
        for (int b = 0; b < blocks.Length; b++)
        {
            blocks[b] = new SplittingBlock(
                system.Blocks[b], Array.ConvertAll(groups, g => g.Planes[b].Basis), Array.ConvertAll(groups, g => g.Planes[b].Planes), order, kernels);
            order += blocks[b].Order;
        }

        propagators = Array.ConvertAll(grid.Steps, h => Array.ConvertAll(blocks, b => b.Propagators(h)));
        fullWeights = [.. groups.SelectMany(g => g.Frequencies)];
        halfWeights = Array.ConvertAll(fullWeights, w => Array.ConvertAll(w, f => f / 2));
    }

    /// <summary>Bytes of the matrices.</summary>
    public static double Memory(EnsembleSystem system, CommutingRotations[] groups, StepGrid grid)
    {
        List<double> lengths = [];
        foreach (double h in grid.Steps)
        {
            if (!lengths.Exists(l => Math.Abs(l - h) <= 1e-12 * h))
            {
                lengths.Add(h);
            }
        }

        // Two propagators for each length, the generator and its exponential's work space, bases and changes of basis.
        return system.SquaredOrders * sizeof(double) * ((2.0 * lengths.Count) + 12 + (2 * groups.Length));
    }

    /// <summary>Room for a block of trajectories.</summary>
    public SplittingState NewState(int capacity) => new(order, capacity, groups.Select(g => g.Frequencies.Count).DefaultIfEmpty().Max());

    /// <summary>Rotates every trajectory, between two steps.</summary>
    public void Rotate(SplittingState state, int rotation)
    {
        foreach (SplittingBlock block in blocks)
        {
            int n = block.Order;
            Span<double> values = state.Values.AsSpan(block.Offset * state.Capacity, n * state.Capacity);
            Span<double> next = state.Next.AsSpan(block.Offset * state.Capacity, n * state.Capacity);
            kernels.Multiply(Transposition.None, Transposition.Transpose, state.Count, n, n, 1, values, state.Capacity, block.Rotations[rotation], n, 0, next, state.Capacity);
            next.CopyTo(values);
        }
    }

    /// <summary>Puts every trajectory at the start.</summary>
    public void Begin(SplittingState state, int count)
    {
        state.Count = count;
        foreach (SplittingBlock block in blocks)
        {
            for (int i = 0; i < block.Order; i++)
            {
                new Span<double>(state.Coordinate(block.Offset + i), count).Fill(block.Initial[i]);
            }
        }
    }

    /// <summary>The first half step of an interval.</summary>
    public void Open(SplittingState state, int interval) => Multiply(state, b => propagators[interval][b].Half);

    /// <summary>The rotations of a step and a whole step of L; half a step after the last rotations of an interval.</summary>
    /// <param name="state">The trajectories.</param>
    /// <param name="interval">Number of the interval.</param>
    /// <param name="integrals">Rows of ∫ξ dt, one per noise and drive, <see cref="SplittingState.Capacity"/> apart.</param>
    /// <param name="last">Whether this is the interval's last step.</param>
    public void Step(SplittingState state, int interval, double* integrals, bool last)
    {
        for (int g = 0; g < groups.Length; g++)
        {
            bool innermost = g == groups.Length - 1;
            Rotate(state, g, integrals, innermost ? fullWeights : halfWeights);
            if (!innermost)
            {
                Change(state, g, Transposition.None);
            }
        }

        for (int g = groups.Length - 2; g >= 0; g--)
        {
            Change(state, g, Transposition.Transpose);
            Rotate(state, g, integrals, halfWeights);
        }

        Multiply(state, b => last ? propagators[interval][b].Half : propagators[interval][b].Full);
    }

    /// <summary>Expectation values, [capacity, q] column-major.</summary>
    public void Measure(SplittingState state, Span<double> values)
    {
        values[..(state.Capacity * observables)].Clear();
        foreach (SplittingBlock block in blocks)
        {
            kernels.Multiply(
                Transposition.None, Transposition.None, state.Count, observables, block.Order, 1, state.Values.AsSpan(block.Offset * state.Capacity), state.Capacity,
                block.Rows, block.Order, 1, values, state.Capacity);
        }
    }

    private void Multiply(SplittingState state, Func<int, double[]> matrix)
    {
        for (int b = 0; b < blocks.Length; b++)
        {
            Multiply(state, blocks[b], matrix(b), Transposition.None);
        }

        state.Swap();
    }

    private void Multiply(SplittingState state, SplittingBlock block, double[] matrix, Transposition transposition)
    {
        int n = block.Order, start = block.Offset * state.Capacity;
        kernels.Multiply(
            Transposition.None, transposition, state.Count, n, n, 1, state.Values.AsSpan(start), state.Capacity, matrix, n, 0, state.Next.AsSpan(start), state.Capacity);
    }

    /// <summary>From the basis of group g to that of the next, or back.</summary>
    private void Change(SplittingState state, int g, Transposition transposition)
    {
        if (Array.TrueForAll(blocks, b => b.Changes[g] is null))
        {
            return;
        }

        foreach (SplittingBlock block in blocks)
        {
            int start = block.Offset * state.Capacity, length = block.Order * state.Capacity;
            if (block.Changes[g] is { } change)
            {
                Multiply(state, block, change, transposition);
            }
            else
            {
                state.Values.AsSpan(start, length).CopyTo(state.Next.AsSpan(start, length));
            }
        }

        state.Swap();
    }

    private void Rotate(SplittingState state, int g, double* integrals, double[][] weights)
    {
        CommutingRotations group = groups[g];
        int first = groups.Take(g).Sum(other => other.Frequencies.Count);
        for (int f = 0; f < group.Frequencies.Count; f++)
        {
            PlaneRotations.Angles<T>(weights[first + f], group.Parts, integrals, state.Capacity, state.Count, state.Cosine(f), state.Sine(f));
        }

        foreach (SplittingBlock block in blocks)
        {
            foreach (RotationPlane plane in block.Planes[g])
            {
                PlaneRotations.Rotate<T>(
                    state.Coordinate(block.Offset + plane.First), state.Coordinate(block.Offset + plane.Second),
                    state.Cosine(plane.Frequency), state.Sine(plane.Frequency), state.Count);
            }
        }
    }
}
