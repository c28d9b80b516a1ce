using System.Globalization;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>
/// The keys <c>dissipators</c>, a list of <c>{ operator, rate, allowNegative, each }</c>, and <c>bath</c>, one or a list of
/// <c>{ operator, frequency, temperature | occupation, rate }</c>, each two jumps in detailed balance.
/// </summary>
internal sealed class DissipatorSection
{
    private readonly List<(OperatorField Operator, NumberField Rate)> fields = [];
    private readonly List<(OperatorField Operator, RateField Rate)> driven = [];

    /// <summary>Numbers of baths that must be positive, or not negative.</summary>
    private readonly List<(NumberField Number, Func<double, bool> Holds, string Allowed)> limited = [];

    private DissipatorSection(FileMapping root)
    {
        FileSequence? list = root.Find("dissipators")?.AsSequence("dissipators");
        for (int k = 0; k < (list?.Items.Count ?? 0); k++)
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"dissipators[{k}]");
            FileMapping item = list!.Items[k].AsMapping(what).AllowOnly(what, "operator", "rate", "allowNegative", "each");
            FileScalar jump = item.Require("operator", what).AsScalar($"{what}.operator");
            FileScalar rate = item.Require("rate", what).AsScalar($"{what}.rate");
            bool isNegativeAllowed = item.Find("allowNegative") is { } node && FileFields.Word(node, $"{what}.allowNegative", ["true", "false"]) is "true";
            if (item.Find("each") is not { } each)
            {
                Add(jump, rate, what, isNegativeAllowed);
                continue;
            }

            (string index, int first, int last) = Numbers(each.AsScalar($"{what}.each"), $"{what}.each");
            for (int number = first; number <= last; number++)
            {
                Add(jump.WithIndex(index, number), rate.WithIndex(index, number), what, isNegativeAllowed);
            }
        }

        FileNode? bath = root.Find("bath");
        IReadOnlyList<FileNode> baths = bath is FileSequence several ? several.Items : bath is null ? [] : [bath];
        for (int k = 0; k < baths.Count; k++)
        {
            string what = bath is FileSequence ? string.Create(CultureInfo.InvariantCulture, $"bath[{k}]") : "bath";
            fields.AddRange(Bath(baths[k].AsMapping(what).AllowOnly(what, "operator", "frequency", "temperature", "occupation", "rate"), what));
        }
    }

    private void Add(FileScalar jump, FileScalar rate, string what, bool isNegativeAllowed)
    {
        var field = OperatorField.Read(jump, $"{what}.operator");
        if (isNegativeAllowed || RateField.DependsOnTime(rate, $"{what}.rate"))
        {
            driven.Add((field, new RateField(rate, $"{what}.rate", isNegativeAllowed)));
        }
        else
        {
            fields.Add((field, NumberField.Read(rate, $"{what}.rate", QuantityKind.Rate)));
        }
    }

    /// <summary>A dissipator for each of several numbers: k=1..50.</summary>
    private static (string Index, int First, int Last) Numbers(FileScalar node, string what) =>
        NumberedName.Read($"each[{node.Text}]") is { Index: { } index, IsRange: true } range && range.Last >= range.First && range.Last - range.First < NumberedName.MostNames
            ? (index, range.First, range.Last)
            : throw node.Error(FormattableString.Invariant($"{what} must name a letter and 1 to {NumberedName.MostNames} numbers, such as k=1..50, not '{FileFields.Shown(node.Text)}'"));

    /// <summary>Jump operators with rates that do not depend on time; those of baths among them.</summary>
    public IReadOnlyList<(OperatorField Operator, NumberField Rate)> Fields => fields;

    /// <summary>Jump operators with rates that depend on time or may be negative.</summary>
    public IReadOnlyList<(OperatorField Operator, RateField Rate)> Driven => driven;

    public static DissipatorSection Read(FileMapping root) => new(root);

    public IReadOnlyList<Dissipator> Bind(Binding binding) => [.. Rates(binding).Select(f => new Dissipator(f.Operator.Value(binding), f.Rate))];

    /// <summary>Rates with values for the parameters, beside the fields of their operators.</summary>
    public IEnumerable<(OperatorField Operator, double Rate)> Rates(Binding binding)
    {
        foreach ((NumberField number, Func<double, bool> holds, string allowed) in limited)
        {
            _ = number.Value(binding, holds, allowed);
        }

        return fields.Select(f => (f.Operator, f.Rate.Value(binding, v => v >= 0, "zero or positive (1/s)")));
    }

    /// <summary>The Lindblad terms whose rates depend on time.</summary>
    public IEnumerable<Drive> BindDriven(Binding binding, double[] times) =>
        driven.Select(f => new Drive(f.Operator.Value(binding), f.Rate.Bind(binding, times)) { IsDissipative = true });

    /// <summary>rate (n + 1) with the operator, rate n with its adjoint; n is the occupation 1/(exp(ħω/kT) - 1) of a mode at the frequency.</summary>
    private IEnumerable<(OperatorField, NumberField)> Bath(FileMapping item, string what)
    {
        OperatorField lowering = OperatorField.Read(item.Require("operator", what), $"{what}.operator");
        FileScalar node = item.Require("rate", what).AsScalar($"{what}.rate");
        var given = NumberField.Read(node, $"{what}.rate", QuantityKind.Rate);
        Expression rate = given.Exact;
        limited.Add((given, v => v >= 0, "zero or positive (1/s)"));
        (FileNode? temperature, FileNode? occupation, FileNode? frequency) = (item.Find("temperature"), item.Find("occupation"), item.Find("frequency"));
        if (temperature is null == occupation is null)
        {
            throw item.Error($"{what} needs either 'temperature' (K, with 'frequency') or 'occupation' (the mean number of quanta)");
        }

        if (temperature is null)
        {
            var quanta = NumberField.Read(occupation!, $"{what}.occupation", QuantityKind.Dimensionless);
            limited.Add((quanta, v => v >= 0, "zero or positive (the mean number of quanta)"));
            return Jumps(quanta.Exact);
        }

        if (frequency is null)
        {
            throw item.Error($"{what} needs 'frequency' (rad/s) beside 'temperature'");
        }

        // ħω/kT with ħ = h/2π.
        var omega = NumberField.Read(frequency, $"{what}.frequency", QuantityKind.AngularFrequency);
        var kelvin = NumberField.Read(temperature, $"{what}.temperature", QuantityKind.Any);
        limited.AddRange([(omega, v => v > 0, "positive (rad/s)"), (kelvin, v => v > 0, "positive (K)")]);
        Expression energy = Times(NaturalConstants.Find("hbar")!.Value, omega.Exact);
        Expression heat = Times(NaturalConstants.Find("kB")!.Value, kelvin.Exact);
        var growth = new CallExpression("exp", [new BinaryExpression(BinaryOperator.Divide, energy, heat)]);
        return Jumps(new BinaryExpression(BinaryOperator.Divide, new NumberExpression(1), new BinaryExpression(BinaryOperator.Subtract, growth, new NumberExpression(1))));

        (OperatorField, NumberField)[] Jumps(Expression n) =>
        [
            (lowering, NumberField.Of(node, $"{what}: the rate of emission, rate*(n + 1),", Times(rate, new BinaryExpression(BinaryOperator.Add, n, new NumberExpression(1))))),
            (OperatorField.Of(lowering.Node, $"{what}.operator", OperatorAdjoint.Of(lowering.Expression)), NumberField.Of(node, $"{what}: the rate of absorption, rate*n with the occupation n,", Times(rate, n))),
        ];
    }

    private static BinaryExpression Times(Expression a, Expression b) => new(BinaryOperator.Multiply, a, b);
}

/// <summary>A rate in 1/s as an expression of the time t, or one that may be negative.</summary>
internal sealed class RateField(FileScalar node, string what, bool isNegativeAllowed)
{
    private readonly Expression expression = node.Expression(what);

    /// <summary>Whether a rate is an expression of the time.</summary>
    public static bool DependsOnTime(FileScalar node, string what) => !Quantity.HasUnit(node.Text) && node.Text.Length > 0 && node.Expression(what).Names().Contains("t");

    /// <summary>The rate with values for the parameters, checked not to become negative until the last time unless that is allowed.</summary>
    /// <exception cref="ModelFileException">It is negative at some time, or no finite number.</exception>
    public FormulaEnvelope Bind(Binding binding, double[] times) => node.Evaluate(what, () =>
    {
        FormulaEnvelope envelope = DriveSection.Formula("rate", expression, [], binding, times);
        if (!isNegativeAllowed && FormulaSign.FirstNegative(envelope, times[^1]) is { } time)
        {
            throw new ExpressionException(expression.Position, string.Create(CultureInfo.InvariantCulture, $"the rate is {envelope.At(time):G6} at t = {time:G6} s; it must be zero or positive (1/s) unless the dissipator says 'allowNegative: true'"));
        }

        return envelope;
    });
}

/// <summary>Where a function of time becomes negative.</summary>
internal static class FormulaSign
{
    private const int MostParts = 20_000;
    private const double Rounding = 1e-12;

    /// <summary>A time from 0 to an end at which the function is negative by more than rounding; null where enclosures say that there is none, or none is seen in the finest parts.</summary>
    public static double? FirstNegative(FormulaEnvelope envelope, double end)
    {
        var scan = new RangeScan(envelope.Expression, "t");
        double size = scan.Enclose(0, end).Range is { IsFinite: true } all ? all.Magnitude : Math.Abs(envelope.At(0));
        double allowed = -Rounding * size;
        var queue = new Queue<(double From, double To)>([(0, end)]);
        for (int n = 0; queue.TryDequeue(out (double From, double To) part); n++)
        {
            double middle = part.From + ((part.To - part.From) / 2);
            foreach (double time in new[] { part.From, middle, part.To })
            {
                if (envelope.At(time) < allowed)
                {
                    return time;
                }
            }

            if (n < MostParts && part.To - part.From > 1e-9 * end && !(scan.Enclose(part.From, part.To).Range.Low >= allowed))
            {
                queue.Enqueue((part.From, middle));
                queue.Enqueue((middle, part.To));
            }
        }

        return null;
    }
}
