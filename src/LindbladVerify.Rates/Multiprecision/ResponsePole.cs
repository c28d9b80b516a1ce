using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>A pole of a transform; a complex one stands for itself and its conjugate.</summary>
/// <param name="Value">The pole, 1/s; its imaginary part is 0 or positive.</param>
/// <param name="Amplitudes">c_k of c_k/(s - p)^k, k = 1 … m: the observable contains c_k t^(k-1)/(k-1)! exp(pt), twice the real part for pairs.</param>
public sealed record ResponsePole(BigComplex Value, IReadOnlyList<BigComplex> Amplitudes)
{
    /// <summary>Whether the pole is one of a pair.</summary>
    public bool Oscillates => !Value.Imaginary.IsZero;
}
