namespace LindbladVerify.Systems.PrimeFields;

/// <summary>A formula or model that has no place in exact algebra; the message says in one sentence which part and why.</summary>
public sealed class NotAlgebraicException(string message) : Exception(message);
