namespace LindbladVerify.Sweeps.Computation;

/// <summary>A model whose generator is not a sum of fixed parts with real coefficients; the message ends "since …".</summary>
internal sealed class NotSplitException(string message) : Exception(message);
