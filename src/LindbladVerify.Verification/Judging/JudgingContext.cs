using System.Collections.Concurrent;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>What judges share: settings, references, and the interior scan of each formula against each reference, done once.</summary>
public sealed class JudgingContext(ReferenceLibrary library, JudgingSettings settings, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<(string Formula, Reference Reference), Lazy<InteriorScan>> scans = new();

    /// <summary>The computed quantities.</summary>
    public ReferenceLibrary Library { get; } = library;

    /// <summary>How hard to look.</summary>
    public JudgingSettings Settings { get; } = settings;

    /// <summary>Stops a judgement between two points.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>The interior scan of a formula against a reference.</summary>
    public InteriorScan Scan(Formula formula, Reference reference) =>
        scans.GetOrAdd((formula.Id, reference), _ => new Lazy<InteriorScan>(() => InteriorScan.Run(formula, reference, Library, Settings, Cancellation))).Value;
}
