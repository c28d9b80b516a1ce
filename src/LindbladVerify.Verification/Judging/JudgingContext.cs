using System.Collections.Concurrent;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.MonteCarlo;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>What judges share: settings, references, and the interior scan of each formula against each reference, done once.</summary>
public sealed class JudgingContext(ReferenceLibrary library, JudgingSettings settings, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<(string Formula, Reference Reference), Lazy<InteriorScan>> scans = new();
    private readonly ConcurrentDictionary<string, Lazy<MonteCarloStudy>> studies = new(StringComparer.Ordinal);

    /// <summary>The computed quantities.</summary>
    public ReferenceLibrary Library { get; } = library;

    /// <summary>How hard to look.</summary>
    public JudgingSettings Settings { get; } = settings;

    /// <summary>Stops a judgement between two points.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>How many comparisons with noise trajectories the run makes; 0 leaves them out.</summary>
    public int MonteCarloComparisons { get; init; }

    /// <summary>The noise-trajectory study of one noise, run once.</summary>
    public MonteCarloStudy Study(string noise) =>
        studies.GetOrAdd(noise, name => new Lazy<MonteCarloStudy>(() => MonteCarloStudy.Run(name, Settings.Seed, Settings.Threads, Cancellation))).Value;

    /// <summary>The interior scan of a formula against a reference.</summary>
    public InteriorScan Scan(Formula formula, Reference reference) =>
        scans.GetOrAdd((formula.Id, reference), _ => new Lazy<InteriorScan>(() => InteriorScan.Run(formula, reference, Library, Settings, Cancellation))).Value;
}
