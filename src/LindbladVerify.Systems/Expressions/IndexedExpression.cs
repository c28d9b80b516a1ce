namespace LindbladVerify.Systems.Expressions;

/// <summary>if(condition, a, b): one of two values.</summary>
internal sealed record ChoiceExpression : Expression
{
    /// <summary>The first value where the condition holds, the second elsewhere.</summary>
    public ChoiceExpression(Expression condition, Expression first, Expression second, SourcePosition position = default)
        : base(position, [condition, first, second])
    {
    }

    /// <summary>The condition.</summary>
    public Expression Condition => Children[0];

    /// <summary>The value where the condition holds.</summary>
    public Expression First => Children[1];

    /// <summary>The value elsewhere.</summary>
    public Expression Second => Children[2];

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new ChoiceExpression(children[0], children[1], children[2], Position);
}

/// <summary>sum(k, first, last, term) whose bounds are not plain numbers; others are written out when they are read.</summary>
internal sealed record SumExpression : Expression
{
    /// <summary>Most terms of one sum.</summary>
    public const int MostTerms = 10_000;

    /// <summary>The sum of a term over an index.</summary>
    public SumExpression(string index, Expression first, Expression last, Expression term, SourcePosition position = default)
        : base(position, [first, last, term]) =>
        Index = index;

    /// <summary>The index: a name that stands for a whole number in the term, whatever it means outside.</summary>
    public string Index { get; }

    /// <summary>The first value of the index.</summary>
    public Expression From => Children[0];

    /// <summary>The last value of the index; the sum is 0 where it is below the first.</summary>
    public Expression To => Children[1];

    /// <summary>What is summed.</summary>
    public Expression Term => Children[2];

    /// <inheritdoc/>
    public bool Equals(SumExpression? other) => base.Equals(other) && string.Equals(Index, other.Index, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Index);

    /// <summary>The term at one value of the index.</summary>
    public Expression At(int k) => Term.Substitute(new Dictionary<string, Expression>(StringComparer.Ordinal) { [Index] = new NumberExpression(k, Position) });

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new SumExpression(Index, children[0], children[1], children[2], Position);
}

/// <summary>J[k]: an entry of a table of parameters whose number is not yet known.</summary>
internal sealed record IndexedNameExpression : Expression
{
    /// <summary>An entry of a table.</summary>
    public IndexedNameExpression(string name, Expression index, SourcePosition position = default)
        : base(position, [index]) =>
        Name = name;

    /// <summary>The name of the table.</summary>
    public string Name { get; }

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new IndexedNameExpression(Name, children[0], Position);
}

/// <summary>I[k].z: an operator of a numbered site whose number is not yet known.</summary>
internal sealed record IndexedMemberExpression : Expression
{
    /// <summary>An operator of a numbered site.</summary>
    public IndexedMemberExpression(string site, string @operator, IReadOnlyList<Expression> indexAndArguments, SourcePosition position = default)
        : base(position, indexAndArguments)
    {
        Site = site;
        Operator = @operator;
    }

    /// <summary>The name of the sites, without number.</summary>
    public string Site { get; }

    /// <summary>Name of the operator.</summary>
    public string Operator { get; }

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new IndexedMemberExpression(Site, Operator, children, Position);
}

/// <summary>Writes sums and indices out, as far as their numbers are known.</summary>
internal static class Indices
{
    /// <summary>The name of a numbered site or parameter.</summary>
    public static string Name(string name, int index) => FormattableString.Invariant($"{name}[{index}]");

    /// <summary>Writes out everything whose numbers stand in the text.</summary>
    public static Expression Plain(Expression expression) => Resolve(expression, static e => e.Names().Count == 0 && !HasIndices(e) ? Value(e) : null);

    /// <summary>Writes out what can be.</summary>
    /// <param name="expression">An expression.</param>
    /// <param name="number">The value of a bound or index; null where it is not known.</param>
    /// <exception cref="ExpressionException">A bound or index is no whole number, or a sum is too long.</exception>
    public static Expression Resolve(Expression expression, Func<Expression, double?> number)
    {
        switch (expression)
        {
            case SumExpression sum:
                Expression from = Resolve(sum.From, number);
                Expression to = Resolve(sum.To, number);
                return number(from) is { } first && number(to) is { } last
                    ? Written(sum, Whole(first, from, "a bound of a sum"), Whole(last, to, "a bound of a sum"), number)
                    : sum.WithChildren([from, to, sum.Term]);
            case ChoiceExpression choice when choice.Condition.Names().Count == 0 && !HasIndices(choice.Condition):
                return Resolve(CompiledExpression.Condition(choice.Condition, []).Holds() ? choice.First : choice.Second, number);
        }

        if (expression.Children.Count == 0)
        {
            return expression;
        }

        Expression[] children = [.. expression.Children.Select(c => Resolve(c, number))];
        bool isSame = children.Zip(expression.Children).All(p => ReferenceEquals(p.First, p.Second));
        Expression rebuilt = isSame ? expression : expression.WithChildren(children);
        return rebuilt switch
        {
            IndexedNameExpression name when number(children[0]) is { } k => new NameExpression(Name(name.Name, Whole(k, children[0], "an index")), name.Position),
            IndexedMemberExpression member when number(children[0]) is { } k =>
                new MemberExpression(Name(member.Site, Whole(k, children[0], "an index")), member.Operator, [.. children.Skip(1)], member.Position),
            _ => rebuilt,
        };
    }

    /// <summary>Entries of tables whose number only the values of parameters tell, as choices among the entries that there are.</summary>
    /// <param name="expression">An expression.</param>
    /// <param name="tables">The numbers of the entries of each table.</param>
    public static Expression Choices(Expression expression, IReadOnlyDictionary<string, IReadOnlyList<int>> tables)
    {
        if (expression is IndexedNameExpression entry)
        {
            Expression index = Choices(entry.Children[0], tables);
            if (!tables.TryGetValue(entry.Name, out IReadOnlyList<int>? numbers))
            {
                throw new ExpressionException(entry.Position, $"there is no table '{ExpressionTokens.Shorten(entry.Name)}' of numbered parameters{NameSuggestion.For(entry.Name, tables.Keys)}");
            }

            Expression chosen = new BinaryExpression(BinaryOperator.Divide, new NumberExpression(0), new NumberExpression(0), entry.Position);
            foreach (int k in numbers.Reverse())
            {
                var condition = new ComparisonExpression(ComparisonOperator.Equal, index, new NumberExpression(k), entry.Position);
                chosen = new ChoiceExpression(condition, new NameExpression(Name(entry.Name, k), entry.Position), chosen, entry.Position);
            }

            return chosen;
        }

        return expression.Children.Count == 0 || !HasIndices(expression) ? expression : expression.WithChildren([.. expression.Children.Select(c => Choices(c, tables))]);
    }

    /// <summary>What a choice among the entries of a table was before it was written out; null for other choices.</summary>
    public static IndexedNameExpression? TableEntry(ChoiceExpression choice) =>
        choice is { Condition: ComparisonExpression { Operator: ComparisonOperator.Equal, Right: NumberExpression k } comparison, First: NameExpression entry }
        && entry.Name.EndsWith(FormattableString.Invariant($"[{k.Value}]"), StringComparison.Ordinal)
        && (choice.Second is BinaryExpression { Operator: BinaryOperator.Divide, Left: NumberExpression { Value: 0 }, Right: NumberExpression { Value: 0 } } || (choice.Second is ChoiceExpression rest && TableEntry(rest) is not null))
            ? new IndexedNameExpression(entry.Name[..entry.Name.LastIndexOf('[')], comparison.Left, choice.Position)
            : null;

    /// <summary>The names that bounds of sums and numbers of sites are made of.</summary>
    public static IEnumerable<string> NamesInBounds(Expression expression) => (expression switch
    {
        SumExpression sum => sum.From.Names().Concat(sum.To.Names()),
        IndexedMemberExpression member => member.Children[0].Names(),
        _ => Enumerable.Empty<string>(),
    }).Concat(expression.Children.SelectMany(NamesInBounds));

    /// <summary>Whether sums or numbered names are left.</summary>
    public static bool HasIndices(Expression expression) => expression is SumExpression or IndexedNameExpression or IndexedMemberExpression || expression.Children.Any(HasIndices);

    /// <summary>The values of an index.</summary>
    /// <exception cref="ExpressionException">There are too many.</exception>
    public static IEnumerable<int> Range(SumExpression sum, int first, int last) => (long)last - first < SumExpression.MostTerms
        ? Enumerable.Range(first, Math.Max(0, last - first + 1))
        : throw new ExpressionException(sum.Position, FormattableString.Invariant($"a sum from {first} to {last} has too many terms; at most {SumExpression.MostTerms} are allowed"));

    /// <summary>A number that must be whole.</summary>
    public static int Whole(double value, Expression at, string what) => value == Math.Round(value) && Math.Abs(value) < int.MaxValue
        ? (int)value
        : throw new ExpressionException(at.Position, FormattableString.Invariant($"{what} must be a whole number, not {value:R}"));

    private static Expression Written(SumExpression sum, int first, int last, Func<Expression, double?> number)
    {
        var terms = new List<Expression>();
        foreach (int k in Range(sum, first, last))
        {
            Expression term = Resolve(sum.At(k), number);
            terms.Add(term);
        }

        return terms.Count == 0 ? new NumberExpression(0, sum.Position) : Added(terms, 0, terms.Count, sum.Position);
    }

    /// <summary>A balanced tree: its depth stays that of a term and a little more.</summary>
    private static Expression Added(List<Expression> terms, int start, int count, SourcePosition position) => count == 1
        ? terms[start]
        : new BinaryExpression(BinaryOperator.Add, Added(terms, start, count / 2, position), Added(terms, start + (count / 2), count - (count / 2), position), position);

    private static double? Value(Expression e)
    {
        double value = CompiledExpression.Formula(e, []).Evaluate();
        return double.IsNaN(value) ? null : value;
    }
}
