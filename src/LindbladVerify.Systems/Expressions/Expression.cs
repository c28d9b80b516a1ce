using System.Globalization;

namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// An expression of model and formula files as an immutable tree: numbers, names, site operators, arithmetic, a fixed list of
/// functions and conditions. It is data: evaluating it can do nothing but arithmetic.
/// </summary>
/// <remarks>
/// Size is bounded on construction (<see cref="DepthLimit"/>, <see cref="NodeLimit"/>), so every walk over a tree is safe.
/// Two expressions are equal when they have the same structure, wherever they stood in their texts.
/// </remarks>
public abstract record Expression
{
    /// <summary>Largest depth of a tree.</summary>
    public const int DepthLimit = 1000;

    /// <summary>Largest number of nodes of a tree.</summary>
    public const int NodeLimit = 100_000;

    private protected Expression(SourcePosition position, IReadOnlyList<Expression> children)
    {
        Position = position;
        Children = children;
        int depth = 0;
        int nodes = 1;
        foreach (Expression child in children)
        {
            depth = Math.Max(depth, child.Depth);
            nodes += child.NodeCount;
        }

        Depth = depth + 1;
        NodeCount = nodes;
        if (Depth > DepthLimit || NodeCount > NodeLimit)
        {
            throw new ExpressionException(position, $"the expression is too large: at most {DepthLimit} levels and {NodeLimit} parts are allowed");
        }
    }

    /// <summary>Where the expression stood in its text.</summary>
    public SourcePosition Position { get; }

    /// <summary>The parts, in the order of the text.</summary>
    public IReadOnlyList<Expression> Children { get; }

    /// <summary>Levels of the tree; 1 for a leaf.</summary>
    public int Depth { get; }

    /// <summary>Number of nodes of the tree.</summary>
    public int NodeCount { get; }

    /// <summary>Whether this is a condition (a comparison, or several joined by and, or) and not a value.</summary>
    public bool IsCondition => this is ComparisonExpression or LogicalExpression;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">At most 20 000 characters.</param>
    /// <exception cref="ExpressionException">The text is not an expression of the language.</exception>
    public static Expression Parse(string text) => ExpressionParser.Parse(text);

    /// <summary>The parameter names that occur, the constants pi and i and names of sites left out.</summary>
    public IReadOnlySet<string> Names()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Collect(this, names);
        return names;
    }

    /// <summary>The expression with names replaced by expressions, all at once.</summary>
    /// <param name="replacements">New expression by name; other names stay.</param>
    /// <exception cref="ExpressionException">The result exceeds the size limits.</exception>
    public Expression Substitute(IReadOnlyDictionary<string, Expression> replacements) => this switch
    {
        NameExpression name => replacements.GetValueOrDefault(name.Name, name),
        SumExpression sum when replacements.ContainsKey(sum.Index) => sum.WithChildren(
        [
            sum.From.Substitute(replacements),
            sum.To.Substitute(replacements),
            sum.Term.Substitute(replacements.Where(r => !string.Equals(r.Key, sum.Index, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal)),
        ]),
        _ => Children.Count == 0 ? this : WithChildren([.. Children.Select(c => c.Substitute(replacements))]),
    };

    /// <summary>The same kind of node with other parts.</summary>
    /// <param name="children">As many parts as this node has.</param>
    /// <exception cref="ArgumentException">Their number differs.</exception>
    public Expression WithChildren(IReadOnlyList<Expression> children) =>
        children.Count == Children.Count
            ? Rebuild(children)
            : throw new ArgumentException($"This node has {Children.Count} parts, not {children.Count}.", nameof(children));

    /// <summary>Structural equality; positions do not count.</summary>
    public virtual bool Equals(Expression? other) =>
        other is not null && EqualityContract == other.EqualityContract && Children.SequenceEqual(other.Children);

    /// <inheritdoc/>
    public override int GetHashCode() => Children.Aggregate(EqualityContract.GetHashCode(), HashCode.Combine);

    /// <summary>The expression as text that reads back to an equal one.</summary>
    public sealed override string ToString() => ExpressionPrinter.Print(this);

    private protected abstract Expression Rebuild(IReadOnlyList<Expression> children);

    private static void Collect(Expression expression, SortedSet<string> names)
    {
        if (expression is NameExpression name && !Constants.Contains(name.Name))
        {
            names.Add(name.Name);
        }

        if (expression is SumExpression sum)
        {
            Collect(sum.From, names);
            Collect(sum.To, names);
            names.UnionWith(sum.Term.Names().Where(n => !string.Equals(n, sum.Index, StringComparison.Ordinal)));
            return;
        }

        foreach (Expression child in expression.Children)
        {
            Collect(child, names);
        }
    }
}

/// <summary>Arithmetic with two operands. Its position is that of the operator sign.</summary>
internal sealed record BinaryExpression : Expression
{
    /// <summary>left operator right.</summary>
    public BinaryExpression(BinaryOperator @operator, Expression left, Expression right, SourcePosition position = default)
        : base(position, [left, right]) =>
        Operator = @operator;

    /// <summary>The operation.</summary>
    public BinaryOperator Operator { get; }

    /// <summary>The left operand.</summary>
    public Expression Left => Children[0];

    /// <summary>The right operand.</summary>
    public Expression Right => Children[1];

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new BinaryExpression(Operator, children[0], children[1], Position);
}

/// <summary>Arithmetic with two operands.</summary>
internal enum BinaryOperator
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a * b; for operators the product in this order.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>a ^ b.</summary>
    Power,
}

/// <summary>One of the known functions applied to values.</summary>
internal sealed record CallExpression : Expression
{
    /// <summary>function(arguments).</summary>
    /// <exception cref="ExpressionException">The function is unknown or takes another number of arguments.</exception>
    public CallExpression(string function, IReadOnlyList<Expression> arguments, SourcePosition position = default)
        : base(position, [.. arguments])
    {
        Functions.Require(function, arguments.Count, position);
        Function = function;
    }

    /// <summary>Name of the function.</summary>
    public string Function { get; }

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new CallExpression(Function, children, Position);
}

/// <summary>A comparison of two real values.</summary>
internal sealed record ComparisonExpression : Expression
{
    /// <summary>left operator right.</summary>
    public ComparisonExpression(ComparisonOperator @operator, Expression left, Expression right, SourcePosition position = default)
        : base(position, [left, right]) =>
        Operator = @operator;

    /// <summary>The comparison.</summary>
    public ComparisonOperator Operator { get; }

    /// <summary>The left side.</summary>
    public Expression Left => Children[0];

    /// <summary>The right side.</summary>
    public Expression Right => Children[1];

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new ComparisonExpression(Operator, children[0], children[1], Position);
}

/// <summary>How two real numbers are compared.</summary>
internal enum ComparisonOperator
{
    /// <summary>a &lt; b.</summary>
    Less,

    /// <summary>a &lt;= b.</summary>
    LessOrEqual,

    /// <summary>a &gt; b.</summary>
    Greater,

    /// <summary>a &gt;= b.</summary>
    GreaterOrEqual,

    /// <summary>a == b.</summary>
    Equal,

    /// <summary>a != b.</summary>
    NotEqual,
}

/// <summary>Two conditions joined. The chain a &lt; b &lt; c reads as a &lt; b and b &lt; c.</summary>
internal sealed record LogicalExpression : Expression
{
    /// <summary>left operator right.</summary>
    public LogicalExpression(LogicalOperator @operator, Expression left, Expression right, SourcePosition position = default)
        : base(position, [left, right]) =>
        Operator = @operator;

    /// <summary>And, or.</summary>
    public LogicalOperator Operator { get; }

    /// <summary>The left condition.</summary>
    public Expression Left => Children[0];

    /// <summary>The right condition.</summary>
    public Expression Right => Children[1];

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new LogicalExpression(Operator, children[0], children[1], Position);
}

/// <summary>How two conditions are joined.</summary>
internal enum LogicalOperator
{
    /// <summary>Both hold.</summary>
    And,

    /// <summary>At least one holds.</summary>
    Or,
}

/// <summary>An operator of a site: S.z, c.a, c.proj(2), c.ket(0, 1).</summary>
internal sealed record MemberExpression : Expression
{
    /// <summary>An operator of a site.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="operator">Name of the operator.</param>
    /// <param name="argument">The level k of proj(k); null for the other operators.</param>
    /// <param name="position">Where it stands.</param>
    public MemberExpression(string site, string @operator, Expression? argument = null, SourcePosition position = default)
        : this(site, @operator, argument is null ? [] : [argument], position)
    {
    }

    /// <summary>An operator of a site with arguments.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="operator">Name of the operator.</param>
    /// <param name="arguments">The states of proj(k) or ket(i, j); none for the other operators.</param>
    /// <param name="position">Where it stands.</param>
    public MemberExpression(string site, string @operator, IReadOnlyList<Expression> arguments, SourcePosition position)
        : base(position, arguments)
    {
        Site = site;
        Operator = @operator;
    }

    /// <summary>Name of the site.</summary>
    public string Site { get; }

    /// <summary>Name of the operator.</summary>
    public string Operator { get; }

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) =>
        new MemberExpression(Site, Operator, children, Position);
}

/// <summary>A parameter, the time t, or one of the constants pi and i.</summary>
internal sealed record NameExpression : Expression
{
    /// <summary>A name.</summary>
    public NameExpression(string name, SourcePosition position = default)
        : base(position, []) =>
        Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => this;
}

/// <summary>-x.</summary>
internal sealed record NegationExpression : Expression
{
    /// <summary>The negative of an expression.</summary>
    public NegationExpression(Expression operand, SourcePosition position = default)
        : base(position, [operand])
    {
    }

    /// <summary>x.</summary>
    public Expression Operand => Children[0];

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new NegationExpression(children[0], Position);
}

/// <summary>A number.</summary>
internal sealed record NumberExpression : Expression
{
    private const int MostDigits = 1000;

    /// <summary>A finite number.</summary>
    /// <exception cref="ExpressionException">The value is not finite.</exception>
    /// <param name="value">The number.</param>
    /// <param name="position">Where it stood.</param>
    /// <param name="digits">How it was written, where it was; the shortest text that reads back as the number otherwise.</param>
    public NumberExpression(double value, SourcePosition position = default, string? digits = null)
        : base(position, [])
    {
        Value = double.IsFinite(value) ? value : throw new ExpressionException(position, "a number must be finite");
        Digits = digits is { Length: <= MostDigits } && value != 0 ? digits : value.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>The value, rounded to a double.</summary>
    public double Value { get; }

    /// <summary>The decimal digits: what the number is exactly.</summary>
    public string Digits { get; }

    /// <inheritdoc/>
    public bool Equals(NumberExpression? other) => other is not null && Value.Equals(other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => this;
}
