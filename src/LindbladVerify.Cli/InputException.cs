namespace LindbladVerify.Cli;

/// <summary>What the user gave cannot be used; the message names the field, the value and what is allowed.</summary>
internal sealed class InputException(string message) : Exception(message)
{
    /// <summary>What an exception says, without the name of a parameter that only code knows.</summary>
    public static string Reason(Exception e) => e.Message.Split(" (Parameter", 2)[0];
}
