namespace LindbladVerify.Sweeps.Computation;

/// <summary>What is computed of a formula file.</summary>
internal enum FormulaQuantity
{
    /// <summary>The value of the formula.</summary>
    Prediction,

    /// <summary>The value of what it describes.</summary>
    Reference,

    /// <summary>Their ratio less 1.</summary>
    RelativeError,
}
