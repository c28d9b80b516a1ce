namespace LindbladVerify.Systems.Expressions;

/// <summary>The functions of one number.</summary>
public enum FunctionName
{
    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>Exponential.</summary>
    Exp,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>Sine.</summary>
    Sin,

    /// <summary>Cosine.</summary>
    Cos,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>Modulus.</summary>
    Abs,
}
