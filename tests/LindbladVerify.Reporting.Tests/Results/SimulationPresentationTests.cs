using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Reporting.Terminal;
using Spectre.Console;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Results;

/// <summary>Simulations with many observables, in the terminal and as a figure.</summary>
public sealed class SimulationPresentationTests
{
    [Theory]
    [InlineData(1, 80)]
    [InlineData(11, 160)]
    [InlineData(11, 80)]
    [InlineData(30, 100)]
    public void NoNumberIsBrokenAndNoneIsMissing(int observables, int width)
    {
        SimulationReport report = Report(observables);
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        console.Profile.Width = width;
        SimulationTable.Write(console, report);

        string[] words = Regex.Split(text.ToString(), @"\s+", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.DoesNotContain('…', text.ToString());
        foreach ((string name, double[] values) in report.Observables)
        {
            Assert.Contains(name, words);
            Assert.All(values, v => Assert.True(
                words.Contains(v.ToString("G9", CultureInfo.InvariantCulture), StringComparer.Ordinal) || words.Contains(v.ToString("G6", CultureInfo.InvariantCulture), StringComparer.Ordinal),
                $"{v:R} of {name} is not in the table."));
        }
    }

    [Fact]
    public void ThirtySixCurvesAllDiffer()
    {
        XElement root = XDocument.Parse(FigureSvg.Document(SimulationFiles.Figure(Report(36)))).Root!;
        string[] styles =
        [
            .. root.Descendants().Where(e => e.Name.LocalName is "path" && e.Attribute("stroke") is not null && (e.Attribute("class")?.Value.Contains("lv-s-c", StringComparison.Ordinal) ?? false))
                .Select(e => $"{e.Attribute("stroke")!.Value} {e.Attribute("stroke-dasharray")?.Value}"),
        ];
        Assert.Equal(36, styles.Distinct(StringComparer.Ordinal).Count());
    }

    private static SimulationReport Report(int observables) => new()
    {
        Name = "many",
        Times = [0, 1.25e-3, 2.5e-3],
        Observables = [.. Enumerable.Range(1, observables).Select(k => ($"z{k}", new[] { -Math.PI * Math.Pow(10, -k), 1.0 / k, -Math.Sqrt(k) * 1e-5 }))],
        StandardErrors = null,
        ErrorEstimates = [.. Enumerable.Range(1, observables).Select(_ => 1e-12)],
        Method = "dense",
        Reason = "test",
        HilbertDimension = 2,
        LiouvilleDimension = 4,
        SolvedDimension = 4,
        Backend = "managed",
        Parameters = new Dictionary<string, double>(StringComparer.Ordinal),
        Notes = [],
    };
}
