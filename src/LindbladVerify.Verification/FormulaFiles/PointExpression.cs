using LindbladVerify.Formulas;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>An expression of the parameters of a formula file, or a condition on them.</summary>
internal sealed class PointExpression
{
    private readonly CompiledExpression program;

    private PointExpression(CompiledExpression program, string text)
    {
        this.program = program;
        Text = text;
    }

    /// <summary>The expression.</summary>
    public Expression Expression => program.Expression;

    /// <summary>The expression as the file has it.</summary>
    public string Text { get; }

    /// <summary>The name of the one parameter that the expression is; null for anything else.</summary>
    public string? Name => (program.Expression as NameExpression)?.Name;

    /// <summary>The parameters that occur.</summary>
    public IReadOnlySet<string> Names => program.Expression.Names();

    /// <summary>Reads a value.</summary>
    /// <param name="node">Where it stands.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="names">The parameters.</param>
    public static PointExpression Value(FileNode node, string what, IReadOnlyList<string> names) => Read(node, what, names, CompiledExpression.Formula);

    /// <summary>One of the parameters as such.</summary>
    public static PointExpression Parameter(string name, IReadOnlyList<string> names) => new(CompiledExpression.Formula(new NameExpression(name), names), name);

    /// <summary>Reads a condition.</summary>
    /// <inheritdoc cref="Value"/>
    public static PointExpression Condition(FileNode node, string what, IReadOnlyList<string> names) => Read(node, what, names, CompiledExpression.Condition);

    /// <summary>The value at a point.</summary>
    public double At(ParameterPoint point) => program.Evaluate([.. point.Values]);

    /// <summary>The value in many digits; the parameters by name.</summary>
    public PreciseValue At(IReadOnlyDictionary<string, Ball> values, int bits) => program.Evaluate(values, bits);

    /// <summary>Whether the condition holds at a point.</summary>
    public bool HoldsAt(ParameterPoint point) => program.Holds([.. point.Values]);

    private static PointExpression Read(FileNode node, string what, IReadOnlyList<string> names, Func<Expression, IReadOnlyList<string>, CompiledExpression> compile)
    {
        FileScalar scalar = node.AsScalar(what);
        if (scalar.Text.Length == 0)
        {
            throw scalar.Error($"{what} has no value");
        }

        Expression expression = scalar.Expression(what);
        return new PointExpression(scalar.Evaluate(what, () => compile(expression, names)), expression.ToString());
    }
}
