global using ModelFolder = LindbladVerify.Verification.Tests.FormulaFiles.ModelFolder;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Verification.Tests;

/// <summary>The whole suite of the paper, run once for all tests that look at it; the quick one where a run tests few cases.</summary>
public static class SuiteRuns
{
    private static readonly Lazy<SuiteResult> Full = new(() => SuiteRunner.Run(FormulaCatalogue.OfSuite("chessari-2023"), DenseKernels.Managed, Cases.SkipOfLong is null ? new JudgingSettings() : JudgingSettings.Quick));

    public static SuiteResult Chessari2023 => Full.Value;
}
