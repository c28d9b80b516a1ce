using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>What is said of a refuted formula: the slip that explains it, and the limits in which it is right.</summary>
public sealed class DiagnosisTests
{
    private const string Numerator = "Gc*(1 - P^2)*Delta^2 + G2*((Gc + G2)^2 + Delta^2)";

    [Fact]
    public void Equation11AsPrintedIsToldItsMisprintAndItsLimits()
    {
        Verdict[] verdicts = Judge("D^2/2*N/(Delta^2*P^2 + N^2)", "G2 + (1 - P^2)*Delta^2/G2", "symmetric-telegraph");

        Assert.Contains("The formula does not depend on Gc; the computed quantity does.", verdicts[0].Diagnosis);
        string limits = Assert.Single(verdicts[0].Diagnosis, d => d.StartsWith("It is right in the limit", StringComparison.Ordinal));
        Assert.Contains("Delta -> 0 (order 2)", limits, StringComparison.Ordinal);
        Assert.Contains("P -> 1 (order 1)", limits, StringComparison.Ordinal);
        Assert.Contains("G2 -> infinity (order 3)", limits, StringComparison.Ordinal);
        Assert.DoesNotContain("Gc", limits, StringComparison.Ordinal);
        Assert.Equal("With (1 - P^2)*Delta^2/Gc for (1 - P^2)*Delta^2/G2 the error vanishes with order 2.", verdicts[1].Diagnosis[0]);
    }

    [Fact]
    public void IgnoredParametersAreNamedWithTheFirstCounterexample()
    {
        // A limit that is only too slow has no counterexample, and must not use up what is to be said of the formula.
        Verdict[] verdicts = Judge("D^2/2*N/(Delta^2 + N^2)", "G2", "electron-telegraph", """
              - { id: polarized, kind: limit, vary: { P: 1 }, to: 1, order: 3 }
              - { id: everywhere, kind: identity }
            """);

        Assert.All(verdicts, v => Assert.Equal(VerdictKind.False, v.Kind));
        Assert.Null(verdicts[0].Counterexample);
        Assert.Contains("The formula does not depend on Gc; the computed quantity does.", verdicts[1].Diagnosis);
    }

    [Theory]
    [InlineData("D^2/2*N/((Delta^2 + G2*(Gc + G2))^2 + Delta^2*P*Gc^2)", "It agrees everywhere with Delta^2*P^2 for Delta^2*P.")]
    [LongInlineData("D^2/2*N/((Delta^2 + G2*(Gc - G2))^2 + Delta^2*P^2*Gc^2)", "It agrees everywhere with Gc + G2 for Gc - G2.")]
    [InlineData("D/2*N/((Delta^2 + G2*(Gc + G2))^2 + Delta^2*P^2*Gc^2)", "It agrees everywhere with D^2/2 for D/2.")]
    [InlineData("(2*pi*D)^2/2*N/((Delta^2 + G2*(Gc + G2))^2 + Delta^2*P^2*Gc^2)", "It agrees everywhere with D/(2*pi) for D throughout.")]
    public void ASingleSlipIsFound(string rate, string finding)
    {
        Verdict[] verdicts = Judge(rate, Numerator, "electron-telegraph");
        Assert.Equal(VerdictKind.False, verdicts[0].Kind);
        Assert.Contains(finding, verdicts[0].Diagnosis);
    }

    [Fact]
    public void AnEditThatVanishesNoFasterIsNoRepair()
    {
        // Of second order, whatever single edit is made: no slip explains that it is not of fourth.
        Verdict[] verdicts = Judge("D^2/2*N/(Delta^2*P^2 + N^2)", "G2 + (1 - P^2)*Delta^2/Gc", "symmetric-telegraph", """
              - { id: everywhere, kind: identity }
              - { id: fast, kind: limit, vary: { Gc: 1 }, to: infinity, order: 4 }
            """);

        Assert.Equal(VerdictKind.False, verdicts[1].Kind);
        Assert.Null(verdicts[1].Counterexample);
        Assert.DoesNotContain(verdicts[1].Diagnosis, d => d.Contains("order 1", StringComparison.Ordinal) || d.Contains("order 2", StringComparison.Ordinal) || d.Contains("order 3", StringComparison.Ordinal));
    }

    [LongFact]
    public void ATrueFormulaNeedsNoDiagnosis() =>
        Assert.All(Judge("D^2/2*N/((Delta^2 + G2*(Gc + G2))^2 + Delta^2*P^2*Gc^2)", Numerator, "electron-telegraph"), v => Assert.Empty(v.Diagnosis));

    private static Verdict[] Judge(string rate, string helper, string noise, string claims = """
          - { id: everywhere, kind: identity }
          - { id: fast, kind: limit, vary: { Gc: 1 }, to: infinity }
        """)
    {
        FileFormula formula = FormulaFileReader.ReadText($$"""
            id: pair
            parameters:
              D:     { unit: rad/s, range: [1.0e2, 1.0e3] }
              Delta: { unit: rad/s, range: [1.0e4, 1.0e7] }
              P:     { range: [0, 1] }
              Gc:    { unit: 1/s, range: [1.0e5, 1.0e8] }
              G2:    { unit: 1/s, range: [1.0e3, 1.0e5] }
            where: { N: "{{helper}}" }
            rate: "{{rate}}"
            describes:
              pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2 }
              noise: {{noise}}
              reference: golden-rule
            claims:
            {{claims}}
            """);
        return [.. SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick).Verdicts];
    }
}
