namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A part of a model for which there is no evaluation in many digits; the message says which and why.</summary>
internal sealed class UnsupportedModelException(string message) : Exception(message);
