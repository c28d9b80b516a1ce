using System.Globalization;
using System.Runtime.CompilerServices;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using Spectre.Console;

namespace LindbladVerify.Reporting.Terminal;

/// <summary>The verdicts as a table for a physicist: claim, verdict, order, worst error, where.</summary>
internal static class VerdictTable
{
    /// <summary>
    /// Writes the table; without details, symmetry and scaling laws that hold as declared are counted in one line, and one
    /// counterexample is shown per formula. Verdicts that are not as declared are always shown.
    /// </summary>
    public static void Write(IAnsiConsole console, string heading, IReadOnlyList<Verdict> verdicts, bool details)
    {
        Verdict[] shown = [.. verdicts.Where(v => details || !v.AsDeclared || !IsLaw(v))];
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        table.AddColumn(new TableColumn("claim").NoWrap());
        table.AddColumn(new TableColumn("verdict").NoWrap());
        bool isAsked = verdicts.Any(v => v.Proof is not null && v.Proof.Status != ProofStatus.Skipped);
        if (isAsked)
        {
            table.AddColumn(new TableColumn("by").NoWrap());
        }

        table.AddColumn(new TableColumn("order").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("worst error").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("where"));
        foreach (Verdict verdict in shown)
        {
            string[] cells =
            [
                Markup.Escape(verdict.Id),
                $"[{Color(verdict)}]{verdict.Kind.Word()}[/]{(verdict.AsDeclared ? string.Empty : " [bold red]≠ " + verdict.Declared.Word() + "[/]")}",
                .. isAsked ? [ProofText.Basis(verdict)] : Array.Empty<string>(),
                verdict.Order is { } order && verdict.Kind == VerdictKind.Asymptotic ? Order(order) : string.Empty,
                Error(verdict.LargestRelativeError),
                Markup.Escape(Where(verdict)),
            ];
            table.AddRow(cells);
        }

        Say(console, $"[bold]{heading}[/]");
        Verdict[] first = shown.Length > VerdictHeadlines.Most ? VerdictHeadlines.Of(shown) : [];
        VerdictHeadlines.Write(console, first, shown);
        console.Write(table);
        if (shown.Length < verdicts.Count)
        {
            int laws = verdicts.Count - shown.Length;
            console.WriteLine($"and {laws} {(laws == 1 ? "law" : "laws")} of symmetry and scaling, {(laws == 1 ? "as" : "all as")} declared (--details shows {(laws == 1 ? "it" : "them")}).");
        }

        WriteLeadingErrors(console, shown, details);
        foreach (Verdict verdict in verdicts.Where(v => !v.AsDeclared))
        {
            Say(console, $"[bold red]{verdict.Id}[/]: declared {verdict.Declared.Word()}, found {verdict.Kind.Word()}. {verdict.Reason}");
        }

        IGrouping<string, Verdict>[] wrong = [.. shown.Where(v => v.Kind == VerdictKind.False).GroupBy(FormulaOf, StringComparer.Ordinal)];
        bool isCut = !details && wrong.Length > VerdictHeadlines.Most;
        foreach (IGrouping<string, Verdict> refuted in isCut ? wrong.Where(g => first.Any(v => string.Equals(FormulaOf(v), g.Key, StringComparison.Ordinal))) : wrong)
        {
            Verdict[] found = [.. refuted.Where(v => v.Counterexample is not null)];
            Verdict[] cards = details ? found : [.. found.Take(1)];
            WriteCounterexamples(console, cards);
            WriteReasons(console, refuted.Except(cards).Where(v => v.Counterexample is null || v.Diagnosis.Count > 0), apart: cards.Length == 0);
        }

        if (isCut)
        {
            console.WriteLine();
            console.WriteLine($"{wrong.Length - VerdictHeadlines.Most} more formulas have counterexamples: --details and the report show them.");
        }
    }

    /// <summary>What limits are, as formulas; long ones only among the details.</summary>
    private static void WriteLeadingErrors(IAnsiConsole console, IEnumerable<Verdict> verdicts, bool details)
    {
        Verdict[] known = [.. verdicts.Where(v => v.LeadingError?.Expression is { } e && (details || e.Length <= ProofText.LongestShown))];
        if (known.Length > 0)
        {
            console.WriteLine();
            console.WriteLine("relative errors of limits to leading order:");
        }

        foreach (Verdict verdict in known)
        {
            Say(console, $"  {verdict.Id}: {ProofText.LeadingError(verdict.LeadingError!)}");
        }
    }

    /// <summary>Where the largest error is; for a limit that is away from it, and said to be.</summary>
    private static string Where(Verdict verdict) => !(verdict.LargestRelativeError > 1e-9) ? string.Empty
        : verdict.Kind == VerdictKind.Asymptotic ? "away from the limit: " + Short(verdict.WorstPoint)
        : Short(verdict.WorstPoint);

    private static bool IsLaw(Verdict verdict) => verdict.Evidence.All(e => string.Equals(e.Kind, "symmetry", StringComparison.Ordinal)) && verdict.Evidence.Count > 0;

    internal static string FormulaOf(Verdict verdict) => verdict.Id[..verdict.Id.LastIndexOf('.')];

    private static void WriteCounterexamples(IAnsiConsole console, IEnumerable<Verdict> verdicts)
    {
        foreach (Verdict verdict in verdicts)
        {
            Counterexample example = verdict.Counterexample!;
            console.WriteLine();
            Say(console, $"[bold]{verdict.Id}[/] is false: {verdict.Statement}");
            if (verdict.Reason.StartsWith("Everywhere", StringComparison.Ordinal) || verdict.Paths.Count > 0)
            {
                Say(console, $"  [bold]{verdict.Reason}[/]");
            }

            Say(console, $"  {Comparison(example)}{Indifferent(example)}");
            if (verdict.Ablation is { } ladder)
            {
                console.WriteLine("  " + ProseNumbers.Plain(ladder.Answer));
            }

            WriteTruth(console, verdict);
            WriteDiagnosis(console, verdict);
            console.Profile.Out.Writer.WriteLine($"  {example.Command}"); // raw: a terminal may wrap it, but no line break gets into a copy
        }
    }

    /// <summary>Claims that are refuted by more than one point can show, for example by the order of a limit, and those whose counterexample is left out.</summary>
    private static void WriteReasons(IAnsiConsole console, IEnumerable<Verdict> verdicts, bool apart)
    {
        foreach ((int index, Verdict verdict) in verdicts.Index())
        {
            if (apart && index == 0)
            {
                console.WriteLine();
            }

            Say(console, $"[bold]{verdict.Id}[/] is false: {verdict.Reason}");
            WriteTruth(console, verdict);
            WriteDiagnosis(console, verdict);
        }
    }

    private static void WriteTruth(IAnsiConsole console, Verdict verdict)
    {
        if (verdict.Truth is { } truth)
        {
            Say(console, $"  proved: right is {truth}");
        }

        if (verdict.Difference is { } difference)
        {
            Say(console, $"  proved: formula over it, minus 1, is {difference}");
        }
    }

    private static void WriteDiagnosis(IAnsiConsole console, Verdict verdict)
    {
        foreach (string finding in verdict.Diagnosis)
        {
            Say(console, $"  [yellow]{finding}[/]");
        }
    }

    /// <summary>Both values and their ratio; where that is nearly 1, their relative difference and the digits that show it.</summary>
    private static string Comparison(Counterexample example)
    {
        if (!double.IsFinite(example.Predicted))
        {
            return $"the formula is not a number, reference {Number(example.Computed, 6)}";
        }

        int digits = CloseValues.Digits(example.Predicted, example.Computed, 6);
        string values = $"formula {Number(example.Predicted, digits)}, reference {Number(example.Computed, digits)}";
        return CloseValues.AreClose(example.Predicted, example.Computed)
            ? $"{values}, relative error {Number(example.RelativeError, 2)}"
            : $"{values}, ratio {Number(example.Predicted / example.Computed, 6)}";
    }

    private static string Indifferent(Counterexample example) =>
        example.Indifferent.Count == 0 ? string.Empty : $"; {string.Join(", ", example.Indifferent)} {(example.Indifferent.Count == 1 ? "does" : "do")} not matter";

    private static string Color(Verdict verdict) => verdict.Kind switch
    {
        VerdictKind.Exact => "green",
        VerdictKind.Asymptotic or VerdictKind.Bounded => "cyan",
        VerdictKind.False => "red",
        _ => "yellow",
    };

    /// <summary>"2.0000(3)": the value with the uncertainty of its last digits.</summary>
    private static string Order(MeasuredOrder order) => order.IsProved ? string.Create(CultureInfo.InvariantCulture, $"{order.Value:G4}") :
        string.Create(CultureInfo.InvariantCulture, $"{order.Value:F3} ± {Math.Max(order.StandardError, 0.001):F3}");

    internal static string Error(double relative) => double.IsNaN(relative) ? string.Empty : relative switch
    {
        0 => "0",
        < 1e-3 => Compact(relative, "0.0E+0"),
        < 10 => (100 * relative).ToString("G3", CultureInfo.InvariantCulture) + " %",
        < 999 => "× " + (relative + 1).ToString("G3", CultureInfo.InvariantCulture),
        _ => "× " + Compact(relative + 1, "0.0E+0"),
    };

    private static string Number(double value, int digits) => ProseNumbers.Plain(value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private static string Short(ParameterPoint? point) => point is null
        ? string.Empty
        : string.Join(' ', point.Names.Zip(point.Values, (n, v) => string.Create(CultureInfo.InvariantCulture, $"{n}={Compact(v)}")));

    private static string Compact(double value) => Math.Abs(value) is >= 1e4 or (< 1e-2 and > 0)
        ? Compact(value, "0.##E+0")
        : value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Compact(double value, string format) => ProseNumbers.Plain(value.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>A line whose parts are for readers.</summary>
    internal static void Say(IAnsiConsole console, FormattableString line) =>
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, FormattableStringFactory.Create(line.Format, [.. line.GetArguments().Select(a => a is string text ? ProseNumbers.Plain(text) : a)]));
}
