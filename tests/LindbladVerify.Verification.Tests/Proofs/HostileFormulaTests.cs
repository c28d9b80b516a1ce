using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using Xunit;

namespace LindbladVerify.Verification.Tests.Proofs;

/// <summary>Formulas whose truth is known from how they were made, written to mislead: nothing false is proved, nothing true is refuted, and what has no proof says why.</summary>
public sealed class HostileFormulaTests
{
    private const string Golden = "(D^2/2*(Gc*(1-P^2)*Delta^2+G2*((Gc+G2)^2+Delta^2))/(((1-2*P^2)*Delta^2+G2*(Gc+G2))^2+Delta^2*P^2*(Gc+2*G2)^2))";
    private const string Needle = "(1 + 1/(7145268970001 - 2469000*Delta - 691200000000*P - 469120000*G2 + Delta^2 + 1000000000000*P^2 + 10000*G2^2))";
    private const string Identity = "kind: identity";
    private const string Positivity = "kind: positivity";
    private const string Even = "kind: symmetry, map: { Delta: \"-Delta\" }";
    private const string NeverBelow = "kind: bound, side: never-below";

    public static IEnumerable<object[]> Tested => Cases.EveryNth(Hostile, 1, 6);

    private static TheoryData<string, bool, ProofStatus, string, string> Hostile => new()
    {
        { "*(P+1-P)", true, ProofStatus.Proved, Identity, "symmetric-telegraph" },
        { "*G2/G2*Delta/Delta", true, ProofStatus.Proved, Identity, "symmetric-telegraph" },
        { "*exp(G2)/exp(G2)", true, ProofStatus.Proved, Identity, "symmetric-telegraph" },
        { "*(cos(P)^2+sin(P)^2)", true, ProofStatus.Proved, Identity, "symmetric-telegraph" },
        { "*tanh(P)*cosh(P)/sinh(P)", true, ProofStatus.Proved, Identity, "symmetric-telegraph" },
        { "*(sqrt(2)+sqrt(3))^2/(5+2*sqrt(6))", true, ProofStatus.Proved, Identity, "symmetric-telegraph" },
        { "*(1+P)^200/(1+P)^200", true, ProofStatus.Proved, Identity, "symmetric-telegraph" },
        { "*sum(k,1,30,P^k)*(1-P)/(P*(1-P^30))", true, ProofStatus.Proved, Identity, "symmetric-telegraph" },
        { "*sqrt(1-P^2)^2/(1-P^2)", true, ProofStatus.Proved, Identity, "symmetric-telegraph" },
        { "*sqrt(Gc^2)/Gc", true, ProofStatus.NotAlgebraic, Identity, "symmetric-telegraph" },
        { "*abs(Gc)/Gc", true, ProofStatus.NotAlgebraic, Identity, "symmetric-telegraph" },
        { "*min(P,2)/P", true, ProofStatus.NotAlgebraic, Identity, "symmetric-telegraph" },
        { "*exp(log(P))/P", true, ProofStatus.NotAlgebraic, Identity, "symmetric-telegraph" },
        { "*1.00000000000001", false, ProofStatus.Refuted, Identity, "symmetric-telegraph" },
        { "*" + Needle, false, ProofStatus.Refuted, Identity, "symmetric-telegraph" },
        { "*(1+1e-30*P)", false, ProofStatus.Refuted, Identity, "symmetric-telegraph" },
        { "*(1+1/(1+1e12*(P-0.4567891)^2*1e12))", false, ProofStatus.Refuted, Identity, "symmetric-telegraph" },
        { "*sqrt(2)/1.4142135623730950488", false, ProofStatus.Refuted, Identity, "symmetric-telegraph" },
        { "*exp(1e-15*P)", false, ProofStatus.NotAlgebraic, Identity, "symmetric-telegraph" },
        { "*sqrt((P-0.5)^2)/(0.5-P)", false, ProofStatus.NotAlgebraic, Identity, "symmetric-telegraph" },
        { "*max(P,0.5)/P", false, ProofStatus.NotAlgebraic, Identity, "symmetric-telegraph" },
        { "/(P-P)", false, ProofStatus.NotAlgebraic, Identity, "symmetric-telegraph" },
        { "*sqrt(-1-P^2)", false, ProofStatus.Refuted, Identity, "symmetric-telegraph" },
        { "", false, ProofStatus.Refuted, Identity, "electron-telegraph" },
        { "", false, ProofStatus.NotAlgebraic, Identity, "ornstein-uhlenbeck" },
        { "", true, ProofStatus.Proved, "kind: limit, vary: { Gc: 1 }, to: infinity, order: 3", "ornstein-uhlenbeck" },
        { "", false, ProofStatus.Refuted, "kind: limit, vary: { Gc: 1 }, to: infinity, order: 4", "ornstein-uhlenbeck" },
        { "", false, ProofStatus.NotAlgebraic, "kind: limit, vary: { Gc: 1, Delta: 1 }, to: infinity, order: 3", "ornstein-uhlenbeck" },
        { "*(1+1e-7/Gc)", false, ProofStatus.Refuted, "kind: limit, vary: { Gc: 1 }, to: infinity, order: 2", "symmetric-telegraph" },
        { "", true, ProofStatus.Proved, Even, "symmetric-telegraph" },
        { "*(1+1e-22*Delta)", false, ProofStatus.Refuted, Even, "symmetric-telegraph" },
        { "", true, ProofStatus.Proved, Positivity, "symmetric-telegraph" },
        { "*(P-0.5)^2", true, ProofStatus.Proved, Positivity, "symmetric-telegraph" },
        { "*((P-0.5)^2-1e-18)", false, ProofStatus.NotAlgebraic, Positivity, "symmetric-telegraph" },
        { "", true, ProofStatus.Proved, NeverBelow, "electron-telegraph" },
        { "*(1-1e-9)", false, ProofStatus.NotAlgebraic, NeverBelow, "electron-telegraph" },
    };

    [SkippableTheory]
    [MemberData(nameof(Tested))]
    public void IsNotMisled(string factor, bool isTrue, ProofStatus status, string claim, string noise)
    {
        FileFormula formula = FormulaFileReader.ReadText($$"""
            id: hostile
            parameters:
              D:     { unit: rad/s, range: [1, 200] }
              Delta: { unit: rad/s, range: [1.0e4, 1.0e7] }
              P:     { range: [0.1, 0.9] }
              Gc:    { unit: 1/s, range: [1.0e5, 1.0e8] }
              G2:    { unit: 1/s, range: [1.0e3, 1.0e5] }
            rate: "{{Golden}}{{factor}}"
            describes:
              pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2 }
              noise: {{noise}}
              reference: golden-rule
            claims: [ { id: claim, {{claim}} } ]
            """, "hostile.yaml", RepositoryFolder.PathOf("docs/formulas"));
        Verdict verdict = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick with { ScanPoints = 256, MonteCarlo = false }).Verdicts.Single();

        Assert.True(verdict.Proof!.Status == status, $"{verdict.Proof.Word}: {verdict.Proof.Reason}");
        Assert.NotEmpty(verdict.Proof.Reason);
        Assert.Null(verdict.Contradiction);
        Assert.False(isTrue && verdict.Kind == VerdictKind.False, verdict.Reason);
        Assert.False(!isTrue && verdict.Kind == VerdictKind.Exact && status != ProofStatus.NotAlgebraic, verdict.Reason);
        if (verdict.Certificate is { } certificate)
        {
            PythonPrograms.Check(certificate, status == ProofStatus.Proved);
        }
    }
}
