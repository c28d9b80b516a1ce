using System.Numerics;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>One mode of a relaxing observable: o(t) = o(∞) + Σ Weight exp(Eigenvalue t), weights relative to o(0) - o(∞).</summary>
/// <param name="Eigenvalue">1/s and rad/s.</param>
/// <param name="Error">Bound on the rounding error of the eigenvalue, 1/s; infinite or not a number where modes coalesce.</param>
/// <param name="Weight">Its amplitude in the observable, relative to o(0) - o(∞).</param>
public readonly record struct RelaxationMode(Complex Eigenvalue, double Error, Complex Weight);
