using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>
/// Every formula that differs from a given one by a single slip of the pen: a factor of 2 or 2π, a sign, one name for another, a power
/// dropped or added, a term or factor forgotten, a quotient turned over.
/// </summary>
internal static class SingleEdits
{
    private const double TwoPi = 2 * Math.PI;

    /// <summary>All single edits of the helpers and the value, in the order of the text.</summary>
    /// <param name="body">The formula.</param>
    public static IEnumerable<SingleEdit> Of(FormulaBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Expression[] definitions = [.. body.Helpers.Select(h => h.Definition)];
        for (int k = 0; k <= definitions.Length; k++)
        {
            Expression whole = k < definitions.Length ? definitions[k] : body.Value;
            string[] names = [.. body.Names.Take(body.Names.Count - definitions.Length + k)];
            foreach ((Expression changed, string kind, string before, string after) in Walk(whole, whole, names, isExponent: false))
            {
                Expression[] edited = [.. definitions];
                if (k < definitions.Length)
                {
                    edited[k] = changed;
                }

                yield return new SingleEdit(body.With(edited, k < definitions.Length ? body.Value : changed), kind, before, after);
            }
        }
    }

    /// <summary>Edits within a node; the part shown is the one around the change: its parent.</summary>
    private static IEnumerable<(Expression Changed, string Kind, string Before, string After)> Walk(Expression node, Expression shown, IReadOnlyList<string> names, bool isExponent)
    {
        foreach ((Expression changed, string kind) in isExponent ? Exponents(node) : Here(node, names))
        {
            yield return (changed, kind, shown.ToString(), ReferenceEquals(shown, node) ? changed.ToString() : Within(shown, node, changed).ToString());
        }

        for (int k = 0; k < node.Children.Count; k++)
        {
            Expression child = node.Children[k];
            bool exponent = isExponent || (k == 1 && node is BinaryExpression { Operator: BinaryOperator.Power });
            Expression context = child.Children.Count == 0 ? node : child;
            foreach ((Expression changed, string kind, string before, string after) in Walk(child, context, names, exponent))
            {
                Expression[] children = [.. node.Children];
                children[k] = changed;
                yield return (node.WithChildren(children), kind, before, after);
            }
        }
    }

    private static Expression Within(Expression parent, Expression child, Expression changed) =>
        parent.WithChildren([.. parent.Children.Select(c => ReferenceEquals(c, child) ? changed : c)]);

    private static IEnumerable<(Expression Changed, string Kind)> Here(Expression node, IReadOnlyList<string> names)
    {
        foreach ((Expression, string) edit in Structure(node))
        {
            yield return edit;
        }

        if (node is NameExpression name && names.Contains(name.Name, StringComparer.Ordinal))
        {
            foreach (string other in names.Where(n => !string.Equals(n, name.Name, StringComparison.Ordinal)))
            {
                yield return (new NameExpression(other, node.Position), "name");
            }

            yield return (new BinaryExpression(BinaryOperator.Power, node, Number(2), node.Position), "power");
        }

        if (node is NameExpression or NumberExpression or BinaryExpression { Operator: BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Power } or CallExpression)
        {
            foreach (double factor in new[] { 2, 0.5, TwoPi, 1 / TwoPi })
            {
                yield return (Scaled(node, factor), "factor");
            }
        }
    }

    private static IEnumerable<(Expression Changed, string Kind)> Structure(Expression node)
    {
        switch (node)
        {
            case NegationExpression negation:
                yield return (negation.Operand, "sign");
                break;
            case BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum:
                yield return (new BinaryExpression(sum.Operator == BinaryOperator.Add ? BinaryOperator.Subtract : BinaryOperator.Add, sum.Left, sum.Right, sum.Position), "sign");
                yield return (sum.Left, "term");
                yield return (sum.Operator == BinaryOperator.Add ? sum.Right : new NegationExpression(sum.Right, sum.Position), "term");
                break;
            case BinaryExpression { Operator: BinaryOperator.Multiply } product:
                yield return (product.Left, "term");
                yield return (product.Right, "term");
                break;
            case BinaryExpression { Operator: BinaryOperator.Divide } quotient:
                yield return (quotient.Left, "term");
                yield return (new BinaryExpression(BinaryOperator.Multiply, quotient.Left, quotient.Right, quotient.Position), "inverse");
                break;
            case BinaryExpression { Operator: BinaryOperator.Power } power:
                yield return (power.Left, "power");
                break;
        }
    }

    private static IEnumerable<(Expression Changed, string Kind)> Exponents(Expression node)
    {
        if (node is NumberExpression number)
        {
            yield return (Number(number.Value + 1), "power");
            if (number.Value > 1)
            {
                yield return (Number(number.Value - 1), "power");
            }
        }
    }

    private static Expression Scaled(Expression node, double factor) => node is NumberExpression && (factor is 2 or 0.5)
        ? Number(((NumberExpression)node).Value * factor)
        : new BinaryExpression(
            factor > 1 ? BinaryOperator.Multiply : BinaryOperator.Divide,
            node,
            factor is 2 or 0.5 ? Number(2) : new BinaryExpression(BinaryOperator.Multiply, Number(2), new NameExpression("pi")),
            node.Position);

    private static NumberExpression Number(double value) => new(value);
}

/// <summary>A formula changed in one place.</summary>
/// <param name="Body">The changed formula.</param>
/// <param name="Kind">What was done: "factor", "sign", "name", "power", "term" or "inverse".</param>
/// <param name="Before">The part around the change, as it was.</param>
/// <param name="After">The part around the change, as it is.</param>
internal sealed record SingleEdit(FormulaBody Body, string Kind, string Before, string After)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Before} -> {After}";
}

/// <summary>An end of a range, or a fixed value, as it is written: a double is only near to a third.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Rounded">The double that stands for it elsewhere.</param>
/// <param name="Written">The expression of numbers.</param>
internal sealed record ExactEnd(string Parameter, double Rounded, Expression Written);
