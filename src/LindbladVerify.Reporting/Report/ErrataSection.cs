using LindbladVerify.Formulas.Errata;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Report;

/// <summary>What is wrong in the publication, beside the verdicts on both forms.</summary>
internal static class ErrataSection
{
    private static readonly TableColumn[] s_columns = [new("place"), new("printed"), new("must be"), new("evidence")];

    public static HtmlElement Of(VerificationReport report) => HtmlBlocks.Section(
        "errata",
        "What is wrong or unclear in print",
        new HtmlElement("div", HtmlBlocks.Table(s_columns, report.Errata.Select(e => Row(report, e)))).WithClass("stack"));

    private static HtmlNode[] Row(VerificationReport report, Erratum erratum) =>
    [
        new HtmlElement("b", erratum.Place),
        new HtmlFragment([Narrow("printed: "), HtmlBlocks.Rich(erratum.Printed), .. Verdicts(report, erratum.PrintedClaims)]),
        new HtmlFragment([Narrow("must be: "), HtmlBlocks.Rich(erratum.MustBe), .. Verdicts(report, erratum.RepairedClaims)]),
        erratum.Evidence,
    ];

    private static HtmlElement Narrow(string label) => new HtmlElement("span", label).WithClass("narrow");

    private static IEnumerable<HtmlNode> Verdicts(VerificationReport report, IReadOnlyList<string> claims) => claims
        .Select(report.Find).OfType<Verdict>()
        .Select(v => new HtmlElement("div", ReportText.Badge(v.Kind), " ", HtmlBlocks.Link("#" + v.Id, v.Id)).WithClass("small"));
}
