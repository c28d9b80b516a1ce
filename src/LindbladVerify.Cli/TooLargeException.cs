namespace LindbladVerify.Cli;

/// <summary>A run that was refused for its size before it began.</summary>
internal sealed class TooLargeException(string message) : Exception(message);
