using System.Globalization;
using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Expressions;

/// <summary>Values of expressions in a Hilbert space with given parameters: complex numbers and operators.</summary>
/// <remarks>
/// A number added to an operator is that multiple of the identity. Operators of different sites multiply as a tensor product.
/// Products are formed on the sites concerned only and the work of one evaluator is bounded, so that no file can stall a run.
/// </remarks>
internal sealed partial class ExpressionEvaluator
{
    private const double LargestWork = 2e9;
    private const double MostEntries = 1e7;
    private const double MostEntriesInAll = 2e7;
    private const int LargestOperatorPower = 64;
    private readonly HilbertSpace? space;
    private readonly IReadOnlyDictionary<string, double> parameters;
    private double work;
    private double kept;

    /// <summary>An evaluator.</summary>
    /// <param name="parameters">Values by name.</param>
    /// <param name="space">The sites; null where only numbers are wanted.</param>
    public ExpressionEvaluator(IReadOnlyDictionary<string, double> parameters, HilbertSpace? space = null)
    {
        this.parameters = parameters;
        this.space = space;
    }

    /// <summary>The value of an expression of numbers.</summary>
    /// <exception cref="ExpressionException">A name is unknown, an operator stands where a number is expected, or the value is not finite.</exception>
    public Complex Number(Expression expression)
    {
        Complex value = RequireNumber(Value(expression), expression, "a number is expected here, but this is an operator");
        return Complex.IsFinite(value)
            ? value
            : throw new ExpressionException(expression.Position, "the value is not a finite number (a division by zero, or an overflow)");
    }

    /// <summary>The value of an expression of real numbers.</summary>
    /// <inheritdoc cref="Number"/>
    public double Real(Expression expression)
    {
        Complex value = Number(expression);
        return value.Imaginary == 0
            ? value.Real
            : throw new ExpressionException(expression.Position, $"a real number is expected here, but the value is {Show(value)}");
    }

    /// <summary>The operator [d, d] of an expression; a number is that multiple of the identity.</summary>
    /// <exception cref="ExpressionException">A name or site is unknown, an operation has no meaning for operators, or the work is too large.</exception>
    public Operator Operator(Expression expression)
    {
        HilbertSpace all = space ?? throw new InvalidOperationException("Operators need a Hilbert space.");
        if (all.Basis is { } basis)
        {
            return Restricted(expression, basis);
        }

        object value = Value(expression);
        SiteOperator result = value as SiteOperator ?? SiteOperator.Scalar((Complex)value);
        foreach (Complex entry in result.Matrix.Values)
        {
            if (!Complex.IsFinite(entry))
            {
                throw new ExpressionException(expression.Position, "the operator has an entry that is not a finite number (a division by zero, or an overflow)");
            }
        }

        double entries = (double)result.Matrix.StoredCount * all.Dimension / result.Matrix.Rows;
        RequireStorable(entries, expression);
        kept += entries;
        if (kept > MostEntriesInAll)
        {
            throw new ExpressionException(expression.Position, string.Create(CultureInfo.InvariantCulture, $"all operators together have more than {MostEntriesInAll:G2} entries")) { IsSize = true };
        }

        return new Operator(result.On(all, [.. Enumerable.Range(0, all.Sites.Count)]));
    }

    private static string Show(Complex z) => string.Create(CultureInfo.InvariantCulture, $"{z.Real:R} {(z.Imaginary < 0 ? '-' : '+')} {Math.Abs(z.Imaginary):R}i");

    private static Complex RequireNumber(object value, Expression at, string reason) =>
        value is Complex number ? number : throw new ExpressionException(at.Position, reason);

    /// <summary>A <see cref="Complex"/> or a <see cref="SiteOperator"/>.</summary>
    private object Value(Expression expression) => expression switch
    {
        NumberExpression number => new Complex(number.Value, 0),
        NameExpression name => Named(name),
        MemberExpression member => Member(member),
        NegationExpression negation => Value(negation.Operand) is var v && v is SiteOperator o ? o with { Matrix = -Complex.One * o.Matrix } : -(Complex)v,
        CallExpression call => Call(call),
        ChoiceExpression choice => Value(Holds(choice.Condition) ? choice.First : choice.Second),
        SumExpression sum => Sum(sum),
        IndexedMemberExpression member => Member(member),
        IndexedNameExpression entry => Named(entry),
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum => Sum(sum),
        BinaryExpression { Operator: BinaryOperator.Multiply } product => Product(product),
        BinaryExpression { Operator: BinaryOperator.Divide } quotient => Quotient(quotient),
        BinaryExpression power => Power(power),
        _ => throw new ExpressionException(expression.Position, "a condition stands where a value is expected"),
    };

    private object Named(NameExpression name)
    {
        if (parameters.TryGetValue(name.Name, out double value))
        {
            return new Complex(value, 0);
        }

        if (space is not null && space.Sites.Any(s => string.Equals(s.Name, name.Name, StringComparison.Ordinal)))
        {
            throw new ExpressionException(name.Position, $"'{name.Name}' is a site: name one of its operators, such as {name.Name}.one");
        }

        return Constants.Value(name.Name) ?? throw UnknownName.Of(name, parameters.Keys);
    }

    private object Named(IndexedNameExpression entry) => Named(new NameExpression(Indices.Name(entry.Name, Whole(entry.Children[0], "an index")), entry.Position));

    private SiteOperator Member(IndexedMemberExpression member) =>
        Member(new MemberExpression(Indices.Name(member.Site, Whole(member.Children[0], "an index")), member.Operator, [.. member.Children.Skip(1)], member.Position));

    private SiteOperator Member(MemberExpression member)
    {
        if (space is null)
        {
            throw new ExpressionException(member.Position, $"'{member.Site}.{member.Operator}' is an operator of a site; only numbers are allowed here");
        }

        int index = space.Sites.ToList().FindIndex(s => string.Equals(s.Name, member.Site, StringComparison.Ordinal));
        if (index < 0)
        {
            string[] names = [.. space.Sites.Select(s => s.Name)];
            throw new ExpressionException(member.Position, $"there is no site '{ExpressionTokens.Shorten(member.Site)}'{NameSuggestion.For(member.Site, names)}; the sites are {UnknownName.List(names)}");
        }

        return new SiteOperator([index], SiteOperators.Local(space.Sites[index], member, [.. member.Children.Select(Real)]));
    }

    private Complex Call(CallExpression call)
    {
        Complex[] arguments = [.. call.Children.Select(a => RequireNumber(Value(a), a, $"{call.Function} takes numbers, not operators"))];
        if (Functions.Of(call.Function) is { } function && arguments.Length == 1)
        {
            return ComplexFunctions.Apply(function, arguments[0])
                ?? throw new ExpressionException(call.Children[0].Position, $"{call.Function} takes real numbers, not {Show(arguments[0])}");
        }

        int complex = Array.FindIndex(arguments, z => z.Imaginary != 0);
        if (complex >= 0)
        {
            throw new ExpressionException(call.Children[complex].Position, $"{call.Function} takes real numbers, not {Show(arguments[complex])}");
        }

        if (Functions.Of(call.Function) is { } ofTwo)
        {
            return RequireOrder(call, arguments[0].Real, default(DoubleArithmetic).Apply(ofTwo, arguments[0].Real, arguments[1].Real));
        }

        return arguments.Select(z => z.Real).Aggregate(Functions.IsMinimum(call.Function) ? Math.Min : Math.Max);
    }

    private static Complex RequireOrder(CallExpression call, double order, double value) => !double.IsNaN(value) || call.Function is "atan2"
        ? value
        : throw new ExpressionException(call.Children[0].Position, FormattableString.Invariant($"the order of {call.Function} must be a whole number from {-PreciseSpecialFunctions.LargestOrder} to {PreciseSpecialFunctions.LargestOrder}, not {order:R}"));

    private int Whole(Expression e, string what) => Indices.Whole(Real(e), e, what);

    private bool Holds(Expression condition) => condition switch
    {
        LogicalExpression logical => logical.Operator == LogicalOperator.And ? Holds(logical.Left) && Holds(logical.Right) : Holds(logical.Left) || Holds(logical.Right),
        ComparisonExpression comparison => default(DoubleArithmetic).Compare(comparison.Operator, Real(comparison.Left), Real(comparison.Right)) != 0,
        _ => throw new ExpressionException(condition.Position, "a value stands where a condition is expected, such as 'a < b'"),
    };

    /// <summary>The terms at all values of the index.</summary>
    private object Sum(SumExpression sum)
    {
        Expression[] terms = [.. Indices.Range(sum, Whole(sum.From, "a bound of a sum"), Whole(sum.To, "a bound of a sum")).Select(k => Indices.Plain(sum.At(k)))];
        return Sum([.. terms.Select(t => (Value(t), false))], sum);
    }

    /// <summary>A chain of + and - as one sum.</summary>
    private object Sum(BinaryExpression sum)
    {
        var terms = new List<(object Value, bool Minus)>();
        Expression rest = sum;
        while (rest is BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract } link)
        {
            terms.Add((Value(link.Right), link.Operator == BinaryOperator.Subtract));
            rest = link.Left;
        }

        terms.Add((Value(rest), false));
        terms.Reverse();
        return Sum(terms, sum);
    }

    private object Sum(List<(object Value, bool Minus)> terms, Expression sum)
    {
        if (terms.Count == 0)
        {
            return Complex.Zero;
        }

        if (terms.TrueForAll(t => t.Value is Complex))
        {
            return terms.Skip(1).Aggregate((Complex)terms[0].Value, (total, t) => t.Minus ? total - (Complex)t.Value : total + (Complex)t.Value);
        }

        SiteOperator[] operators = [.. terms.Select(t => Signed(t.Value as SiteOperator ?? SiteOperator.Scalar((Complex)t.Value), t.Minus))];
        int n = SiteOperator.Dimension(space!, SiteOperator.Union(operators));
        RequireStorable(operators.Sum(o => (double)o.Matrix.StoredCount * n / o.Matrix.Rows), sum);
        return SiteOperator.Sum(space!, operators);
    }

    private static SiteOperator Signed(SiteOperator o, bool minus) => minus ? o with { Matrix = -Complex.One * o.Matrix } : o;

    private object Product(BinaryExpression product)
    {
        object left = Value(product.Left);
        object right = Value(product.Right);
        return (left, right) switch
        {
            (Complex { Imaginary: 0 } a, Complex { Imaginary: 0 } b) => new Complex(a.Real * b.Real, 0),
            (Complex a, Complex b) => a * b,
            (Complex a, SiteOperator b) => b with { Matrix = a * b.Matrix },
            (SiteOperator a, Complex b) => a with { Matrix = b * a.Matrix },
            _ => Product((SiteOperator)left, (SiteOperator)right, product),
        };
    }

    private SiteOperator Product(SiteOperator a, SiteOperator b, Expression at)
    {
        int[] sites = SiteOperator.Union([a, b]);
        double n = SiteOperator.Dimension(space!, sites);
        RequireStorable((a.Matrix.StoredCount * n / a.Matrix.Rows) + (b.Matrix.StoredCount * n / b.Matrix.Rows), at);
        SparseMatrix<Complex> left = a.On(space!, sites);
        SparseMatrix<Complex> right = b.On(space!, sites);
        double cost = SiteOperator.ProductCost(left, right);
        RequireStorable(Math.Min(cost, n * n), at);
        Spend(cost, at);
        return new SiteOperator(sites, left * right);
    }

    private object Quotient(BinaryExpression quotient)
    {
        object left = Value(quotient.Left);
        Complex divisor = RequireNumber(Value(quotient.Right), quotient.Right, "an operator cannot be a divisor");
        if (left is Complex number)
        {
            return divisor.Imaginary == 0 && number.Imaginary == 0 ? new Complex(number.Real / divisor.Real, 0) : number / divisor;
        }

        if (divisor == Complex.Zero)
        {
            throw new ExpressionException(quotient.Position, "an operator is divided by zero");
        }

        return (SiteOperator)left with { Matrix = ((SiteOperator)left).Matrix.Map(v => v / divisor) };
    }

    private object Power(BinaryExpression power)
    {
        object @base = Value(power.Left);
        Complex exponent = RequireNumber(Value(power.Right), power.Right, "an exponent must be a number, not an operator");
        if (@base is Complex number)
        {
            return Powers.Of(number, exponent);
        }

        int times = RequirePower(exponent, power);
        var operand = (SiteOperator)@base;
        SiteOperator result = operand with { Matrix = SparseMatrix<Complex>.Identity(operand.Matrix.Rows) };
        for (int k = 0; k < times; k++)
        {
            result = Product(result, operand, power);
        }

        return result;
    }

    private static int RequirePower(Complex exponent, BinaryExpression power) =>
        exponent.Imaginary == 0 && exponent.Real == Math.Round(exponent.Real) && exponent.Real is >= 0 and <= LargestOperatorPower
            ? (int)exponent.Real
            : throw new ExpressionException(power.Right.Position, $"the power of an operator must be an integer from 0 to {LargestOperatorPower}, not {Show(exponent)}");

    private void RequireStorable(double entries, Expression at)
    {
        Spend(entries, at);
        if (entries > MostEntries)
        {
            throw new ExpressionException(at.Position, string.Create(CultureInfo.InvariantCulture, $"the operator is too dense: it may have {entries:G2} entries; at most {MostEntries:G2} are allowed")) { IsSize = true };
        }
    }

    private void Spend(double operations, Expression at)
    {
        work += operations;
        if (work > LargestWork)
        {
            throw new ExpressionException(at.Position, string.Create(CultureInfo.InvariantCulture, $"the operators are too dense: more than {LargestWork:G2} multiplications would be needed")) { IsSize = true };
        }
    }
}
