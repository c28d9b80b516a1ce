using System.Globalization;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using Xunit;

namespace LindbladVerify.Verification.Tests.Proofs;

/// <summary>Formula files: what is proved, refuted, or left to sampling, and why.</summary>
public sealed class FormulaProofTests
{
    private const string Equation9 = "D^2/2*(Gc*(1-P^2)*Delta^2+G2*((Gc+G2)^2+Delta^2))/(((1-2*P^2)*Delta^2+G2*(Gc+G2))^2+Delta^2*P^2*(Gc+2*G2)^2)";

    [Theory]
    [InlineData("bloch-saturation", "everywhere")]
    [InlineData("optical-bloch-saturation", "everywhere")]
    [InlineData("dicke-superradiance", "everywhere")]
    [LongInlineData("solomon-equations", "everywhere")]
    [LongInlineData("kubo-free-induction-decay", "everywhere")]
    [LongInlineData("fluctuator-bath-dephasing", "everywhere")]
    [InlineData("rotating-frame-relaxation", "everywhere")]
    [InlineData("bpp-telegraph-field", "everywhere")]
    [InlineData("haken-strobl-hopping", "residence-time")]
    [InlineData("spontaneous-emission-linewidth", "everywhere")]
    [InlineData("rabi-damping", "everywhere")]
    [InlineData("bloembergen-static-flip-flop", "static")]
    [InlineData("purcell-rate", "bad-cavity")]
    [InlineData("weak-excitation", "weak-drive")]
    public void GalleryClaimsAreProved(string file, string claim)
    {
        Proof proof = Gallery(file, claim).Proof!;
        Assert.True(proof.Status == ProofStatus.Proved, proof.Reason);
        Assert.InRange(proof.FailureProbability, 1e-300, 1e-40);
    }

    /// <summary>A mode is found by algebra; that it is the slowest of several is seen at points, and said so.</summary>
    [Theory]
    [InlineData("exchange-coalescence")]
    [InlineData("vacuum-rabi-splitting")]
    public void WhichModeIsSlowestIsLeftToSampling(string file)
    {
        Proof proof = Gallery(file, "everywhere").Proof!;
        Assert.True(proof.Status == ProofStatus.PartlyProved, proof.Reason);
        Assert.InRange(proof.SampledPoints, 64, int.MaxValue);
    }

    [Theory]
    [InlineData("anderson-weiss", "everywhere", "ornstein-uhlenbeck")]
    [LongInlineData("landau-zener", "everywhere", "drive")]
    [InlineData("kubo-slow-jumps", "everywhere", "Not everywhere")]
    [LongInlineData("blockade-enhancement", "strong-blockade", "modes are too many")]
    public void WhatIsNotProvedSaysWhy(string file, string claim, string reason)
    {
        Proof proof = Gallery(file, claim).Proof!;
        Assert.Equal(ProofStatus.NotAlgebraic, proof.Status);
        Assert.Contains(reason, proof.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void OnePartInAHundredTrillionIsRefuted()
    {
        Verdict verdict = Pair($"1.00000000000001*{Equation9}");
        Assert.Equal((VerdictKind.False, ProofStatus.Refuted), (verdict.Kind, verdict.Proof!.Status));
        Assert.Equal("1/100000000000000", verdict.Difference);
        Assert.NotNull(verdict.Truth);
    }

    [Fact]
    public void ANeedleThatNoPointShowsIsRefuted()
    {
        // A millionth wide in three parameters, multiplied out so that no part of the formula vanishes where it stands.
        const string Needle = "(1 + 1/(7145268970001 - 2469000*Delta - 691200000000*P - 469120000*G2 + Delta^2 + 1000000000000*P^2 + 10000*G2^2))";
        Verdict sampled = Pair($"{Equation9}*{Needle}", new JudgingSettings { ScanPoints = 256, Searches = 1, MonteCarlo = false, Proofs = false, Agreement = 1e-6 });
        Verdict verdict = Pair($"{Equation9}*{Needle}");
        Assert.Equal((VerdictKind.False, ProofStatus.Refuted), (verdict.Kind, verdict.Proof!.Status));
        Assert.NotNull(verdict.Difference);
        Assert.Equal(ProofStatus.Skipped, sampled.Proof!.Status);
    }

    [Fact]
    public void RootsThatDropOutAreProvedAndOthersAreLeftOpen()
    {
        Verdict even = Pair("D^2/4*(G2/((Delta*P+Delta*sqrt(1-P^2))^2+G2^2)+G2/((Delta*P-Delta*sqrt(1-P^2))^2+G2^2))", claim: "{ id: everywhere, kind: symmetry, map: { Delta: \"-Delta\" }, declared: exact }");
        Assert.Equal(ProofStatus.Proved, even.Proof!.Status);
        Verdict odd = Pair($"{Equation9}*sqrt((1-P)^2)/(1-P)");
        Assert.NotEqual(ProofStatus.Proved, odd.Proof!.Status);
        Assert.NotEqual(ProofStatus.Refuted, odd.Proof.Status);
        Assert.Equal(VerdictKind.Exact, odd.Kind);
    }

    [Fact]
    public void ProofsCanBeLeftOut()
    {
        Verdict verdict = Pair(Equation9, new JudgingSettings { ScanPoints = 64, MonteCarlo = false, Proofs = false });
        Assert.Equal(ProofStatus.Skipped, verdict.Proof!.Status);
        Assert.Equal(VerdictKind.Exact, verdict.Kind);
    }

    private static Verdict Gallery(string file, string claim)
    {
        FileFormula formula = FormulaFileReader.Open(RepositoryFolder.PathOf($"docs/formulas/{file}.yaml"));
        return Run(formula, JudgingSettings.Quick).Single(v => v.Id.EndsWith($".{claim}", StringComparison.Ordinal));
    }

    private static Verdict Pair(string rate, JudgingSettings? settings = null, string claim = "{ id: everywhere, kind: identity, declared: exact }")
    {
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            id: proof
            title: a test
            source: none
            parameters:
              D:     { unit: rad/s, range: [1, 200] }
              Delta: { unit: rad/s, range: [1.0e4, 1.0e7] }
              P:     { range: [0, 0.9] }
              Gc:    { unit: 1/s, range: [1.0e5, 1.0e8] }
              G2:    { unit: 1/s, range: [1.0e3, 1.0e5] }
            rate: "{{rate}}"
            describes:
              pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2 }
              noise: symmetric-telegraph
              reference: golden-rule
            claims:
              - {{claim}}
            """);
        using var folder = new ModelFolder(("proof.yaml", text));
        return Run(FormulaFileReader.Open(Path.Combine(folder.Path, "proof.yaml")), settings ?? JudgingSettings.Quick with { ScanPoints = 256 })[0];
    }

    private static IReadOnlyList<Verdict> Run(FileFormula formula, JudgingSettings settings) => SuiteRunner.Run([formula], DenseKernels.Managed, settings).Verdicts;
}
