namespace LindbladVerify.Systems.Expressions;

/// <summary>What a step of a compiled formula does with the stack.</summary>
internal enum InstructionCode
{
    Constant,
    Pi,
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
    Compare,
    And,
    Or,
}
