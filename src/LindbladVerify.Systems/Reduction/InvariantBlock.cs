using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Reduction;

/// <summary>
/// The smallest set of product operators that contains the observables and that the adjoint generator maps into itself.
/// Their expectation values obey closed real linear equations; the rest of Liouville space is never built.
/// </summary>
/// <remarks>
/// Found from the generator's own graph, element by element, so that a dozen spins whose dynamics stays in a small
/// block cost what the block costs. Secular Hamiltonians, spin chains and unital dissipators give small blocks.
/// </remarks>
public sealed class InvariantBlock
{
    private readonly ProductBasis basis;
    private readonly long[] codes;
    private readonly Dictionary<long, int> position;
    private readonly SparseMatrix<double> deterministic;
    private readonly SparseMatrix<double>[] noiseParts;
    private readonly OpenSystemModel model;

    private InvariantBlock(OpenSystemModel model, ProductBasis basis, long[] codes, Dictionary<long, (long, Complex)[]>[] images)
    {
        this.model = model;
        this.basis = basis;
        this.codes = codes;
        position = codes.Index().ToDictionary(p => p.Item, p => p.Index);
        SparseMatrix<double>[] parts = [.. images.Select(RealGenerator)];
        deterministic = parts[0];
        noiseParts = parts[1..];
    }

    /// <summary>Number of product operators in the block.</summary>
    public int Dimension => codes.Length;

    /// <summary>The real generator of the block without noise, [n, n], 1/s.</summary>
    public SparseMatrix<double> Deterministic => deterministic;

    /// <summary>For each noise of the model, the real generator that its value multiplies, [n, n].</summary>
    public IReadOnlyList<SparseMatrix<double>> NoiseParts => noiseParts;

    /// <summary>Explores the block that the observables span.</summary>
    /// <param name="model">The model.</param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    /// <param name="limit">Largest block to explore before giving up.</param>
    /// <param name="reduce">False takes the whole of Liouville space instead, to check the reduction.</param>
    /// <exception cref="ArgumentException">An observable is not Hermitian or has another dimension.</exception>
    /// <exception cref="BlockTooLargeException">The block exceeds <paramref name="limit"/>.</exception>
    public static InvariantBlock Of(OpenSystemModel model, IReadOnlyList<Operator> observables, int limit = 200_000, bool reduce = true)
    {
        var basis = new ProductBasis(model.Space);
        HeisenbergMap[] maps =
        [
            new HeisenbergMap(basis, model.Hamiltonian, model.Dissipators),
            .. model.Noise.Select(n => new HeisenbergMap(basis, n.Operator, [])),
        ];

        var images = Array.ConvertAll(maps, _ => new Dictionary<long, (long, Complex)[]>());
        var found = new SortedSet<long>();
        var queue = new Queue<long>();
        void Visit(long code)
        {
            if (found.Add(code))
            {
                if (found.Count > limit)
                {
                    throw new BlockTooLargeException(limit, basis.ElementCount);
                }

                queue.Enqueue(code);
            }
        }

        for (int k = 0; k < observables.Count; k++)
        {
            RequireObservable(model, observables[k], k);
            foreach ((long code, _) in basis.Expand(observables[k]))
            {
                Visit(code);
                Visit(basis.Adjoint(code));
            }
        }

        for (long code = 0; !reduce && code < basis.ElementCount; code++)
        {
            Visit(code);
        }

        while (queue.TryDequeue(out long element))
        {
            for (int m = 0; m < maps.Length; m++)
            {
                (long Code, Complex Value)[] image = maps[m].Apply(element);
                images[m][element] = image;
                foreach ((long code, _) in image)
                {
                    Visit(code);
                    Visit(basis.Adjoint(code));
                }
            }
        }

        return new InvariantBlock(model, basis, [.. found], images);
    }

    /// <summary>The equations of the block with an initial state, the noises in their stationary law.</summary>
    /// <param name="initial">ρ(0), or any Hermitian operator for a difference of states, [d, d].</param>
    /// <param name="observables">Hermitian operators within the span of those that the block was built from.</param>
    /// <param name="ladderDepth">Levels of every Ornstein–Uhlenbeck ladder.</param>
    /// <exception cref="ArgumentException">The initial state has another dimension, or an observable lies outside the block.</exception>
    public BlochSystem System(Operator initial, IReadOnlyList<Operator> observables, int ladderDepth = 16)
    {
        if (initial.Dimension != model.Dimension)
        {
            throw new ArgumentException($"The initial state has dimension {initial.Dimension}, but the model has {model.Dimension}.", nameof(initial));
        }

        for (int k = 0; k < observables.Count; k++)
        {
            RequireObservable(model, observables[k], k);
            RequireInside(observables[k], k);
        }

        NoiseModes[] modes = [.. model.Noise.Select(n => n.Process.Modes(ladderDepth))];
        CombinedModes combined = CombinedModes.Of(modes);
        int n = Dimension;
        SparseMatrix<double> generator = SparseMatrix<double>.Kronecker(SparseMatrix<double>.Identity(combined.Count), deterministic)
            + SparseMatrix<double>.Kronecker(combined.Generator, SparseMatrix<double>.Identity(n));
        for (int k = 0; k < modes.Length; k++)
        {
            generator += SparseMatrix<double>.Kronecker(combined.Values[k], noiseParts[k]);
        }

        return new BlochSystem(
            generator,
            Outer(combined.Initial, Coordinates(initial)),
            [.. observables.Select(o => Outer(combined.Readout, Coordinates(o)))],
            codes[0] == 0 ? [.. Enumerable.Range(0, combined.Count).Select(k => k * n)] : [],
            model.Dimension,
            (double)basis.ElementCount * combined.Count,
            modes.All(m => m.IsExact));
    }

    private static void RequireObservable(OpenSystemModel model, Operator observable, int index)
    {
        if (observable.Dimension != model.Dimension)
        {
            throw new ArgumentException($"Observable {index} has dimension {observable.Dimension}, but the model has {model.Dimension}.");
        }

        if (!observable.IsHermitian())
        {
            throw new ArgumentException($"Observable {index} is not Hermitian.");
        }
    }

    private void RequireInside(Operator observable, int index)
    {
        if (basis.Expand(observable).Any(term => !position.ContainsKey(term.Code)))
        {
            throw new ArgumentException($"Observable {index} lies outside the block; build the block from it.");
        }
    }

    private static double[] Outer(double[] slow, double[] fast) => [.. slow.SelectMany(s => fast.Select(f => s * f))];

    /// <summary>Real orthonormal coordinates [n] of a Hermitian operator: Tr(B A) for B = B†; √2 Re and √2 Im of Tr(B† A) for a pair B, B†.</summary>
    public double[] Coordinates(Operator a)
    {
        double[] coordinates = new double[Dimension];
        foreach ((long code, Complex value) in basis.Expand(a))
        {
            if (!position.TryGetValue(code, out int index))
            {
                continue;
            }

            long adjoint = basis.Adjoint(code);
            if (adjoint == code)
            {
                coordinates[index] = value.Real;
            }
            else if (code < adjoint)
            {
                coordinates[index] = Math.Sqrt(2) * value.Real;
                coordinates[position[adjoint]] = Math.Sqrt(2) * value.Imaginary;
            }
        }

        return coordinates;
    }

    /// <summary>
    /// The real matrix R with d/dt v = R v. With c_B = Tr(B† ρ) and L†(B) = Σ m_C C: d c_B†/dt = Σ m_C c_C†,
    /// that is d c_B/dt = Σ conj(m_C) c_C over the image of B.
    /// </summary>
    private SparseMatrix<double> RealGenerator(Dictionary<long, (long Code, Complex Value)[]> images)
    {
        var entries = new List<(int, int, double)>();
        foreach ((long element, (long Code, Complex Value)[] image) in images)
        {
            long adjoint = basis.Adjoint(element);
            if (element > adjoint)
            {
                continue;
            }

            bool real = element == adjoint;
            int row = position[element];
            foreach ((long code, Complex value) in image)
            {
                AddRow(entries, row, real ? -1 : position[adjoint], code, Complex.Conjugate(value));
            }
        }

        return SparseMatrix<double>.FromEntries(Dimension, Dimension, entries);
    }

    private void AddRow(List<(int, int, double)> entries, int realRow, int imaginaryRow, long code, Complex factor)
    {
        // d c/dt gains factor · c_C; c_C is a real coordinate, or (p + i q)/√2 with the sign of q turned for the larger of a pair.
        long adjoint = basis.Adjoint(code);
        bool paired = imaginaryRow >= 0;
        if (adjoint == code)
        {
            double scale = paired ? Math.Sqrt(2) : 1;
            entries.Add((realRow, position[code], scale * factor.Real));
            if (paired)
            {
                entries.Add((imaginaryRow, position[code], scale * factor.Imaginary));
            }

            return;
        }

        int p = position[Math.Min(code, adjoint)];
        int q = position[Math.Max(code, adjoint)];
        double sign = code < adjoint ? 1 : -1;
        double inverse = paired ? 1 : 1 / Math.Sqrt(2);
        entries.Add((realRow, p, inverse * factor.Real));
        entries.Add((realRow, q, -inverse * sign * factor.Imaginary));
        if (paired)
        {
            entries.Add((imaginaryRow, p, factor.Imaginary));
            entries.Add((imaginaryRow, q, sign * factor.Real));
        }
    }
}
