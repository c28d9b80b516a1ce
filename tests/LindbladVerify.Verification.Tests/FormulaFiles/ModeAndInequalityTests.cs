using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>Modes that are chosen, ratios and differences, inequalities, values of sequences: read and judged.</summary>
public sealed class ModeAndInequalityTests
{
    private const string Doublet = """
        spins: { I: 1/2, S: 1/2 }
        parameters: { w: 5, J: 2, R: 0.1 }
        hamiltonian: "w*I.z + J*I.z*S.z"
        dissipators:
          - { operator: "2*I.z", rate: "R/2" }
        initial: { density: "(I.one/2 + I.x)*(S.one/2 + 0.5*S.z)" }
        observables: { p: "I.p", x: "I.x" }
        times: [1]
        """;

    private const string Parameters = "parameters: { w: { range: [3, 9] }, J: { range: [0.5, 2] }, R: { range: [0.01, 0.2] } }";

    [Theory]
    [InlineData("w + J/2", "observable: p, quantity: frequency, mode: heaviest", VerdictKind.Exact)]
    [InlineData("w - J/2", "observable: p, quantity: frequency, mode: { nearest: \"w - J\" }", VerdictKind.Exact)]
    [InlineData("-w - J/2", "observable: p, quantity: frequency, mode: heaviest", VerdictKind.False)]
    [InlineData("w + J/2", "observable: x, quantity: frequency, mode: { nearest: \"w + J\" }", VerdictKind.Exact)]
    [InlineData("R", "observable: x, quantity: line-width, mode: heaviest", VerdictKind.Exact)]
    [InlineData("(w + J/2)/R", "observable: x, quantity: frequency, mode: heaviest, over: { quantity: line-width, observable: x, mode: heaviest }", VerdictKind.Exact)]
    [InlineData("J", "observable: p, quantity: frequency, mode: heaviest, minus: { quantity: frequency, observable: p, mode: { nearest: \"w - J/2\" } }", VerdictKind.Exact)]
    [InlineData("2*J", "observable: p, quantity: frequency, mode: heaviest, minus: { quantity: frequency, observable: p, mode: { nearest: \"w - J/2\" } }", VerdictKind.False)]
    public void ModesAreJudged(string formula, string describes, VerdictKind expected)
    {
        Verdict verdict = Judge(Doublet, $"{Parameters}\nrate: \"{formula}\"\ndescribes: {{ model: model.yaml, {describes} }}\nclaims:\n  - {{ id: all, kind: identity }}");
        Assert.True(verdict.Kind == expected, $"{verdict.Kind}: {verdict.Reason}");
    }

    [Theory]
    [InlineData(">=", VerdictKind.Bounded)]
    [InlineData("<=", VerdictKind.False)]
    [InlineData(">", VerdictKind.Bounded)]
    public void InequalitiesNeedNoFormula(string relation, VerdictKind expected)
    {
        Verdict verdict = Judge(Doublet, $"{Parameters}\ndescribes: {{ model: model.yaml, observable: p, quantity: frequency, mode: heaviest }}\nclaims:\n  - {{ id: all, kind: inequality, compare: {{ quantity: line-width, observable: x, mode: heaviest, relation: \"{relation}\" }} }}");
        Assert.True(verdict.Kind == expected, $"{verdict.Kind}: {verdict.Reason}");
        Assert.Equal(expected == VerdictKind.False, verdict.Counterexample is not null);
    }

    [LongFact]
    public void SequencesAreNoSubjectOfAlgebraAndSaySo()
    {
        FileFormula formula = FormulaFileReader.Open(Path.Combine(RepositoryFolder.PathOf("docs/formulas"), "hahn-echo-telegraph.yaml"));
        Verdict verdict = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick).Verdicts[0];

        Assert.Equal(ProofStatus.NotAlgebraic, verdict.Proof!.Status);
        Assert.Contains("exponentials", verdict.Proof.Reason, StringComparison.Ordinal);
        Assert.Equal(VerdictKind.Exact, verdict.Kind);
    }

    [LongFact]
    public void WholeParametersAreWhole()
    {
        const string Train = """
            spins: { I: 1/2 }
            parameters: { R: 1, n: 2 }
            hamiltonian: "0*I.z"
            dissipators:
              - { operator: "2*I.z", rate: "R/2" }
            sequence: { repeat: n, steps: [ { delay: 0.1 }, { rotate: { operator: "I.x", angle: pi } } ] }
            initial: { density: "I.one/2 + I.x" }
            observables: { x: "2*I.x" }
            """;
        Verdict verdict = Judge(Train, "parameters: { R: { range: [0.1, 2] }, n: { range: [1, 40], whole: true } }\nvalue: \"exp(-R*n/10)\"\ndescribes: { model: model.yaml, quantity: value }\nclaims:\n  - { id: all, kind: identity }");
        Assert.True(verdict.Kind == VerdictKind.Exact, $"{verdict.Kind}: {verdict.Reason}");
    }

    [Theory]
    [InlineData("quantity: cycle-rate", "there is no cycle")]
    [InlineData("quantity: value", "no parameter 't'")]
    [InlineData("quantity: residence-time, mode: heaviest", "mode belongs to")]
    [InlineData("quantity: frequency, mode: strongest", "mode must be heaviest")]
    [InlineData("quantity: frequency, mode: { near: 3 }", "no key 'near'")]
    [InlineData("quantity: spectral-density", "'omega'")]
    [InlineData("quantity: residence-time, observable: p", "not Hermitian")]
    [InlineData("quantity: frequency, over: { quantity: line-width }, minus: { quantity: line-width }", "not two of them")]
    public void WhatIsWrongIsSaid(string describes, string words)
    {
        string observable = describes.Contains("observable", StringComparison.Ordinal) ? string.Empty : ", observable: x";
        string inner = describes.Replace("quantity: line-width", "quantity: line-width, observable: x", StringComparison.Ordinal);
        ModelFileException error = Assert.Throws<ModelFileException>(() => Judge(Doublet, $"{Parameters}\nrate: R\ndescribes: {{ model: model.yaml, {inner}{observable} }}\nclaims:\n  - {{ id: all, kind: identity }}"));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private static Verdict Judge(string model, string formula)
    {
        string folder = Directory.CreateTempSubdirectory("modes").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "model.yaml"), model);
            FileFormula read = FormulaFileReader.ReadText($"id: test\n{formula}\n", "formula.yaml", folder);
            return SuiteRunner.Run([read], DenseKernels.Managed, JudgingSettings.Quick).Verdicts[0];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
