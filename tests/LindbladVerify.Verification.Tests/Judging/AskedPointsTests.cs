using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.Judging;

/// <summary>At how many points claims are asked: few where one refutes them or algebra proves them, all otherwise.</summary>
public sealed class AskedPointsTests
{
    private static readonly JudgingSettings s_settings = JudgingSettings.Quick with { Threads = 2 };

    [LongFact]
    public void WhatAnEighthRefutesIsAskedNoMore()
    {
        Verdict verdict = Of("swift-connick-shift.everywhere", s_settings);
        Assert.Equal(VerdictKind.False, verdict.Kind);
        Assert.InRange(verdict.Evidence.Single(e => e.Kind is "identity").Points, 16, s_settings.ScanPoints / 3);
    }

    [LongFact]
    public void PointsAreTheWitnessOfAProof()
    {
        Verdict proved = Of("bloch-saturation.everywhere", s_settings);
        Verdict sampled = Of("bloch-saturation.everywhere", s_settings with { Proofs = false });
        Assert.Equal((VerdictKind.Exact, VerdictKind.Exact), (proved.Kind, sampled.Kind));
        int few = proved.Evidence.Single(e => e.Kind is "identity").Points, all = sampled.Evidence.Single(e => e.Kind is "identity").Points;
        Assert.True(all > s_settings.ScanPoints, $"{all} points");

        // All edges are among both, an eighth of the points inside among the first.
        Assert.Equal(all - s_settings.ScanPoints, few - (s_settings.ScanPoints / InteriorScan.GlanceShare));
    }

    [LongFact]
    public void DrivenModelsAreAskedAsOftenOnAnyNumberOfThreads()
    {
        Verdict one = Of("landau-zener-decaying-level.long-sweep", new JudgingSettings { Threads = 1 });
        Verdict two = Of("landau-zener-decaying-level.long-sweep", new JudgingSettings { Threads = 2 });
        Assert.Equal(VerdictKind.Bounded, one.Kind);
        Assert.InRange(one.Evidence.Single(e => e.Kind is "bound").Points, 64, 1024);
        Assert.Equal(one.Evidence.Select(e => e.Text), two.Evidence.Select(e => e.Text));
        Assert.Equal(one.LargestRelativeError, two.LargestRelativeError);
    }

    /// <summary>Algebra proves what cancels; a hole at a number that people write is found all the same, on logarithmic ranges too.</summary>
    [Theory]
    [InlineData("(d - 5)/(d - 5)")]
    [LongInlineData("(d - 37.2)/(d - 37.2)")]
    [LongInlineData("(R1 - 300)/(R1 - 300)")]
    [LongInlineData("(d^2 - w1^2)/(d^2 - w1^2)")]
    public void HolesInWhatCancelsAreFound(string factor)
    {
        string text = File.ReadAllText(RepositoryFolder.PathOf("docs/formulas/bloch-saturation.yaml")).Replace("/2\"", $"/2*{factor}\"", StringComparison.Ordinal).Replace("models/saturated-spin.yaml", "model.yaml", StringComparison.Ordinal);
        using var folder = new ModelFolder(("formula.yaml", text), ("model.yaml", File.ReadAllText(RepositoryFolder.PathOf("docs/formulas/models/saturated-spin.yaml"))));
        FileFormula formula = FormulaFileReader.Open(Path.Combine(folder.Path, "formula.yaml"));
        Verdict verdict = SuiteRunner.Run([formula], DenseKernels.Managed, s_settings).Verdicts[0];
        Assert.Equal(VerdictKind.False, verdict.Kind);
        Assert.Contains("is not a number", verdict.Reason, StringComparison.Ordinal);
    }

    private static Verdict Of(string id, JudgingSettings settings)
    {
        FileFormula formula = FormulaGallery.All.Single(f => id.StartsWith(f.Id + ".", StringComparison.Ordinal) && f.Claims.Any(c => $"{f.Id}.{c.Id}"  is var name && string.Equals(name, id, StringComparison.Ordinal)));
        return SuiteRunner.Run([formula], DenseKernels.Managed, settings).Verdicts.Single(v => string.Equals(v.Id, id, StringComparison.Ordinal));
    }
}
