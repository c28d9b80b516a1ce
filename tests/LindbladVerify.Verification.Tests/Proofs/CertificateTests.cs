using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using Xunit;

namespace LindbladVerify.Verification.Tests.Proofs;

/// <summary>Certificates are programs of their own: Python's standard library alone, and what they print is the verdict.</summary>
public sealed class CertificateTests
{
    [LongSkippableTheory]
    [InlineData("eq9.symmetric-telegraph", true)]
    [InlineData("eq9.electron-telegraph", false)]
    [InlineData("eq5.coherence-decay", true)]
    [InlineData("residence-time.electron-telegraph.quantum-electron", true)]
    [InlineData("rate-matrix.first-off-diagonal", true)]
    [InlineData("longitudinal-rate.electron-telegraph", true)]
    [InlineData("eq9.fast-electron", true)]
    [InlineData("eq9.small-hyperfine-electron-telegraph", true)]
    [InlineData("eq9.large-hyperfine-electron-telegraph", false)]
    [InlineData("eq9.polarized-limit-electron-telegraph", true)]
    [InlineData("longitudinal-rate.symmetric-telegraph", false)]
    [InlineData("eq9.fast-electron-ornstein-uhlenbeck", true)]
    [InlineData("eq11.fast-electron-ornstein-uhlenbeck", true)]
    [InlineData("longitudinal-rate.leading-order.weak-pseudosecular-coupling", true)]
    [InlineData("longitudinal-rate.without-secular-coupling.exact", true)]
    public void CertificatesOfTheSuiteCheck(string id, bool holds) =>
        Check(SuiteRuns.Chessari2023.Verdicts.Single(v => string.Equals(v.Id, id, StringComparison.Ordinal)), holds);

    [Fact]
    public void EveryProofAndRefutationOfTheSuiteHasACertificate() =>
        Assert.DoesNotContain(SuiteRuns.Chessari2023.Verdicts, v => v.Certificate is null && v.Proof!.Status is (ProofStatus.Proved or ProofStatus.PartlyProved or ProofStatus.Refuted));

    [SkippableTheory]
    [InlineData("dicke-superradiance", true)]
    [LongInlineData("exchange-coalescence", true)]
    [LongInlineData("optical-bloch-saturation", true)]
    [LongInlineData("purcell-rate", false)]
    public void CertificatesOfTheGalleryCheck(string file, bool holds)
    {
        FileFormula formula = FormulaFileReader.Open(RepositoryFolder.PathOf($"docs/formulas/{file}.yaml"));
        Check(SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick).Verdicts[0], holds);
    }

    [SkippableTheory]
    [LongInlineData("8*g^2/(k^2 + 16*g^2)", "p", true)]
    [LongInlineData("4*sqrt(2)*g*k/(k^2 + 16*g^2)", "c", true)]
    [LongInlineData("4*sqrt(6)/sqrt(3)*g*k/(k^2 + 16*g^2)", "c", true)]
    [LongInlineData("2^0.5*4*g*k/(k^2 + 16*g^2)", "c", true)]
    [LongInlineData("(sqrt(2) + sqrt(3))^2/(5 + 2*sqrt(6))*8*g^2/(k^2 + 16*g^2)", "p", true)]
    [InlineData("4*sqrt(2.0000000000001)*g*k/(k^2 + 16*g^2)", "c", null)]
    [LongInlineData("4*sqrt(2)*(1 + 1e-13)*g*k/(k^2 + 16*g^2)", "c", false)]
    [LongInlineData("sqrt(8)*g*k/(k^2 + 16*g^2)", "c", false)]
    [LongInlineData("sqrt(13)*8*g^2/(k^2 + 16*g^2)/sqrt(11)", "p", false)]
    public void RootsOfWholeNumbers(string rate, string observable, bool? holds)
    {
        using var folder = new ModelFolder(("rabi.yaml", """
            levels: { a: 3 }
            parameters: { g: 1.0, k: 2.0 }
            hamiltonian: "sqrt(2)*g*(a.ket(0,2) + a.ket(2,0))"
            dissipators: [ { operator: "a.ket(0,2)", rate: k } ]
            initial: { a: 2 }
            observables: { p: "a.ket(2,2)", c: "i*a.ket(0,2) - i*a.ket(2,0)" }
            times: [0, 1]
            """));
        FileFormula formula = FormulaFileReader.ReadText($$"""
            id: rabi
            parameters: { g: { unit: rad/s, range: [0.1, 10] }, k: { unit: 1/s, range: [0.1, 10] } }
            rate: "{{rate}}"
            describes: { model: rabi.yaml, observable: {{observable}}, quantity: steady-state }
            claims: [ { id: claim, kind: identity } ]
            """, "rabi-formula.yaml", folder.Path);
        Verdict verdict = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick).Verdicts.Single();

        Assert.Equal(holds is true ? VerdictKind.Exact : VerdictKind.False, verdict.Kind);
        Assert.Equal(holds is true ? ProofStatus.Proved : holds is false ? ProofStatus.Refuted : ProofStatus.NotAlgebraic, verdict.Proof!.Status);
        if (holds is { } proved)
        {
            Check(verdict, proved);
        }
    }

    [SkippableTheory]
    [LongInlineData("2*a*b/(a + b)", "identity", true)]
    [InlineData("3*a*b/(2*a + b)", "identity", false)]
    [LongInlineData("2*a*b/(a + b)*exp(-a/2)^2/exp(-a)*(1 + sin(b)*cos(b))/(1 + sin(2*b)/2)", "identity", true)]
    [LongInlineData("2*a", "limit, vary: { b: 1 }, to: infinity, order: 1", true)]
    [InlineData("2*a", "limit, vary: { b: 1 }, to: infinity, order: 2", false)]
    [LongInlineData("3*a", "limit, vary: { b: 1 }, to: infinity", false)]
    public void TwoSitesWithStatesOfTheirOwn(string rate, string claim, bool holds)
    {
        using var folder = new ModelFolder(("two.yaml", """
            spins: { A: 1/2, B: 1/2 }
            levels: { C: 3 }
            parameters: { a: 1.0, b: 2.0 }
            hamiltonian: "0*A.z"
            dissipators: [ { operator: "A.m", rate: a }, { operator: "B.m", rate: b }, { operator: "C.ket(0,2)", rate: a } ]
            initial: { A: up, B: up, C: 1 }
            observables: { n: "1 + A.z + B.z" }
            times: [0, 1]
            """));
        FileFormula formula = FormulaFileReader.ReadText($$"""
            id: two
            parameters: { a: { unit: 1/s, range: [0.1, 10] }, b: { unit: 1/s, range: [0.1, 10] } }
            rate: "{{rate}}"
            describes: { model: two.yaml, observable: n, quantity: residence-time, factor: 1 }
            claims: [ { id: claim, kind: {{claim}} } ]
            """, "two-formula.yaml", folder.Path);
        Check(SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick).Verdicts.Single(), holds);
    }

    [LongSkippableFact]
    public void ACertificateOfALimitFailsWithAnotherOrderOrLeadingTerm()
    {
        Verdict verdict = SuiteRuns.Chessari2023.Verdicts.Single(v => v.Id is "eq9.fast-electron");
        Check(verdict with { Certificate = verdict.Certificate!.Replace("'order': Fraction(2, 1)", "'order': Fraction(1, 1)", StringComparison.Ordinal) }, false);
        Check(verdict with { Certificate = verdict.Certificate!.Replace("'leading': \"", "'leading': \"_q('2')*", StringComparison.Ordinal) }, false);
    }

    /// <summary>Limits of means of two modes and of frequencies, of formulas with roots, and of formulas that tend to no mode; what is changed in the program is found out.</summary>
    [LongSkippableTheory]
    [InlineData("mcconnell-fast-exchange", "fast", true)]
    [InlineData("mcconnell-fast-exchange", "slow", false)]
    [InlineData("rabi-frequency", "strong-drive", true)]
    [InlineData("autler-townes-splitting", "strong-coupling", true)]
    [InlineData("chessari-equation-10", "slow-electron", true)]
    public void CertificatesOfLimitsOfModesAndRootsCheck(string file, string claim, bool holds)
    {
        FileFormula formula = FormulaFileReader.Open(RepositoryFolder.PathOf($"docs/formulas/{file}.yaml"));
        Verdict verdict = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick).Verdicts.Single(v => v.Id.EndsWith($".{claim}", StringComparison.Ordinal));
        Check(verdict, holds);
        if (holds)
        {
            Check(verdict with { Certificate = verdict.Certificate!.Replace("\nFORMULA = \"", "\nFORMULA = \"_q('2')*", StringComparison.Ordinal) }, false);
            Check(verdict with { Certificate = System.Text.RegularExpressions.Regex.Replace(verdict.Certificate!, @"'order': Fraction\(\d+, 1\)", "'order': Fraction(3, 1)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(10)) }, false);
        }
    }

    [LongSkippableTheory]
    [InlineData("random-telegraph-spectrum", 2)]
    [InlineData("kubo-free-induction-decay", 1)]
    [InlineData("solomon-equations", 1)]
    [InlineData("spontaneous-emission-linewidth", 1)]
    [InlineData("bloch-saturation", 1)]
    public void CertificatesOfAllKindsCheck(string file, int least)
    {
        FileFormula formula = FormulaFileReader.Open(RepositoryFolder.PathOf($"docs/formulas/{file}.yaml"));
        Verdict[] certified = [.. SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick).Verdicts.Where(v => v.Certificate is not null)];
        Assert.True(certified.Length >= least, $"{certified.Length} certificates");
        Assert.All(certified, v => Check(v, v.Kind != VerdictKind.False));
    }

    [LongSkippableFact]
    public void CertificatesOfLawsAndInequalitiesOfTheSuiteCheck()
    {
        Verdict[] certified = [.. SuiteRuns.Chessari2023.Verdicts.Where(v => v.Id.StartsWith("eq9.", StringComparison.Ordinal) && v.Certificate is not null && (v.Certificate.Contains("\nMAP = ", StringComparison.Ordinal) || v.Certificate.Contains("\nCHECKS = ", StringComparison.Ordinal)))];
        Assert.True(certified.Length >= 4, $"{certified.Length} certificates");
        Assert.All(certified, v => Check(v, v.Kind != VerdictKind.False));
    }

    private static void Check(Verdict verdict, bool holds)
    {
        Assert.NotNull(verdict.Certificate);
        PythonPrograms.Check(verdict.Certificate, holds);
    }
}
