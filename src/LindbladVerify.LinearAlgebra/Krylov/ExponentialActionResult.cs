namespace LindbladVerify.LinearAlgebra.Krylov;

/// <summary>What exp(A t) v gave and what it cost.</summary>
/// <param name="Values">One array per row vector: its product with exp(A t) v at each time.</param>
/// <param name="Final">exp(A t) v at the last time, [n]; empty where it was not asked for.</param>
/// <param name="RelativeError">Estimated largest error of the vector at any time, relative to the norm of v: what was cut off, and rounding.</param>
/// <param name="Products">Products with A (and its transpose).</param>
/// <param name="Steps">Number of expansions.</param>
/// <param name="Range">The box that was assumed to hold the numerical range.</param>
public sealed record ExponentialActionResult(double[][] Values, double[] Final, double RelativeError, long Products, int Steps, NumericalRange Range);
