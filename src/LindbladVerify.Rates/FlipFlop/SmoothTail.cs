using System.Numerics;

namespace LindbladVerify.Rates.FlipFlop;

/// <summary>
/// What lies above a high level of the Ornstein–Uhlenbeck ladder, in closed form but for one ordinary differential equation of first order:
/// its cost does not grow with the depth that matters, (ν/Γc)² levels and more.
/// </summary>
/// <remarks>
/// High up the minimal solution of the recursion is smooth in n once i^n is taken out. With c_n = i^n ω_n (P+Q)/2, c_n* = i^n ω_n (P-Q)/2,
/// √n ω_(n-1) = √(n+1) ω_(n+1) and ρ_n = ν√2 Γ(n/2+1)/Γ((n+1)/2) it reads, exactly, sinh(∂)F = E F for F = (P, Q), with
/// E = iaσ - σ[[0, h], [g, 0]], σ = 1/(2ρ_n), g = s+Γ2+nΓc, h = g + D²/(s+nΓc). Hence ∂F = B F with
/// B = arsinh E - ¼(ln(1 + E²))' - E''/6 + …, and u = Q/P obeys u' = B21 + (B22 - B11)u - B12 u², which is integrated down from where
/// the damping has made u = √(g/h). The block follows from F(n-1) = (√(exp B' + E²) - E) F: p = ρQ₋/P + iqu, r = ρP₋/Q + iq/u.
/// What is left out is of relative order (aσ + x)/n³, (aσ)⁴/n² and x⁶, x = σ√(gh).
/// </remarks>
internal static class SmoothTail
{
    private const double LargestDamping = 0.1;
    private const double LargestFrequency = 0.25;
    private const double Forgotten = 60;

    /// <summary>The block of level n; null where the ladder is not smooth there.</summary>
    /// <param name="n">The level.</param>
    /// <param name="s">Laplace variable, 1/s.</param>
    /// <param name="levels">Decay rates.</param>
    /// <param name="variance">ν², rad²/s².</param>
    /// <param name="frequency">a, rad/s.</param>
    public static LadderTop? At(int n, double s, in LadderLevels levels, double variance, double frequency)
    {
        var system = new SmoothLadder(s, levels, variance, frequency);
        double damping = system.Damping(n);
        double phase = Math.Abs(frequency) * system.Sigma(n);
        if (!(s + (n * levels.ElectronRate) > 0) || !(system.Decay(n) > 0) || !(damping < LargestDamping) || !(phase < LargestFrequency))
        {
            return null;
        }

        Complex u = levels.DipolarSquared == 0 ? Complex.One : Integrate(system, n);
        (Complex p, Complex q) = system.Below(n, u);
        double coupling = 1 / (2 * system.Sigma(n));
        double frequencyPart = -coupling * q.Imaginary / u.Real;
        double first = (coupling * q.Real) - (frequencyPart * u.Imaginary);
        double second = ((coupling * p / u) + (new Complex(0, frequencyPart) / u)).Real;
        double order = (double)n * n * n;
        double error = (4 * (phase + damping + (1.0 / n)) / order) + (2 * phase * phase * phase * phase * n / order) + Math.Pow(damping, 6) + (2 * SmoothStep.Tolerance);
        return new LadderTop(first, frequencyPart, second, error * first, error * coupling, error * second);
    }

    private static Complex Integrate(in SmoothLadder system, int n)
    {
        double top = n;
        while (top * system.Damping(top) < Forgotten)
        {
            top *= 2;
        }

        return top == n ? system.Slaved(top) : SmoothStep.Down(system, Math.Log(top), Math.Log(n), system.Slaved(top));
    }
}
