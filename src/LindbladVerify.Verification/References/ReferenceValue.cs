namespace LindbladVerify.Verification.References;

/// <summary>A numerically computed value that a formula is held against.</summary>
/// <param name="Value">The value; NaN where the quantity does not exist.</param>
/// <param name="RelativeUncertainty">Estimated relative error of the value.</param>
/// <param name="Remark">What should be known about it; null if nothing.</param>
public readonly record struct ReferenceValue(double Value, double RelativeUncertainty, string? Remark = null)
{
    /// <summary>Relative uncertainty beyond which a value neither confirms nor refutes a formula.</summary>
    public const double MostUncertain = 1e-4;

    /// <summary>What relative errors are measured against where the value itself may cross zero, as the largest value of a time course; NaN for the value itself.</summary>
    public double Scale { get; init; } = double.NaN;

    /// <summary>What relative errors are measured against: <see cref="Scale"/> where there is one, else the value.</summary>
    public double ErrorScale => double.IsNaN(Scale) ? Value : Scale;

    /// <summary>Whether there is a finite value.</summary>
    public bool Exists => double.IsFinite(Value);
}
