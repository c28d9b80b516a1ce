namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>The exponential of a matrix and how it was found.</summary>
/// <typeparam name="T">double or Complex.</typeparam>
/// <param name="Matrix">[n, n] column-major.</param>
/// <param name="Statistics">What the algorithm chose and did.</param>
public sealed record MatrixExponentialResult<T>(T[] Matrix, MatrixExponentialStatistics Statistics);
