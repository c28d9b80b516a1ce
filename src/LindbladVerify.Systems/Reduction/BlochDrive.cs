using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Reduction;

/// <summary>A driven part of Bloch equations: dv/dt gains Envelope(t) · Generator v.</summary>
/// <param name="Generator">[n, n], 1/s per unit of the envelope.</param>
/// <param name="Envelope">f(t), t in s.</param>
/// <param name="Breakpoints">Times at which f is not smooth, s.</param>
public sealed record BlochDrive(SparseMatrix<double> Generator, Func<double, double> Envelope, IReadOnlyList<double> Breakpoints);
