using System.Numerics;

namespace LindbladVerify.Rates.General;

/// <summary>One mode of a relaxing observable: o(t) = o(∞) + Σ Weight exp(Eigenvalue t).</summary>
/// <param name="Eigenvalue">1/s and rad/s.</param>
/// <param name="Weight">Its amplitude in the observable, relative to o(0) - o(∞).</param>
public readonly record struct RelaxationMode(Complex Eigenvalue, Complex Weight);
