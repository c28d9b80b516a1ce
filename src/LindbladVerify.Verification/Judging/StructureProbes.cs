using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Verification.Judging;

/// <summary>
/// Points of a domain where a formula may do something that no scan of even points sees: where one of its sums and differences vanishes, an argument of
/// abs, sqrt, log, min or max changes sign, a denominator is smallest. Kinks, needles and edges of undefined regions lie there.
/// </summary>
internal sealed class StructureProbes
{
    private const int MostNodes = 64;
    private const int BasePoints = 256;
    private const int LineSteps = 256;
    private const int MostCombinations = 96;
    private const int MostDips = 4;
    private const int MostSpecial = 12;
    private const int Halvings = 60;
    private const int PairsPerSurface = 4;
    private static readonly double[] Offsets = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8];

    private readonly DomainSampler sampler;
    private readonly string[] names;
    private readonly double[][] starts;
    private readonly List<double[]> found = [];
    private readonly List<double>[] special;
    private readonly List<double>[] dips;

    private StructureProbes(DomainSampler sampler, IReadOnlyList<Parameter> parameters)
    {
        this.sampler = sampler;
        names = [.. parameters.Select(p => p.Name)];
        special = [.. parameters.Select(_ => new List<double>())];
        dips = [.. parameters.Select(_ => new List<double>())];
        starts = [.. Enumerable.Range(0, BasePoints).Select(sampler.Point).Concat(sampler.Corners()).Select(sampler.ToUnitCube)];
    }

    /// <summary>The points, in an order that does not depend on anything else.</summary>
    /// <param name="expressions">Formulas and conditions of the parameters; what depends on other names is passed over.</param>
    /// <param name="parameters">The domain.</param>
    /// <param name="sampler">Maps it to the unit cube.</param>
    public static IReadOnlyList<ParameterPoint> Of(IEnumerable<Expression> expressions, IReadOnlyList<Parameter> parameters, DomainSampler sampler)
    {
        var probes = new StructureProbes(sampler, parameters);
        foreach (Expression node in expressions.SelectMany(Nodes).Distinct().Where(n => n.Names() is { Count: > 0 } used && used.All(probes.names.Contains)).Take(MostNodes))
        {
            probes.Examine(node);
        }

        for (int k = 0; k < probes.special.Length; k++)
        {
            // Places where something changes sign come first.
            probes.special[k].AddRange(probes.dips[k].Take(MostDips));
        }

        probes.Combine();
        return [.. probes.found.Select(u => Short(sampler.FromUnitCube(u), parameters))];
    }

    /// <summary>Numbers that people write are short: a value that is one but for the rounding of its search is taken for it, so that (x - 5)/(x - 5) is asked at 5.</summary>
    private static ParameterPoint Short(ParameterPoint found, IReadOnlyList<Parameter> parameters)
    {
        const double Rounding = 1e-12;
        double[] values = [.. found.Values.Select((v, k) =>
            double.Parse(v.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) is var s && Math.Abs(s - v) <= Rounding * Math.Abs(v) && s >= parameters[k].Low && s <= parameters[k].High ? s : v)];
        return new ParameterPoint(found.Names, values);
    }

    /// <summary>The parts whose zeros matter.</summary>
    private static IEnumerable<Expression> Nodes(Expression expression)
    {
        switch (expression)
        {
            case BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract }:
                yield return expression;
                break;
            case BinaryExpression { Operator: BinaryOperator.Divide } quotient:
                yield return quotient.Right;
                break;
            case BinaryExpression { Operator: BinaryOperator.Power, Right: not NumberExpression } power:
                yield return power.Left;
                break;
            case CallExpression { Function: "min" or "max" } call:
                for (int k = 1; k < call.Children.Count; k++)
                {
                    yield return new BinaryExpression(BinaryOperator.Subtract, call.Children[0], call.Children[k]);
                }

                break;
            case CallExpression call:
                foreach (Expression argument in call.Children)
                {
                    yield return argument;
                }

                break;
            case ComparisonExpression comparison:
                yield return new BinaryExpression(BinaryOperator.Subtract, comparison.Children[0], comparison.Children[1]);
                break;
        }

        foreach (Expression inner in expression.Children.SelectMany(Nodes))
        {
            yield return inner;
        }
    }

    private void Examine(Expression node)
    {
        CompiledExpression program;
        try
        {
            program = CompiledExpression.Formula(node, names);
        }
        catch (ExpressionException)
        {
            return;
        }

        double Value(double[] unit) => program.Evaluate([.. sampler.FromUnitCube(unit).Values]);
        int[] used = [.. Enumerable.Range(0, names.Length).Where(k => node.Names().Contains(names[k]))];
        if (used.Length == 1)
        {
            AlongAxis(used[0], Value);
        }
        else
        {
            Across(used, Value);
        }
    }

    /// <summary>A part that depends on one parameter: all values of it at which the part vanishes.</summary>
    private void AlongAxis(int axis, Func<double[], double> value)
    {
        double[] unit = [.. starts[0]];
        double At(double u)
        {
            unit[axis] = u;
            return value(unit);
        }

        double[] values = [.. Enumerable.Range(0, LineSteps + 1).Select(k => At((double)k / LineSteps))];
        for (int k = 1; k <= LineSteps; k++)
        {
            double low = (k - 1.0) / LineSteps;
            if (double.IsNaN(values[k - 1]) != double.IsNaN(values[k]) || values[k - 1] * values[k] <= 0)
            {
                special[axis].Add(Bisect(At, low, (double)k / LineSteps));
            }
            else if (k < LineSteps && values[k] * values[k + 1] > 0 && Math.Abs(values[k]) < Math.Abs(values[k - 1]) && Math.Abs(values[k]) <= Math.Abs(values[k + 1]))
            {
                AddDip(axis, At, low, (k + 1.0) / LineSteps, Math.Sign(values[k]));
            }
        }
    }

    /// <summary>Where a part comes nearest to zero between places at which it has one sign, and where it changes sign twice there.</summary>
    private void AddDip(int axis, Func<double, double> value, double low, double high, int sign)
    {
        double lowest = Lowest(u => sign * value(u), low, high);
        if (sign * value(lowest) < 0)
        {
            special[axis].AddRange([lowest, Bisect(value, low, lowest), Bisect(value, lowest, high)]);
        }
        else
        {
            dips[axis].Add(lowest);
        }
    }

    /// <summary>The place of the smallest value between two others, by golden sections.</summary>
    private static double Lowest(Func<double, double> value, double low, double high)
    {
        double golden = (Math.Sqrt(5) - 1) / 2;
        double a = high - (golden * (high - low));
        double b = low + (golden * (high - low));
        (double atA, double atB) = (value(a), value(b));
        for (int k = 0; k < Halvings; k++)
        {
            if (atA <= atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - (golden * (high - low));
                atA = value(a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + (golden * (high - low));
                atB = value(b);
            }
        }

        return atA <= atB ? a : b;
    }

    /// <summary>A part that depends on several: points on the surface where it vanishes, on both sides of it, and where it comes nearest to that.</summary>
    private void Across(int[] used, Func<double[], double> value)
    {
        double[] values = [.. starts.Select(value)];
        int[] positive = [.. Enumerable.Range(0, values.Length).Where(k => values[k] > 0)];
        int[] negative = [.. Enumerable.Range(0, values.Length).Where(k => !(values[k] > 0))];
        if (positive.Length == 0 || negative.Length == 0)
        {
            double[] nearest = Nearest(used, value, starts[Enumerable.Range(0, values.Length).MinBy(k => double.IsNaN(values[k]) ? double.MaxValue : Math.Abs(values[k]))]);
            found.Add(nearest);
            if (value(nearest) > 0 == positive.Length > 0)
            {
                return;
            }

            AddCrossing(value, nearest, starts[0]);
            return;
        }

        for (int pair = 0; pair < PairsPerSurface; pair++)
        {
            AddCrossing(value, starts[positive[pair * (positive.Length - 1) / PairsPerSurface]], starts[negative[(PairsPerSurface - pair) * (negative.Length - 1) / PairsPerSurface]]);
        }

        // Where one sign is rare, the surface cuts off a corner.
        int rare = (positive.Length < negative.Length ? positive : negative)[0];
        found.Add(Nearest(used, u => values[rare] > 0 ? -value(u) : value(u), starts[rare]));
    }

    private void AddCrossing(Func<double[], double> value, double[] from, double[] to)
    {
        double[] Between(double s) => [.. from.Zip(to, (a, b) => Math.Clamp(a + (s * (b - a)), 0, 1))];
        double root = Bisect(s => value(Between(s)), 0, 1);
        found.Add(Between(root));
        foreach (double offset in Offsets.Where((_, k) => k % 2 == 1))
        {
            found.Add(Between(root - offset));
            found.Add(Between(root + offset));
        }
    }

    /// <summary>The point with the smallest value in modulus, or beyond zero, by moving one coordinate at a time.</summary>
    private static double[] Nearest(int[] used, Func<double[], double> value, double[] start)
    {
        double[] best = [.. start];
        double sign = value(best) > 0 ? 1 : -1;
        double least = sign * value(best);
        for (int sweep = 0; sweep < 3; sweep++)
        {
            foreach (int axis in used)
            {
                for (int k = 0; k <= 16; k++)
                {
                    double[] tried = [.. best];
                    tried[axis] = k / 16.0;
                    double here = sign * value(tried);
                    if (here < least)
                    {
                        (best, least) = (tried, here);
                    }
                }
            }
        }

        // From the grid to the bottom.
        for (int sweep = 0; sweep < 8; sweep++)
        {
            foreach (int axis in used)
            {
                double[] tried = [.. best];
                tried[axis] = Lowest(
                    u =>
                    {
                        tried[axis] = u;
                        return sign * value(tried);
                    },
                    Math.Max(0, best[axis] - (1.0 / 16)),
                    Math.Min(1, best[axis] + (1.0 / 16)));
                best = sign * value(tried) < sign * value(best) ? tried : best;
            }
        }

        return best;
    }

    /// <summary>Where a value changes sign or ceases to be a number.</summary>
    private static double Bisect(Func<double, double> value, double low, double high)
    {
        bool atLow = value(low) > 0;
        for (int k = 0; k < Halvings; k++)
        {
            double middle = (low + high) / 2;
            (low, high) = (value(middle) > 0) == atLow ? (middle, high) : (low, middle);
        }

        // Numbers that people write are short.
        return new[] { low, high }.SelectMany(v => new[] { Math.Round(v, 6), Math.Round(v, 9), v }).MinBy(v => Math.Abs(value(v)));
    }

    /// <summary>Special values of single parameters beside each other, and points next to them.</summary>
    private void Combine()
    {
        int[] axes = [.. Enumerable.Range(0, special.Length).Where(k => special[k].Count > 0)];
        foreach (int axis in axes)
        {
            foreach (double at in special[axis].Distinct().Take(MostSpecial))
            {
                for (int k = 0; k < 2 * Offsets.Length; k++)
                {
                    double[] unit = [.. starts[(7 * k) + axis]];
                    unit[axis] = Math.Clamp(at + (k % 2 == 0 ? Offsets[k / 2] : -Offsets[k / 2]), 0, 1);
                    found.Add(unit);
                }

                for (int k = 0; k < 4; k++)
                {
                    double[] unit = [.. starts[(11 * k) + axis]];
                    unit[axis] = at;
                    found.Add(unit);
                }
            }
        }

        if (axes.Length < 2)
        {
            return;
        }

        double combinations = axes.Aggregate(1.0, (p, a) => p * Math.Min(special[a].Count, MostSpecial));
        for (int k = 0; k < Math.Min(combinations, MostCombinations); k++)
        {
            double[] unit = [.. starts[k % BasePoints]];
            int rest = k;
            foreach (int axis in axes)
            {
                int count = Math.Min(special[axis].Count, MostSpecial);
                unit[axis] = special[axis][rest % count];
                rest /= count;
            }

            found.Add(unit);
            foreach (double offset in Offsets)
            {
                double[] near = [.. unit];
                foreach (int axis in axes)
                {
                    near[axis] = Math.Clamp(near[axis] + offset, 0, 1);
                }

                found.Add(near);
            }
        }
    }
}
