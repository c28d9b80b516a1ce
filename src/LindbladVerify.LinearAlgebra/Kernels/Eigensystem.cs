using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Eigenvalues and, where asked for, right eigenvectors of a general square matrix.</summary>
/// <param name="Values">[n] eigenvalues, in the order the backend returns them.</param>
/// <param name="RightVectors">[n, n] column-major, column k belongs to value k and has Euclidean norm 1; empty if not asked for.</param>
public sealed record Eigensystem(Complex[] Values, Complex[] RightVectors);
