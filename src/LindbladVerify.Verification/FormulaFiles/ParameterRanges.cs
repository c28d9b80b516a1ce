using LindbladVerify.Formulas;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>The key <c>parameters</c>: names with units and the ranges in which claims are tested.</summary>
internal static class ParameterRanges
{
    private const int MostParameters = 16;

    private static readonly string[] Units = ["rad/s", "1/s", "s^-1", "s", "nm", "rad", "rad/s nm^3", "1"];

    /// <summary>The parameters; conversions of units are added to the notes, and how ends of ranges are written to the exact ones.</summary>
    public static IReadOnlyList<Parameter> Read(FileMapping root, List<string> notes, List<ExactEnd> ends)
    {
        FileMapping table = root.Require("parameters", "a formula").AsMapping("parameters");
        if (table.Entries.Count is 0 or > MostParameters)
        {
            throw table.Error(FormattableString.Invariant($"parameters needs from 1 to {MostParameters} names, not {table.Entries.Count}"));
        }

        IReadOnlyList<Parameter> parameters = [.. table.Entries.Select(e => One(e.Key, e.Value, notes))];
        ends.AddRange(table.Entries.SelectMany(e => Ends(e.Key.Text, (FileMapping)e.Value)));
        return parameters;
    }

    /// <summary>Refuses what cannot name a number: anything but letters, digits and _, the constants, and the time where it has another meaning.</summary>
    public static void RequireName(FileScalar name, string what)
    {
        bool isName = FileFields.IsName(name.Text);
        if (!isName || name.Text is "pi" or "i")
        {
            throw name.Error($"'{FileFields.Shown(name.Text)}' cannot name a {what}: {(isName ? "it is a constant" : "a name is letters, digits and _, starts with a letter, and is not and, or, not")}");
        }
    }

    private static Parameter One(FileScalar name, FileNode node, List<string> notes)
    {
        RequireName(name, "parameter");
        string what = $"parameter '{name.Text}'";
        if (node is not FileMapping table)
        {
            throw node.Error($"{what} must be a table such as {{ unit: rad/s, range: [1.0e3, 1.0e6] }}, not {node.Kind}");
        }

        table.AllowOnly(what, "unit", "range", "value", "whole", "meaning");
        string unit = Unit(table, what);
        (double low, double high) = Range(table, what, Quantity.KindOf(unit), notes);
        string meaning = table.Find("meaning")?.AsScalar($"{what}.meaning").OneLine($"{what}.meaning", 300) ?? string.Empty;
        bool isWhole = table.Find("whole") is { } whole && FileFields.Word(whole, $"{what}.whole", ["true", "false"]) is "true";
        return !isWhole || (low == Math.Round(low) && high == Math.Round(high))
            ? new Parameter(name.Text, unit, low, high, meaning) { IsWhole = isWhole }
            : throw table.Error(FormattableString.Invariant($"{what} takes whole numbers only: the ends of its range must be whole, not {low:R} and {high:R}"));
    }

    /// <summary>Ends that are written as expressions, so that 1/3 is a third; those with units are what they convert to.</summary>
    private static IEnumerable<ExactEnd> Ends(string name, FileMapping table) =>
        from node in new[] { table.Find("value") }.Concat((table.Find("range") as FileSequence)?.Items ?? [])
        let scalar = node as FileScalar
        where scalar is not null && !Quantity.HasUnit(scalar.Text)
        let expression = scalar.Expression($"parameter '{name}'")
        select new ExactEnd(name, CompiledExpression.Formula(expression, []).Evaluate(), expression);

    private static string Unit(FileMapping table, string what)
    {
        if (table.Find("unit") is not { } node)
        {
            return "1";
        }

        FileScalar scalar = node.AsScalar($"{what}.unit");
        return !Units.Contains(scalar.Text, StringComparer.Ordinal)
            ? throw scalar.Error($"{what} has the unit '{FileFields.Shown(scalar.Text)}'{NameSuggestion.For(scalar.Text, Units)}; allowed are {string.Join(", ", Units)} (the ends of the range may carry others, such as \"100 kHz\")")
            : scalar.Text is "s^-1" ? "1/s" : scalar.Text;
    }

    private static (double Low, double High) Range(FileMapping table, string what, QuantityKind kind, List<string> notes)
    {
        if (table.Find("value") is { } value)
        {
            double only = FileFields.Number(value, $"{what}.value", kind, notes);
            return table.Find("range") is null ? (only, only) : throw value.Error($"{what} has both a range and a value; only one is allowed");
        }

        FileSequence range = table.Require("range", what).AsSequence($"{what}.range");
        if (range.Items.Count != 2)
        {
            throw range.Error(FormattableString.Invariant($"{what}.range needs two numbers, [lowest, highest], not {range.Items.Count}"));
        }

        var conversions = new List<string>();
        double low = FileFields.Number(range.Items[0], $"{what}.range", kind, conversions);
        double high = FileFields.Number(range.Items[1], $"{what}.range", kind, conversions);
        notes.AddRange(conversions.Take(1));
        return low <= high
            ? (low, high)
            : throw range.Error(FormattableString.Invariant($"{what}.range must rise, but {low:R} is above {high:R}"));
    }
}
