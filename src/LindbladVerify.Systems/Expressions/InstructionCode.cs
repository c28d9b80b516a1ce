namespace LindbladVerify.Systems.Expressions;

/// <summary>What a step of a compiled formula does with the stack.</summary>
internal enum InstructionCode
{
    Constant,
    Slot,
    Negate,
    Function,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Minimum,
    Maximum,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
}
