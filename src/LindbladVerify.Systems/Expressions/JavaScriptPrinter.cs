using System.Globalization;

namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// Expressions as JavaScript, for pages that compute in the browser. Real numbers take plain arithmetic; where roots of negative
/// numbers are imaginary on the way, the functions of an object M take its place (see explorer.js), which work on numbers and on pairs.
/// </summary>
internal static class JavaScriptPrinter
{
    /// <summary>What stands before a name, so that none is a word of JavaScript.</summary>
    public const string NamePrefix = "$";

    private static readonly string[] RealFunctions = ["sqrt", "exp", "log", "sin", "cos", "tanh", "abs", "min", "max", "sinh", "cosh", "asinh", "acosh", "asin", "acos", "atan", "atan2"];
    private static readonly string[] ComplexFunctions = ["sqrt", "exp", "log", "sin", "cos", "tanh", "abs", "min", "max", "sinh", "cosh", "coth", "sinc", "re", "im", "conj", "arg"];

    /// <summary>Real functions that JavaScript lacks; those of explorer.js.</summary>
    private static readonly string[] OwnFunctions = ["coth", "sinc"];

    /// <summary>A function of the parameters, as an arrow function of one object that has them by name.</summary>
    /// <param name="parameters">Names that are looked up in the object.</param>
    /// <param name="helpers">Names that are computed first, in order.</param>
    /// <param name="value">The value.</param>
    /// <param name="isComplex">Whether complex numbers may occur on the way; the value is then its real part where the imaginary part vanishes.</param>
    /// <param name="conditions">Conditions on the parameters without which there is no value.</param>
    /// <returns>The code; null where something has no counterpart in JavaScript.</returns>
    public static string? Function(
        IReadOnlyList<string> parameters, IReadOnlyList<(string Name, Expression Definition)> helpers, Expression value, bool isComplex, IReadOnlyList<Expression>? conditions = null)
    {
        var known = new HashSet<string>(parameters, StringComparer.Ordinal);
        var lines = new List<string>();
        foreach (Expression condition in conditions ?? [])
        {
            if (Print(condition, known, isComplex: false) is not { } code)
            {
                return null;
            }

            lines.Add($"if(!{code})return NaN;");
        }

        foreach ((string name, Expression definition) in helpers)
        {
            if (Print(definition, known, isComplex) is not { } code)
            {
                return null;
            }

            known.Add(name);
            lines.Add($"const {Word(name)}={code};");
        }

        string? result = Print(value, known, isComplex);
        string given = string.Join(',', parameters.Select(p => $"\"{p}\":{Word(p)}"));
        return result is null ? null : $"({{{given}}})=>{{{string.Concat(lines)}return {(isComplex ? $"M.real({result})" : result)};}}";
    }

    /// <summary>A name as a word of JavaScript; an entry of a numbered one, "g[2]", has brackets, which words have not.</summary>
    private static string Word(string name) => NamePrefix + name.Replace('[', '$').Replace(']', '$');

    private static string? Print(Expression expression, HashSet<string> known, bool isComplex)
    {
        switch (expression)
        {
            case NumberExpression number when double.IsFinite(number.Value):
                return number.Value.ToString("R", CultureInfo.InvariantCulture);
            case NameExpression { Name: "pi" }:
                return "Math.PI";
            case NameExpression { Name: "i" }:
                return isComplex ? "M.i" : null;
            case NameExpression name:
                return known.Contains(name.Name) ? Word(name.Name) : null;
            case NegationExpression negation:
                return Print(negation.Operand, known, isComplex) is { } operand ? (isComplex ? $"M.neg({operand})" : $"(-{operand})") : null;
            case BinaryExpression binary:
                return Print(binary.Left, known, isComplex) is { } left && Print(binary.Right, known, isComplex) is { } right ? Binary(binary.Operator, left, right, isComplex) : null;
            case ChoiceExpression choice when !isComplex:
                string?[] ways = [.. choice.Children.Select(c => Print(c, known, isComplex))];
                return ways.Contains(null) ? null : $"({ways[0]}?{ways[1]}:{ways[2]})";
            case CallExpression call when (isComplex ? ComplexFunctions : [.. RealFunctions, .. OwnFunctions]).Contains(call.Function, StringComparer.Ordinal):
                string?[] arguments = [.. call.Children.Select(c => Print(c, known, isComplex))];
                string home = isComplex || OwnFunctions.Contains(call.Function, StringComparer.Ordinal) ? "M" : "Math";
                return arguments.Contains(null) ? null : $"{home}.{call.Function}({string.Join(',', arguments)})";
            case ComparisonExpression comparison when !isComplex:
                return Print(comparison.Left, known, isComplex) is { } a && Print(comparison.Right, known, isComplex) is { } b ? $"({a}{Sign(comparison.Operator)}{b})" : null;
            case LogicalExpression logical when !isComplex:
                return Print(logical.Left, known, isComplex) is { } first && Print(logical.Right, known, isComplex) is { } second
                    ? $"({first}{(logical.Operator == LogicalOperator.And ? "&&" : "||")}{second})"
                    : null;
            default:
                return null;
        }
    }

    private static string Sign(ComparisonOperator @operator) => @operator switch
    {
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        ComparisonOperator.Equal => "===",
        _ => "!==",
    };

    private static string Binary(BinaryOperator @operator, string left, string right, bool isComplex) => @operator switch
    {
        BinaryOperator.Add => isComplex ? $"M.add({left},{right})" : $"({left}+{right})",
        BinaryOperator.Subtract => isComplex ? $"M.sub({left},{right})" : $"({left}-{right})",
        BinaryOperator.Multiply => isComplex ? $"M.mul({left},{right})" : $"({left}*{right})",
        BinaryOperator.Divide => isComplex ? $"M.div({left},{right})" : $"({left}/{right})",
        _ => isComplex ? $"M.pow({left},{right})" : $"Math.pow({left},{right})",
    };
}
