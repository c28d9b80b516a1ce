using System.Globalization;
using System.Text;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Pages;

/// <summary>What is wrong in print or in code, in Markdown, from the entries <c>errata</c> of formula files and the verdicts on both forms.</summary>
internal static class ErrataPage
{
    public const string FileName = "errata.md";

    /// <summary>The text of the page.</summary>
    /// <param name="formulas">The formulas, of which those with errata are taken.</param>
    /// <param name="verdicts">Their verdicts, and any others.</param>
    public static string Text(IReadOnlyList<FileFormula> formulas, IReadOnlyList<Verdict> verdicts)
    {
        var byId = verdicts.ToDictionary(v => v.Id, StringComparer.Ordinal);
        (FileFormula Formula, FormulaErratum Erratum)[] entries = [.. formulas.SelectMany(f => f.Errata.Select(e => (f, e))).OrderBy(e => e.e.Place, StringComparer.Ordinal)];
        var page = new StringBuilder();
        Line(page, "# What is wrong in print or in code");
        Line(page, string.Empty);
        Line(page, "<!-- Made by: lindblad-verify verify --gallery --quick --backend managed --pages docs -->");
        Line(page, "Forms of formulas as they were seen in the places named, each judged beside the right one. This says what was seen where; it blames nobody, and some may be faults of typesetting. The verdicts are those of a run; every counterexample is replayed by the command beside it.");
        Line(page, string.Empty);
        Line(page, "| place | stands there | must be | verdict |");
        Line(page, "| --- | --- | --- | --- |");
        foreach ((FileFormula formula, FormulaErratum erratum) in entries)
        {
            Line(page, $"| {Cell(erratum.Place)} | {Code(erratum.Printed)} | {Code(erratum.Right)} | {Word(byId.GetValueOrDefault($"{formula.Id}.{erratum.Claim}"))} |");
        }

        foreach ((FileFormula formula, FormulaErratum erratum) in entries)
        {
            Write(page, formula, erratum, byId);
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, FileFormula formula, FormulaErratum erratum, Dictionary<string, Verdict> byId)
    {
        string id = $"{formula.Id}.{erratum.Claim}";
        Line(page, string.Empty);
        Line(page, "## " + erratum.Place);
        Line(page, string.Empty);
        Line(page, $"Stands there: {Code(erratum.Printed)}; must be {Code(erratum.Right)}. Judged as [{formula.Id}](formulas/{formula.File}), after [{formula.Source}](https://doi.org/{Uri.EscapeDataString(formula.Source.Doi).Replace("%2F", "/", StringComparison.Ordinal)}). {erratum.Remark}".TrimEnd());
        if (byId.GetValueOrDefault(id) is { } verdict)
        {
            Line(page, string.Empty);
            Line(page, $"`{id}` is {verdict.Kind.Word()}: {verdict.Reason}");
            if (verdict.Counterexample is { } example)
            {
                Line(page, string.Create(CultureInfo.InvariantCulture, $"Counterexample: at {Point(example.Point)} the form that stands there gives {example.Predicted:G6}, the equations of motion {example.Computed:G6}."));
                Line(page, string.Empty);
                Line(page, "```");
                Line(page, example.Command);
                Line(page, "```");
            }

            if (verdict.Difference is { } difference)
            {
                Line(page, string.Empty);
                Line(page, $"Proved: over the right form, minus 1, it is `{difference}`.");
            }

            if (verdict.Certificate is not null)
            {
                Line(page, string.Empty);
                Line(page, $"`lindblad-verify verify --gallery --certificates DIR` writes `{id}.py`, which checks the refutation without this program.");
            }
        }

        if (byId.GetValueOrDefault(erratum.Repaired) is { } repaired)
        {
            Line(page, string.Empty);
            Line(page, $"The right form: `{repaired.Id}` is {repaired.Kind.Word()}{(repaired.Order is { } order && repaired.Kind == VerdictKind.Asymptotic ? string.Create(CultureInfo.InvariantCulture, $", of order {Math.Round(order.Value, 2):0.##}") : string.Empty)} ({ProofText.Basis(repaired)}).");
        }
    }

    private static string Point(ParameterPoint point) => string.Join(", ", point.Names.Zip(point.Values, (n, v) => string.Create(CultureInfo.InvariantCulture, $"{n} = {v:G6}")));

    private static string Word(Verdict? verdict) => verdict is null ? "not judged" : $"{verdict.Kind.Word()}, {ProofText.Basis(verdict)}";

    private static string Code(string text) => $"`{Cell(text)}`";

    /// <summary>A bar would end the cell of a table.</summary>
    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static void Line(StringBuilder page, string text) => page.Append(ProseNumbers.Plain(text)).Append('\n');
}
