using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>An operator in symbols: a sum of products of real expressions times constant matrices.</summary>
internal sealed class OperatorSum
{
    private readonly Dictionary<FactorProduct, ExactMatrix> terms = [];

    public IReadOnlyDictionary<FactorProduct, ExactMatrix> Terms => terms;

    public OperatorSum Adjoint => Map(m => m.Adjoint);

    public static OperatorSum Of(ScalarSum scalar, ExactMatrix matrix)
    {
        var sum = new OperatorSum();
        foreach ((FactorProduct factors, ExactNumber value) in scalar.Terms)
        {
            sum.Add(factors, value * matrix);
        }

        return sum;
    }

    public static OperatorSum operator -(OperatorSum x) => x.Map(m => -ExactNumber.One * m);

    public static OperatorSum operator +(OperatorSum a, OperatorSum b)
    {
        var sum = new OperatorSum();
        foreach ((FactorProduct factors, ExactMatrix matrix) in a.terms.Concat(b.terms))
        {
            sum.Add(factors, matrix);
        }

        return sum;
    }

    public static OperatorSum operator *(OperatorSum a, OperatorSum b)
    {
        const int MostTerms = 10_000;
        if ((long)a.terms.Count * b.terms.Count > MostTerms)
        {
            throw new UnsupportedModelException("An operator has too many terms when its products are expanded.");
        }

        var product = new OperatorSum();
        foreach ((FactorProduct f, ExactMatrix x) in a.terms)
        {
            foreach ((FactorProduct g, ExactMatrix y) in b.terms)
            {
                product.Add(f * g, x * y);
            }
        }

        return product;
    }

    /// <summary>Adds a term; terms with equal factors become one.</summary>
    public void Add(FactorProduct factors, ExactMatrix matrix)
    {
        ExactMatrix sum = terms.TryGetValue(factors, out ExactMatrix? before) ? before + matrix : matrix;
        if (sum.IsZero)
        {
            terms.Remove(factors);
        }
        else
        {
            terms[factors] = sum;
        }
    }

    private OperatorSum Map(Func<ExactMatrix, ExactMatrix> map)
    {
        var result = new OperatorSum();
        foreach ((FactorProduct factors, ExactMatrix matrix) in terms)
        {
            result.Add(factors, map(matrix));
        }

        return result;
    }
}

/// <summary>Operators of a model file in symbols: products of sums are expanded, numbers beside operators are multiples of the identity.</summary>
/// <param name="space">The sites.</param>
/// <param name="wholeNumber">Values of levels and exponents.</param>
internal sealed class OperatorExpansion(HilbertSpace space, Func<Expression, int> wholeNumber)
{
    private readonly ExactMatrix one = ExactMatrix.Identity(space.Dimension);

    /// <summary>The operator [d, d].</summary>
    /// <exception cref="UnsupportedModelException">Something in it has no symbols here.</exception>
    public OperatorSum Of(Expression expression) => expression switch
    {
        _ when !HasOperators(expression) => OperatorSum.Of(ScalarExpansion.Of(expression), one),
        MemberExpression member => OperatorSum.Of(ScalarSum.One, Member(member)),
        NegationExpression negation => -Of(negation.Operand),
        BinaryExpression { Operator: BinaryOperator.Add } sum => Of(sum.Left) + Of(sum.Right),
        BinaryExpression { Operator: BinaryOperator.Subtract } difference => Of(difference.Left) + -Of(difference.Right),
        BinaryExpression { Operator: BinaryOperator.Multiply } product => Of(product.Left) * Of(product.Right),
        BinaryExpression { Operator: BinaryOperator.Divide } quotient => Of(quotient.Left) * Scalar(new BinaryExpression(BinaryOperator.Divide, new NumberExpression(1), quotient.Right)),
        BinaryExpression power => Power(power),
        SumExpression sum => Sum(sum),
        IndexedMemberExpression member => Indexed(member),
        _ => throw new UnsupportedModelException($"'{expression}' has no meaning for operators."),
    };

    private OperatorSum Sum(SumExpression sum) =>
        Indices.Range(sum, wholeNumber(sum.From), wholeNumber(sum.To)).Select(k => Of(Indices.Plain(sum.At(k)))).Aggregate(new OperatorSum(), (a, b) => a + b);

    private OperatorSum Indexed(IndexedMemberExpression member) =>
        Of(new MemberExpression(Indices.Name(member.Site, wholeNumber(member.Children[0])), member.Operator, [.. member.Children.Skip(1)], member.Position));

    private static bool HasOperators(Expression expression) => expression is MemberExpression or IndexedMemberExpression || expression.Children.Any(HasOperators);

    private OperatorSum Scalar(Expression expression) => OperatorSum.Of(ScalarExpansion.Of(expression), one);

    private ExactMatrix Member(MemberExpression member)
    {
        int index = space.Sites.ToList().FindIndex(s => string.Equals(s.Name, member.Site, StringComparison.Ordinal));
        if (index < 0)
        {
            throw new UnsupportedModelException($"There is no site '{member.Site}'.");
        }

        int[] states = [.. member.Children.Select(State)];
        return ExactSite.On(space, index, ExactSite.Of(space.Sites[index], member.Operator, states));

        int State(Expression argument)
        {
            int state = wholeNumber(argument);
            int count = space.Sites[index].Dimension;
            return state >= 0 && state < count ? state
                : throw PreciseParameters.Refused(FormattableString.Invariant($"{member.Operator} of site '{member.Site}' needs a state from 0 to {count - 1}, not {state}."));
        }
    }

    private OperatorSum Power(BinaryExpression power)
    {
        const int LargestPower = 64;
        int exponent = wholeNumber(power.Right);
        if (exponent is < 0 or > LargestPower)
        {
            throw new UnsupportedModelException($"The power of an operator must be from 0 to {LargestPower}.");
        }

        OperatorSum operand = Of(power.Left);
        return Enumerable.Range(0, exponent).Aggregate(OperatorSum.Of(ScalarSum.One, one), (p, _) => p * operand);
    }
}

/// <summary>A product of real expressions in the parameters, whatever their order; 1 where there are none.</summary>
internal sealed class FactorProduct : IEquatable<FactorProduct>
{
    private readonly string key;
    private readonly string[] texts;

    private FactorProduct((string Text, Expression Factor)[] sorted)
    {
        texts = [.. sorted.Select(f => f.Text)];
        Factors = [.. sorted.Select(f => f.Factor)];
        key = string.Join('\n', texts);
    }

    public static FactorProduct One { get; } = new([]);

    public IReadOnlyList<Expression> Factors { get; }

    public static FactorProduct Of(Expression factor) => new([(Text(factor), factor)]);

    public static FactorProduct operator *(FactorProduct a, FactorProduct b) =>
        a.Factors.Count == 0 ? b : b.Factors.Count == 0 ? a
        : new([.. a.texts.Zip(a.Factors).Concat(b.texts.Zip(b.Factors)).OrderBy(f => f.First, StringComparer.Ordinal)]);

    /// <summary>A text that only equal expressions share, all written digits included.</summary>
    public static string Text(Expression expression) => expression switch
    {
        NumberExpression number => number.Digits,
        NameExpression name => name.Name,
        NegationExpression negation => $"-({Text(negation.Operand)})",
        BinaryExpression binary => $"({Text(binary.Left)} {binary.Operator} {Text(binary.Right)})",
        CallExpression call => $"{call.Function}({string.Join(',', call.Children.Select(Text))})",
        ChoiceExpression choice => $"if({string.Join(',', choice.Children.Select(Text))})",
        SumExpression sum => $"sum({sum.Index},{string.Join(',', sum.Children.Select(Text))})",
        ComparisonExpression comparison => $"({Text(comparison.Left)} {comparison.Operator} {Text(comparison.Right)})",
        LogicalExpression logical => $"({Text(logical.Left)} {logical.Operator} {Text(logical.Right)})",
        _ => throw new UnsupportedModelException($"'{expression}' has no value in many digits."),
    };

    public bool Equals(FactorProduct? other) => other is not null && string.Equals(key, other.key, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as FactorProduct);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(key);
}

/// <summary>Symbolic operators at a point in doubles, for checks whose tolerance is far above rounding.</summary>
internal static class NumericOperator
{
    private const int Bits = 64;

    public static Operator Of(OperatorSum sum, PreciseParameters parameters)
    {
        int d = sum.Terms.Values.Select(m => m.Dimension).DefaultIfEmpty(1).First();
        var entries = new List<(int, int, Complex)>();
        foreach ((FactorProduct factors, ExactMatrix matrix) in sum.Terms)
        {
            Ball scalar = Ball.Exact(BigFloat.One.To(parameters.Bits));
            foreach (Expression factor in factors.Factors)
            {
                scalar *= parameters.Value(factor);
            }

            double size = (double)scalar.Value;
            entries.AddRange(matrix.Entries.Select(e => (e.Key.Row, e.Key.Column, size * new Complex((double)e.Value.Real.Value(Bits), (double)e.Value.Imaginary.Value(Bits)))));
        }

        return new Operator(SparseMatrix<Complex>.FromEntries(d, d, entries));
    }
}
