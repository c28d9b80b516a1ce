using System.Globalization;
using System.Text;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;

namespace LindbladVerify.Reporting.Pages;

/// <summary>The page of the gallery in Markdown: every formula by field, with what was found, and an index by verdict. Made from verdicts alone.</summary>
internal static class GalleryPage
{
    public const string FileName = "gallery.md";

    /// <summary>The heading for formulas that name no field.</summary>
    private const string Others = "other";

    private static readonly (VerdictKind Kind, string Heading)[] Best =
    [
        (VerdictKind.Exact, "Exact"), (VerdictKind.Asymptotic, "Right in a limit"), (VerdictKind.Bounded, "Right within bounds"), (VerdictKind.False, "Wrong"),
    ];

    /// <summary>The text of the page.</summary>
    /// <param name="formulas">The formulas of the gallery.</param>
    /// <param name="verdicts">Their verdicts, and any others.</param>
    public static string Text(IReadOnlyList<FileFormula> formulas, IReadOnlyList<Verdict> verdicts)
    {
        var byId = verdicts.ToDictionary(v => v.Id, StringComparer.Ordinal);
        Verdict[] Of(FileFormula formula) => [.. formula.Claims.Select(c => byId.GetValueOrDefault($"{formula.Id}.{c.Id}")).OfType<Verdict>()];
        Verdict[] all = [.. formulas.SelectMany(Of)];
        var page = new StringBuilder();
        Line(page, "# The gallery");
        Line(page, string.Empty);
        Line(page, "<!-- Made by: lindblad-verify verify --gallery --quick --backend managed --pages docs -->");
        Line(page, string.Create(CultureInfo.InvariantCulture, $"{formulas.Count} formulas from the literature and {all.Length} claims about them, each held against equations of motion that know no formula: {Counts(all)}. [What a verdict means](judging.md); [what is wrong in print or in code](errata.md)."));
        Line(page, string.Empty);
        foreach (IGrouping<string, FileFormula> field in formulas.GroupBy(Field, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Line(page, "## " + Capital(field.Key));
            Line(page, string.Empty);
            foreach (FileFormula formula in field.OrderBy(f => f.Id, StringComparer.Ordinal))
            {
                Write(page, formula, Of(formula));
            }
        }

        Line(page, "## By verdict");
        foreach ((VerdictKind kind, string heading) in Best)
        {
            FileFormula[] found = [.. formulas.Where(f => BestOf(Of(f)) == kind)];
            if (found.Length > 0)
            {
                Line(page, string.Empty);
                Line(page, string.Create(CultureInfo.InvariantCulture, $"{heading}, {found.Length}: {string.Join(", ", found.Select(f => $"[{f.Id}](formulas/{f.File})"))}."));
            }
        }

        return page.ToString();
    }

    /// <summary>The best that is true of a formula as a statement about its reference: laws of symmetry and the like do not count.</summary>
    private static VerdictKind BestOf(IReadOnlyList<Verdict> verdicts)
    {
        Verdict[] about = [.. verdicts.Where(v => v.Evidence.Any(e => e.Kind is "identity" or "limit" or "bound"))];
        return Best.Select(b => b.Kind).FirstOrDefault(k => about.Any(v => v.Kind == k), VerdictKind.False);
    }

    private static void Write(StringBuilder page, FileFormula formula, IReadOnlyList<Verdict> verdicts)
    {
        Line(page, $"**[{formula.Title}](formulas/{formula.File})**, {(formula.Variant is "as given" ? string.Empty : formula.Variant + "; ")}[{formula.Source}](https://doi.org/{Uri.EscapeDataString(formula.Source.Doi).Replace("%2F", "/", StringComparison.Ordinal)})");
        Line(page, $"<br>`{formula.Expression}`");
        Line(page, "<br>" + string.Join("; ", verdicts.Select(Found)) + ".");
        if (formula.Note.Length > 0)
        {
            Line(page, "<br>" + formula.Note);
        }

        Line(page, string.Empty);
    }

    /// <summary>"fast: order 2, proved, error −(w/k)^2": one claim in a few words.</summary>
    private static string Found(Verdict verdict)
    {
        string name = verdict.Id[(verdict.Id.LastIndexOf('.') + 1)..].Replace('-', ' ');
        string proved = verdict.Proof?.Status is ProofStatus.Proved or ProofStatus.PartlyProved or ProofStatus.Refuted ? ", " + ProofText.Basis(verdict) : string.Empty;
        string word = verdict.Kind == VerdictKind.Asymptotic && verdict.Order is { } order ? "order " + Order(order.Value) : verdict.Kind.Word();
        string leading = verdict is { Kind: VerdictKind.Asymptotic, LeadingError.Expression: { } error } && error.Length <= ProofText.LongestShown ? $", error `{error}`" : string.Empty;
        return $"{name}: {word}{proved}{leading}";
    }

    private static string Order(double order) => Math.Round(order, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Counts(IEnumerable<Verdict> verdicts) => string.Join(", ", verdicts.GroupBy(v => v.Kind).OrderBy(g => g.Key)
        .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key.Word()}")));

    private static string Field(FileFormula formula) => formula.Field.Length > 0 ? formula.Field : Others;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static void Line(StringBuilder page, string text) => page.Append(text).Append('\n');
}
