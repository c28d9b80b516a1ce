using System.Globalization;
using System.Text.Json;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Pages to play with, opened in a real browser: what they show is what the program computes.</summary>
public sealed class ExploreCommandTests
{
    private static string Formulas => Path.Combine(RepositoryFolder.Root, "docs", "formulas");

    [LongSkippableTheory]
    [InlineData("chessari-equation-11-as-printed.yaml", "D=100,Delta=2000000,P=0.3,Gc=5000000,G2=20000", 1e-12)]
    [InlineData("purcell-rate.yaml", "", 1e-12)]
    [InlineData("rabi-frequency.yaml", "", 1e-5)]
    [InlineData("optical-bloch-saturation.yaml", "", 1e-9)]
    [InlineData("meiboom-locked-exchange.yaml", "", 1e-12)]
    public void ThePageShowsWhatTheProgramComputes(string file, string point, double tolerance)
    {
        Browser.Require();
        using var folder = new TemporaryFolder();
        JsonElement made = Explore(folder, Path.Combine(Formulas, file));
        string dom = Browser.Dom(folder.File("page.html"), point);
        string[] words = Browser.Text(dom, "command").Split(' ');
        Assert.Equal(["lindblad-verify", "evaluate"], words[..2]);
        Assert.EndsWith(point, words[^1], StringComparison.Ordinal);
        using JsonDocument computed = JsonDocument.Parse(CommandLine.Run([.. words[1..], "--json"]).Output);
        Close(computed.RootElement.GetProperty("formula").GetDouble(), Shown(dom, "value-formula"), 1e-12);
        Close(computed.RootElement.GetProperty("reference").GetDouble(), Shown(dom, "value-truth"), Math.Max(tolerance, made.GetProperty("truth").GetProperty("largestDeviation").GetDouble()));
        Assert.True(made.GetProperty("truth").GetProperty("largestDeviation").GetDouble() <= tolerance);
    }

    [LongSkippableFact]
    public void SlidersKeysAndTouchesMoveThePoint()
    {
        Browser.Require();
        using var folder = new TemporaryFolder();
        Explore(folder, "eq11");
        string still = Browser.Dom(folder.File("page.html"));

        // The same page with a hand on it: a slider is drawn, an arrow key pressed on the map, and the map touched.
        const string hand = """
            <script>
            const said = [];
            const mark = what => said.push(what + "|" + document.getElementById("command").textContent + "|" + document.getElementById("value-formula").dataset.value + "|" + document.querySelector("#curves path.f").getAttribute("d").length + document.querySelector("#curves path.f").getAttribute("d").slice(0, 40));
            mark("start");
            const slider = document.getElementById("range-P");
            slider.value = "250"; slider.dispatchEvent(new Event("input", { bubbles: true })); mark("slider");
            const number = document.getElementById("number-Gc");
            number.value = "3e6"; number.dispatchEvent(new Event("change", { bubbles: true })); mark("number");
            document.getElementById("map").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true })); mark("key");
            requestAnimationFrame(() => requestAnimationFrame(() => {
              const area = document.querySelector("#map rect.area"), r = area.getBoundingClientRect();
              area.dispatchEvent(new PointerEvent("pointerdown", { clientX: r.left + r.width / 4, clientY: r.top + r.height / 4, bubbles: true, pointerType: "touch" })); mark("touch");
              document.getElementById("reset").click(); mark("reset");
              document.body.dataset.said = JSON.stringify(said);
            }));
            </script>
            """;

        // The browser's virtual time counts timers; frames come by the machine's own clock, too late for it on a busy one.
        const string frames = "<script>window.requestAnimationFrame = draw => setTimeout(draw, 16);</script>";
        string page = File.ReadAllText(folder.File("page.html"));
        File.WriteAllText(folder.File("moved.html"), page.Replace("</head>", frames + "</head>", StringComparison.Ordinal).Replace("</body>", hand + "</body>", StringComparison.Ordinal));
        string moved = Browser.Dom(folder.File("moved.html"));
        string data = System.Text.RegularExpressions.Regex.Match(moved, "data-said=\"(?<said>[^\"]*)\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["said"].Value;
        string[][] said = [.. JsonSerializer.Deserialize<string[]>(System.Net.WebUtility.HtmlDecode(data))!.Select(s => s.Split('|'))];
        Assert.Equal(["start", "slider", "number", "key", "touch", "reset"], said.Select(s => s[0]));
        Assert.Equal(Browser.Text(still, "command"), said[0][1]);
        Assert.Contains("P=0.25,", said[1][1], StringComparison.Ordinal);
        Assert.Contains("Gc=3000000,", said[2][1], StringComparison.Ordinal);
        Assert.Equal(5, said[..5].Select(s => s[1]).Distinct(StringComparer.Ordinal).Count());
        Assert.NotEqual(said[0][3], said[1][3]);
        Assert.Equal(said[0][1..], said[5][1..]);
        foreach (string[] step in said)
        {
            using JsonDocument computed = JsonDocument.Parse(CommandLine.Run([.. step[1].Split(' ')[1..], "--json"]).Output);
            Close(computed.RootElement.GetProperty("formula").GetDouble(), double.Parse(step[2], CultureInfo.InvariantCulture), 1e-12);
        }
    }

    [Fact]
    public void ThePageLoadsNothingAndHasAControlPerParameter()
    {
        using var folder = new TemporaryFolder();
        JsonElement made = Explore(folder, "eq9");
        string page = File.ReadAllText(folder.File("page.html"));
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.False(made.GetProperty("truth").GetProperty("isTable").GetBoolean());
        foreach (string name in new[] { "D", "Delta", "P", "Gc", "G2" })
        {
            Assert.Contains($"id=\"range-{name}\" aria-label=\"{name}", page, StringComparison.Ordinal);
            Assert.Contains($"id=\"number-{name}\"", page, StringComparison.Ordinal);
        }
    }

    [LongSkippableFact]
    public void ATimeCourseIsDrawnOverTheTime()
    {
        Browser.Require();
        using var folder = new TemporaryFolder();
        JsonElement made = Explore(folder, Path.Combine(Formulas, "solomon-equations.yaml"), "--vary", "W1,t", "--points", "65", "--until", "2 s");
        double deviation = made.GetProperty("truth").GetProperty("largestDeviation").GetDouble();
        Assert.InRange(deviation, 1e-12, 1e-3);
        foreach (string point in new[] { "W0=1,W1=0.123,W2=1,t=0.77", "W0=1,W1=7.7,W2=1,t=0.031", "W0=1,W1=2,W2=1,t=1.99" })
        {
            string dom = Browser.Dom(folder.File("page.html"), point);
            string[] words = Browser.Text(dom, "command").Split(' ');
            Assert.EndsWith(point, words[^1], StringComparison.Ordinal);
            using JsonDocument computed = JsonDocument.Parse(CommandLine.Run([.. words[1..], "--json"]).Output);
            Close(computed.RootElement.GetProperty("formula").GetDouble(), Shown(dom, "value-formula"), 1e-12);
            Assert.InRange(Math.Abs(computed.RootElement.GetProperty("reference").GetDouble() - Shown(dom, "value-truth")), 0, 2 * deviation); // the largest value of this course is 1
            Assert.Contains("t (s)", dom, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("formula.yaml", "is the file that is read")]
    [InlineData("model.yaml", "is one of the files that are read")]
    [InlineData("link.html", "is the file that is read")]
    public void WhatIsReadIsNotWrittenOver(string target, string words)
    {
        using var folder = new TemporaryFolder();
        string formula = File.ReadAllText(Path.Combine(Formulas, "purcell-rate.yaml"));
        string model = System.Text.RegularExpressions.Regex.Match(formula, "models/[a-z-]+\\.yaml", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)).Value;
        File.Copy(Path.Combine(Formulas, model), folder.File("model.yaml"));
        File.WriteAllText(folder.File("formula.yaml"), formula.Replace(model, "model.yaml", StringComparison.Ordinal));
        File.CreateSymbolicLink(folder.File("link.html"), folder.File("formula.yaml"));
        string[] before = [File.ReadAllText(folder.File("formula.yaml")), File.ReadAllText(folder.File("model.yaml"))];
        CommandLine run = CommandLine.Run(["explore", folder.File("formula.yaml"), "--out", folder.File(target)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        string[] after = [File.ReadAllText(folder.File("formula.yaml")), File.ReadAllText(folder.File("model.yaml"))];
        Assert.Equal(before, after);
    }

    [LongFact]
    public void ATableSaysHowFarItIsOff()
    {
        using var folder = new TemporaryFolder();
        JsonElement coarse = Explore(folder, "eq9", "--vary", "Gc", "--points", "9");
        JsonElement fine = Explore(folder, "eq9", "--vary", "Gc", "--points", "90");
        double rough = coarse.GetProperty("truth").GetProperty("largestDeviation").GetDouble(), better = fine.GetProperty("truth").GetProperty("largestDeviation").GetDouble();
        Assert.True(fine.GetProperty("truth").GetProperty("isTable").GetBoolean());
        Assert.InRange(better / rough, 1e-6, 0.01); // fourth order: a tenth of the spacing, 1e-4 of the error
        Assert.Contains("off by at most", fine.GetProperty("truth").GetProperty("basis").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--vary 'Q'", "eq9", "--vary", "Q")]
    [InlineData("--vary takes 1 to 3", "eq9", "--vary", "D,P,Gc,G2")]
    [InlineData("--claim 'nothing'", "eq9", "--claim", "nothing")]
    [InlineData("1 to 200", "eq9", "--set", "D=1e9")]
    [InlineData("--points", "eq9", "--points", "3")]
    [InlineData("--until", "eq9", "--until", "1 ms")]
    [InlineData("above 0", "kubo-free-induction-decay.yaml", "--until", "0")]
    [InlineData("--set t", "kubo-free-induction-decay.yaml", "--until", "1 ms", "--set", "t=2 ms")]
    public void BadInputIsOneLine(string words, string formula, params string[] more)
    {
        string named = formula.EndsWith(".yaml", StringComparison.Ordinal) ? Path.Combine(Formulas, formula) : formula;
        CommandLine run = CommandLine.Run(["explore", named, "--out", "-", .. more]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    private static JsonElement Explore(TemporaryFolder folder, string formula, params string[] more)
    {
        CommandLine run = CommandLine.Run(["explore", formula, "--out", folder.File("page.html"), "--json", .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static double Shown(string dom, string id) => double.Parse(Browser.Attribute(dom, id, "data-value"), CultureInfo.InvariantCulture);

    private static void Close(double expected, double found, double relative) =>
        Assert.True(Math.Abs(found - expected) <= relative * Math.Abs(expected), string.Create(CultureInfo.InvariantCulture, $"{found:R} instead of {expected:R}"));
}
