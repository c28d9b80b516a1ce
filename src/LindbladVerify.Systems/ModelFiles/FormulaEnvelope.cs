using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>An envelope given as an expression of the time t.</summary>
/// <param name="formula">Compiled with the single slot t.</param>
/// <param name="breakpoints">Times at which it may jump, beside those that the expression shows; any order.</param>
internal sealed class FormulaEnvelope(CompiledExpression formula, params IReadOnlyList<double> breakpoints) : Envelope
{
    private readonly double[] given = [.. breakpoints.Distinct().Order()];

    /// <summary>The expression, parameters inserted.</summary>
    public Expression Expression => formula.Expression;

    /// <summary>The times that were given; those that the expression shows are in <see cref="Structure"/>.</summary>
    public override IReadOnlyList<double> Breakpoints => given;

    /// <inheritdoc/>
    public override double At(double time) => formula.Evaluate(time);

    /// <inheritdoc/>
    internal override Envelope Shifted(double start)
    {
        Expression later = new BinaryExpression(BinaryOperator.Add, new NameExpression("t"), new NumberExpression(start));
        return start == 0 ? this : new FormulaEnvelope(
            CompiledExpression.Formula(formula.Expression.Substitute(new Dictionary<string, Expression>(StringComparer.Ordinal) { ["t"] = later }), ["t"]),
            [.. given.Where(b => b > start).Select(b => b - start)]);
    }

    /// <summary>From enclosures of the expression: nothing that matters is stepped over, however narrow it is.</summary>
    /// <inheritdoc/>
    public override EnvelopeStructure Structure(double end, double negligible) => FormulaStructure.Find(this, end, negligible);
}

/// <summary>Where an expression of t or its slope may jump: zeros inside abs, sqrt and broken powers, of denominators, and where the arguments of min and max cross.</summary>
/// <remarks>Zeros are isolated by enclosures: an interval without one is dropped, one with a slope of one sign holds at most one, others are halved.</remarks>
internal static class FormulaKinks
{
    private const int MostIntervals = 20_000;

    /// <summary>The times between 0 and an end, ascending.</summary>
    public static double[] Find(Expression formula, double end)
    {
        var times = new SortedSet<double>();
        foreach (Expression zero in Conditions(formula).Where(c => c.Names().Count > 0).Distinct())
        {
            Isolate(zero, end, times);
        }

        return [.. times.Where(t => t > 0 && t < end)];
    }

    private static IEnumerable<Expression> Conditions(Expression e)
    {
        IEnumerable<Expression> own = e switch
        {
            CallExpression { Function: "abs" or "sqrt" or "log" or "arg" or "coth" } call => [call.Children[0]],
            CallExpression { Function: "acosh" or "asin" or "acos" } call => [Shifted(call.Children[0], 1), Shifted(call.Children[0], -1)],
            CallExpression { Function: "atan2" } call => [call.Children[0], call.Children[1]],
            ComparisonExpression comparison => [new BinaryExpression(BinaryOperator.Subtract, comparison.Left, comparison.Right)],
            CallExpression { Function: "min" or "max" } call => Differences(call.Children),
            BinaryExpression { Operator: BinaryOperator.Divide } quotient => [quotient.Right],
            BinaryExpression { Operator: BinaryOperator.Power } power when !IsWhole(power.Right) => [power.Left],
            _ => [],
        };
        return own.Concat(e.Children.SelectMany(Conditions));
    }

    private static BinaryExpression Shifted(Expression e, int by) => new(BinaryOperator.Subtract, e, new NumberExpression(by));

    private static IEnumerable<Expression> Differences(IReadOnlyList<Expression> arguments) =>
        arguments.SelectMany((a, k) => arguments.Skip(k + 1).Select(b => new BinaryExpression(BinaryOperator.Subtract, a, b)));

    private static bool IsWhole(Expression exponent) =>
        exponent.Names().Count == 0 && CompiledExpression.Formula(exponent, []).Evaluate() is double value && value == Math.Round(value) && value >= 0;

    private static void Isolate(Expression zero, double end, SortedSet<double> times)
    {
        var scan = new RangeScan(zero, "t");
        CompiledExpression value = CompiledExpression.Formula(zero, ["t"]);
        var queue = new Queue<(double From, double To)>([(0, end)]);
        for (int n = 0; n < MostIntervals && queue.TryDequeue(out (double From, double To) part); n++)
        {
            Enclosure e = scan.Enclose(part.From, part.To);
            if (!e.Range.Contains(0) || e.Range.Width == 0)
            {
                continue;
            }

            double middle = part.From + ((part.To - part.From) / 2);
            if (!e.Slope.Contains(0) && e.Slope.IsFinite)
            {
                if (Math.Sign(value.Evaluate(part.From)) * Math.Sign(value.Evaluate(part.To)) <= 0)
                {
                    times.Add(Bisect(value, part.From, part.To));
                }
            }
            else if (part.To - part.From <= 1e-13 * end)
            {
                times.Add(middle);
            }
            else
            {
                queue.Enqueue((part.From, middle));
                queue.Enqueue((middle, part.To));
            }
        }
    }

    private static double Bisect(CompiledExpression value, double low, double high)
    {
        int sign = Math.Sign(value.Evaluate(low));
        if (sign == 0)
        {
            return low;
        }

        for (; ; )
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                return high;
            }

            if (Math.Sign(value.Evaluate(middle)) == sign)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
    }
}

/// <summary>Cuts the time between the kinks of an expression until each part needs only a few steps, or holds nothing that matters.</summary>
internal static class FormulaStructure
{
    /// <summary>A part that would need more steps than this is halved.</summary>
    private const double MostSteps = 8;

    /// <summary>A step may be this many times the shortest time in which a feature can come or go: a dozen stages see it.</summary>
    private const double StepsPerFeature = 2;

    private const int MostParts = 1 << 15;

    public static EnvelopeStructure Find(FormulaEnvelope envelope, double end, double negligible)
    {
        Part[] parts = Cut(envelope, end, negligible, out double hidden);
        var pieces = new List<EnvelopePiece>();
        Interval range = default;
        foreach (Part part in parts)
        {
            // Neighbours without features are one piece as long as they have the same constant.
            if (part.IsConstant && pieces.Count > 0 && pieces[^1].IsConstant && range.Hull(part.Range).Width <= negligible)
            {
                range = range.Hull(part.Range);
                pieces[^1] = pieces[^1] with { End = part.To };
                continue;
            }

            range = part.Range;
            pieces.Add(new EnvelopePiece(part.From, part.To, part.LongestStep, part.IsConstant));
        }

        return new EnvelopeStructure(pieces, hidden);
    }

    private static Part[] Cut(FormulaEnvelope envelope, double end, double negligible, out double hidden)
    {
        double[] edges = [0, .. FormulaKinks.Find(envelope.Expression, end).Concat(envelope.Breakpoints).Where(t => t > 0 && t < end).Distinct().Order(), end];
        var queue = new Queue<(double From, double To)>(Enumerable.Range(0, edges.Length - 1).Select(k => (edges[k], edges[k + 1])));
        var scan = new RangeScan(envelope.Expression, "t");
        var parts = new List<Part>();
        hidden = 0;
        while (queue.TryDequeue(out (double From, double To) part))
        {
            double width = part.To - part.From;
            double steps = scan.Scan(part.From, part.To, negligible);
            Interval range = scan.Result.Range;
            if (steps == 0)
            {
                // Without features it is constant, or changes as evenly as a sweep does.
                bool isConstant = range.Width <= negligible;
                hidden += isConstant ? range.Width * width : 0;
                parts.Add(new Part(part.From, part.To, double.PositiveInfinity, range, isConstant));
                continue;
            }

            double middle = part.From + (width / 2);
            if (steps > MostSteps && parts.Count + queue.Count < MostParts && width > 1e-14 * end && middle > part.From && middle < part.To)
            {
                queue.Enqueue((part.From, middle));
                queue.Enqueue((middle, part.To));
                continue;
            }

            if (!double.IsFinite(steps))
            {
                hidden += width * (range.IsFinite ? range.Width : Largest(envelope, part.From, part.To));
            }

            parts.Add(new Part(part.From, part.To, double.IsFinite(steps) ? StepsPerFeature * width / steps : width, range, IsConstant: false));
        }

        parts.Sort(static (x, y) => x.From.CompareTo(y.From));
        return [.. parts];
    }

    /// <summary>Twice the largest value seen next to a pole or a jump that could not be enclosed.</summary>
    private static double Largest(FormulaEnvelope envelope, double from, double to) =>
        2 * Enumerable.Range(1, 15).Select(k => Math.Abs(envelope.At(from + ((to - from) * k / 16)))).Where(double.IsFinite).DefaultIfEmpty(0).Max();

    private sealed record Part(double From, double To, double LongestStep, Interval Range, bool IsConstant);
}
