using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Errata;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Ablation;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Suites;

namespace LindbladVerify.Reporting.Report;

/// <summary>All that the report of a run is made from. Nothing in the report is computed anew.</summary>
/// <param name="Suite">Name of the suite or suites.</param>
/// <param name="Formulas">The formulas judged.</param>
/// <param name="Result">Verdicts, models and maps.</param>
/// <param name="Errata">Errors of the publication with the claims that show them.</param>
/// <param name="Manifest">How the run was made; its list of files need not hold the report itself.</param>
public sealed record VerificationReport(string Suite, IReadOnlyList<Formula> Formulas, SuiteResult Result, IReadOnlyList<Erratum> Errata, RunManifest Manifest)
{
    /// <summary>Figures of the publication drawn anew, shown beside the verdicts.</summary>
    public IReadOnlyList<Figure> PaperFigures { get; init; } = [];

    /// <summary>Whether all formulas belong to one suite, or come from one file.</summary>
    internal bool IsOneSuite => Formulas.Select(f => f.Suite).Distinct(StringComparer.Ordinal).Count() <= 1;

    /// <summary>The verdicts on one formula, in the order of its claims.</summary>
    public IReadOnlyList<Verdict> Of(Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        var byId = Result.Verdicts.ToDictionary(v => v.Id, StringComparer.Ordinal);
        return [.. formula.Claims.Select(c => byId.GetValueOrDefault($"{formula.Id}.{c.Id}")).OfType<Verdict>()];
    }

    /// <summary>The verdict on a claim; null if it was not judged in this run.</summary>
    public Verdict? Find(string claimId) => Result.Verdicts.FirstOrDefault(v => string.Equals(v.Id, claimId, StringComparison.Ordinal));

    /// <summary>What is known of the models behind a formula; null for one that predicts no flip-flop rate.</summary>
    public FormulaModels? Models(Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return Result.Models.FirstOrDefault(m => string.Equals(m.FormulaId, formula.Id, StringComparison.Ordinal));
    }
}
