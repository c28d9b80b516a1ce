using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>An envelope given as an expression of the time t.</summary>
/// <param name="formula">Compiled with the single slot t.</param>
public sealed class FormulaEnvelope(CompiledExpression formula) : Envelope
{
    /// <summary>The expression, parameters inserted.</summary>
    public Expression Expression => formula.Expression;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [];

    /// <inheritdoc/>
    public override double At(double time) => formula.Evaluate(time);
}
