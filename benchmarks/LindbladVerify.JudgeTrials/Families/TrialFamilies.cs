namespace LindbladVerify.JudgeTrials.Families;

/// <summary>All families, and the trials that a seed makes of them.</summary>
public static class TrialFamilies
{
    /// <summary>The seed of the trials that stand in docs.</summary>
    public const ulong UsualSeed = 20230607;

    /// <summary>The families in the order of the tables.</summary>
    public static IReadOnlyList<ITrialFamily> All { get; } =
    [
        new Floors(), new Orders(), new Crossovers(), new Remainders(), new UndefinedRegions(), new Needles(), new Corners(),
        new StationaryStates(), new Truncations(), new Roundings(), new LateTimes(), new Laws(), new Bounds(), new Degeneracies(),
    ];

    /// <summary>The family of a name; null if there is none.</summary>
    public static ITrialFamily? Find(string name) => All.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal));

    /// <summary>The trials of a family; those of one do not depend on those of another.</summary>
    /// <param name="family">The family.</param>
    /// <param name="seed">The seed.</param>
    public static IReadOnlyList<Trial> Of(ITrialFamily family, ulong seed = UsualSeed)
    {
        ArgumentNullException.ThrowIfNull(family);
        var writer = new TrialWriter(family.Name);
        family.Write(writer, new TrialRandom(family.Name.Aggregate(seed, (hash, letter) => (hash * 1099511628211UL) ^ letter)));
        return writer.Trials;
    }

    /// <summary>Every k-th trial of a family, beginning with the middle of the first k.</summary>
    public static IReadOnlyList<Trial> Sample(IReadOnlyList<Trial> trials, int every) =>
        [.. trials.Where((_, k) => k % every == every / 2 % every)];

    /// <summary>So many trials, spread evenly.</summary>
    public static IReadOnlyList<Trial> Spread(IReadOnlyList<Trial> trials, int count) =>
        count >= trials.Count ? trials : [.. Enumerable.Range(0, count).Select(k => trials[((2 * k) + 1) * trials.Count / (2 * count)])];
}
