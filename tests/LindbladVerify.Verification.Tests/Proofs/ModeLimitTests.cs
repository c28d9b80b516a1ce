using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using Xunit;

namespace LindbladVerify.Verification.Tests.Proofs;

/// <summary>Limits of modes: s² + g s + W² has the decay rates (g ± √(g² - 4 W²))/2, W²/g + W⁴/g³ + 2 W⁶/g⁵ + … and g - W²/g - … for strong damping, and turns at √(W² - g²/4) for weak.</summary>
public sealed class ModeLimitTests
{
    [SkippableTheory]
    [LongInlineData("W^2/g", "spectral-gap", "g: 1", "infinity", 2, "-W^2/g^2")]
    [LongInlineData("W^2/g + W^4/g^3", "spectral-gap", "g: 1", "infinity", 4, "-2*W^4/g^4")]
    [InlineData("W^2/g", "line-width", "g: 1", "infinity", 2, "-W^2/g^2")]
    [InlineData("W^2/g*(1 + g/(1e6*W))", "spectral-gap", "W: 1", "0", null, null)]
    [InlineData("W", "frequency", "g: 1", "0", 2, "g^2/(8*W^2)")]
    [InlineData("W - g^2/(8*W)", "frequency", "g: 1", "0", 4, "g^4/(128*W^4)")]
    [InlineData("g/2*(1 + g/W)", "line-width", "g: 1", "0", 1, "g/W")]
    public void AreProvedButForWhichModeItIs(string rate, string quantity, string vary, string to, int? order, string? leading)
    {
        Verdict verdict = Judge(rate, quantity, $"vary: {{ {vary} }}, to: {to}");
        if (order is null)
        {
            Assert.Equal((VerdictKind.False, ProofStatus.Refuted), (verdict.Kind, verdict.Proof!.Status));
            return;
        }

        Assert.Equal(VerdictKind.Asymptotic, verdict.Kind);
        Assert.Equal(ProofStatus.PartlyProved, verdict.Proof!.Status);
        Assert.Contains("mode", verdict.Proof.LeftToSampling, StringComparison.Ordinal);
        Assert.True(verdict.Proof.SampledPoints > 0 && verdict.Proof.FailureProbability is > 0 and < 1e-38);
        Assert.Equal((order.Value, leading), (verdict.LeadingError!.Order, verdict.LeadingError.Expression));
        if (quantity is "spectral-gap")
        {
            PythonPrograms.Check(verdict.Certificate!, holds: true);
            PythonPrograms.Check(verdict.Certificate!.Replace("'leading': \"", "'leading': \"_q('2')*", StringComparison.Ordinal), holds: false);
        }
    }

    /// <summary>The slow mode is approached to the second order and not to the third.</summary>
    [Fact]
    public void ALowerOrderThanDeclaredRefutes()
    {
        Verdict verdict = Judge("W^2/g", "spectral-gap", "vary: { g: 1 }, to: infinity, order: 3");
        Assert.Equal((VerdictKind.False, ProofStatus.Refuted), (verdict.Kind, verdict.Proof!.Status));
    }

    /// <summary>The fast mode is a mode, and not the one that is asked for: points see it.</summary>
    [Fact]
    public void AnotherModeProvesNothing()
    {
        Verdict verdict = Judge("g - W^2/g", "spectral-gap", "vary: { g: 1 }, to: infinity");
        Assert.Equal((VerdictKind.False, ProofStatus.NotAlgebraic), (verdict.Kind, verdict.Proof!.Status));
        Assert.Contains("the one that is asked for", verdict.Proof.Reason, StringComparison.Ordinal);
        Assert.Null(verdict.LeadingError);
    }

    /// <summary>g/2 is the decay rate of the pair at every point of the path.</summary>
    [Fact]
    public void AModeIsExactAlongThePath()
    {
        Verdict verdict = Judge("g/2", "line-width", "vary: { g: 1 }, to: 0");
        Assert.Equal(ProofStatus.PartlyProved, verdict.Proof!.Status);
        Assert.Contains("exact along the path", verdict.Proof.Reason, StringComparison.Ordinal);
    }

    private static Verdict Judge(string rate, string quantity, string claim)
    {
        using var folder = new ModelFolder(("watched.yaml", """
            spins: { q: 1/2 }
            parameters: { W: 1.0, g: 30.0 }
            hamiltonian: "W*q.x"
            dissipators: [ { operator: "q.z", rate: "2*g" } ]
            initial: { q: up }
            observables: { z: "2*q.z" }
            times: [0, 1]
            """));
        (string w, string g) = claim.Contains("infinity", StringComparison.Ordinal) || claim.Contains("W: 1", StringComparison.Ordinal) ? ("[0.1, 1]", "[10, 100]") : ("[10, 100]", "[0.1, 1]");
        FileFormula formula = FormulaFileReader.ReadText($$"""
            id: watched
            parameters: { W: { unit: rad/s, range: {{w}} }, g: { unit: 1/s, range: {{g}} } }
            rate: "{{rate}}"
            describes: { model: watched.yaml, observable: z, quantity: {{quantity}} }
            claims: [ { id: claim, kind: limit, {{claim}} } ]
            """, "watched-formula.yaml", folder.Path);
        return SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick).Verdicts.Single();
    }
}
