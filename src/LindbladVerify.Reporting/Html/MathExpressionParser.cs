using LindbladVerify.Reporting.Plots;

namespace LindbladVerify.Reporting.Html;

/// <summary>Recursive descent over: equation = sum ("=" sum)*; sum = term (± term)*; term = factor (* or / factor)*; factor = ± factor | power; power = atom (^ factor)?.</summary>
internal sealed class MathExpressionParser(string text, IReadOnlyDictionary<string, string>? symbols)
{
    // Deep enough for any formula on a page, and far from the depth at which the stack runs out.
    private const int MostNested = 200;

    private static readonly (string Text, string Shown)[] s_relations =
        [("<=", "≤"), (">=", "≥"), ("==", "="), ("!=", "≠"), ("<", "<"), (">", ">"), ("and ", "∧"), ("or ", "∨"), ("&&", "∧"), ("||", "∨")];

    private int _at;
    private int _depth;

    public HtmlElement Parse()
    {
        List<HtmlNode> pieces = [Sum()];
        while (Take('='))
        {
            pieces.AddRange([MathMl.Operator("="), Sum()]);
        }

        return _at < text.Length ? throw Unexpected() : MathMl.Row(pieces);
    }

    /// <summary>The same in pieces, each with the sign before it; an equals sign stays with what is on both its sides.</summary>
    public IReadOnlyList<MathTerm> ParseTerms()
    {
        List<MathTerm> terms = [];
        List<HtmlNode> pieces = [];
        int start = 0;
        while (true)
        {
            pieces.Add(Term());
            char next = Peek();
            if (next is '+' or '-')
            {
                terms.Add(new MathTerm(MathMl.Row(pieces), text[start.._at].Trim()));
                start = _at++;
                pieces = [MathMl.Operator(next == '+' ? "+" : "−").With("form", "infix")];
            }
            else if (Take('='))
            {
                pieces.Add(MathMl.Operator("="));
            }
            else
            {
                terms.Add(new MathTerm(MathMl.Row(pieces), text[start..].Trim()));
                return _at < text.Length ? throw Unexpected() : terms;
            }
        }
    }

    private HtmlElement Sum()
    {
        List<HtmlNode> pieces = [Term()];
        while (Peek() is '+' or '-')
        {
            pieces.AddRange([MathMl.Operator(text[_at++] == '+' ? "+" : "−"), Term()]);
        }

        return MathMl.Row(pieces);
    }

    // a/b*c/d is (a/b)(c/d), two fractions side by side, and a/b/c is a/(b c).
    private HtmlElement Term()
    {
        List<MathPiece> done = [];
        List<MathPiece> above = [Factor()];
        List<MathPiece> below = [];
        while (Peek() is '*' or '/')
        {
            if (text[_at++] == '/')
            {
                below.Add(Factor());
                continue;
            }

            if (below.Count > 0)
            {
                done.Add(MathPiece.Quotient(above, below));
                (above, below) = ([], []);
            }

            above.Add(Factor());
        }

        return MathPiece.Product(below.Count > 0 ? [.. done, MathPiece.Quotient(above, below)] : [.. done, .. above]);
    }

    private MathPiece Factor()
    {
        if (Peek() is '-' or '+')
        {
            string sign = text[_at++] == '-' ? "−" : "+";
            return MathPiece.Plain(MathMl.Row(MathMl.Operator(sign), Nested(Factor).Shown));
        }

        MathPiece atom = Atom();
        if (!Take('^'))
        {
            return atom;
        }

        HtmlElement power = MathMl.Power(atom.Shown, Nested(Factor).Bare);
        return new MathPiece(power, power, atom.StartsWithDigit, atom.IsWord);
    }

    private T Nested<T>(Func<T> parse)
    {
        if (++_depth > MostNested)
        {
            throw new FormatException($"Expression '{text}': brackets, signs and powers are nested more than {MostNested} deep.");
        }

        T piece = parse();
        _depth--;
        return piece;
    }

    private MathPiece Atom()
    {
        char c = Peek();
        if (c == '(')
        {
            _at++;
            HtmlElement inner = Nested(Sum);
            return Take(')') ? new MathPiece(MathMl.Parenthesised(inner), inner, false) : throw Unexpected();
        }

        if (char.IsAsciiDigit(c) || c == '.')
        {
            return Number();
        }

        return char.IsLetter(c) ? Name() : throw Unexpected();
    }

    private MathPiece Number()
    {
        int start = _at;
        Digits();
        string mantissa = text[start.._at];
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            int mark = _at++;
            _at += _at < text.Length && text[_at] is '+' or '-' ? 1 : 0;
            int digits = _at;
            Digits();
            if (_at > digits)
            {
                string exponent = text[(mark + 1).._at].Replace('-', '−').TrimStart('+');
                HtmlElement ten = MathMl.Power(MathMl.Number("10"), MathMl.Number(exponent));
                HtmlElement row = mantissa is "1" ? ten : MathMl.Row(MathMl.Number(mantissa), MathMl.Operator("×"), ten);
                return new MathPiece(row, row, true);
            }

            _at = mark;
        }

        return new MathPiece(MathMl.Number(mantissa), MathMl.Number(mantissa), true);
    }

    private void Digits()
    {
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
        {
            _at++;
        }
    }

    private MathPiece Name()
    {
        int start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
        {
            _at++;
        }

        string name = text[start.._at];
        if (Take('['))
        {
            HtmlElement index = Nested(Sum);
            return Take(']') && Symbol(name) is var numbered ? numbered with { Shown = MathMl.Subscript(numbered.Shown, index), Bare = MathMl.Subscript(numbered.Bare, index) } : throw Unexpected();
        }

        if (!Take('('))
        {
            return Symbol(name);
        }

        List<HtmlNode> arguments = [Nested(Argument)];
        while (Take(','))
        {
            arguments.AddRange([MathMl.Operator(","), Nested(Argument)]);
        }

        if (!Take(')'))
        {
            throw Unexpected();
        }

        return MathPiece.Plain(Function(name, MathMl.Row(arguments))) with { IsFunction = name is not "sqrt" };
    }

    /// <summary>A value, or a condition such as "a &lt; b and c == d".</summary>
    private HtmlElement Argument()
    {
        List<HtmlNode> pieces = [Sum()];
        while (Peek() != '\0' && Array.Find(s_relations, r => string.CompareOrdinal(text, _at, r.Text, 0, r.Text.Length) == 0) is { Text: not null } relation)
        {
            _at += relation.Text.Length;
            pieces.AddRange([MathMl.Operator(relation.Shown), Sum()]);
        }

        return MathMl.Row(pieces);
    }

    private static HtmlElement Function(string name, HtmlElement argument) => name switch
    {
        "sqrt" => MathMl.SquareRoot(argument),
        "abs" => MathMl.Row(MathMl.Operator("|"), argument, MathMl.Operator("|")),
        _ => MathMl.Row(MathMl.Upright(name), MathMl.Operator("\u2061"), MathMl.Parenthesised(argument)),
    };

    private MathPiece Symbol(string name)
    {
        string markup = symbols is not null && symbols.TryGetValue(name, out string? given) ? given : MathExpression.DefaultSymbol(name);
        TextRun[] runs = [.. RichText.Parse(markup).Runs];
        string letters = string.Concat(runs.TakeWhile(r => r.Level == 0).Select(r => r.Text));
        HtmlElement symbol = MathMl.Identifier(letters);
        foreach (TextRun run in runs.SkipWhile(r => r.Level == 0))
        {
            HtmlElement index = MathMl.Upright(run.Text);
            symbol = run.Level > 0 ? MathMl.Power(symbol, index) : MathMl.Subscript(symbol, index);
        }

        return new MathPiece(symbol, symbol, false, letters.Length > 1);
    }

    private char Peek()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        return _at < text.Length ? text[_at] : '\0';
    }

    private bool Take(char c)
    {
        bool found = Peek() == c;
        _at += found ? 1 : 0;
        return found;
    }

    private FormatException Unexpected() => new(
        _at < text.Length
            ? $"Expression '{text}': unexpected '{text[_at]}' at column {_at + 1}."
            : $"Expression '{text}': ends too early.");
}
