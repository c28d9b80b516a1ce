using System.Globalization;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The key <c>drive</c>: a list of <c>{ operator, envelope, breakpoints }</c>, <c>{ operator, cosine }</c> or <c>{ operator, table, interpolation }</c>.</summary>
internal sealed class DriveSection
{
    private readonly List<(OperatorField Operator, Func<Binding, double[], Envelope> Envelope)> fields = [];

    private DriveSection(FileSequence? list, string folder)
    {
        for (int k = 0; k < (list?.Items.Count ?? 0); k++)
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"drive[{k}]");
            FileMapping item = list!.Items[k].AsMapping(what).AllowOnly(what, "operator", "envelope", "breakpoints", "cosine", "table", "interpolation");
            fields.Add((OperatorField.Read(item.Require("operator", what), $"{what}.operator"), ReadEnvelope(item, what, folder)));
        }
    }

    public int Count => fields.Count;

    public IEnumerable<OperatorField> Operators => fields.Select(f => f.Operator);

    public static DriveSection Read(FileMapping root, string folder) => new(root.Find("drive")?.AsSequence("drive"), folder);

    public IReadOnlyList<Drive> Bind(Binding binding, double[] times) =>
        [.. fields.Select(f => new Drive(f.Operator.Hermitian(binding), f.Envelope(binding, times)))];

    /// <summary>The drives with operators of few sites.</summary>
    public IEnumerable<(OperatorField Operator, Envelope Envelope)> Bound(Binding binding, double[] times) => fields.Select(f => (f.Operator, f.Envelope(binding, times)));

    private static Func<Binding, double[], Envelope> ReadEnvelope(FileMapping item, string what, string folder)
    {
        if (item.Find("cosine") is { } cosine)
        {
            item.AllowOnly($"{what} with a cosine", "operator", "cosine");
            return ReadCosine(cosine.AsMapping($"{what}.cosine"), $"{what}.cosine");
        }

        FileScalar? formula = item.Find("envelope")?.AsScalar($"{what}.envelope");
        FileScalar? file = item.Find("table")?.AsScalar($"{what}.table");
        if (formula is null == file is null || (formula is not null && item.Find("interpolation") is not null))
        {
            throw item.Error($"{what} needs either 'envelope' (an expression of t), 'cosine' (amplitude, frequency, phase) or 'table' (a file, with 'interpolation: step' or 'linear')");
        }

        NumberField[] breakpoints = ReadBreakpoints(item, what, formula is not null);
        if (file is not null)
        {
            TabulatedFunction table = TableFile.Read(file, folder, InterpolationField.Read(item, what));
            return (_, times) =>
            {
                TableFile.RequireCovers(table, file, times[^1]);
                return new TableEnvelope(table);
            };
        }

        Expression expression = formula!.Expression($"{what}.envelope");
        return (binding, times) => formula.Evaluate($"{what}.envelope", () => Formula("envelope", expression, breakpoints, binding, times));
    }

    /// <summary>amplitude·cos(frequency·t + phase), whose period is known; the phase may be left out.</summary>
    private static Func<Binding, double[], Envelope> ReadCosine(FileMapping table, string what)
    {
        table.AllowOnly(what, "amplitude", "frequency", "phase");
        var amplitude = NumberField.Read(table.Require("amplitude", what), $"{what}.amplitude", QuantityKind.Any);
        var frequency = NumberField.Read(table.Require("frequency", what), $"{what}.frequency", QuantityKind.AngularFrequency);
        NumberField? phase = table.Find("phase") is { } node ? NumberField.Read(node, $"{what}.phase", QuantityKind.Dimensionless) : null;
        return (binding, _) => new CosineEnvelope(
            amplitude.Value(binding, double.IsFinite, "a finite number"),
            frequency.Value(binding, double.IsFinite, "a finite frequency in rad/s"),
            phase?.Value(binding, double.IsFinite, "a finite angle in rad") ?? 0);
    }

    /// <summary>Optional times at which the envelope jumps, as numbers or expressions of parameters.</summary>
    private static NumberField[] ReadBreakpoints(FileMapping item, string what, bool allowed)
    {
        FileNode? node = item.Find("breakpoints");
        if (node is null)
        {
            return [];
        }

        return allowed
            ? [.. node.AsSequence($"{what}.breakpoints").Items.Select((t, k) => NumberField.Read(t, string.Create(CultureInfo.InvariantCulture, $"{what}.breakpoints[{k}]"), QuantityKind.Time))]
            : throw node.Error($"{what}.breakpoints belongs to an 'envelope'; a table jumps at its own points");
    }

    /// <summary>An expression of the time with values for the parameters, finite at the output times.</summary>
    /// <exception cref="ExpressionException">A name is unknown, or the value is not finite.</exception>
    internal static FormulaEnvelope Formula(string kind, Expression expression, NumberField[] breakpoints, Binding binding, double[] times)
    {
        // Names are checked against all that exist, so that a message can suggest a parameter.
        _ = CompiledExpression.Formula(expression, ["t", .. binding.Parameters.Keys]);
        var values = binding.Parameters.ToDictionary(p => p.Key, p => (Expression)new NumberExpression(p.Value), StringComparer.Ordinal);
        var envelope = new FormulaEnvelope(CompiledExpression.Formula(Indices.Plain(expression.Substitute(values)), ["t"]), [.. breakpoints.Select(t => t.Value(binding, double.IsFinite, "a finite time in s"))]);
        double? bad = times.Prepend(0.0).Where(t => !double.IsFinite(envelope.At(t))).Select(t => (double?)t).FirstOrDefault();
        return bad is null
            ? envelope
            : throw new ExpressionException(expression.Position, string.Create(CultureInfo.InvariantCulture, $"the {kind} is not a finite number at t = {bad:R} s"));
    }
}
