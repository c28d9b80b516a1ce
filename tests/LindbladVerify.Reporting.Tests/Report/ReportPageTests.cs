using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Report;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Report;

public sealed class ReportPageTests(SmallRun run) : IClassFixture<SmallRun>
{
    [Fact]
    public void EveryVerdictHasItsPlaceWithStatementAndWord()
    {
        string text = WebUtility.HtmlDecode(run.Html);
        Assert.All(run.Report.Result.Verdicts, v =>
        {
            int at = text.IndexOf($"id=\"{v.Id}\"", StringComparison.Ordinal);
            Assert.True(at > 0, v.Id);
            string after = text[at..Math.Min(text.Length, at + 1500)];
            Assert.Contains(v.Statement, after, StringComparison.Ordinal);
            Assert.Contains(">" + v.Kind.Word() + "<", after, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void IdsAreUniqueAndEveryLinkWithinThePageHasItsTarget()
    {
        string[] ids = [.. Regex.Matches(run.Html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());

        string[] targets = [.. Regex.Matches(run.Html, "href=\"#([^\"]+)\"").Select(m => m.Groups[1].Value)];
        Assert.NotEmpty(targets);
        Assert.All(targets, t => Assert.Contains(t, ids));
    }

    [Fact]
    public void FilesThatItPointsToAreThoseOfItsFiguresAndItsManifest()
    {
        string[] figures = [.. Figures().Select(f => f.Id)];
        Assert.Equal(figures.Length, figures.Distinct(StringComparer.Ordinal).Count());

        string[] files = [.. Regex.Matches(run.Html, "href=\"([^\"#:]+)\"").Select(m => m.Groups[1].Value)];
        Assert.Equal(figures.Select(id => id + ".csv").Append("verdicts.json").Order(StringComparer.Ordinal), files.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NothingIsLoadedFromElsewhere()
    {
        Assert.DoesNotMatch("<(script|link|iframe|object|embed)", run.Html);
        Assert.DoesNotMatch("(src|xlink:href)=\"(?!data:)", run.Html);
        Assert.DoesNotMatch("url\\((?!#)", run.Html);
    }

    [Fact]
    public void AFigureIsDrawnForEveryLimitAndEveryIdentity()
    {
        string[] figures = [.. Figures().Select(f => f.Id)];
        foreach (Formula formula in run.Report.Formulas)
        {
            foreach (Claim claim in formula.Claims)
            {
                string id = $"{formula.Id}.{claim.Id}";
                Assert.Equal(claim is LimitClaim, figures.Contains(id + ".error", StringComparer.Ordinal));
                Assert.True(claim is not IdentityClaim || figures.Contains(id + ".cut", StringComparer.Ordinal), id);
            }
        }
    }

    [Fact]
    public void TheLineOfAFitHasTheMeasuredSlopeAndPassesThroughThePoints()
    {
        Verdict verdict = run.Report.Find("eq9.fast-electron")!;
        Figure figure = Figures().Single(f => string.Equals(f.Id, "eq9.fast-electron.error", StringComparison.Ordinal));
        Curve fit = figure.Panels[0].Items.OfType<Curve>().Single();
        MeasuredOrder order = verdict.Paths[0].Order!;

        double slope = Math.Log(fit.Y[1] / fit.Y[0]) / Math.Log(fit.X[1] / fit.X[0]);
        Assert.Equal(order.Value, slope, 1e-9);

        // A least-squares line passes through the mean of its points; single points lie off by their scatter, some 1e-4 here.
        double error = verdict.Paths[0].RelativeError[verdict.Paths[0].Epsilon.ToList().FindIndex(e => Math.Abs((e / order.To) - 1) < 1e-9)];
        Assert.InRange(fit.Y[1] / error, 0.99, 1.01);
    }

    [Fact]
    public void ErrataFollowTheVerdicts()
    {
        Assert.Contains(Row("eq10.as-printed.slow-electron", "false"), run.Html, StringComparison.Ordinal);
        Assert.Contains(Row("eq10.slow-electron", "asymptotic"), run.Html, StringComparison.Ordinal);

        // The same report with one verdict turned over says so, and says that it is not as declared.
        Verdict[] turned = [.. run.Report.Result.Verdicts.Select(v => string.Equals(v.Id, "eq10.slow-electron", StringComparison.Ordinal) ? v with { Kind = VerdictKind.False } : v)];
        string html = ReportPage.Build(run.Report with { Result = run.Report.Result with { Verdicts = turned } }).Render();
        Assert.Contains(Row("eq10.slow-electron", "false"), html, StringComparison.Ordinal);
        Assert.Contains("declared asymptotic", html, StringComparison.Ordinal);
        Assert.Contains("1 verdict not as declared", html, StringComparison.Ordinal);

        static string Row(string id, string word) => $">{word}</span> <a href=\"#{id}\">{id}</a>";
    }

    [Fact]
    public void NamesFromOutsideCannotBecomeMarkup()
    {
        Assert.Contains("verify &lt;suite&gt;", run.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<suite>", run.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void AStoppedRunSaysSo()
    {
        var report = run.Report with { Result = run.Report.Result with { Verdicts = [.. run.Report.Result.Verdicts.Take(5)], Cancelled = true } };
        string html = ReportPage.Build(report).Render();
        Assert.Contains($"Stopped after 5 of {run.Report.Result.Total} claims", html, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryEquationOfTheCatalogueIsTypeset() => Assert.All(
        FormulaCatalogue.All.Where(f => !double.TryParse(f.Expression, out _)),
        f => Assert.DoesNotContain("<code", FormulaMath.Display(f).ToString(), StringComparison.Ordinal));

    [Fact]
    public void EquationsCanBeBrokenAndLoseNothing() => Assert.All(
        FormulaCatalogue.All.Where(f => !double.TryParse(f.Expression, out _)),
        f =>
        {
            XElement equation = XElement.Parse(FormulaMath.Display(f).ToString());
            string together = string.Concat(equation.Elements("span").SelectMany((part, k) => (k == 0 ? "" : ",") + string.Concat(part.Elements("math").Select(m => m.Attribute("alttext")!.Value))));
            Assert.Equal(f.Expression.Replace(" ", "", StringComparison.Ordinal), together.Replace(" ", "", StringComparison.Ordinal));
        });

    [Fact]
    public void TheColumnsOfTheSummaryDoNotDependOnItsEquations()
    {
        Assert.Contains(".summary table{table-layout:fixed}", run.Html, StringComparison.Ordinal);
        Assert.Matches("[.]equation[{]overflow-x:auto", run.Html);
        Assert.DoesNotContain("min-width:34rem", run.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void ALimitRefutedByItsOrderNeedsNoCounterexample()
    {
        Verdict measured = run.Report.Find("eq9.fast-electron")!;
        Assert.NotNull(measured.Order);
        Verdict slower = measured with { Kind = VerdictKind.False, Reason = "The error vanishes with order 1.000, not 2." };
        Verdict[] turned = [.. run.Report.Result.Verdicts.Select(v => string.Equals(v.Id, slower.Id, StringComparison.Ordinal) ? slower : v)];
        VerificationReport report = run.Report with { Result = run.Report.Result with { Verdicts = turned } };
        string html = WebUtility.HtmlDecode(ReportPage.Build(report).Render());
        int at = html.IndexOf($"id=\"{slower.Id}\"", StringComparison.Ordinal);
        string card = html[at..html.IndexOf("</figcaption>", at, StringComparison.Ordinal)];

        Assert.Contains(slower.Reason, card, StringComparison.Ordinal);
        Assert.Contains("vanishes, but more slowly than declared", card, StringComparison.Ordinal);
        Assert.Contains(" order " + ReportText.ShortOrder(slower.Order!)[..3], card, StringComparison.Ordinal);
        Assert.DoesNotContain("error ends at", card, StringComparison.Ordinal);
        Assert.DoesNotContain("does not vanish", card, StringComparison.Ordinal);

        using var json = new MemoryStream();
        VerdictsJson.Write(json, "s", [slower], []);
        JsonElement verdict = JsonDocument.Parse(json.ToArray()).RootElement.GetProperty("verdicts")[0];
        Assert.Equal(JsonValueKind.Null, verdict.GetProperty("counterexample").ValueKind);
        Assert.Equal(slower.Reason, verdict.GetProperty("reason").GetString());

        using var xml = new MemoryStream();
        JUnitXml.Write(xml, "s", [slower], TimeSpan.Zero);
        Assert.Equal(slower.Reason, XDocument.Parse(System.Text.Encoding.UTF8.GetString(xml.ToArray()).TrimStart('\uFEFF')).Descendants("failure").Single().Value);
    }

    [Fact]
    public void ACounterexampleWithATinyErrorShowsHowTheValuesDiffer()
    {
        Formula formula = FormulaCatalogue.Find("eq9");
        var example = new Counterexample(formula.At(100, 1e6, 0.5, 1e6, 1e3), 0.05 * (1 + 2.4e-8), 0.05, 2.4e-8, 1e-13, [], "evaluate");
        string block = CounterexampleBlock.Of(formula, example).ToString();

        Assert.Contains("0.0500000012 s", block, StringComparison.Ordinal);
        Assert.Contains("<dt>formula / computed − 1</dt><dd>2.4 × 10<sup>−8</sup></dd>", block, StringComparison.Ordinal);
        Assert.Contains("<dt>formula / computed</dt><dd>2</dd>", CounterexampleBlock.Of(formula, example with { Predicted = 0.1, RelativeError = 1 }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ManyFilesDoNotMakeALongHeading()
    {
        string html = ReportPage.Build(run.Report with { Formulas = [.. run.Report.Formulas, SymbolsTests.FromFile] }).Render();
        Assert.Contains($"<h1>Verification of {run.Report.Formulas.Count + 1} formulas</h1>", html, StringComparison.Ordinal);
    }

    /// <summary>Every figure that is written beside the page.</summary>
    private IEnumerable<Figure> Figures() => ReportPage.SuiteFigures(run.Report).Concat(ReportPage.ClaimFigures(run.Report));
}
