namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>What the exponential's algorithm chose and did.</summary>
/// <param name="Degree">Degree of the Taylor polynomial: 1, 2, 4, 8, 12 or 18 (0 for order 0 and 1, where none is needed).</param>
/// <param name="Scalings">s, where the polynomial was taken at A / 2^s and squared s times.</param>
/// <param name="Products">Matrix products in all, squarings included.</param>
/// <param name="NormEstimations">Norms of powers that were estimated because they could have saved a squaring.</param>
/// <param name="OneNorm">1-norm of A (after balancing, where asked for).</param>
public sealed record MatrixExponentialStatistics(int Degree, int Scalings, int Products, int NormEstimations, double OneNorm);
