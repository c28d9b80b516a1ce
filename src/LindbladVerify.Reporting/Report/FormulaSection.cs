using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Report;

/// <summary>All of one formula: the equation, its domain, what it is exact for, and its claims.</summary>
internal static class FormulaSection
{
    /// <summary>A report on so few formulas is read whole: what was refuted stands open.</summary>
    private const int MostOpen = 3;

    private static readonly TableColumn[] s_parameters = [new("parameter"), new("from", true), new("to", true), new("unit"), new("meaning")];
    private static readonly TableColumn[] s_laws = [new("law"), new("verdict"), new("deviation", true)];
    private static readonly TableColumn[] s_models = [new("model"), new("median error", true), new("largest error", true), new("")];

    public static HtmlElement Of(VerificationReport report, Formula formula)
    {
        var symbols = Symbols.Of(formula);
        (Claim Claim, Verdict Verdict)[] judged = [.. report.Of(formula).Select(v => (formula.Claims.First(c => v.Id.EndsWith("." + c.Id, StringComparison.Ordinal)), v))];
        (Claim Claim, Verdict Verdict)[] laws = [.. judged.Where(j => j.Claim is SymmetryClaim && j.Verdict.AsDeclared && j.Verdict.Kind != VerdictKind.False)];
        List<HtmlNode> content = [FormulaMath.Display(formula), HtmlBlocks.Paragraph(HtmlBlocks.Code(formula.Id), $", {formula.Variant}. ", Source(formula.Source)).WithClass("small")];
        if (formula.Note.Length > 0)
        {
            content.Add(HtmlBlocks.Paragraph(formula.Note));
        }

        if (report.Models(formula) is { } models)
        {
            content.AddRange(Models(models, symbols));
        }

        bool isShort = report.Formulas.Count <= MostOpen;
        content.Add(HtmlBlocks.Details("Parameters and the ranges in which the claims are tested", open: false, HtmlBlocks.Table(s_parameters, formula.Parameters.Select(p => Row(p, symbols)))));
        content.AddRange(judged.Except(laws).Select(j => ClaimCard.Of(formula, j.Claim, j.Verdict, openRefuted: isShort)));
        if (laws.Length > 0)
        {
            content.Add(HtmlBlocks.Details($"{ReportText.Count(laws.Length, "law")} of symmetry and scaling, as declared", open: false, HtmlBlocks.Table(s_laws, laws.Select(l => Law(l.Verdict)))));
        }

        return HtmlBlocks.Card("formula." + formula.Id, Heading(formula), SummaryTable.Counts([.. judged.Select(j => j.Verdict)]), open: isShort || judged.Any(j => !j.Verdict.AsDeclared), content);
    }

    private static HtmlNode Heading(Formula formula) => formula.Title;

    private static IEnumerable<HtmlNode> Models(FormulaModels models, Symbols symbols)
    {
        yield return HtmlBlocks.Paragraph(
            new HtmlElement("b", "Exact for: "),
            models.ExactFor.Count > 0 ? string.Join("; ", models.ExactFor.Select(KnownModels.Describe)) + "." : "none of the models known.");
        if (models is { Ladder: { } ladder, LadderPoint: { } point })
        {
            string where = string.Join(", ", point.Names.Select(n => $"{symbols.Markup(n)} = {ReportText.Number(point[n])}"));
            yield return HtmlBlocks.Details("From the real electron to the formula at a point of the paper", open: false, HtmlBlocks.Paragraph(HtmlBlocks.Rich(where + " (rad/s and 1/s).")), AblationBlock.Of(ladder));
        }

        yield return HtmlBlocks.Details("All models known, on the whole domain", open: false, HtmlBlocks.Table(s_models, models.Models.Select(Model)));
    }

    private static HtmlNode[] Model(ModelAgreement model) =>
    [
        KnownModels.Describe(model.Model),
        HtmlBlocks.Rich(ReportText.Error(model.MedianRelativeError)),
        HtmlBlocks.Rich(ReportText.Error(model.LargestRelativeError)),
        model.IsExact ? HtmlBlocks.Badge("exact", BadgeTone.Good) : "",
    ];

    private static HtmlNode[] Law(Verdict verdict) =>
    [
        new HtmlElement("span", verdict.Statement).With("id", verdict.Id),
        ReportText.Badges(verdict),
        HtmlBlocks.Rich(ReportText.Error(verdict.LargestRelativeError)),
    ];

    private static HtmlNode[] Row(Parameter parameter, Symbols symbols) =>
    [
        HtmlBlocks.Rich(symbols.Markup(parameter.Name)), HtmlBlocks.Rich(ReportText.Number(parameter.Low, 4)), HtmlBlocks.Rich(ReportText.Number(parameter.High, 4)),
        string.Equals(parameter.Unit, "1", StringComparison.Ordinal) ? "" : parameter.Unit, parameter.Meaning,
    ];

    private static HtmlNode Source(Source source) => source.Doi.Length == 0 ? source.ToString() : HtmlBlocks.Link("https://doi.org/" + Uri.EscapeDataString(source.Doi).Replace("%2F", "/", StringComparison.Ordinal), source.ToString());
}

/// <summary>Typesets the expression of a formula, with its left side and the definitions that follow it.</summary>
internal static class FormulaMath
{
    private const string Sum = "sum(";

    // Characters of a piece that cannot be broken, beyond which it is set smaller on paper, where nothing scrolls.
    private const int Long = 70;
    private const int Longest = 140;

    /// <summary>The equation on its own lines; the expression as code where it cannot be typeset.</summary>
    public static HtmlElement Display(Formula formula) => Typeset(formula).WithClass("equation display");

    /// <summary>The equation within a table.</summary>
    public static HtmlElement Inline(Formula formula) => Typeset(formula).WithClass("equation");

    /// <summary>Another expression in the names of a formula on lines of its own; as code where it cannot be typeset or is very long.</summary>
    public static HtmlElement Line(Formula formula, string expression)
    {
        const int LongestTypeset = 180; // a fraction is not broken into lines
        try
        {
            return (expression.Length > LongestTypeset
                ? new HtmlElement("div", HtmlBlocks.Code(expression))
                : new HtmlElement("div", Equation(Terms(expression, Symbols.Of(formula).ByName), [], false))).WithClass("equation display");
        }
        catch (FormatException)
        {
            return new HtmlElement("div", HtmlBlocks.Code(expression)).WithClass("equation display");
        }
    }

    private static HtmlElement Typeset(Formula formula)
    {
        if (double.TryParse(formula.Expression, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return new HtmlElement("div"); // A quoted number in units of itself has no equation.
        }

        try
        {
            var symbols = Symbols.Of(formula);
            string[] parts = [.. TopLevel(formula.Expression)];
            return new HtmlElement("div", parts.SelectMany((part, k) => new HtmlNode[]
            {
                Equation(Terms(part, symbols.ByName), k == 0 ? LeftSide(formula, symbols) : [], k < parts.Length - 1), " ",
            }));
        }
        catch (FormatException)
        {
            return new HtmlElement("div", HtmlBlocks.Code(formula.Expression));
        }
    }

    /// <summary>One equation as MathML elements between which a line may be broken.</summary>
    private static HtmlElement Equation(IReadOnlyList<MathTerm> terms, IReadOnlyList<HtmlNode> before, bool isFollowed) =>
        new HtmlElement("span", terms.Select((term, k) =>
        {
            List<HtmlNode> content = [.. k == 0 ? before : [], term.Row, .. isFollowed && k == terms.Count - 1 ? [MathMl.Operator(",")] : Array.Empty<HtmlNode>()];
            HtmlElement math = MathMl.Inline(term.Text, content).With("displaystyle", "true");
            return term.Text.Length > Longest ? math.WithClass("longest") : term.Text.Length > Long ? math.WithClass("long") : math;
        })).WithClass("part");

    /// <summary>What the formula gives, and an equals sign; nothing where a name of the formula looks the same.</summary>
    private static IReadOnlyList<HtmlNode> LeftSide(Formula formula, Symbols symbols)
    {
        string quantity = formula.Claims.Select(KnownModels.ReferenceOf).OfType<Reference>().FirstOrDefault()?.Quantity ?? "";
        (string seen, HtmlElement left) = quantity switch
        {
            Reference.FlipFlopRateQuantity => ("W", MathMl.Identifier("W")),
            Reference.SpectrumQuantity => ("F", MathMl.Row(MathMl.Identifier("F"), MathMl.Parenthesised(MathMl.Identifier("ω")))),
            Reference.LineshapeQuantity => ("S", MathMl.Row(MathMl.Identifier("S"), MathMl.Parenthesised(MathMl.Identifier("ω")))),
            Reference.ZeroQuantumCoherenceDecayQuantity => ("Γ2", MathMl.Subscript(MathMl.Identifier("Γ"), MathMl.Number("2"))),
            _ => ("f", MathMl.Identifier("f")),
        };
        return symbols.ByName.Keys.Any(name => string.Equals(symbols.Plain(name), seen, StringComparison.Ordinal)) ? [] : [left, MathMl.Operator("=")];
    }

    // "a*sum(s=+-1, b)" is a sum over an index, which the parser of expressions does not know.
    private static IReadOnlyList<MathTerm> Terms(string text, IReadOnlyDictionary<string, string> symbols)
    {
        int at = text.IndexOf(Sum, StringComparison.Ordinal);
        if (at < 0 || !text.EndsWith(')'))
        {
            return MathExpression.ParseTerms(text, symbols);
        }

        string[] inner = [.. TopLevel(text[(at + Sum.Length)..^1])];
        string[] index = inner[0].Split('=', 2);
        HtmlElement below = index.Length == 2
            ? MathMl.Row(MathMl.Identifier(index[0].Trim()), MathMl.Operator("="), MathMl.Number(index[1].Trim().Replace("+-", "±", StringComparison.Ordinal)))
            : MathMl.Identifier(inner[0]);
        string prefix = text[..at].TrimEnd().TrimEnd('*');
        List<HtmlNode> pieces = prefix.Length == 0 ? [] : [MathExpression.Parse(prefix, symbols)];
        pieces.AddRange([new HtmlElement("munder", MathMl.Operator("∑"), below), MathExpression.Parse(string.Join(',', inner.Skip(1)), symbols)]);
        return [new MathTerm(MathMl.Row(pieces), text)];
    }

    // Commas outside of brackets separate the expression from its definitions.
    private static IEnumerable<string> TopLevel(string text)
    {
        int depth = 0;
        int start = 0;
        for (int k = 0; k < text.Length; k++)
        {
            depth += text[k] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[k] == ',' && depth == 0)
            {
                yield return text[start..k].Trim();
                start = k + 1;
            }
        }

        yield return text[start..].Trim();
    }
}
