using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>Formulas that are wrong, or undefined, in a sliver of their domain where a part of them dips through zero; right ones that doubles cannot hold on the way; orders claimed a little too high.</summary>
public sealed class NarrowDefectTests
{
    private const string Dip = "e^2 - 3.4641016*e + 2.99999996378064";
    private const string Bowl = "e^2 - 3.4641016*e + k^2 - 5.4365636*k + 10.38905591799187";

    [Theory]
    [InlineData("g*sqrt(" + Dip + ")^2/(" + Dip + ")")]
    [InlineData("g*sqrt(" + Bowl + ")^2/(" + Bowl + ")")]
    [InlineData("g*abs(" + Bowl + ")/(" + Bowl + ")")]
    [InlineData("g*exp(log(" + Dip + "))/(" + Dip + ")")]
    [InlineData("g", "g*(1 + 1e-3*max(0, -1e14*(" + Bowl + ")))")]
    [InlineData("g", "g*(1 + 1e-12/(x^2 - 0.6274246*x + 0.09841540717229))")]
    public void SliversAreFound(string rate, string bound = "g") => Assert.Equal(VerdictKind.False, Judge($"rate: \"{rate}\"", "residence-time", bound, "kind: identity").Kind);

    [Theory]
    [InlineData("curve: \"exp(20*g*t)*exp(-21*g*t)\"", VerdictKind.Exact)]
    [InlineData("curve: \"exp(20*g*t)*exp(-21.001*g*t)\"", VerdictKind.False)]
    [LongInlineData("curve: \"exp(-(g - sqrt(g^2 - 0.5))*t/2)*exp(-(g + sqrt(g^2 - 0.5))*t/2)\"", VerdictKind.Exact)]
    public void WhatOverflowsOnTheWayIsComputedAllTheSame(string curve, VerdictKind verdict) => Assert.Equal(verdict, Judge(curve, null, "g", "kind: identity").Kind);

    [Theory]
    [InlineData("g*exp(750*e)/exp(749*e)*exp(-e)", VerdictKind.Exact)]
    [InlineData("g*exp(-750*e)*exp(700*e)*exp(50*e)", VerdictKind.Exact)]
    [InlineData("g*exp(750*e)/exp(749*e)*exp(-e)*(1 + 1e-9)", VerdictKind.False)]
    public void RatesOverflowToo(string rate, VerdictKind verdict) => Assert.Equal(verdict, Judge($"rate: \"{rate}\"", "residence-time", "g", "kind: identity").Kind);

    [Theory]
    [InlineData("g*(1 + 1/sqrt(k))", 0.5, VerdictKind.Asymptotic)]
    [InlineData("g*(1 + 1/sqrt(k))", 0.501, VerdictKind.False)]
    [LongInlineData("g*(1 + k^(-1/3))", 0.334, VerdictKind.False)]
    [InlineData("g*(1 + k^(-1.01))", 1.01, VerdictKind.Asymptotic)]
    [InlineData("g*(1 + k^(-1.01))", 1.02, VerdictKind.False)]
    [InlineData("g*(1 + k^(-0.7) + 5*k^(-0.9))", 0.7, VerdictKind.Asymptotic)]
    [InlineData("g*(1 + log(k)/k^2)", 1.9, VerdictKind.Asymptotic)]
    public void OrdersAreHeldToWhatWasMeasured(string rate, double order, VerdictKind verdict) =>
        Assert.Equal(verdict, Judge($"rate: \"{rate}\"", "residence-time", "g", FormattableString.Invariant($"kind: limit, vary: {{ k: 1 }}, to: infinity, order: {order}")).Kind);

    private static bool IsUsed(string text, char name) => Enumerable.Range(0, text.Length).Any(k =>
        text[k] == name && (k == 0 || !char.IsLetterOrDigit(text[k - 1])) && (k + 1 == text.Length || !char.IsLetterOrDigit(text[k + 1])));

    private static Verdict Judge(string formula, string? quantity, string bind, string claim)
    {
        using var folder = new ModelFolder(("decay.yaml", """
            spins: { S: 1/2 }
            parameters: { r: 1.0 }
            hamiltonian: "0*S.z"
            dissipators: [ { operator: "S.m", rate: r } ]
            initial: { S: up }
            observables: { n: "1/2 + S.z" }
            times: { from: 0, to: 60, points: 11 }
            """));
        string used = string.Concat(formula, bind, claim);
        string[] all = [.. new[] { "g: { range: [1, 2] }", "e: { range: [0.5, 5] }", "k: { range: [0.5, 5] }", "x: { range: [0, 1] }" }.Where(p => p[0] == 'g' || IsUsed(used, p[0]))];
        bind = $"r: \"({bind}) + 0*({string.Join(" + ", all.Select(p => p[0]))})\"";
        string text = $$"""
            id: sliver
            parameters: { {{string.Join(", ", all)}} }
            {{formula}}
            describes: { model: decay.yaml, observable: n{{(quantity is null ? string.Empty : ", quantity: " + quantity + ", factor: 1")}}, bind: { {{bind}} } }
            claims: [ { id: claim, {{claim}} } ]
            """;
        FileFormula file = FormulaFileReader.ReadText(text, "sliver.yaml", folder.Path);
        return SuiteRunner.Run([file], DenseKernels.Managed, JudgingSettings.Quick).Verdicts.Single();
    }
}
