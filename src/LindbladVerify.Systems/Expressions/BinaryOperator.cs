namespace LindbladVerify.Systems.Expressions;

/// <summary>Arithmetic with two operands.</summary>
public enum BinaryOperator
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a * b; for operators the product in this order.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>a ^ b.</summary>
    Power,
}
