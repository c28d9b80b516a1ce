using System.Globalization;
using System.Text;
using System.Text.Json;
using LindbladVerify.Formulas;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Report;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;

namespace LindbladVerify.Reporting.Explorer;

/// <summary>
/// A page to play with: one file that opens offline, with a slider per parameter, formula and truth as curves with their ratio below,
/// the map of where the formula holds, and the command that replays the point.
/// </summary>
internal static class ExplorerPage
{
    private const int LongestForm = 2000;

    /// <summary>The whole file.</summary>
    public static string Render(Exploration exploration)
    {
        Formula formula = exploration.Formula;
        var symbols = Symbols.Of(formula);
        bool isPlane = exploration.Varied.Count > 1;
        var page = new HtmlPage(
            formula.Title,
            new HtmlElement("section", Equation(exploration, symbols)),
            new HtmlElement("div", Controls(exploration, symbols), Plots(exploration, isPlane, symbols)).WithClass("board"),
            new HtmlElement("section", new HtmlElement("h2", "Values of the curves"), new HtmlElement("details", new HtmlElement("summary", "As a table"), Numbers(exploration))))
        {
            Lead = new HtmlElement("p", formula.Source.ToString()),
            Footer = new HtmlElement("p", $"{formula.Id}. {exploration.Prediction.Basis} {exploration.Truth.Basis}"),
        };
        const string policy = "style-src 'unsafe-inline';";
        string html = page.Render().Replace(policy, $"{policy} script-src 'unsafe-inline';", StringComparison.Ordinal);
        html = html.Replace("</style>", $"{Resource("explorer.css")}</style>", StringComparison.Ordinal);
        string script = Resource("explorer.js")
            .Replace("/*PREDICT*/", Side(exploration.Prediction), StringComparison.Ordinal)
            .Replace("/*TRUTH*/", Side(exploration.Truth), StringComparison.Ordinal);
        return html.Replace("</body>", $"<script>\nconst E={Data(exploration, symbols)};\n{script}</script>\n</body>", StringComparison.Ordinal);
    }

    private static IEnumerable<HtmlNode> Equation(Exploration exploration, Symbols symbols)
    {
        yield return exploration.Inequality is { } inequality
            ? new HtmlElement("p", $"{inequality.Statement} Left side: {inequality.Reference}. Right side: {inequality.Other}.")
            : FormulaMath.Display(exploration.Formula);
        if (exploration.Truth.Form is not { } form || form.Text.Length > LongestForm)
        {
            yield return new HtmlElement("p", exploration.Truth.Basis).WithClass("small");
            yield break;
        }

        var truth = new List<HtmlNode> { new HtmlElement("p", "Truth: ", exploration.Truth.Basis).WithClass("small"), Display(form.Text, symbols) };
        truth.AddRange(form.Where.Select(w => (HtmlNode)Display(w.Value, symbols, w.Key)));
        yield return new HtmlElement("details", [new HtmlElement("summary", "What it is compared with: the closed form derived from the equations of motion"), .. truth]);
    }

    private static HtmlElement Display(string text, Symbols symbols, string? name = null)
    {
        try
        {
            HtmlElement math = MathExpression.Parse(text, symbols.ByName);
            return new HtmlElement("div", name is null ? math : new HtmlElement("span", $"{name} = ", math)).WithClass("equation display");
        }
        catch (FormatException)
        {
            return new HtmlElement("div", HtmlBlocks.Code(name is null ? text : $"{name} = {text}")).WithClass("equation");
        }
    }

    private static HtmlElement Controls(Exploration exploration, Symbols symbols)
    {
        var parts = new List<HtmlNode>
        {
            new HtmlElement("h2", "At this point"),
            new HtmlElement(
                "dl",
                Term(Names(exploration).Left, "formula"), Value("value-formula"),
                Term(Names(exploration).Right, "truth"), Value("value-truth"),
                Term(Comparison(exploration)), Value("value-ratio"),
                Term(Error(exploration)), Value("value-error")).WithClass("values"),
            new HtmlElement("p").With("id", "said").With("aria-live", "polite").WithClass("said"),
            new HtmlElement("h2", "Parameters"),
        };
        foreach (Parameter parameter in exploration.Formula.Parameters.Where(p => exploration.Varied.Contains(p.Name, StringComparer.Ordinal)))
        {
            parts.Add(Slider(parameter, symbols));
        }

        string[] held = [.. exploration.Formula.Parameters.Where(p => !exploration.Varied.Contains(p.Name, StringComparer.Ordinal)).Select(p => Held(p, exploration.Start[p.Name]))];
        if (held.Length > 0)
        {
            parts.Add(new HtmlElement("p", $"Held: {string.Join("; ", held)}. (explore --vary and --set choose others.)").WithClass("fixed"));
        }

        parts.Add(new HtmlElement("p", new HtmlElement("button", "Start again").With("id", "reset").With("type", "button")));
        parts.Add(new HtmlElement("h2", "Replay this point"));
        parts.Add(new HtmlElement(
            "div", new HtmlElement("pre", new HtmlElement("code").With("id", "command")), new HtmlElement("button", "Copy").With("id", "copy").With("type", "button")).WithClass("command"));
        return new HtmlElement("div", parts).WithClass("controls");
    }

    private static string Held(Parameter parameter, double value) =>
        $"{parameter.Name} = {Short(value)}{(Unit(parameter).Length == 0 ? string.Empty : " " + Unit(parameter))}";

    private static HtmlElement Slider(Parameter parameter, Symbols symbols)
    {
        string range = $"{Short(parameter.Low)} to {Short(parameter.High)} {Unit(parameter)}".Trim();
        return new HtmlElement(
            "div",
            new HtmlElement(
                "label",
                new HtmlElement("span", HtmlBlocks.Rich(symbols.Markup(parameter.Name)), Unit(parameter).Length == 0 ? string.Empty : $" in {Unit(parameter)}"),
                new HtmlElement("input").With("type", "number").With("step", "any").With("id", "number-" + parameter.Name).With("aria-label", $"{parameter.Name}, a number from {range}")),
            new HtmlElement("input").With("type", "range").With("min", "0").With("max", (parameter.IsWhole ? parameter.High - parameter.Low : 1000).ToString("R", CultureInfo.InvariantCulture)).With("step", "1").With("id", "range-" + parameter.Name).With("aria-label", $"{parameter.Name} {parameter.Meaning}".Trim()),
            new HtmlElement("span", parameter.Meaning.Length == 0 ? range : $"{parameter.Meaning.TrimEnd('.')}; {range}").WithClass("meaning")).WithClass("slider");
    }

    private static HtmlElement Plots(Exploration exploration, bool isPlane, Symbols symbols)
    {
        var parts = new List<HtmlNode>
        {
            new HtmlElement("div", Choice("choose-axis", "Curves over", exploration, symbols)).WithClass("choices"),
            new HtmlElement("svg").With("id", "curves").With("role", "img").With("aria-label", $"{Names(exploration).Left} and {Names(exploration).Right} as curves, their {(exploration.Scale is null ? "ratio" : "difference")} below"),
        };
        if (isPlane)
        {
            parts.Add(new HtmlElement("h2", "Where it holds"));
            parts.Add(new HtmlElement("div", Choice("choose-x", "across", exploration, symbols), Choice("choose-y", "up", exploration, symbols)).WithClass("choices"));
            parts.Add(new HtmlElement(
                "div",
                new HtmlElement("svg").With("id", "map").With("tabindex", "0").With("role", "img")
                    .With("aria-label", $"Map of the {Error(exploration)}. Arrow keys move the point, with the shift key in larger steps.")).WithClass("map"));
            string[] words = ["≤ 0.1 %", "≤ 1 %", "≤ 10 %", "≤ 100 %", "more", "no value"];
            parts.Add(new HtmlElement("ul", words.Select((w, k) => (HtmlNode)new HtmlElement("li", new HtmlElement("span").WithClass($"b{k}"), w)).Prepend(new HtmlElement("li", Error(exploration)))).WithClass("legend"));
        }

        return new HtmlElement("div", parts).WithClass("plots");
    }

    private static HtmlElement Choice(string id, string words, Exploration exploration, Symbols symbols) => new(
        "label", $"{words} ", new HtmlElement("select", exploration.Varied.Select(name => (HtmlNode)new HtmlElement("option", symbols.Plain(name)).With("value", name))).With("id", id));

    private static HtmlElement Numbers(Exploration exploration) => new HtmlElement(
        "div",
        new HtmlElement(
            "table",
            new HtmlElement("thead", new HtmlElement("tr", new HtmlElement("th").With("id", "axis-head").WithClass("number"), Head($"{Names(exploration).Left}{Units(exploration)}"), Head($"{Names(exploration).Right}{Units(exploration)}"), Head(Comparison(exploration)))),
            new HtmlElement("tbody").With("id", "numbers"))).WithClass("scroll");

    private static string Units(Exploration exploration) => exploration.Formula.Unit is "1" ? string.Empty : $" ({exploration.Formula.Unit})";

    /// <summary>What the two sides are called.</summary>
    private static (string Left, string Right) Names(Exploration exploration) => exploration.Inequality is null ? ("formula", "truth") : ("left side", "right side");

    private static string Comparison(Exploration exploration) => exploration.Scale is null ? $"{Names(exploration).Left} / {Names(exploration).Right}" : $"{Names(exploration).Left} − {Names(exploration).Right}";

    private static string Error(Exploration exploration) => exploration.Inequality is not null ? "relative difference" : exploration.Scale is null ? "relative error" : "error, of the largest value";

    private static HtmlElement Head(string words) => new HtmlElement("th", words).WithClass("number");

    private static HtmlElement Term(string words, string? style = null) => style is null ? new HtmlElement("dt", words) : new HtmlElement("dt", words).WithClass(style);

    private static HtmlElement Value(string id) => new("dd", new HtmlElement("output").With("id", id));

    private static string Short(double value) => (Math.Abs(value) is >= 1e5 or (< 1e-3 and > 0) ? value.ToString("0.#####e0", CultureInfo.InvariantCulture) : value.ToString("G6", CultureInfo.InvariantCulture));

    private static string Unit(Parameter parameter) => parameter.Unit is "1" ? string.Empty : parameter.Unit;

    private static string Side(ExploredSurface surface) => surface.Code ?? $"table({Table(surface.Table!)})";

    private static string Table(ExploredTable table) => Json(json =>
    {
        json.WriteNumber("sign", table.Sign);
        json.WriteStartArray("axes");
        foreach (ExploredAxis axis in table.Axes)
        {
            json.WriteStartObject();
            json.WriteString("name", axis.Name);
            json.WriteNumber("low", axis.Low);
            json.WriteNumber("high", axis.High);
            json.WriteBoolean("log", axis.IsLogarithmic);
            json.WriteNumber("count", axis.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("values");
        foreach (double value in table.Values)
        {
            if (double.IsFinite(value))
            {
                json.WriteRawValue(value.ToString("G10", CultureInfo.InvariantCulture));
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    });

    private static string Data(Exploration exploration, Symbols symbols) => Json(json =>
    {
        Formula formula = exploration.Formula;
        string file = formula is FileFormula { IsBuiltIn: false } own ? $" --file {FileFormula.Quoted(own.File)}" : string.Empty;
        json.WriteString("id", formula.Id);
        json.WriteString("unit", formula.Unit);
        json.WriteString("left", Names(exploration).Left);
        json.WriteString("right", Names(exploration).Right);
        json.WriteString("error", Error(exploration));
        json.WriteString("quantity", formula.Unit is "1/s" ? "rate" : "value");
        json.WriteFinite("scale", exploration.Scale ?? double.NaN);
        json.WriteString("first", exploration.Scale is not null && exploration.Varied.Contains(FormulaBody.Time, StringComparer.Ordinal) ? FormulaBody.Time : string.Empty);
        json.WriteString("command", $"lindblad-verify evaluate {formula.Id}.{exploration.Claim}{file}");
        json.WriteStartArray("parameters");
        foreach (Parameter parameter in formula.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteStartArray("symbol");
            foreach (TextRun run in RichText.Parse(symbols.ByName[parameter.Name]).Runs)
            {
                json.WriteStartArray();
                json.WriteStringValue(run.Text);
                json.WriteNumberValue(run.Level);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteString("unit", Unit(parameter));
            json.WriteNumber("low", parameter.Low);
            json.WriteNumber("high", parameter.High);
            json.WriteBoolean("log", parameter.IsLogarithmic);
            json.WriteBoolean("whole", parameter.IsWhole);
            json.WriteNumber("start", exploration.Start[parameter.Name]);
            json.WriteBoolean("varied", exploration.Varied.Contains(parameter.Name, StringComparer.Ordinal));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Resource(string name) => EmbeddedText.Require(typeof(ExplorerPage).Assembly, name);
}
