namespace LindbladVerify.Systems.Expressions;

/// <summary>What a node of a <see cref="RangeScan"/> does with its operands.</summary>
internal enum RangeNodeKind
{
    Constant,
    Variable,
    Negate,
    Add,
    Subtract,
    Multiply,
    Minimum,
    Maximum,
    Power,
    Exp,
    Log,
    Sqrt,
    Sin,
    Cos,
    Tanh,
    Abs,
}
