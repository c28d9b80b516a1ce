using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;
using Xunit;
using Xunit.Abstractions;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>Does the checker check? Every single edit of a correct formula, made from its expression tree, must be refuted.</summary>
public sealed class SystematicMutationTests(ITestOutputHelper output)
{
    public static TheoryData<string> Correct => [.. CorrectFormulas.All.Keys];

    [Theory]
    [MemberData(nameof(Correct))]
    public void EverySingleEditIsRefuted(string name)
    {
        using ModelFolder folder = CorrectFormulas.Folder();
        FileFormula original = FormulaFileReader.ReadText(CorrectFormulas.All[name], name + ".yaml", folder.Path);
        Assert.Equal(VerdictKind.Exact, Judge(original, original.Body).Kind);

        int refuted = 0;
        int equivalent = 0;
        var survivors = new List<string>();
        foreach (SingleEdit edit in Cases.EveryNth(SingleEdits.Of(original.Body), 5, 25))
        {
            if (IsEquivalent(original, edit.Body))
            {
                equivalent++;
            }
            else if (Judge(original, edit.Body) is { Kind: VerdictKind.False, Counterexample: not null } or { Kind: VerdictKind.OutOfDomain })
            {
                refuted++;
            }
            else
            {
                survivors.Add($"{edit.Kind}: {edit}");
            }
        }

        output.WriteLine($"{name}: {refuted} refuted, {equivalent} equivalent, {survivors.Count} survived");
        Assert.Empty(survivors);
        Assert.True(refuted >= Cases.Count(30, 6, 2), $"{refuted} mutants");
    }

    private static Verdict Judge(FileFormula original, FormulaBody body)
    {
        FileFormula mutant = original.With(body);
        var context = new JudgingContext(new ReferenceLibrary(DenseKernels.Managed, [mutant]), Judged.Settings with { ScanPoints = 64, Searches = 1 }, CancellationToken.None);
        return Verification.Judging.Judge.Of(mutant, mutant.Claims[0], context);
    }

    /// <summary>Edits that change nothing, such as one square of a product moved to the other factor: equal at 64 points of the domain, judged without any reference.</summary>
    private static bool IsEquivalent(FileFormula original, FormulaBody body)
    {
        var sampler = new DomainSampler(original.Parameters, 7);
        return Enumerable.Range(0, 64).Select(sampler.Point).All(p => Math.Abs((body.Evaluate(p) / original.Predict(p)) - 1) < 1e-9);
    }
}
