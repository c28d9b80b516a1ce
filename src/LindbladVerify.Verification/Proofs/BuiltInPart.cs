namespace LindbladVerify.Verification.Proofs;

/// <summary>A quantity of a built-in model.</summary>
/// <param name="Name">Its name in the combination.</param>
/// <param name="Kind">What is computed.</param>
/// <param name="Text">The model file.</param>
internal sealed record BuiltInPart(string Name, FieldQuantityKind Kind, string Text);
