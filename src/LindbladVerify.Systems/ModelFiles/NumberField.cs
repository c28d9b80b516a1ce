using System.Globalization;
using System.Numerics;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A value of a file that is a number: plain, with a unit, or an expression of parameters.</summary>
internal sealed class NumberField
{
    private readonly FileScalar node;
    private readonly string what;
    private readonly QuantityKind kind;
    private readonly Quantity? quantity;
    private readonly Expression? expression;

    private NumberField(FileScalar node, string what, QuantityKind kind)
    {
        this.node = node;
        this.what = what;
        this.kind = kind;
        if (node.Text.Length == 0)
        {
            throw node.Error($"{what} has no value");
        }

        if (IsNotFinite(node.Text))
        {
            throw node.Error($"{what} must be a finite number, not {node.Text}");
        }

        if (Quantity.HasUnit(node.Text))
        {
            quantity = node.Evaluate(what, () => Quantity.Parse(node.Text, kind));
        }
        else
        {
            expression = node.Expression(what);
        }
    }

    private NumberField(FileScalar node, string what, Expression expression)
    {
        this.node = node;
        this.what = what;
        kind = QuantityKind.Any;
        this.expression = expression;
    }

    /// <summary>Whether the value carries a frequency unit and gained a factor 2π.</summary>
    public bool IsInHertz => quantity is not null && node.Text.Contains("Hz", StringComparison.Ordinal) && kind != QuantityKind.Rate;

    /// <summary>What the value is exactly: the text's decimal digits, units and 2π as factors.</summary>
    public Expression Exact => expression ?? node.Evaluate(what, () => Quantity.Exact(node.Text, kind));

    public static NumberField Read(FileNode node, string what, QuantityKind kind) => new(node.AsScalar(what), what, kind);

    /// <summary>A number that follows from what stands at a place of the file.</summary>
    public static NumberField Of(FileScalar node, string what, Expression expression) => new(node, what, expression);

    /// <summary>The value, finite and real.</summary>
    public double Value(Binding binding)
    {
        if (quantity is Quantity given)
        {
            if (given.Note is not null && !binding.Notes.Contains($"{what}: {given.Note}", StringComparer.Ordinal))
            {
                binding.Notes.Add($"{what}: {given.Note}");
            }

            return given.Value;
        }

        NoteHertzInRate(binding);
        return node.Evaluate(what, () => binding.Evaluator.Real(expression!));
    }

    /// <summary>The value, finite and complex.</summary>
    public Complex ComplexValue(Binding binding) => quantity is not null ? Value(binding) : node.Evaluate(what, () => binding.Evaluator.Number(expression!));

    /// <summary>The value, within a range.</summary>
    /// <param name="binding">What to evaluate with.</param>
    /// <param name="holds">The condition.</param>
    /// <param name="allowed">The condition in words.</param>
    public double Value(Binding binding, Func<double, bool> holds, string allowed)
    {
        double value = Value(binding);
        return holds(value) ? value : throw Error($"must be {allowed}, not {Shown(value)}");
    }

    /// <summary>The value, an integer within a range.</summary>
    public int Integer(Binding binding, int least, int most) =>
        (int)Value(binding, v => v == Math.Round(v) && v >= least && v <= most, string.Create(CultureInfo.InvariantCulture, $"an integer from {least} to {most}"));

    public ModelFileException Error(string reason) => node.Error($"{what} {reason}");

    private static bool IsNotFinite(string text) =>
        text.Trim().TrimStart('+', '-').ToUpperInvariant() is "NAN" or ".NAN" or "INF" or ".INF" or "INFINITY" or "∞";

    private string Shown(double value)
    {
        string number = value.ToString("R", CultureInfo.InvariantCulture);
        return expression is NumberExpression or null || string.Equals(number, node.Text, StringComparison.Ordinal) ? number : $"{number} (= {ExpressionTokens.Shorten(node.Text)})";
    }

    private void NoteHertzInRate(Binding binding)
    {
        if (kind != QuantityKind.Rate)
        {
            return;
        }

        foreach (string name in expression!.Names().Where(binding.GivenInHertz.Contains))
        {
            string note = $"{what} uses '{name}', which was given in Hz and multiplied by 2π; write 1/s if that is not meant";
            if (!binding.Notes.Contains(note, StringComparer.Ordinal))
            {
                binding.Notes.Add(note);
            }
        }
    }
}

/// <summary>A value of a file that is an operator expression.</summary>
internal sealed class OperatorField
{
    private readonly FileScalar node;
    private readonly string what;
    private readonly Expression expression;
    private Tuple<HilbertSpace, Operator>? fixedValue;
    private IReadOnlySet<string>? names;

    private OperatorField(FileScalar node, string what)
    {
        this.node = node;
        this.what = what;
        expression = node.Text.Length > 0 ? node.Expression(what) : throw node.Error($"{what} has no value");
    }

    private OperatorField(FileScalar node, string what, Expression expression)
    {
        this.node = node;
        this.what = what;
        this.expression = expression;
    }

    /// <summary>Where it stands.</summary>
    public FileScalar Node => node;

    /// <summary>The operator in symbols.</summary>
    public Expression Expression => expression;

    public static OperatorField Read(FileNode node, string what) => new(node.AsScalar(what), what);

    /// <summary>An operator that follows from what stands at a place of the file.</summary>
    public static OperatorField Of(FileScalar node, string what, Expression expression) => new(node, what, expression);

    /// <summary>The operator [d, d]; of an expression without parameters, the same object for all of them.</summary>
    public Operator Value(Binding binding)
    {
        if (Volatile.Read(ref fixedValue) is var (space, known) && ReferenceEquals(space, binding.Space))
        {
            return known;
        }

        Operator value = node.Evaluate(what, () => binding.Evaluator.Operator(expression));
        if (binding.Space.Basis is null && !(names ??= expression.Names()).Overlaps(binding.Parameters.Keys))
        {
            Volatile.Write(ref fixedValue, Tuple.Create(binding.Space, value));
        }

        return value;
    }

    /// <summary>Operators of few sites that add up to it.</summary>
    public IReadOnlyList<SiteOperator> Addends(Binding binding) => node.Evaluate(what, () => binding.Evaluator.Addends(expression));

    /// <summary>Refuses an operator that differs from its adjoint.</summary>
    /// <param name="defect">By how much.</param>
    public ModelFileException NotHermitian(double defect) =>
        Error(FormattableString.Invariant($"must be Hermitian, but differs from its adjoint by {defect:G3}: every term needs its adjoint (.p pairs with .m, i with -i)"));

    /// <summary>The operator, Hermitian.</summary>
    public Operator Hermitian(Binding binding)
    {
        Operator value = Value(binding);
        if (value.IsHermitian())
        {
            return value;
        }

        throw NotHermitian((value - value.Adjoint()).Matrix.LargestModulus());
    }

    public ModelFileException Error(string reason) => node.Error($"{what} {reason}");
}
