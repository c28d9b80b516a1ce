using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Reduction;

/// <summary>Finds the product operators that a set of maps reaches, and keeps the images on the way.</summary>
internal sealed class BlockExploration(ProductBasis basis, IOperatorMap[] maps, int limit)
{
    private readonly Dictionary<long, int> found = [];
    private readonly List<long> codes = [];
    private readonly List<long> adjoints = [];
    private readonly List<(long Code, Complex Value)>[] images = Array.ConvertAll(maps, _ => new List<(long, Complex)>());
    private readonly List<int>[] starts = Array.ConvertAll(maps, _ => new List<int> { 0 });
    private int[] positions = [];

    /// <summary>Codes found, ascending after <see cref="Run"/>.</summary>
    public long[] Codes { get; private set; } = [];

    /// <summary>Adds an element and its adjoint.</summary>
    /// <exception cref="BlockTooLargeException">There are more than the limit.</exception>
    public void Visit(long code)
    {
        if (found.ContainsKey(code))
        {
            return;
        }

        long adjoint = basis.Adjoint(code);
        Append(code, adjoint);
        if (adjoint != code)
        {
            Append(adjoint, code);
        }

        if (codes.Count > limit)
        {
            throw new BlockTooLargeException(limit, basis.ElementCount);
        }
    }

    /// <summary>Explores until nothing new is found.</summary>
    public void Run()
    {
        for (int k = 0; k < codes.Count; k++)
        {
            // The image of B† is the adjoint of the image of B: one of the two is enough.
            for (int m = 0; m < maps.Length; m++)
            {
                if (codes[k] <= adjoints[k])
                {
                    Collect(maps[m].Apply(codes[k]), images[m]);
                }

                starts[m].Add(images[m].Count);
            }
        }

        Codes = [.. codes];
        int[] order = [.. Enumerable.Range(0, codes.Count)];
        Array.Sort(Codes, order);
        positions = new int[order.Length];
        for (int k = 0; k < order.Length; k++)
        {
            positions[order[k]] = k;
        }
    }

    /// <summary>
    /// The real matrix R with d/dt v = R v of a map. With c_B = Tr(B† ρ) and L†(B) = Σ m_C C: d c_B†/dt = Σ m_C c_C†,
    /// that is d c_B/dt = Σ conj(m_C) c_C over the image of B.
    /// </summary>
    public SparseMatrix<double> RealGenerator(int map)
    {
        var rows = new RealRows(codes.Count);
        for (int k = 0; k < codes.Count; k++)
        {
            if (codes[k] > adjoints[k])
            {
                continue;
            }

            int realRow = positions[k];
            int imaginaryRow = codes[k] == adjoints[k] ? -1 : positions[found[adjoints[k]]];
            for (int p = starts[map][k]; p < starts[map][k + 1]; p++)
            {
                (long code, Complex value) = images[map][p];
                AddEntries(rows, realRow, imaginaryRow, code, Complex.Conjugate(value));
            }
        }

        return rows.ToMatrix();
    }

    private void Append(long code, long adjoint)
    {
        found.Add(code, codes.Count);
        codes.Add(code);
        adjoints.Add(adjoint);
    }

    private void Collect(TermSum image, List<(long, Complex)> list)
    {
        for (int k = 0; k < image.Count; k++)
        {
            if (!image.IsResidue(k))
            {
                list.Add((image.Code(k), image.Value(k)));
                Visit(image.Code(k));
            }
        }
    }

    private void AddEntries(RealRows rows, int realRow, int imaginaryRow, long code, Complex factor)
    {
        // d c/dt gains factor · c_C; c_C is a real coordinate, or (p + i q)/√2 with the sign of q turned for the larger of a pair.
        int index = found[code];
        long adjoint = adjoints[index];
        bool paired = imaginaryRow >= 0;
        if (adjoint == code)
        {
            double scale = paired ? Math.Sqrt(2) : 1;
            rows.Add(realRow, positions[index], scale * factor.Real);
            if (paired)
            {
                rows.Add(imaginaryRow, positions[index], scale * factor.Imaginary);
            }

            return;
        }

        int other = positions[found[adjoint]];
        int p = code < adjoint ? positions[index] : other;
        int q = code < adjoint ? other : positions[index];
        double sign = code < adjoint ? 1 : -1;
        double inverse = paired ? 1 : 1 / Math.Sqrt(2);
        rows.Add(realRow, p, inverse * factor.Real);
        rows.Add(realRow, q, -inverse * sign * factor.Imaginary);
        if (paired)
        {
            rows.Add(imaginaryRow, p, factor.Imaginary);
            rows.Add(imaginaryRow, q, sign * factor.Real);
        }
    }
}

/// <summary>An invariant block grew beyond the limit given for it.</summary>
/// <param name="limit">The limit.</param>
/// <param name="liouvilleDimension">The dimension of the whole of Liouville space.</param>
internal sealed class BlockTooLargeException(int limit, long liouvilleDimension)
    : InvalidOperationException($"The observables couple to more than {limit} of {liouvilleDimension} product operators.")
{
    /// <summary>The limit that was exceeded.</summary>
    public int Limit { get; } = limit;

    /// <summary>The dimension of the whole of Liouville space.</summary>
    public long LiouvilleDimension { get; } = liouvilleDimension;
}

/// <summary>The basis states that a density operator can ever occupy: closed under H, noises, drives, pulses and rotations, jumps L and their losses L†L.</summary>
/// <remarks>
/// Where excitations are only kept or lost these are few among many sites: n + 1 of 2^n for one excitation. Within them the model is
/// exact, since no part of it leads out. Cost: linear in the entries of the columns that are reached.
/// </remarks>
internal static class ReachableKets
{
    private const int Most = 4096;

    /// <summary>The states, ascending; null where they are more than half of all, or too many to be of use.</summary>
    /// <param name="model">The model.</param>
    /// <param name="initial">ρ(0), [d, d].</param>
    public static int[]? Find(OpenSystemModel model, Operator initial)
    {
        int limit = Math.Min(model.Dimension / 2, Most);
        SparseMatrix<Complex>[] maps =
        [
            model.Hamiltonian.Matrix,
            .. model.Noise.Select(n => n.Operator.Matrix),
            .. model.Drives.SelectMany(d => d.IsDissipative ? new[] { d.Operator.Matrix, (d.Operator.Adjoint() * d.Operator).Matrix } : [d.Operator.Matrix]),
            .. model.Sequence?.Operators.Select(o => o.Matrix) ?? [],
            .. model.Dissipators.Where(d => d.Rate > 0).SelectMany(d => new[] { d.JumpOperator.Matrix, (d.JumpOperator.Adjoint() * d.JumpOperator).Matrix }),
        ];
        var reached = new HashSet<int>();
        var waiting = new Stack<int>();
        foreach ((int row, int column, Complex value) in initial.Matrix.Entries())
        {
            if (value != 0)
            {
                Visit(row, reached, waiting);
                Visit(column, reached, waiting);
            }
        }

        while (reached.Count <= limit && waiting.TryPop(out int ket))
        {
            foreach (SparseMatrix<Complex> map in maps)
            {
                for (int p = map.ColumnStarts[ket]; p < map.ColumnStarts[ket + 1]; p++)
                {
                    if (map.Values[p] != 0)
                    {
                        Visit(map.RowIndices[p], reached, waiting);
                    }
                }
            }
        }

        return reached.Count > 0 && reached.Count <= limit ? [.. reached.Order()] : null;
    }

    /// <summary>An operator between these states.</summary>
    public static Operator Restrict(Operator a, int[] kets) => new(a.Matrix.Submatrix(kets, kets));

    /// <summary>The model on these states; its sites are gone.</summary>
    public static OpenSystemModel Restrict(OpenSystemModel model, int[] kets) => new(
        Restrict(model.Hamiltonian, kets),
        [.. model.Dissipators.Select(d => new Dissipator(Restrict(d.JumpOperator, kets), d.Rate))],
        [.. model.Noise.Select(n => n with { Operator = Restrict(n.Operator, kets) })],
        null,
        [.. model.Drives.Select(d => d with { Operator = Restrict(d.Operator, kets) })]) { Sequence = model.Sequence?.Map(o => Restrict(o, kets)) };

    private static void Visit(int ket, HashSet<int> reached, Stack<int> waiting)
    {
        if (reached.Add(ket))
        {
            waiting.Push(ket);
        }
    }
}
