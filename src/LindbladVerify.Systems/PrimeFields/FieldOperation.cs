namespace LindbladVerify.Systems.PrimeFields;

/// <summary>What a step of a <see cref="FieldProgram"/> does.</summary>
internal enum FieldOperation
{
    /// <summary>A variable.</summary>
    Input,

    /// <summary>A number.</summary>
    Constant,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a b.</summary>
    Multiply,

    /// <summary>1/a.</summary>
    Invert,

    /// <summary>√a.</summary>
    Root,

    /// <summary>exp(a).</summary>
    Exponential,

    /// <summary>ln a.</summary>
    Logarithm,

    /// <summary>The number i.</summary>
    ImaginaryUnit,

    /// <summary>The number pi.</summary>
    Pi,
}
