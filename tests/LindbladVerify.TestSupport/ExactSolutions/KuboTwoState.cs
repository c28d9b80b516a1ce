using System.Numerics;

namespace LindbladVerify.TestSupport.ExactSolutions;

/// <summary>
/// The average ⟨exp(i∫ξ)⟩ over a stationary two-state telegraph with values a and b, correlation decay rate k and population p
/// of a, in closed form (Kubo 1954, doi:10.1143/JPSJ.9.935; Anderson 1954, doi:10.1143/JPSJ.9.316).
/// </summary>
/// <remarks>
/// The two conditional averages obey u' = (i diag(a, b) + K) u, K the master equation. With c = (a+b)/2, h = (a-b)/2, and
/// M = [[ih - k(1-p), kp], [k(1-p), -ih - kp]]: exp(Mt) = e^{-kt/2}(cosh mt + (M + k/2) sinh(mt)/m), m² = (k/2)² + det-free part,
/// read off from (M + k/2)² = m²·1 with m² = k²/4 - h² + ihk(2p-1).
/// </remarks>
public sealed record KuboTwoState(double High, double Low, double Rate, double ProbabilityHigh)
{
    public Complex Coherence(double time)
    {
        double centre = (High + Low) / 2;
        double half = (High - Low) / 2;
        double bias = (2 * ProbabilityHigh) - 1;
        Complex m = Complex.Sqrt(new Complex((Rate * Rate / 4) - (half * half), half * Rate * bias));

        // 1ᵀ (M + k/2) π with π = (p, 1-p): columns of K sum to zero, so 1ᵀ M π = ih(2p-1).
        Complex slope = new(Rate / 2, half * bias);
        Complex sinc = Complex.Abs(m * time) < 1e-8 ? time : Complex.Sinh(m * time) / m;
        return Complex.Exp(new Complex(-Rate * time / 2, centre * time)) * (Complex.Cosh(m * time) + (slope * sinc));
    }
}
