namespace LindbladVerify.LinearAlgebra.Krylov;

/// <summary>How one expansion went.</summary>
/// <param name="Error">Estimated error of the vector within the step: the terms cut off, and rounding.</param>
/// <param name="Products">Products with A.</param>
/// <param name="Grew">The vectors grew beyond what the assumed enclosure allows: the step is to be done again with a wider one.</param>
internal readonly record struct FaberStepOutcome(double Error, int Products, bool Grew);
