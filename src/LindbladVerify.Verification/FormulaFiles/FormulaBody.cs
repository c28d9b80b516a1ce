using LindbladVerify.Formulas;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>The keys <c>where</c> and <c>rate</c> or <c>curve</c>: an expression of the parameters with helpers that are computed before it.</summary>
public sealed class FormulaBody
{
    /// <summary>The name of the time in a curve.</summary>
    public const string Time = "t";

    /// <summary>An imaginary part that doubles may leave where there is none.</summary>
    private const double LargestImaginary = 1e-9;

    /// <summary>The rounding of one operation, relative.</summary>
    private const double Unit = 1.2e-16;

    private readonly string[] slots;
    private readonly (string Name, CompiledExpression Program)[] helpers;
    private readonly CompiledExpression program;

    internal FormulaBody(IReadOnlyList<string> parameters, bool isCurve, bool isComplex, IReadOnlyList<(string Name, FileScalar Node)> where, FileScalar value)
    {
        IsCurve = isCurve;
        IsComplex = isComplex || where.Select(w => w.Node.Expression($"where.{w.Name}")).Append(value.Expression(isCurve ? "curve" : "rate")).Any(HasComplex);
        slots = [.. parameters, .. isCurve && !parameters.Contains(Time, StringComparer.Ordinal) ? [Time] : Array.Empty<string>()];
        var known = new List<string>(slots);
        var compiled = new List<(string, CompiledExpression)>();
        foreach ((string name, FileScalar node) in where)
        {
            compiled.Add((name, Compile(node, $"where.{name}", known, IsComplex)));
            known.Add(name);
        }

        helpers = [.. compiled];
        program = Compile(value, isCurve ? "curve" : "rate", known, IsComplex);
    }

    private FormulaBody(FormulaBody other, IReadOnlyList<Expression> definitions, Expression value)
    {
        IsCurve = other.IsCurve;
        IsComplex = other.IsComplex;
        slots = other.slots;
        helpers = [.. other.helpers.Select((h, k) => (h.Name, CompiledExpression.Formula(definitions[k], other.KnownTo(k), IsComplex)))];
        program = CompiledExpression.Formula(value, other.KnownTo(helpers.Length), IsComplex);
    }

    /// <summary>Whether the value is a time course.</summary>
    public bool IsCurve { get; }

    /// <summary>Whether numbers may be complex on the way to the value, which is real: said by the file, or by an i, re, im, conj or arg in it.</summary>
    public bool IsComplex { get; }

    /// <summary>The expression of the rate or curve.</summary>
    public Expression Value => program.Expression;

    /// <summary>The helpers with their definitions, in order.</summary>
    public IReadOnlyList<(string Name, Expression Definition)> Helpers => [.. helpers.Select(h => (h.Name, h.Program.Expression))];

    /// <summary>The names that stand for numbers: parameters, the time of a curve, helpers.</summary>
    public IReadOnlyList<string> Names => KnownTo(helpers.Length);

    /// <summary>The same body with other expressions in the same places.</summary>
    /// <param name="definitions">One per helper.</param>
    /// <param name="value">The rate or curve.</param>
    /// <exception cref="ExpressionException">A name is not known where it stands.</exception>
    public FormulaBody With(IReadOnlyList<Expression> definitions, Expression value) => new(this, definitions, value);

    /// <summary>The value at a point.</summary>
    /// <param name="point">The parameters.</param>
    /// <param name="time">The time of a curve whose time is no parameter, s.</param>
    public double Evaluate(ParameterPoint point, double time = double.NaN)
    {
        Span<double> values = stackalloc double[slots.Length + helpers.Length];
        for (int k = 0; k < slots.Length; k++)
        {
            values[k] = point.Has(slots[k]) ? point[slots[k]] : time;
        }

        double value = Evaluate(default(DoubleArithmetic), values, (re, im) => Math.Abs(im) <= LargestImaginary * Math.Abs(re));
        return double.IsFinite(value) ? value : BeyondDoubles(point, time)?.Value ?? value;
    }

    /// <summary>Bound on the rounding error of the value at a point, parameters taken as exact.</summary>
    /// <inheritdoc cref="Evaluate(ParameterPoint, double)"/>
    public double RoundingError(ParameterPoint point, double time = double.NaN)
    {
        double error = EvaluateWithError(point, time).Error;
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    /// <summary>The value at a point with a bound on its rounding error, parameters taken as exact.</summary>
    /// <inheritdoc cref="Evaluate(ParameterPoint, double)"/>
    public RoundedNumber EvaluateWithError(ParameterPoint point, double time = double.NaN)
    {
        Span<RoundedNumber> values = stackalloc RoundedNumber[slots.Length + helpers.Length];
        for (int k = 0; k < slots.Length; k++)
        {
            values[k] = new RoundedNumber(point.Has(slots[k]) ? point[slots[k]] : time, 0);
        }

        RoundedNumber value = Evaluate(default(RoundedArithmetic), values, (_, im) => Math.Abs(im.Value) <= im.Error);
        return double.IsFinite(value.Value) ? value : BeyondDoubles(point, time) ?? value;
    }

    /// <summary>The value at a point by sums of two doubles, parameters taken as exact; null where that does not give it to a relative accuracy.</summary>
    /// <param name="point">The parameters.</param>
    /// <param name="accuracy">The largest relative error.</param>
    internal double? EvaluateDoubled(ParameterPoint point, double accuracy)
    {
        Span<DoubledNumber> values = stackalloc DoubledNumber[slots.Length + helpers.Length];
        for (int k = 0; k < slots.Length; k++)
        {
            values[k] = new DoubledNumber(new DoubleDouble(point.Has(slots[k]) ? point[slots[k]] : double.NaN, 0), 0);
        }

        DoubledNumber value = Evaluate(default(DoubledArithmetic), values, (_, im) => Math.Abs(im.Value.High) <= im.Error);
        return value.Error <= accuracy * Math.Abs(value.Value.High) ? value.Value.High : null;
    }

    /// <summary>The value where something on the way to it is too large for doubles, such as exp(800) times exp(-801); null where it has none.</summary>
    private RoundedNumber? BeyondDoubles(ParameterPoint point, double time)
    {
        const int Bits = 192;
        Dictionary<string, Ball> values = slots.Select(s => (Name: s, Value: point.Has(s) ? point[s] : time)).Where(v => double.IsFinite(v.Value))
            .ToDictionary(v => v.Name, v => Ball.Exact(BigFloat.Of(v.Value)), StringComparer.Ordinal);
        return Evaluate(values, Bits).Number is { } number && (double)number.Value is var value && double.IsFinite(value)
            ? new RoundedNumber(value, (double)number.Error + (double.Epsilon + Math.Abs(value)) * Unit)
            : null;
    }

    /// <summary>The helpers and the value as expressions of the parameters alone; those that would grow too large are left out.</summary>
    public IReadOnlyList<Expression> Parts()
    {
        var known = new Dictionary<string, Expression>(StringComparer.Ordinal);
        var parts = new List<Expression>();
        foreach ((string name, Expression definition) in Helpers.Append((string.Empty, Value)))
        {
            try
            {
                parts.Add(definition.Substitute(known));
                known[name] = parts[^1];
            }
            catch (ExpressionException)
            {
                // Too large once its helpers are written out.
            }
        }

        return parts;
    }

    /// <summary>The value in many digits, with a bound on its rounding error.</summary>
    /// <param name="values">The parameters by name, and the time "t" of a curve.</param>
    /// <param name="bits">Working precision.</param>
    public PreciseValue Evaluate(IReadOnlyDictionary<string, Ball> values, int bits)
    {
        var known = new PreciseValue[slots.Length + helpers.Length];
        for (int k = 0; k < slots.Length; k++)
        {
            known[k] = values.TryGetValue(slots[k], out Ball value) ? value : PreciseValue.Undefined;
        }

        return Evaluate(new PreciseArithmetic(bits), known, (_, im) => im.Number is { MayBeZero: true });
    }

    /// <summary>The one transcription of the formula, in numbers of any kind.</summary>
    /// <param name="arithmetic">Computes with them.</param>
    /// <param name="values">The parameters, with places for the helpers behind them.</param>
    /// <param name="isZero">Whether the imaginary part of a complex value is 0 within its error, beside the real part.</param>
    private T Evaluate<T, TArithmetic>(TArithmetic arithmetic, Span<T> values, Func<T, T, bool> isZero)
        where TArithmetic : struct, IRealArithmetic<T>
    {
        if (IsComplex)
        {
            var complex = new ComplexArithmetic<T, TArithmetic>(arithmetic);
            var numbers = new ComplexNumber<T>[values.Length];
            for (int k = 0; k < slots.Length; k++)
            {
                numbers[k] = ComplexArithmetic<T, TArithmetic>.Real(values[k]);
            }

            return complex.Value(Run<ComplexNumber<T>, ComplexArithmetic<T, TArithmetic>>(complex, numbers), isZero);
        }

        return Run<T, TArithmetic>(arithmetic, values);
    }

    private T Run<T, TArithmetic>(TArithmetic arithmetic, Span<T> values)
        where TArithmetic : struct, IArithmetic<T>
    {
        for (int k = 0; k < helpers.Length; k++)
        {
            values[slots.Length + k] = helpers[k].Program.Evaluate<T, TArithmetic>(arithmetic, values[..(slots.Length + k)]);
        }

        return program.Evaluate<T, TArithmetic>(arithmetic, values);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", helpers.Select(h => $"{h.Name} = {h.Program.Expression}").Prepend(program.Expression.ToString()));

    private static CompiledExpression Compile(FileScalar node, string what, IReadOnlyList<string> known, bool isComplex)
    {
        Expression expression = node.Expression(what);
        return node.Evaluate(what, () => CompiledExpression.Formula(expression, known, isComplex));
    }

    /// <summary>Whether the imaginary unit or a function that only complex numbers need occurs.</summary>
    private static bool HasComplex(Expression expression) =>
        expression is NameExpression { Name: "i" } or CallExpression { Function: "re" or "im" or "conj" or "arg" } || expression.Children.Any(HasComplex);

    private string[] KnownTo(int helper) => [.. slots, .. helpers.Take(helper).Select(h => h.Name)];
}
