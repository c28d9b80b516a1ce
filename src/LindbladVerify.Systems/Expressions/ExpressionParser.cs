using System.Globalization;

namespace LindbladVerify.Systems.Expressions;

/// <summary>Precedence climbing over the words of an expression, with bounded nesting.</summary>
/// <remarks>
/// Grammar, loosest first: or; and; comparison chain; + -; * /; unary + -; ^ (right associative, above the unary minus, so that
/// -2^2 = -4 and 2^-1 = 0.5). The parser of C# cannot serve: there ^ is the exclusive or and binds more loosely than +.
/// </remarks>
internal sealed partial class ExpressionParser
{
    private const int DeepestNesting = 200;

    private static readonly Dictionary<string, ComparisonOperator> Comparisons = new(StringComparer.Ordinal)
    {
        ["<"] = ComparisonOperator.Less,
        ["<="] = ComparisonOperator.LessOrEqual,
        [">"] = ComparisonOperator.Greater,
        [">="] = ComparisonOperator.GreaterOrEqual,
        ["=="] = ComparisonOperator.Equal,
        ["!="] = ComparisonOperator.NotEqual,
    };

    private readonly List<ExpressionToken> tokens;
    private int next;
    private int nesting;

    private ExpressionParser(string text) => tokens = ExpressionTokens.Of(text);

    private ExpressionToken Current => tokens[next];

    public static Expression Parse(string text)
    {
        var parser = new ExpressionParser(text);
        if (parser.Current.Kind == ExpressionTokenKind.End)
        {
            throw new ExpressionException(SourcePosition.Start, "the expression is empty");
        }

        Expression expression = parser.Or();
        return parser.Current.Kind == ExpressionTokenKind.End ? Indices.Plain(expression) : throw parser.Unexpected();
    }

    private static bool IsWord(ExpressionToken token) => token.IsName("and") || token.IsName("or") || token.IsName("not");

    private Expression Or() => Joined(And, t => t.Is("||") || t.IsName("or"), LogicalOperator.Or);

    private Expression And() => Joined(Comparison, t => t.Is("&&") || t.IsName("and"), LogicalOperator.And);

    private Expression Joined(Func<Expression> operand, Func<ExpressionToken, bool> isSign, LogicalOperator join)
    {
        Expression left = operand();
        while (isSign(Current))
        {
            SourcePosition position = Advance().Position;
            Expression right = operand();
            left = new LogicalExpression(join, RequireCondition(left), RequireCondition(right), position);
        }

        return left;
    }

    private Expression Comparison()
    {
        Expression first = Sum();
        Expression? chain = null;
        while (Current.Kind == ExpressionTokenKind.Sign && Comparisons.TryGetValue(Current.Text, out ComparisonOperator comparison))
        {
            SourcePosition position = Advance().Position;
            Expression second = Sum();
            Expression link = new ComparisonExpression(comparison, RequireValue(first), RequireValue(second), position);
            chain = chain is null ? link : new LogicalExpression(LogicalOperator.And, chain, link, position);
            first = second;
        }

        return chain ?? first;
    }

    private Expression Sum()
    {
        Expression left = Product();
        while (Current.Is("+") || Current.Is("-"))
        {
            ExpressionToken sign = Advance();
            left = Binary(sign.Is("+") ? BinaryOperator.Add : BinaryOperator.Subtract, left, Product(), sign.Position);
        }

        return left;
    }

    private Expression Product()
    {
        Expression left = Unary();
        while (Current.Is("*") || Current.Is("/"))
        {
            ExpressionToken sign = Advance();
            if (sign.Is("*") && Current.Is("*"))
            {
                throw new ExpressionException(sign.Position, "'**' is not allowed; write ^ for the power");
            }

            left = Binary(sign.Is("*") ? BinaryOperator.Multiply : BinaryOperator.Divide, left, Unary(), sign.Position);
        }

        return left;
    }

    private Expression Unary() => Nested(() =>
    {
        if (Current.Is("-"))
        {
            SourcePosition position = Advance().Position;
            return new NegationExpression(RequireValue(Unary()), position);
        }

        if (Current.Is("+"))
        {
            Advance();
            return RequireValue(Unary());
        }

        return Power();
    });

    private Expression Power()
    {
        Expression @base = Primary();
        if (!Current.Is("^"))
        {
            return @base;
        }

        SourcePosition position = Advance().Position;
        return Binary(BinaryOperator.Power, @base, Unary(), position);
    }

    private Expression Primary()
    {
        ExpressionToken token = Current;
        if (token.Kind == ExpressionTokenKind.Number)
        {
            Advance();
            return new NumberExpression(token.Value, token.Position, token.Text);
        }

        if (token.Is("("))
        {
            Advance();
            Expression inner = Or();
            Close(token);
            return inner;
        }

        if (token.Kind != ExpressionTokenKind.Name || IsWord(token))
        {
            throw Unexpected();
        }

        Advance();
        return Current.Is("(") ? Call(token)
            : Current.Is("[") ? Indexed(token)
            : Current.Is(".") ? Member(token, null)
            : new NameExpression(token.Text, token.Position);
    }

    /// <summary>J[k] or I[k].z.</summary>
    private Expression Indexed(ExpressionToken name)
    {
        ExpressionToken open = Advance();
        Expression index = RequireValue(Or());
        if (!Current.Is("]"))
        {
            throw Current.Kind == ExpressionTokenKind.End ? new ExpressionException(open.Position, "the bracket '[' is never closed") : Unexpected();
        }

        Advance();
        return Current.Is(".") ? Member(name, index) : new IndexedNameExpression(name.Text, index, name.Position);
    }

    private Expression Call(ExpressionToken function)
    {
        Functions.Require(function.Text, Functions.IsKnown(function.Text) ? CountArguments() : 0, function.Position);
        if (function.Text is Functions.Choice)
        {
            return Choice(function);
        }

        if (function.Text is Functions.Sum)
        {
            return SumOverIndex(function);
        }

        return new CallExpression(function.Text, Arguments(), function.Position);
    }

    private ChoiceExpression Choice(ExpressionToken function)
    {
        ExpressionToken open = Advance();
        Expression condition = RequireCondition(Or());
        Advance();
        Expression first = RequireValue(Or());
        Advance();
        Expression second = RequireValue(Or());
        Close(open);
        return new ChoiceExpression(condition, first, second, function.Position);
    }

    private SumExpression SumOverIndex(ExpressionToken function)
    {
        ExpressionToken open = Advance();
        ExpressionToken index = Advance();
        if (index.Kind != ExpressionTokenKind.Name || IsWord(index) || !Current.Is(",") || Constants.Contains(index.Text))
        {
            throw new ExpressionException(index.Position, $"a sum begins with the name of its index, such as k in sum(k, 1, 5, k^2), not {index}");
        }

        Advance();
        Expression first = RequireValue(Or());
        Advance();
        Expression last = RequireValue(Or());
        Advance();
        Expression term = RequireValue(Or());
        Close(open);
        return new SumExpression(index.Text, first, last, term, function.Position);
    }

    /// <summary>Counts ahead so that a wrong number is reported at the function's name.</summary>
    private int CountArguments()
    {
        int depth = 0;
        int commas = 0;
        for (int k = next; tokens[k].Kind != ExpressionTokenKind.End; k++)
        {
            depth += tokens[k].Is("(") || tokens[k].Is("[") ? 1 : tokens[k].Is(")") || tokens[k].Is("]") ? -1 : 0;
            commas += depth == 1 && tokens[k].Is(",") ? 1 : 0;
            if (depth == 0)
            {
                return k == next + 1 ? 0 : commas + 1;
            }
        }

        throw new ExpressionException(Current.Position, "the bracket '(' is never closed");
    }

    private List<Expression> Arguments()
    {
        ExpressionToken open = Advance();
        var arguments = new List<Expression> { RequireValue(Or()) };
        while (Current.Is(","))
        {
            Advance();
            arguments.Add(RequireValue(Or()));
        }

        Close(open);
        return arguments;
    }

    /// <summary>S.z, c.proj(2), I[k].z.</summary>
    private Expression Member(ExpressionToken site, Expression? index)
    {
        Advance();
        ExpressionToken name = Current;
        if (name.Kind != ExpressionTokenKind.Name)
        {
            throw new ExpressionException(name.Position, $"after '{ExpressionTokens.Shorten(site.Text)}.' the name of an operator is expected, not {name}");
        }

        Advance();
        if (!SiteOperators.IsKnown(name.Text))
        {
            string path = ExpressionTokens.Shorten($"{site.Text}.{name.Text}");
            throw new ExpressionException(site.Position, $"'{path}' is not a site operator{NameSuggestion.For(name.Text, SiteOperators.Names)}; allowed after the point are {string.Join(", ", SiteOperators.Names)}");
        }

        int states = SiteOperators.StatesOf(name.Text);
        if (states > 0 != Current.Is("("))
        {
            throw new ExpressionException(name.Position, states > 0 ? $"{name.Text} needs {SiteOperators.ArgumentsOf(name.Text)}" : $"{site.Text}.{name.Text} takes no argument");
        }

        if (states == 0)
        {
            return Of([]);
        }

        List<Expression> arguments = Arguments();
        return arguments.Count == states
            ? Of(arguments)
            : throw new ExpressionException(name.Position, string.Create(CultureInfo.InvariantCulture, $"{name.Text} takes {SiteOperators.ArgumentsOf(name.Text)}, not {arguments.Count} arguments"));

        Expression Of(List<Expression> given) => index is null
            ? new MemberExpression(site.Text, name.Text, given, site.Position)
            : new IndexedMemberExpression(site.Text, name.Text, [index, .. given], site.Position);
    }

    private T Nested<T>(Func<T> read)
    {
        if (++nesting > DeepestNesting)
        {
            throw new ExpressionException(Current.Position, $"the expression is nested more than {DeepestNesting} deep");
        }

        T result = read();
        nesting--;
        return result;
    }

    private void Close(ExpressionToken open)
    {
        if (Current.Kind == ExpressionTokenKind.End)
        {
            throw new ExpressionException(open.Position, "the bracket '(' is never closed");
        }

        _ = Current.Is(")") ? Advance() : throw Unexpected();
    }

    private ExpressionToken Advance() => tokens[next++];

    private static BinaryExpression Binary(BinaryOperator @operator, Expression left, Expression right, SourcePosition position) =>
        new(@operator, RequireValue(left), RequireValue(right), position);

    private static Expression RequireValue(Expression e) =>
        e.IsCondition ? throw new ExpressionException(e.Position, "a condition stands where a value is expected") : e;

    private static Expression RequireCondition(Expression e) =>
        e.IsCondition ? e : throw new ExpressionException(e.Position, "a value stands where a condition is expected, such as 'a < b'");

    private ExpressionException Unexpected()
    {
        bool afterValue = next > 0 && (tokens[next - 1].Kind is ExpressionTokenKind.Number or ExpressionTokenKind.Name || tokens[next - 1].Is(")") || tokens[next - 1].Is("]"));
        string expected = afterValue ? "an operator (+ - * / ^) or the end is expected" : "a number, a name or '(' is expected";
        return new ExpressionException(Current.Position, $"{expected}, not {Current}");
    }
}
