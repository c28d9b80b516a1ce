using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Systems.Reduction;

/// <summary>A driven part of Bloch equations: dv/dt gains Envelope(t) · Generator v.</summary>
/// <param name="Generator">[n, n], 1/s per unit of the envelope.</param>
/// <param name="Envelope">f(t), t in s.</param>
public sealed record BlochDrive(SparseMatrix<double> Generator, Envelope Envelope);
