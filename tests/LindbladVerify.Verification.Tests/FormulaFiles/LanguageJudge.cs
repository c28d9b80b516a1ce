using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>One formula file with one identity, judged against one model file.</summary>
internal static class LanguageJudge
{
    /// <summary>The verdict is as expected.</summary>
    public static void Expect(string model, string parameters, string formula, string describes, VerdictKind verdict, params IEnumerable<(string Name, string Text)> others)
    {
        Verdict found = Judge(model, parameters, formula, describes, others);
        Assert.True(verdict == found.Kind, $"{found.Kind}: {found.Reason}");
    }

    /// <summary>The verdict; other files lie beside the model.</summary>
    public static Verdict Judge(string model, string parameters, string formula, string describes, params IEnumerable<(string Name, string Text)> others)
    {
        using var folder = new ModelFolder([("model.yaml", model), .. others]);
        return JudgeIn(folder.Path, parameters, formula, describes);
    }

    /// <summary>The verdict of a formula beside a file model.yaml.</summary>
    public static Verdict JudgeIn(string folder, string parameters, string formula, string describes)
    {
        string text = $$"""
            id: language
            title: a feature of the language
            parameters: { {{parameters}} }
            {{formula}}
            describes: { model: model.yaml, {{describes}} }
            claims: [ { id: claim, kind: identity } ]
            """;
        FileFormula file = FormulaFileReader.ReadText(text, "formula.yaml", folder);
        return SuiteRunner.Run([file], DenseKernels.Managed, JudgingSettings.Quick with { ScanPoints = 16 }).Verdicts.Single();
    }
}
