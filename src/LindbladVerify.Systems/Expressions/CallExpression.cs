namespace LindbladVerify.Systems.Expressions;

/// <summary>One of the known functions applied to values.</summary>
public sealed record CallExpression : Expression
{
    /// <summary>function(arguments).</summary>
    /// <exception cref="ExpressionException">The function is unknown or takes another number of arguments.</exception>
    public CallExpression(string function, IReadOnlyList<Expression> arguments, SourcePosition position = default)
        : base(position, [.. arguments])
    {
        Functions.Require(function, arguments.Count, position);
        Function = function;
    }

    /// <summary>Name of the function.</summary>
    public string Function { get; }

    private protected override Expression Rebuild(IReadOnlyList<Expression> children) => new CallExpression(Function, children, Position);
}
