using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

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
            CallExpression { Function: "abs" or "sqrt" or "log" } call => [call.Children[0]],
            CallExpression { Function: "min" or "max" } call => Differences(call.Children),
            BinaryExpression { Operator: BinaryOperator.Divide } quotient => [quotient.Right],
            BinaryExpression { Operator: BinaryOperator.Power } power when !IsWhole(power.Right) => [power.Left],
            _ => [],
        };
        return own.Concat(e.Children.SelectMany(Conditions));
    }

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
