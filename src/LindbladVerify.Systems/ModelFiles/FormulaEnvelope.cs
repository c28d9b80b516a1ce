using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>An envelope given as an expression of the time t.</summary>
/// <param name="formula">Compiled with the single slot t.</param>
/// <param name="breakpoints">Times at which it may jump, beside those that the expression shows; any order.</param>
public sealed class FormulaEnvelope(CompiledExpression formula, params IReadOnlyList<double> breakpoints) : Envelope
{
    private readonly double[] given = [.. breakpoints.Distinct().Order()];

    /// <summary>The expression, parameters inserted.</summary>
    public Expression Expression => formula.Expression;

    /// <summary>The times that were given; those that the expression shows are in <see cref="Structure"/>.</summary>
    public override IReadOnlyList<double> Breakpoints => given;

    /// <inheritdoc/>
    public override double At(double time) => formula.Evaluate(time);

    /// <summary>From enclosures of the expression: nothing that matters is stepped over, however narrow it is.</summary>
    /// <inheritdoc/>
    public override EnvelopeStructure Structure(double end, double negligible) => FormulaStructure.Find(this, end, negligible);
}
