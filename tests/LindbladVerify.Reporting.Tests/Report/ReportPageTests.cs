using System.Net;
using System.Text.RegularExpressions;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Report;
using LindbladVerify.Reporting.Results;
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
        string[] figures = [.. ReportPage.Figures(run.Report).Select(f => f.Id)];
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
        string[] figures = [.. ReportPage.Figures(run.Report).Select(f => f.Id)];
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
        Figure figure = ReportPage.Figures(run.Report).Single(f => string.Equals(f.Id, "eq9.fast-electron.error", StringComparison.Ordinal));
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
        f => Assert.Equal("math", FormulaMath.Display(f).Name));
}
