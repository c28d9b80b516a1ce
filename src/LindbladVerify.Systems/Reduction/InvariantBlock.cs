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
    private readonly BlockCoordinates coordinates;
    private readonly int dimension;
    private readonly IReadOnlyList<NoiseCoupling> noise;
    private readonly IReadOnlyList<Drive> drives;
    private readonly PulseSequence? sequence;

    /// <summary>A block with its generators.</summary>
    internal InvariantBlock(OpenSystemModel model, ProductBasis basis, BlockCoordinates coordinates, SparseMatrix<double> deterministic, SparseMatrix<double>[] noiseParts, SparseMatrix<double>[] driveParts)
        : this(model.Dimension, model.Noise, basis, coordinates, deterministic, noiseParts)
    {
        (drives, sequence, DriveParts) = (model.Drives, model.Sequence, driveParts);
    }

    /// <summary>A block without drives and pulses.</summary>
    internal InvariantBlock(int dimension, IReadOnlyList<NoiseCoupling> noise, ProductBasis basis, BlockCoordinates coordinates, SparseMatrix<double> deterministic, SparseMatrix<double>[] noiseParts)
    {
        (this.dimension, this.noise, this.basis, this.coordinates) = (dimension, noise, basis, coordinates);
        (Deterministic, NoiseParts, drives, DriveParts) = (deterministic, noiseParts, [], []);
    }

    /// <summary>Number of product operators in the block.</summary>
    public int Dimension => coordinates.Count;

    /// <summary>The real generator of the block without noise, [n, n], 1/s.</summary>
    public SparseMatrix<double> Deterministic { get; }

    /// <summary>For each noise of the model, the real generator that its value multiplies, [n, n].</summary>
    public IReadOnlyList<SparseMatrix<double>> NoiseParts { get; }

    /// <summary>For each drive of the model, the real generator that its envelope multiplies, [n, n].</summary>
    public IReadOnlyList<SparseMatrix<double>> DriveParts { get; }

    /// <summary>For each ideal rotation of the model's sequence, v → R v without noise modes, [n, n].</summary>
    internal IReadOnlyList<SparseMatrix<double>> Rotations { get; private init; } = [];

    /// <summary>For each different pulse of the model's sequence, what it adds to the generator, [n, n].</summary>
    internal IReadOnlyList<SparseMatrix<double>> PulseParts { get; private init; } = [];

    /// <summary>The first noise that no finite number of modes describes; null where there is none.</summary>
    internal NoiseProcess? EndlessNoise => noise.FirstOrDefault(n => n.Process.ExactModeCount is null)?.Process;

    /// <summary>Hermitian operators whose coordinates are known already, the observables among them.</summary>
    internal IReadOnlyList<(Operator Operator, double[] Coordinates)> Known { get; init; } = [];

    /// <summary>Explores the block that the observables span.</summary>
    /// <param name="model">The model.</param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    /// <param name="limit">Largest block to explore before giving up.</param>
    /// <param name="reduce">False takes the whole of Liouville space instead, to check the reduction.</param>
    /// <exception cref="ArgumentException">An observable is not Hermitian or has another dimension.</exception>
    /// <exception cref="BlockTooLargeException">The block exceeds <paramref name="limit"/>.</exception>
    public static InvariantBlock Of(OpenSystemModel model, IReadOnlyList<Operator> observables, int limit = 200_000, bool reduce = true)
    {
        for (int k = 0; k < observables.Count; k++)
        {
            RequireObservable(model.Dimension, observables[k], k);
        }

        var basis = new ProductBasis(model.Space);
        IOperatorMap[] maps =
        [
            new HeisenbergMap(basis, model.Hamiltonian, model.Dissipators),
            .. model.Noise.Select(n => new HeisenbergMap(basis, n.Operator, [])),
            .. model.Drives.Select(d => new HeisenbergMap(basis, d.Hamiltonian, d.Terms)),
            .. model.Sequence?.Pulses.Select(p => new HeisenbergMap(basis, p, [])) ?? [],
            .. model.Sequence?.Rotations.Select(r => new RotationMap(basis, r)) ?? [],
        ];

        var exploration = new BlockExploration(basis, maps, limit);
        foreach (long code in reduce ? observables.SelectMany(o => basis.Expand(o).Select(t => t.Code)) : basis.All())
        {
            exploration.Visit(code);
        }

        exploration.Run();
        int drivesAt = 1 + model.Noise.Count;
        return new InvariantBlock(
            model,
            basis,
            new BlockCoordinates(basis, exploration.Codes),
            exploration.RealGenerator(0),
            [.. model.Noise.Select((_, k) => exploration.RealGenerator(1 + k))],
            [.. model.Drives.Select((_, k) => exploration.RealGenerator(drivesAt + k))])
        {
            PulseParts = [.. model.Sequence?.Pulses.Select((_, k) => exploration.RealGenerator(drivesAt + model.Drives.Count + k)) ?? []],
            Rotations = [.. model.Sequence?.Rotations.Select((_, k) => exploration.RealGenerator(drivesAt + model.Drives.Count + model.Sequence.Pulses.Count + k)) ?? []],
        };
    }

    /// <summary>The equations of the block with an initial state, the noises in their stationary law.</summary>
    /// <param name="initial">ρ(0), or any Hermitian operator for a difference of states, [d, d].</param>
    /// <param name="observables">Hermitian operators within the span of those that the block was built from.</param>
    /// <param name="ladderDepth">Levels of every Ornstein–Uhlenbeck ladder.</param>
    /// <exception cref="ArgumentException">The initial state has another dimension, or an observable lies outside the block.</exception>
    public BlochSystem System(Operator initial, IReadOnlyList<Operator> observables, int ladderDepth = 16)
    {
        if (initial.Dimension != dimension)
        {
            throw new ArgumentException($"The initial state has dimension {initial.Dimension}, but the model has {dimension}.", nameof(initial));
        }

        for (int k = 0; k < observables.Count; k++)
        {
            if (KnownOf(observables[k]) is null)
            {
                RequireObservable(dimension, observables[k], k);
                RequireInside(observables[k], k);
            }
        }

        NoiseModes[] modes = [.. noise.Select(n => n.Process.Modes(ladderDepth))];
        CombinedModes combined = CombinedModes.Of(modes);
        int n = Dimension;
        return new BlochSystem(
            Generator(combined),
            Outer(combined.Initial, Coordinates(initial)),
            [.. observables.Select(o => Outer(combined.Readout, Coordinates(o)))],
            coordinates.HasIdentity ? [.. Enumerable.Range(0, combined.Count).Select(k => k * n)] : [],
            dimension,
            (double)basis.ElementCount * combined.Count,
            modes.All(m => m.IsExact))
        {
            Drives = [.. drives.Select((d, k) => new BlochDrive(d.Gate is null ? Extend(combined.Count, DriveParts[k]) : SparseMatrix<double>.Kronecker(combined.Values[d.GateIn(noise)], DriveParts[k]), d.Envelope))],
            Extension = modes.Length > 0 ? new NoiseExtension(Deterministic, NoiseParts, modes) : null,
            Sequence = sequence is { } pulses
                ? BlochSequence.Of(pulses, [.. PulseParts.Select(p => Extend(combined.Count, p))], [.. Rotations.Select(r => Extend(combined.Count, r))])
                : null,
        };
    }

    private static SparseMatrix<double> Extend(int modeCount, SparseMatrix<double> part) =>
        modeCount == 1 ? part : SparseMatrix<double>.Kronecker(SparseMatrix<double>.Identity(modeCount), part);

    private SparseMatrix<double> Generator(CombinedModes combined)
    {
        SparseMatrix<double> generator = Extend(combined.Count, Deterministic);
        if (combined.Generator.StoredCount > 0)
        {
            generator += SparseMatrix<double>.Kronecker(combined.Generator, SparseMatrix<double>.Identity(Dimension));
        }

        for (int k = 0; k < NoiseParts.Count; k++)
        {
            generator += SparseMatrix<double>.Kronecker(combined.Values[k], NoiseParts[k]);
        }

        return generator;
    }

    private static void RequireObservable(int dimension, Operator observable, int index)
    {
        if (observable.Dimension != dimension)
        {
            throw new ArgumentException($"Observable {index} has dimension {observable.Dimension}, but the model has {dimension}.");
        }

        if (!observable.IsHermitian())
        {
            throw new ArgumentException($"Observable {index} is not Hermitian.");
        }
    }

    private void RequireInside(Operator observable, int index)
    {
        if (basis.Expand(observable).Any(term => coordinates.Position(term.Code) < 0))
        {
            throw new ArgumentException($"Observable {index} lies outside the block; build the block from it.");
        }
    }

    private static double[] Outer(double[] slow, double[] fast) => slow is [1] ? fast : [.. slow.SelectMany(s => fast.Select(f => s * f))];

    /// <summary>Real orthonormal coordinates [n] of a Hermitian operator: Tr(B A) for B = B†; √2 Re and √2 Im of Tr(B† A) for a pair B, B†.</summary>
    public double[] Coordinates(Operator a) => KnownOf(a) is { } known ? [.. known] : coordinates.Of(a);

    private double[]? KnownOf(Operator a)
    {
        foreach ((Operator known, double[] values) in Known)
        {
            if (ReferenceEquals(known, a))
            {
                return values;
            }
        }

        return null;
    }
}
