using LindbladVerify.Cli.Commands;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Algebra and sampling that contradict each other end a run with exit code 4, whatever else was judged.</summary>
public sealed class ContradictionTests
{
    [LongFact]
    public void AProofThatAPointRefutesEndsWithAFailure()
    {
        FileFormula formula = FormulaFileReader.Open(RepositoryFolder.PathOf("docs/formulas/purcell-rate.yaml"));
        SuiteResult right = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick);
        Assert.Equal(ExitCode.Success, VerifyCommand.Code(right));
        SuiteResult wrong = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick with { ProofFault = p => p with { Status = ProofStatus.Proved } });
        Assert.Equal(4, VerifyCommand.Code(wrong));
    }
}
