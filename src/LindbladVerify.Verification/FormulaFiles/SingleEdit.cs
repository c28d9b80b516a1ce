namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>A formula changed in one place.</summary>
/// <param name="Body">The changed formula.</param>
/// <param name="Kind">What was done: "factor", "sign", "name", "power", "term" or "inverse".</param>
/// <param name="Before">The part around the change, as it was.</param>
/// <param name="After">The part around the change, as it is.</param>
public sealed record SingleEdit(FormulaBody Body, string Kind, string Before, string After)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Before} -> {After}";
}
