using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using Xunit;

namespace LindbladVerify.Verification.Tests.Proofs;

/// <summary>Algebra and sampling are two witnesses: where both cannot be right, the run says so.</summary>
public sealed class ProofWeighingTests
{
    [Fact]
    public void ProvingWhatAPointClearlyRefutesIsAContradiction()
    {
        Verdict verdict = Judged("purcell-rate", p => p with { Status = ProofStatus.Proved });
        Assert.Equal(VerdictKind.False, verdict.Kind);
        Assert.Contains("algebra proves the claim", verdict.Contradiction, StringComparison.Ordinal);
    }

    [LongFact]
    public void AgreeingWitnessesDoNotContradict()
    {
        Assert.Null(Judged("purcell-rate", p => p).Contradiction);
        Assert.Null(Judged("optical-bloch-saturation", p => p).Contradiction);
    }

    [Fact]
    public void RefutingWhatEveryPointConfirmsIsNoContradictionBelowWhatPointsSee()
    {
        Verdict verdict = Judged("optical-bloch-saturation", p => p with { Status = ProofStatus.Refuted });
        Assert.Equal(VerdictKind.False, verdict.Kind);
        Assert.Null(verdict.Contradiction);
    }

    private static Verdict Judged(string file, Func<Proof, Proof> fault)
    {
        FileFormula formula = FormulaFileReader.Open(RepositoryFolder.PathOf($"docs/formulas/{file}.yaml"));
        return SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick with { ProofFault = fault }).Verdicts[0];
    }
}
