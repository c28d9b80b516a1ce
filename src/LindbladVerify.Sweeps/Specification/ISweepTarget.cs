using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>What a sweep is over, while its file is read: it takes the quantities asked for and makes the steps that compute them.</summary>
internal interface ISweepTarget
{
    /// <summary>Which kind it is.</summary>
    SweepTargetKind Kind { get; }

    /// <summary>The files that the numbers depend on.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>The names that a sweep may set; null where any will do that something uses.</summary>
    IReadOnlyList<string>? Parameters { get; }

    /// <summary>The names that the target reads itself.</summary>
    IReadOnlySet<string> Uses { get; }

    /// <summary>Makes further parameters known, once the swept ones are.</summary>
    void Begin(SlotTable slots, List<Func<SweepStep>> steps, IReadOnlyList<string> given);

    /// <summary>Takes a quantity. Its columns get slots of their own.</summary>
    /// <returns>The columns with their slots.</returns>
    IReadOnlyList<(SweepColumn Column, int Slot)> Take(FileScalar name, FileMapping table, SlotTable slots);

    /// <summary>Adds the steps of all quantities taken.</summary>
    /// <returns>Columns that nobody named: whether a rate exists.</returns>
    IReadOnlyList<(SweepColumn Column, int Slot)> End(SlotTable slots, List<Func<SweepStep>> steps, bool withRateExists, ulong seed);

    /// <summary>What of it is slow or approximate.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>What is computed where the file does not say: columns as YAML would have them; null where it must say.</summary>
    string? DefaultCompute { get; }
}

/// <summary>What a sweep is over.</summary>
public enum SweepTargetKind
{
    /// <summary>The built-in nuclear pair.</summary>
    Pair,

    /// <summary>A model file.</summary>
    Model,

    /// <summary>A formula file.</summary>
    Formula,
}
