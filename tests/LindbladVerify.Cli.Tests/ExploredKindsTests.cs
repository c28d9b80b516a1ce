using System.Globalization;
using System.Text.Json;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Pages to play with of formula files of many kinds: whole numbers, numbered names, conditions, inequalities.</summary>
public sealed class ExploredKindsTests
{
    private const string Qubit = """
        spins: { q: 1/2 }
        parameters: { Om: 1, g: 0.5 }
        hamiltonian: "Om*q.x"
        dissipators: [ { operator: "q.m", rate: g } ]
        initial: { q: up }
        observables: { z: "2*q.z" }
        times: { from: 0, to: 10, points: 101 }
        """;

    private const string Telegraph = """
        spins: { q: 1/2 }
        parameters: { Delta: 1, k: 5 }
        hamiltonian: "0*q.z"
        noise:
          - { operator: "q.z", process: { kind: telegraph, high: Delta, low: -Delta, rate: "2*k" } }
        initial: { density: "q.one/2 + q.x" }
        observables: { x: "2*q.x" }
        times: { from: 0, to: 10, points: 101 }
        """;

    private const string Train = """
        spins: { q: 1/2 }
        parameters: { D: 1, k: 5, n: 2 }
        hamiltonian: "0*q.z"
        noise:
          - { operator: "q.z", process: { kind: telegraph, high: D, low: -D, rate: "2*k" } }
        sequence:
          repeat: n
          steps: [ { delay: 0.5 }, { rotate: { operator: "q.x", angle: pi } }, { delay: 0.5 } ]
        initial: { density: "q.one/2 + q.x" }
        observables: { x: "2*q.x" }
        """;

    /// <summary>Names with brackets are no words of a script; what was printed of them was no program at all.</summary>
    private const string Numbered = """
        id: numbered
        title: Numbered parameters
        parameters: { "g[1..3]": { unit: 1/s, range: [0.1, 10] }, Om: { unit: rad/s, range: [0.1, 10] } }
        rate: "sum(k, 1, 3, g[k])/2"
        describes: { model: model.yaml, observable: z, bind: { g: "g[1] + g[2] + g[3]" } }
        claims: [ { id: weak, kind: limit, vary: { Om: 1 }, to: 0, order: infer, declared: asymptotic } ]
        """;

    /// <summary>The middle of the domain is outside what the formula requires.</summary>
    private const string Conditional = """
        id: conditional
        title: A rate with a condition
        parameters: { Delta: { unit: rad/s, range: [0.1, 10] }, k: { unit: 1/s, range: [0.1, 10] } }
        requires: ["k > 2*Delta"]
        rate: "k - sqrt(k^2 - Delta^2)"
        describes: { model: model.yaml, observable: x, quantity: line-width }
        claims: [ { id: slow, kind: identity, where: "k > 2*Delta", declared: exact } ]
        """;

    /// <summary>The middle of 1 to 12, which spans a decade, is no whole number.</summary>
    private const string Whole = """
        id: whole
        title: A number of pulses
        parameters: { n: { range: [1, 12], whole: true }, k: { unit: 1/s, range: [0.1, 10] }, D: { unit: rad/s, range: [0.1, 3] } }
        value: "exp(-n*k*D/100)"
        describes: { model: model.yaml, observable: x, quantity: value }
        claims: [ { id: everywhere, kind: identity, declared: false } ]
        """;

    [LongSkippableTheory]
    [InlineData(Numbered, Qubit)]
    [InlineData(Conditional, Telegraph)]
    [InlineData(Whole, Train)]
    public void ThePageStartsWhereBothSidesExistAndSaysWhatTheProgramSays(string formula, string model)
    {
        Browser.Require();
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("model.yaml"), model);
        File.WriteAllText(folder.File("formula.yaml"), formula);
        Compare(folder, folder.File("formula.yaml"));
    }

    [LongSkippableFact]
    public void OfAnInequalityBothSidesAreShown()
    {
        Browser.Require();
        using var folder = new TemporaryFolder();
        string dom = Compare(folder, Path.Combine(RepositoryFolder.Root, "docs", "formulas", "t2-at-most-twice-t1.yaml"));
        Assert.Contains("left side / right side", dom, StringComparison.Ordinal);
    }

    [LongSkippableFact]
    public void WholeNumbersAreReachedByKeysAndSlider()
    {
        Browser.Require();
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("model.yaml"), Train);
        File.WriteAllText(folder.File("formula.yaml"), Whole);
        Explore(folder, folder.File("formula.yaml"), "--vary", "n,k", "--points", "9");
        string dom = Moved(folder, """
            document.getElementById("choose-y").value = "n"; document.getElementById("choose-y").dispatchEvent(new Event("change"));
            document.getElementById("map").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true }));
            document.body.dataset.key = document.getElementById("number-n").value;
            const slider = document.getElementById("range-n");
            slider.value = String(Number(slider.value) + 1); slider.dispatchEvent(new Event("input", { bubbles: true }));
            document.body.dataset.slider = document.getElementById("number-n").value;
            """);
        Assert.Contains("data-key=\"4\"", dom, StringComparison.Ordinal);
        Assert.Contains("data-slider=\"5\"", dom, StringComparison.Ordinal);
    }

    /// <summary>A power law looks alike at all scales: axes that follow the curves would hide that they moved.</summary>
    [LongSkippableFact]
    public void APowerLawIsSeenToMove()
    {
        Browser.Require();
        using var folder = new TemporaryFolder();
        Explore(folder, Path.Combine(RepositoryFolder.Root, "docs", "formulas", "haken-strobl-diffusion.yaml"));
        string dom = Moved(folder, """
            document.getElementById("choose-axis").value = "g"; document.getElementById("choose-axis").dispatchEvent(new Event("change"));
            const path = () => document.querySelector("#curves path.f").getAttribute("d"), before = path(), slider = document.getElementById("range-J");
            slider.value = "700"; slider.dispatchEvent(new Event("input", { bubbles: true }));
            document.body.dataset.moved = String(path() !== before);
            """);
        Assert.Contains("data-moved=\"true\"", dom, StringComparison.Ordinal);
    }

    [LongSkippableFact]
    public void LargeNumbersHaveTheirPowerOfTenBesideTheUnit()
    {
        Browser.Require();
        using var folder = new TemporaryFolder();
        Explore(folder, Path.Combine(RepositoryFolder.Root, "docs", "formulas", "mollow-sidebands.yaml"));
        string dom = Browser.Dom(folder.File("page.html"), "gamma=1e6,W=5.5e7");
        Assert.Contains(" (10⁷ rad/s)", dom, StringComparison.Ordinal);
        Assert.DoesNotContain(">54", dom[dom.IndexOf("id=\"curves\"", StringComparison.Ordinal)..dom.IndexOf("Where it holds", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAFormulaRequiresDoesNotStopTheDerivation()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("model.yaml"), Telegraph);
        File.WriteAllText(folder.File("formula.yaml"), Conditional);
        CommandLine run = CommandLine.Run(["derive", folder.File("formula.yaml")]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private static string Compare(TemporaryFolder folder, string file)
    {
        JsonElement made = Explore(folder, file);
        string dom = Browser.Dom(folder.File("page.html"));
        string[] words = Browser.Text(dom, "command").Split(' ');
        CommandLine run = CommandLine.Run([.. words[1..], "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        using JsonDocument computed = JsonDocument.Parse(run.Output);
        foreach ((string side, string name, string id) in new[] { ("formula", "formula", "value-formula"), ("truth", "reference", "value-truth") })
        {
            double expected = computed.RootElement.GetProperty(name).GetDouble(), found = double.Parse(Browser.Attribute(dom, id, "data-value"), CultureInfo.InvariantCulture);
            double allowed = Math.Max(1e-12, 2 * made.GetProperty(side).GetProperty("largestDeviation").GetDouble());
            Assert.True(Math.Abs(found - expected) <= allowed * Math.Abs(expected), string.Create(CultureInfo.InvariantCulture, $"{side}: {found:R} instead of {expected:R}"));
        }

        return dom;
    }

    private static string Moved(TemporaryFolder folder, string hand)
    {
        string page = File.ReadAllText(folder.File("page.html"));
        File.WriteAllText(folder.File("moved.html"), page.Replace("</body>", $"<script>{{{hand}}}</script></body>", StringComparison.Ordinal));
        return Browser.Dom(folder.File("moved.html"));
    }

    private static JsonElement Explore(TemporaryFolder folder, string formula, params string[] more)
    {
        CommandLine run = CommandLine.Run(["explore", formula, "--out", folder.File("page.html"), "--json", .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
