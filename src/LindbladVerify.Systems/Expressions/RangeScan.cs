namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// Encloses a formula of one variable over intervals, and says in how many pieces an interval must be cut so that no feature of the
/// formula that matters hides between its ends. Keeps scratch space: one instance serves one thread.
/// </summary>
/// <remarks>
/// Interval arithmetic with mean-value forms (R. E. Moore, Interval Analysis, 1966). A function of range H and slope S cannot rise
/// and fall by H within less than 2H/S. The question is asked of every term of a sum and every factor of a product, so a
/// small narrow feature beside a large slow one is found as well.
/// </remarks>
internal sealed class RangeScan
{
    private readonly List<RangeNode> nodes = [];
    private readonly Enclosure[] found;

    /// <param name="formula">A formula of numbers, functions and one name.</param>
    /// <param name="variable">The name.</param>
    public RangeScan(Expression formula, string variable)
    {
        Add(formula, variable);
        found = new Enclosure[nodes.Count];
    }

    /// <summary>The enclosure over the interval scanned last.</summary>
    public Enclosure Result => found[^1];

    /// <summary>Scans an interval.</summary>
    /// <param name="from">Start.</param>
    /// <param name="to">End.</param>
    /// <param name="negligible">A change of the formula that does not matter.</param>
    /// <returns>Width of the interval over the shortest time in which a feature that matters can come or go; 0 where nothing changes by more than the negligible.</returns>
    public double Scan(double from, double to, double negligible)
    {
        Enclose(from, to);
        return Pieces(nodes.Count - 1, to - from, negligible);
    }

    /// <summary>Encloses the formula over an interval.</summary>
    public Enclosure Enclose(double from, double to)
    {
        var variable = new Enclosure(new Interval(from, to), Interval.At(1), Interval.At(from + ((to - from) / 2)));
        for (int k = 0; k < found.Length; k++)
        {
            found[k] = nodes[k].Evaluate(found, variable).Tightened(to - from);
        }

        return found[^1];
    }

    private double Pieces(int index, double width, double negligible)
    {
        Enclosure e = found[index];
        if (!(e.Range.Width > negligible))
        {
            return 0;
        }

        RangeNode node = nodes[index];
        return node.Kind switch
        {
            RangeNodeKind.Constant or RangeNodeKind.Variable => 0,
            RangeNodeKind.Negate => Pieces(node.Left, width, negligible),
            RangeNodeKind.Add or RangeNodeKind.Subtract => Math.Max(Pieces(node.Left, width, negligible / 2), Pieces(node.Right, width, negligible / 2)),
            RangeNodeKind.Multiply => Math.Max(
                Pieces(node.Left, width, negligible / (2 * found[node.Right].Range.Magnitude)),
                Pieces(node.Right, width, negligible / (2 * found[node.Left].Range.Magnitude))),
            RangeNodeKind.Minimum or RangeNodeKind.Maximum => OfExtreme(node, width, negligible),
            RangeNodeKind.Choice => OfChoice(node, e, width, negligible),
            RangeNodeKind.Phase => Own(e, width),
            _ => Math.Max(Own(e, width), Pieces(node.Left, width, negligible / node.Steepness(found[node.Left].Range))),
        };
    }

    private double OfExtreme(RangeNode node, double width, double negligible)
    {
        Interval left = found[node.Left].Range, right = found[node.Right].Range;
        bool leftFirst = node.Kind == RangeNodeKind.Minimum ? left.High <= right.Low : left.Low >= right.High;
        bool rightFirst = node.Kind == RangeNodeKind.Minimum ? right.High <= left.Low : right.Low >= left.High;
        return Math.Max(
            rightFirst ? 0 : Pieces(node.Left, width, negligible),
            leftFirst ? 0 : Pieces(node.Right, width, negligible));
    }

    private double OfChoice(RangeNode node, Enclosure e, double width, double negligible)
    {
        Interval condition = found[node.Third].Range;
        return condition.Low == condition.High ? Pieces(condition.Low != 0 ? node.Left : node.Right, width, negligible) : Own(e, width);
    }

    private static double Own(Enclosure e, double width) =>
        !e.Slope.IsFinite || !e.Range.IsFinite ? double.PositiveInfinity : e.Slope.Magnitude * width / e.Range.Width;

    /// <summary>Appends a node after its operands; returns its index.</summary>
    private int Add(Expression expression, string variable)
    {
        switch (expression)
        {
            case NumberExpression number:
                return Append(RangeNode.Constant(number.Value));
            case NameExpression name:
                return Append(string.Equals(name.Name, variable, StringComparison.Ordinal) ? RangeNode.Variable : RangeNode.Constant(Math.PI));
            case NegationExpression negation:
                return Append(new RangeNode(RangeNodeKind.Negate, Add(negation.Operand, variable)));
            case BinaryExpression binary:
                return AddBinary(binary, variable);
            case CallExpression call:
                return AddCall(call, variable);
            case ChoiceExpression choice:
                int condition = AddCondition(choice.Condition, variable);
                return Append(new RangeNode(RangeNodeKind.Choice, Add(choice.First, variable), Add(choice.Second, variable)) { Third = condition });
            default:
                throw new ArgumentException($"There is no enclosure of {expression.GetType().Name}.", nameof(expression));
        }
    }

    private int AddBinary(BinaryExpression binary, string variable)
    {
        int left = Add(binary.Left, variable);
        if (binary.Operator == BinaryOperator.Power)
        {
            if (binary.Right.Names().Count == 0)
            {
                return Append(new RangeNode(RangeNodeKind.Power, left) { Value = CompiledExpression.Formula(binary.Right, []).Evaluate() });
            }

            // a^b = exp(b log a).
            int log = Append(new RangeNode(RangeNodeKind.Log, left));
            int exponent = Append(new RangeNode(RangeNodeKind.Multiply, log, Add(binary.Right, variable)));
            return Append(new RangeNode(RangeNodeKind.Exp, exponent));
        }

        int right = Add(binary.Right, variable);
        if (binary.Operator == BinaryOperator.Divide)
        {
            right = Append(new RangeNode(RangeNodeKind.Power, right) { Value = -1 });
        }

        RangeNodeKind kind = binary.Operator switch
        {
            BinaryOperator.Add => RangeNodeKind.Add,
            BinaryOperator.Subtract => RangeNodeKind.Subtract,
            _ => RangeNodeKind.Multiply,
        };
        return Append(new RangeNode(kind, left, right));
    }

    private int AddCall(CallExpression call, string variable)
    {
        int index = Add(call.Children[0], variable);
        if (SmoothFunction.Of(call) is { } smooth)
        {
            return Append(new RangeNode(RangeNodeKind.Smooth, smooth.IsOfSecond ? Add(call.Children[1], variable) : index) { Smooth = smooth });
        }

        if (call.Function is "atan2")
        {
            return Append(new RangeNode(RangeNodeKind.Phase, index, Add(call.Children[1], variable)));
        }

        if (RangeNode.FunctionKind(call.Function) is RangeNodeKind function)
        {
            return Append(new RangeNode(function, index));
        }

        foreach (Expression argument in call.Children.Skip(1))
        {
            int next = Add(argument, variable);
            index = Append(new RangeNode(Functions.IsMinimum(call.Function) ? RangeNodeKind.Minimum : RangeNodeKind.Maximum, index, next));
        }

        return index;
    }

    /// <summary>A condition as a number: 1 where it holds all over an interval, 0 where nowhere, both where that changes or cannot be told.</summary>
    private int AddCondition(Expression condition, string variable)
    {
        if (condition is LogicalExpression logical)
        {
            int first = AddCondition(logical.Left, variable);
            return Append(new RangeNode(logical.Operator == LogicalOperator.And ? RangeNodeKind.Minimum : RangeNodeKind.Maximum, first, AddCondition(logical.Right, variable)));
        }

        var comparison = (ComparisonExpression)condition;
        int difference = Add(new BinaryExpression(BinaryOperator.Subtract, comparison.Left, comparison.Right), variable);
        return Append(new RangeNode(RangeNodeKind.Comparison, difference) { Comparison = comparison.Operator });
    }

    private int Append(RangeNode node)
    {
        nodes.Add(node);
        return nodes.Count - 1;
    }
}
