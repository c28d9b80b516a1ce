using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Report;

/// <summary>One row per equation.</summary>
internal static class SummaryTable
{
    private const int OrdersShown = 4;
    private static readonly TableColumn[] s_columns = [new("formula and what holds of it"), new("verdicts"), new("largest error", IsNumeric: true)];

    /// <summary>The published equations, and below them what was derived.</summary>
    public static IEnumerable<HtmlNode> Of(VerificationReport report)
    {
        Formula[] published = [.. Ordered(report.Formulas).Where(IsPublished)];
        Formula[] derived = [.. Ordered(report.Formulas).Where(f => !IsPublished(f))];
        if (published.Length > 0)
        {
            yield return Table(report, published);
        }

        if (derived.Length > 0)
        {
            yield return HtmlBlocks.Details(ReportText.Count(derived.Length, published.Length == 0 ? "formula" : report.IsOneSuite ? "derived formula" : "other formula"), open: published.Length == 0 || !report.IsOneSuite, Table(report, derived));
        }
    }

    /// <summary>By equation number, as printed before repaired; then what is read off figures, and what was derived.</summary>
    public static IEnumerable<Formula> Ordered(IEnumerable<Formula> formulas) => formulas
        .OrderBy(f => !IsPublished(f) ? 2 : f.Source.Equation.StartsWith("Eq", StringComparison.Ordinal) ? 0 : 1)
        .ThenBy(f => EquationNumber(f.Source.Equation))
        .ThenBy(f => string.Equals(f.Variant, "as printed", StringComparison.Ordinal) ? 0 : 1)
        .ThenBy(f => f.Id, StringComparer.Ordinal);

    /// <summary>How many verdicts of each kind, as badges.</summary>
    public static HtmlFragment Counts(IReadOnlyList<Verdict> verdicts)
    {
        IEnumerable<HtmlNode> badges = verdicts.GroupBy(v => v.Kind).OrderBy(g => g.Key)
            .SelectMany(g => new HtmlNode[] { ReportText.Badge(g.Key, string.Create(CultureInfo.InvariantCulture, $"{g.Count()} ")), " " });
        int differing = verdicts.Count(v => !v.AsDeclared);
        return new HtmlFragment(differing == 0 ? badges : [.. badges, HtmlBlocks.Badge($"{differing} not as declared", BadgeTone.Bad)]);
    }

    private static HtmlElement Table(VerificationReport report, Formula[] formulas) =>
        new HtmlElement("div", HtmlBlocks.Table(s_columns, formulas.Select(f => Row(report, f)))).WithClass("summary stack");

    private static bool IsPublished(Formula formula) => formula.Source.Equation.Length > 0;

    private static int EquationNumber(string equation) =>
        int.TryParse(string.Concat(equation.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;

    private static HtmlNode[] Row(VerificationReport report, Formula formula)
    {
        IReadOnlyList<Verdict> verdicts = report.Of(formula);
        Verdict[] headline = [.. formula.Claims.Where(c => c is not SymmetryClaim).Select(c => report.Find($"{formula.Id}.{c.Id}")).OfType<Verdict>()];
        double largest = headline.Select(v => v.LargestRelativeError).Where(e => !double.IsNaN(e)).DefaultIfEmpty(double.NaN).Max();
        return
        [
            new HtmlFragment(
                HtmlBlocks.Link("#formula." + formula.Id, formula.Title),
                FormulaMath.Inline(formula),
                Holds(formula, report.Models(formula), verdicts, headline)),
            Counts(verdicts),
            new HtmlFragment(new HtmlElement("span", "largest error ").WithClass("narrow"), HtmlBlocks.Rich(ReportText.Error(largest))),
        ];
    }

    /// <summary>The models that the formula equals, and its limits with their measured orders.</summary>
    private static HtmlElement Holds(Formula formula, FormulaModels? models, IReadOnlyList<Verdict> verdicts, Verdict[] headline)
    {
        Verdict[] limits = [.. headline.Where(v => v.Kind == VerdictKind.Asymptotic && v.Order is not null)];
        List<HtmlNode> pieces =
        [
            .. models is null ? Identities(verdicts) : models.ExactFor.Select(m => (HtmlNode)("exact for " + KnownModels.Describe(m))),
            .. limits.Take(OrdersShown).Select(v => new HtmlFragment(HtmlBlocks.Link("#" + v.Id, Name(v.Id)), " order " + ReportText.ShortOrder(v.Order!))),
        ];
        if (limits.Length > OrdersShown)
        {
            pieces.Add($"{limits.Length - OrdersShown} more limits");
        }

        HtmlNode[] line = [.. pieces.SelectMany((piece, k) => k == 0 ? [piece] : new[] { "; ", piece })];
        return new HtmlElement("div", line.Length > 0 ? line : [models is null ? "" : "exact for no model known"]).WithClass("small");
    }

    private static IEnumerable<HtmlNode> Identities(IReadOnlyList<Verdict> verdicts) => verdicts
        .Where(v => v.Kind == VerdictKind.Exact && v.Cut is not null)
        .Select(v => new HtmlFragment(HtmlBlocks.Link("#" + v.Id, Name(v.Id)), " exact"));

    private static string Name(string id) => id[(id.LastIndexOf('.') + 1)..].Replace('-', ' ');
}
