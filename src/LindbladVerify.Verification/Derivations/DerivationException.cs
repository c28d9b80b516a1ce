namespace LindbladVerify.Verification.Derivations;

/// <summary>There is no closed form of the kind that was asked for; the message says in one sentence why, and what to try where there is something.</summary>
public sealed class DerivationException(string message) : Exception(message);
