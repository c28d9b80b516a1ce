using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>A classical noise: its process at a point, and the generator that its value multiplies.</summary>
/// <param name="Numbers">What the process depends on.</param>
/// <param name="Process">The process of finitely many values, from its numbers.</param>
/// <param name="Terms">Coefficients with generators [n, n].</param>
internal sealed record NoisePart(IReadOnlyList<SlotProgram> Numbers, Func<double[], NoiseProcess> Process, IReadOnlyList<(SlotProgram Coefficient, SparseMatrix<double> Generator)> Terms);
