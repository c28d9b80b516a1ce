using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A value of a file that is an operator expression.</summary>
internal sealed class OperatorField
{
    private readonly FileScalar node;
    private readonly string what;
    private readonly Expression expression;

    private OperatorField(FileScalar node, string what)
    {
        this.node = node;
        this.what = what;
        expression = node.Text.Length > 0 ? node.Expression(what) : throw node.Error($"{what} has no value");
    }

    /// <summary>The operator in symbols.</summary>
    public Expression Expression => expression;

    public static OperatorField Read(FileNode node, string what) => new(node.AsScalar(what), what);

    /// <summary>The operator [d, d].</summary>
    public Operator Value(Binding binding) => node.Evaluate(what, () => binding.Evaluator.Operator(expression));

    /// <summary>The operator, Hermitian.</summary>
    public Operator Hermitian(Binding binding)
    {
        Operator value = Value(binding);
        if (value.IsHermitian())
        {
            return value;
        }

        double defect = (value - value.Adjoint()).Matrix.LargestModulus();
        throw Error(FormattableString.Invariant($"must be Hermitian, but differs from its adjoint by {defect:G3}: every term needs its adjoint (.p pairs with .m, i with -i)"));
    }

    public ModelFileException Error(string reason) => node.Error($"{what} {reason}");
}
