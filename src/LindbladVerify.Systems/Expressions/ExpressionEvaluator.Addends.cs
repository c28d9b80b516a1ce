using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Expressions;

/// <summary>Operators as sums of operators of few sites each, for spaces that are never built as a whole.</summary>
internal sealed partial class ExpressionEvaluator
{
    /// <summary>Most operators of few sites that one operator may be written as.</summary>
    private const int MostAddends = 1_100_000;

    /// <summary>Operators of few sites that add up to an expression: sums are kept apart and products of sums multiplied out.</summary>
    /// <exception cref="ExpressionException">A name or site is unknown, or there are too many terms.</exception>
    public IReadOnlyList<SiteOperator> Addends(Expression expression)
    {
        var addends = new List<SiteOperator>();
        foreach ((Complex factor, Expression term) in Terms(expression, Complex.One))
        {
            addends.AddRange(factor == Complex.One ? Multiplied(term) : Multiplied(term).Select(o => o with { Matrix = factor * o.Matrix }));
            if (addends.Count > MostAddends)
            {
                throw new ExpressionException(expression.Position, FormattableString.Invariant($"the operator has more than {MostAddends} terms when it is multiplied out")) { IsSize = true };
            }
        }

        foreach (SiteOperator addend in addends)
        {
            if (!Array.TrueForAll(addend.Matrix.Values.ToArray(), Complex.IsFinite))
            {
                throw new ExpressionException(expression.Position, "the operator has an entry that is not a finite number (a division by zero, or an overflow)");
            }
        }

        return addends;
    }

    private IEnumerable<SiteOperator> Multiplied(Expression term)
    {
        switch (term)
        {
            case BinaryExpression { Operator: BinaryOperator.Multiply } product when OperatorAdjoint.HasOperators(product.Left) && OperatorAdjoint.HasOperators(product.Right):
                return Multiplied(Addends(product.Left), Addends(product.Right), product);
            case BinaryExpression { Operator: BinaryOperator.Power } power when OperatorAdjoint.HasOperators(power.Left):
                IReadOnlyList<SiteOperator> operand = Addends(power.Left);
                return Enumerable.Range(0, RequirePower(Number(power.Right), power)).Aggregate((IReadOnlyList<SiteOperator>)[SiteOperator.Scalar(Complex.One)], (product, _) => Multiplied(product, operand, power));
            default:
                object value = Value(term);
                return [value as SiteOperator ?? SiteOperator.Scalar((Complex)value)];
        }
    }

    private List<SiteOperator> Multiplied(IReadOnlyList<SiteOperator> left, IReadOnlyList<SiteOperator> right, BinaryExpression at) => (double)left.Count * right.Count <= MostAddends
        ? [.. left.SelectMany(a => right.Select(b => Product(a, b, at)))]
        : throw new ExpressionException(at.Position, FormattableString.Invariant($"the product has {(double)left.Count * right.Count:G6} terms when it is multiplied out; at most {MostAddends} are allowed")) { IsSize = true };

    /// <summary>The largest matrix element of operators evaluated so far that leads to states which a restriction leaves out.</summary>
    public double Leak { get; set; }

    /// <summary>An operator between the states of a restricted space: each term on the sites that it names, so that no larger space is ever built.</summary>
    private Operator Restricted(Expression expression, RestrictedBasis basis)
    {
        var entries = new List<(int, int, Complex)>();
        double leak = Leak;
        foreach ((Complex factor, Expression term) in Terms(expression, Complex.One))
        {
            foreach (SiteOperator own in OfFewSites(term))
            {
                entries.AddRange(basis.Embed(own.Sites, factor * own.Matrix, ref leak));
            }

            RequireStorable(entries.Count, term);
        }

        Leak = leak;
        return entries.TrueForAll(e => Complex.IsFinite(e.Item3))
            ? new Operator(SparseMatrix<Complex>.FromEntries(basis.Count, basis.Count, entries))
            : throw new ExpressionException(expression.Position, "the operator has an entry that is not a finite number (a division by zero, or an overflow)");
    }

    /// <summary>A term on the sites that it names, or multiplied out where these are too many to be multiplied together.</summary>
    private IEnumerable<SiteOperator> OfFewSites(Expression term)
    {
        try
        {
            object value = Value(term);
            return [value as SiteOperator ?? SiteOperator.Scalar((Complex)value)];
        }
        catch (ExpressionException e) when (e.IsSize)
        {
            return Multiplied(term);
        }
    }

    private IEnumerable<(Complex Factor, Expression Term)> Terms(Expression e, Complex factor) => e switch
    {
        BinaryExpression { Operator: BinaryOperator.Add } sum => Terms(sum.Left, factor).Concat(Terms(sum.Right, factor)),
        BinaryExpression { Operator: BinaryOperator.Subtract } difference => Terms(difference.Left, factor).Concat(Terms(difference.Right, -factor)),
        NegationExpression negation => Terms(negation.Operand, -factor),
        BinaryExpression { Operator: BinaryOperator.Multiply } product when !OperatorAdjoint.HasOperators(product.Left) => Terms(product.Right, factor * Number(product.Left)),
        BinaryExpression { Operator: BinaryOperator.Multiply } product when !OperatorAdjoint.HasOperators(product.Right) => Terms(product.Left, factor * Number(product.Right)),
        BinaryExpression { Operator: BinaryOperator.Divide } quotient => Terms(quotient.Left, factor / Number(quotient.Right)),
        SumExpression sum => Indices.Range(sum, Whole(sum.From, "a bound of a sum"), Whole(sum.To, "a bound of a sum")).SelectMany(k => Terms(Indices.Plain(sum.At(k)), factor)),
        ChoiceExpression choice => Terms(Holds(choice.Condition) ? choice.First : choice.Second, factor),
        _ => [(factor, e)],
    };
}
