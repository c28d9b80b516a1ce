namespace LindbladVerify.Cli;

/// <summary>What the user gave cannot be used; the message names the field, the value and what is allowed.</summary>
internal sealed class InputException(string message) : Exception(message);
