using System.Globalization;
using System.Text.RegularExpressions;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Terminal;
using LindbladVerify.Verification.Judging;
using Spectre.Console;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Terminal;

public sealed class VerdictTableTests
{
    private const string SlowerReason = "The error vanishes with order 1.000, not 2.";

    [Theory]
    [InlineData(0.05 * (1 + 2.4e-8), 0.05, "relative error 2.4e-8")]
    [InlineData(12345.678 * (1 - 9.9e-4), 12345.678, "relative error 0.00099")]
    [InlineData(-3e-7 * (1 + 1e-12), -3e-7, "relative error 1e-12")]
    public void NearlyEqualValuesAreShownWithTheDigitsInWhichTheyDiffer(double formula, double reference, string expected)
    {
        string text = Written(details: false, Refuted("a.b", formula, reference));

        Match values = Regex.Match(text, "formula ([^,]+), reference ([^,]+), ");
        Assert.NotEqual(values.Groups[1].Value, values.Groups[2].Value);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain("ratio", text, StringComparison.Ordinal);

        // The digits shown give back the difference to a tenth of it, within the rounding of the values themselves.
        double difference = double.Parse(values.Groups[1].Value, CultureInfo.InvariantCulture) - double.Parse(values.Groups[2].Value, CultureInfo.InvariantCulture);
        Assert.Equal(1, difference / (formula - reference), 0.2);
    }

    [Theory]
    [InlineData(1.0011, 1, "formula 1.0011, reference 1, ratio 1.0011")]
    [InlineData(2.5, 0.5, "formula 2.5, reference 0.5, ratio 5")]
    [InlineData(-1, 1, "formula -1, reference 1, ratio -1")]
    public void ValuesThatDifferClearlyAreShownWithTheirRatio(double formula, double reference, string expected) =>
        Assert.Contains(expected, Written(details: false, Refuted("a.b", formula, reference)), StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ALimitRefutedByItsOrderIsShownWithItsReasonAndDiagnosis(bool details)
    {
        string text = Written(details, Slower("a.limit") with { Diagnosis = ["The error vanishes with Gb for Gc."] });

        Assert.Contains("a.limit is false: " + SlowerReason, text, StringComparison.Ordinal);
        Assert.Contains("  The error vanishes with Gb for Gc.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("formula ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ACounterexampleIsShownBesideALimitThatHasNone()
    {
        string text = Written(details: false, Slower("a.limit"), Refuted("a.first", 2, 1), Refuted("a.second", 3, 1), Slower("b.limit"));

        Assert.Contains("ratio 2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ratio 3", text, StringComparison.Ordinal);
        Assert.Contains("a.limit is false: " + SlowerReason, text, StringComparison.Ordinal);
        Assert.Contains("b.limit is false: " + SlowerReason, text, StringComparison.Ordinal);
        Assert.Contains("ratio 3", Written(details: true, Refuted("a.first", 2, 1), Refuted("a.second", 3, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWrongStandsFirstInFiveLinesOnePerFormula()
    {
        Verdict[] verdicts =
        [
            Refuted("a.first", 2, 1), Refuted("a.second", 3, 1), .. Enumerable.Range(0, 6).Select(k => Refuted($"b{k}.claim", 2, 1)),
            Refuted("printed.claim", 2, 1) with { Variant = "as printed" }, Refuted("surprise.claim", 2, 1) with { Declared = VerdictKind.Exact },
        ];
        string text = Written(details: false, verdicts);

        string[] first = [.. text.Split('\n').Skip(1).Take(6).Select(l => l.Trim())];
        Assert.StartsWith("false, declared exact  surprise.claim", first[0], StringComparison.Ordinal);
        Assert.StartsWith("false  printed.claim", first[1], StringComparison.Ordinal);
        Assert.Equal(["a.first", "b0.claim", "b1.claim"], first[2..5].Select(l => l.Split(' ', ':')[2]));
        Assert.StartsWith("and 5 more", first[5], StringComparison.Ordinal);
        Assert.Contains("4 more formulas have counterexamples", text, StringComparison.Ordinal);
        Assert.DoesNotContain("b5.claim is false", text, StringComparison.Ordinal);
        Assert.Contains("b5.claim is false", Written(details: true, verdicts), StringComparison.Ordinal);
        Assert.All(verdicts, v => Assert.Contains($" {v.Id} ", text, StringComparison.Ordinal)); // the table has a row per claim all the same
    }

    internal static Verdict Slower(string id) => Of(id, SlowerReason) with { Order = new MeasuredOrder(1, 1e-4, 1e-6, 1e-2, 8, [1, 1, 1]) };

    internal static Verdict Refuted(string id, double formula, double reference) => Of(id, "Wrong.") with
    {
        Counterexample = new Counterexample(new ParameterPoint(["x"], [1]), formula, reference, Math.Abs((formula - reference) / reference), 0, [], "evaluate " + id),
    };

    private static Verdict Of(string id, string reason) => new()
    {
        Id = id,
        Statement = "It holds.",
        Source = new Source("A. Author (2024)", "", ""),
        Variant = "as given",
        Kind = VerdictKind.False,
        Declared = VerdictKind.False,
        Reason = reason,
    };

    private static string Written(bool details, params Verdict[] verdicts)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;
        VerdictTable.Write(console, "a suite", verdicts, details);
        return text.ToString();
    }
}
