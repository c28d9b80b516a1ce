namespace LindbladVerify.Cli;

/// <summary>What the user asked for is too large for the memory or the time there is.</summary>
internal sealed class SizeException(string message) : Exception(message);
