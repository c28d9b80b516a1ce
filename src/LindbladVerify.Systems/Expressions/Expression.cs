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
    public Expression Substitute(IReadOnlyDictionary<string, Expression> replacements) =>
        this is NameExpression name
            ? replacements.GetValueOrDefault(name.Name, name)
            : Children.Count == 0 ? this : WithChildren([.. Children.Select(c => c.Substitute(replacements))]);

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

        foreach (Expression child in expression.Children)
        {
            Collect(child, names);
        }
    }
}
