global using ModelFolder = LindbladVerify.Verification.Tests.FormulaFiles.ModelFolder;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Verification.Tests;

/// <summary>The whole suite of the paper, run once for all tests that look at it.</summary>
public static class SuiteRuns
{
    private static readonly Lazy<SuiteResult> Full = new(() => SuiteRunner.Run(FormulaCatalogue.OfSuite("chessari-2023"), DenseKernels.Managed, new JudgingSettings()));

    public static SuiteResult Chessari2023 => Full.Value;
}
