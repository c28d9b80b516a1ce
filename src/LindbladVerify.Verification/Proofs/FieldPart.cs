using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>One quantity of one model that a reference is made of.</summary>
/// <param name="Name">Its name in the combination.</param>
/// <param name="Model">The equations.</param>
/// <param name="Kind">What is computed of them.</param>
/// <param name="Bindings">The parameters of the model from those of the formula.</param>
internal sealed record FieldPart(string Name, FieldModel Model, FieldQuantityKind Kind, FieldProgram Bindings);
