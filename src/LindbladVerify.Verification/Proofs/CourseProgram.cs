using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Laplace;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>A time course that is a sum of products of powers of t, exponentials, cosines and sines, by its Laplace transform over prime fields.</summary>
internal sealed class CourseProgram
{
    private const int LargestPower = 64;
    private const int ArgumentTimes = 4;
    private readonly string time;
    private readonly List<Expression> constants = [];
    private readonly FieldProgram program;
    private readonly CourseNode root;
    private readonly ulong[] values;

    /// <param name="course">The course, its helpers written out.</param>
    /// <param name="time">Name of the time.</param>
    /// <param name="parameters">The other variables.</param>
    /// <exception cref="NotAlgebraicException">The course is no such sum.</exception>
    public CourseProgram(Expression course, string time, IReadOnlyList<string> parameters)
    {
        this.time = time;
        root = Node(course);
        program = FieldProgram.Compile(parameters, [], constants);
        values = new ulong[program.Outputs];
    }

    /// <summary>The transform at a point; false where there is none.</summary>
    /// <exception cref="NotAlgebraicException">An argument is not linear in the time.</exception>
    public bool TryTransform(Valuation valuation, ReadOnlySpan<ulong> point, ulong s, out ulong value)
    {
        value = 0;
        return program.TryRun(valuation, point, values) && Value(root, valuation).TryTransformAt(s, out value);
    }

    /// <summary>How large the transform can be.</summary>
    public FractionSize Size(IReadOnlyList<FractionSize> parameters)
    {
        IReadOnlyList<FractionSize> sizes = program.Sizes(parameters);
        FractionSize sum = FractionSize.Constant(0, 0);
        foreach ((FractionSize coefficient, FractionSize rate, int power) in Terms(root, sizes))
        {
            FractionSize pole = (FractionSize.Variable + rate).Inverse;
            FractionSize term = coefficient * FractionSize.Constant(power * 6, 0);
            for (int k = 0; k <= power; k++)
            {
                term *= pole;
            }

            sum += term;
        }

        return sum;
    }

    private CourseNode Node(Expression expression)
    {
        if (!expression.Names().Contains(time))
        {
            return Constant(expression);
        }

        switch (expression)
        {
            case NameExpression:
                return new CourseNode(CourseNodeKind.Time, []);
            case NegationExpression negation:
                return new CourseNode(CourseNodeKind.Difference, [Constant(new NumberExpression(0)), Node(negation.Operand)]);
            case BinaryExpression { Operator: BinaryOperator.Add } sum:
                return new CourseNode(CourseNodeKind.Sum, [Node(sum.Left), Node(sum.Right)]);
            case BinaryExpression { Operator: BinaryOperator.Subtract } difference:
                return new CourseNode(CourseNodeKind.Difference, [Node(difference.Left), Node(difference.Right)]);
            case BinaryExpression { Operator: BinaryOperator.Multiply } product:
                return new CourseNode(CourseNodeKind.Product, [Node(product.Left), Node(product.Right)]);
            case BinaryExpression { Operator: BinaryOperator.Divide } quotient when !quotient.Right.Names().Contains(time):
                return new CourseNode(CourseNodeKind.Product, [Node(quotient.Left), Constant(new BinaryExpression(BinaryOperator.Divide, new NumberExpression(1), quotient.Right))]);
            case BinaryExpression { Operator: BinaryOperator.Power, Right: NumberExpression { Value: > 0 and <= LargestPower } exponent } power when exponent.Value == Math.Round(exponent.Value):
                return new CourseNode(CourseNodeKind.Power, [Node(power.Left)], Power: (int)exponent.Value);
            case CallExpression { Function: "cosh" or "sinh" } call:
                CourseNode growing = Node(new CallExpression("exp", call.Children)), decaying = Node(new CallExpression("exp", [new NegationExpression(call.Children[0])]));
                CourseNode whole = new(call.Function is "cosh" ? CourseNodeKind.Sum : CourseNodeKind.Difference, [growing, decaying]);
                return new CourseNode(CourseNodeKind.Product, [Constant(new NumberExpression(0.5)), whole]);
            case CallExpression { Function: "exp" or "cos" or "sin" } call:
                int first = constants.Count;
                for (int t = 0; t < ArgumentTimes; t++)
                {
                    constants.Add(call.Children[0].Substitute(new Dictionary<string, Expression>(StringComparer.Ordinal) { [time] = new NumberExpression(t) }));
                }

                return new CourseNode(call.Function switch { "exp" => CourseNodeKind.Exponential, "cos" => CourseNodeKind.Cosine, _ => CourseNodeKind.Sine }, [], first);
            default:
                throw new NotAlgebraicException($"'{expression}' is no sum of products of powers of {time}, exponentials, cosines and sines: its Laplace transform is not rational.");
        }
    }

    private CourseNode Constant(Expression expression)
    {
        constants.Add(expression);
        return new CourseNode(CourseNodeKind.Constant, [], constants.Count - 1);
    }

    private ExponentialPolynomial Value(CourseNode node, Valuation valuation)
    {
        PrimeField field = valuation.Field;
        ExponentialPolynomial Part(int k) => Value(node.Parts[k], valuation);
        return node.Kind switch
        {
            CourseNodeKind.Constant => ExponentialPolynomial.Constant(field, values[node.Output]),
            CourseNodeKind.Time => ExponentialPolynomial.Time(field),
            CourseNodeKind.Sum => Part(0) + Part(1),
            CourseNodeKind.Difference => Part(0) - Part(1),
            CourseNodeKind.Product => Part(0) * Part(1),
            CourseNodeKind.Power => Part(0).Power(node.Power),
            _ => Function(node, valuation),
        };
    }

    private ExponentialPolynomial Function(CourseNode node, Valuation valuation)
    {
        PrimeField field = valuation.Field;
        ulong offset = values[node.Output];
        ulong slope = field.Subtract(values[node.Output + 1], offset);
        for (int t = 2; t < ArgumentTimes; t++)
        {
            if (field.Subtract(values[node.Output + t], values[node.Output + t - 1]) != slope)
            {
                throw new NotAlgebraicException($"An argument is not linear in {time}: the Laplace transform is not rational.");
            }
        }

        if (node.Kind == CourseNodeKind.Exponential)
        {
            return ExponentialPolynomial.Exponential(field, slope).Scale(valuation.Exponential(offset));
        }

        ulong i = field.ImaginaryUnit;
        ExponentialPolynomial forward = ExponentialPolynomial.Exponential(field, field.Multiply(i, slope)).Scale(valuation.Exponential(field.Multiply(i, offset)));
        ExponentialPolynomial backward = ExponentialPolynomial.Exponential(field, field.Negate(field.Multiply(i, slope))).Scale(valuation.Exponential(field.Negate(field.Multiply(i, offset))));
        return node.Kind == CourseNodeKind.Cosine ? (forward + backward).Scale(field.Half) : (forward - backward).Scale(field.Negate(field.Multiply(i, field.Half)));
    }

    /// <summary>Sizes of coefficients and rates of all terms, with their powers of t; equal ones are not collected.</summary>
    private static List<(FractionSize Coefficient, FractionSize Rate, int Power)> Terms(CourseNode node, IReadOnlyList<FractionSize> sizes)
    {
        FractionSize one = FractionSize.Constant(0, 0);
        switch (node.Kind)
        {
            case CourseNodeKind.Constant:
                return [(sizes[node.Output], one, 0)];
            case CourseNodeKind.Time:
                return [(one, one, 1)];
            case CourseNodeKind.Sum or CourseNodeKind.Difference:
                return [.. Terms(node.Parts[0], sizes), .. Terms(node.Parts[1], sizes)];
            case CourseNodeKind.Product:
                return Products(Terms(node.Parts[0], sizes), Terms(node.Parts[1], sizes));
            case CourseNodeKind.Power:
                return Enumerable.Repeat(Terms(node.Parts[0], sizes), node.Power).Aggregate(Products);
            default:
                FractionSize argument = sizes[node.Output] + sizes[node.Output + 1];
                return [(FractionSize.Variable, argument, 0), .. node.Kind == CourseNodeKind.Exponential ? Array.Empty<(FractionSize, FractionSize, int)>() : [(FractionSize.Variable, argument, 0)]];
        }
    }

    private static List<(FractionSize Coefficient, FractionSize Rate, int Power)> Products(List<(FractionSize Coefficient, FractionSize Rate, int Power)> a, List<(FractionSize Coefficient, FractionSize Rate, int Power)> b)
    {
        const int MostTerms = 4096;
        return a.Count * b.Count <= MostTerms
            ? [.. from x in a from y in b select (x.Coefficient * y.Coefficient, x.Rate + y.Rate, x.Power + y.Power)]
            : throw new NotAlgebraicException($"The time course has more than {MostTerms} terms when it is multiplied out.");
    }
}

/// <summary>A part of a time course: an operation on parts, or something that does not depend on the time.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Parts">The parts.</param>
/// <param name="Output">The output of the program of constants: of a constant its value; of a function of an argument the argument at t = 0, 1, 2, 3 from there on.</param>
/// <param name="Power">A whole power.</param>
internal sealed record CourseNode(CourseNodeKind Kind, IReadOnlyList<CourseNode> Parts, int Output = -1, int Power = 0);

/// <summary>What a part of a time course is.</summary>
internal enum CourseNodeKind
{
    /// <summary>Something that does not depend on the time.</summary>
    Constant,

    /// <summary>The time.</summary>
    Time,

    /// <summary>a + b.</summary>
    Sum,

    /// <summary>a - b.</summary>
    Difference,

    /// <summary>a b.</summary>
    Product,

    /// <summary>A whole power.</summary>
    Power,

    /// <summary>exp of what is linear in the time.</summary>
    Exponential,

    /// <summary>cos of what is linear in the time.</summary>
    Cosine,

    /// <summary>sin of what is linear in the time.</summary>
    Sine,
}

/// <summary>"The formula is the whole time course": both have the same Laplace transform. The variables are the parameters and s.</summary>
/// <param name="course">The formula; knows no model.</param>
/// <param name="reference">The reference; knows no formula.</param>
internal sealed class CourseTest(CourseProgram course, FieldReference reference) : IFieldTest
{
    private readonly FieldEvaluator evaluator = reference.NewEvaluator();

    /// <inheritdoc/>
    public int Variables => reference.Parameters.Count + 1;

    /// <inheritdoc/>
    public int Block => reference.Block;

    /// <inheritdoc/>
    public FractionSize Size()
    {
        FractionSize[] variables = [.. Enumerable.Repeat(FractionSize.Variable, reference.Parameters.Count)];
        return course.Size(variables) + reference.Size(variables, FractionSize.Variable);
    }

    /// <inheritdoc/>
    public bool? Holds(Valuation valuation, ReadOnlySpan<ulong> point)
    {
        ReadOnlySpan<ulong> parameters = point[..^1];
        return course.TryTransform(valuation, parameters, point[^1], out ulong claimed) && evaluator.TryValue(valuation, parameters, out ulong truth, point[^1])
            ? claimed == truth
            : null;
    }
}
