using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Sweeps.Specification;

namespace LindbladVerify.Sweeps;

/// <summary>A sweep file that was read and checked: which points, and what is computed at each. Immutable; serves any number of threads.</summary>
public sealed class Sweep
{
    internal Sweep()
    {
    }

    /// <summary>Name of the sweep.</summary>
    public required string Name { get; init; }

    /// <summary>What it is over.</summary>
    public required SweepTargetKind Target { get; init; }

    /// <summary>The text of the sweep file.</summary>
    public required string Text { get; init; }

    /// <summary>The files that the numbers depend on besides the sweep file, with their SHA-256.</summary>
    public required IReadOnlyList<(string Name, string Hash)> Files { get; init; }

    /// <summary>The points with their parameters.</summary>
    public required SweepParameters Parameters { get; init; }

    /// <summary>The points.</summary>
    public SweepPoints Points => Parameters.Points;

    /// <summary>Where the grid is refined; null where every point is computed.</summary>
    public required Refinement? Refinement { get; init; }

    /// <summary>Seed of the random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What is computed and stored, in order.</summary>
    public required IReadOnlyList<SweepColumn> Columns { get; init; }

    /// <summary>What of the computation is slow or approximate, in words; empty where nothing is.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>SHA-256 of all that the numbers depend on: text, files, and the version of the numbers. Stores with another one are refused.</summary>
    public required string Identity { get; init; }

    /// <summary>Bytes of results per point in a store.</summary>
    public int BytesPerPoint => Columns.Sum(c => c.Bytes);

    /// <summary>The slot of each column.</summary>
    internal IReadOnlyList<int> ColumnSlots { get; init; } = [];

    /// <summary>Number of slots of a point.</summary>
    internal int SlotCount { get; init; }

    /// <summary>What is done at a point, in order; each call makes one for another thread.</summary>
    internal IReadOnlyList<Func<SweepStep>> Steps { get; init; } = [];
}

/// <summary>A computed point.</summary>
/// <param name="Index">Its number in the sweep, from 0.</param>
/// <param name="Parameters">The parameters, in the order of <see cref="Specification.SweepParameters.Names"/>.</param>
/// <param name="Values">The columns, in the order of <see cref="Sweep.Columns"/>; not a number where there is no value.</param>
/// <param name="Failure">Why something of it failed; null where nothing did.</param>
public sealed record SweepPoint(long Index, IReadOnlyList<double> Parameters, IReadOnlyList<double> Values, string? Failure);
