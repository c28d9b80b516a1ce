using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>Laws of oscillators against models that are cut at a few levels: what truncation explains refutes nothing, and what it does not explain does.</summary>
public sealed class OscillatorVerdictTests
{
    [Theory]
    [InlineData("levels: { b: 6 }", "nb", "steady-state", "kind: identity", VerdictKind.Inconclusive)]
    [InlineData("levels: { b: 6 }", "2*nb", "steady-state", "kind: identity", VerdictKind.False)]
    [InlineData("levels: { b: 6 }", "nb*(1 + 1e-5)", "steady-state", "kind: bound, within: 0.01", VerdictKind.Bounded)]
    [InlineData("levels: { b: 6 }", "k*(1 + 2*nb)", "residence-time", "kind: identity", VerdictKind.False)]
    [InlineData("levels: { b: 6 }", "nb*(1 + k^2)", "steady-state", "kind: limit, vary: { k: 1 }, to: 0", VerdictKind.Inconclusive)]
    [InlineData("levels: { b: 6 }", "nb*(1.1 + k^2)", "steady-state", "kind: limit, vary: { k: 1 }, to: 0", VerdictKind.False)]
    [InlineData("oscillators: { b: 6 }", "nb", "steady-state", "kind: identity", VerdictKind.Exact)]
    [LongInlineData("oscillators: { b: 6 }", "nb*(1 + 1e-8)", "steady-state", "kind: identity", VerdictKind.False)]
    [InlineData("oscillators: { b: 6 }", "k", "residence-time", "kind: identity", VerdictKind.Exact)]
    [InlineData("levels: { b: auto }", "k", "residence-time", "kind: identity", VerdictKind.Exact)]
    public void ThermalOscillators(string sites, string rate, string quantity, string claim, VerdictKind verdict)
    {
        Verdict found = Judge(sites, "{ range: [0.02, 0.2] }", $"rate: \"{rate}\"", $"quantity: {quantity}", claim);

        Assert.True(verdict == found.Kind, $"{found.Kind}: {found.Reason}");
        Assert.Equal(verdict == VerdictKind.Inconclusive, found.Reason.Contains("mark it as an oscillator (oscillators: { b: 6 })", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("levels: { b: 4 }", "nb*(1 - exp(-k*t))", VerdictKind.Inconclusive)]
    [InlineData("levels: { b: 4 }", "1.3*nb*(1 - exp(-k*t))", VerdictKind.False)]
    [InlineData("oscillators: { b: 4 }", "nb*(1 - exp(-k*t))", VerdictKind.Exact)]
    [InlineData("oscillators: { b: 4 }", "nb*(1 - exp(-1.0001*k*t))", VerdictKind.False)]
    public void TimeCourses(string sites, string curve, VerdictKind verdict)
    {
        Verdict found = Judge(sites, "{ range: [0.01, 0.05] }", $"curve: \"{curve}\"", string.Empty, "kind: identity");

        Assert.True(verdict == found.Kind, $"{found.Kind}: {found.Reason}");
    }

    private static Verdict Judge(string sites, string quanta, string formula, string quantity, string claim)
    {
        using var folder = new ModelFolder(("thermal.yaml", $$"""
            {{sites}}
            parameters: { k: 1.0, nb: 0.1 }
            hamiltonian: "0*b.n"
            dissipators: [ { operator: "b.a", rate: "k*(nb + 1)" }, { operator: "b.ad", rate: "k*nb" } ]
            initial: { b: 0 }
            observables: { n: "b.n" }
            times: { from: 0, to: "5/k", points: 11 }
            """));
        string text = $$"""
            id: thermal
            parameters:
              k: { unit: 1/s, range: [0.1, 10] }
              nb: {{quanta}}
            {{formula}}
            describes: { model: thermal.yaml, observable: n{{(quantity.Length > 0 ? ", " + quantity : string.Empty)}} }
            claims: [ { id: claim, {{claim}} } ]
            """;
        FileFormula file = FormulaFileReader.ReadText(text, "thermal-formula.yaml", folder.Path);
        return SuiteRunner.Run([file], DenseKernels.Managed, JudgingSettings.Quick with { ScanPoints = 32 }).Verdicts.Single();
    }
}
