namespace LindbladVerify.LinearAlgebra.Faber;

/// <summary>
/// Coefficients of exp(τ z) in the scaled Faber polynomials of an ellipse: Chebyshev polynomials of the interval between its foci.
/// </summary>
/// <remarks>
/// Ellipse with centre c and half axes a (real) and b (imaginary), r = a + b, κ = (b - a)/r, w = z - c:
/// ψ_0 = 1, ψ_1 = w/r, ψ_(k+1) = (2w/r) ψ_k + κ ψ_(k-1), so that |ψ_k| ≤ 2 on the ellipse, and
/// exp(τ z) = e^(cτ) Σ (2 - δ_k0) g_k ψ_k, where g_k = J_k(τ√(b²-a²))/κ^(k/2) for b > a, I_k(τ√(a²-b²))/|κ|^(k/2) for a > b and
/// (rτ/2)^k/k! for a circle (the shifted Taylor series). One backward recurrence gives all three: g_(k-1) = (2k/rτ) g_k - κ g_(k+1).
/// Sources: Tal-Ezer and Kosloff (1984), doi:10.1063/1.448136; Huisinga et al., J. Chem. Phys. 110, 5538 (1999),
/// doi:10.1063/1.478451; Miller's recurrence: Gautschi (1967), doi:10.1137/1009002.
/// </remarks>
internal readonly record struct FaberCoefficients(double Centre, double A, double B)
{
    /// <summary>r = a + b.</summary>
    public double Radius => A + B;

    /// <summary>κ = (b - a)/(b + a).</summary>
    public double Kappa => (B - A) / (B + A);

    /// <summary>The ellipse with the half axes of a box.</summary>
    public static FaberCoefficients Of(NumericalRange range) =>
        new((range.RealLow + range.RealHigh) / 2, (range.RealHigh - range.RealLow) / 2, range.Imaginary);

    /// <summary>Number of terms after which (rτ/2)^k/k! is below e^-48 (by Stirling's formula): an upper bound of the useful degree.</summary>
    public int TermBound(double time)
    {
        double half = Radius * time / 2;
        double k = Math.Max(half, 4);
        while (half > 0 && k * (Math.Log(half / k) + 1) > -48)
        {
            k = (1.1 * k) + 2;
        }

        return (int)k + 3;
    }

    /// <summary>Fills (2 - δ_k0) g_k for k = 0 … length-1; the factor e^(cτ) is returned apart, to be multiplied in.</summary>
    /// <param name="time">τ ≥ 0.</param>
    /// <param name="coefficients">Output.</param>
    /// <param name="start">From <see cref="TermBound"/> of this time or a later one; the recurrence starts there.</param>
    public double Fill(double time, Span<double> coefficients, int start)
    {
        coefficients.Clear();
        if (time == 0)
        {
            coefficients[0] = 1;
            return 1;
        }

        double kappa = Kappa;
        double twoOverRt = 2 / (Radius * time);
        double root = Math.Sqrt(Math.Abs(kappa));
        double next = 0;
        double current = 1e-290;
        double normalisation = 0;
        for (int k = start; k >= 0; k--)
        {
            if (k < coefficients.Length)
            {
                coefficients[k] = current;
            }

            // Σ over even k of κ^(k/2) g_k for J (sum 1), Σ |κ|^(k/2) g_k for I (sum e^x), each term but the first twice, by Horner.
            if (kappa < 0)
            {
                normalisation = (normalisation * root) + (k == 0 ? current : 2 * current);
            }
            else if ((k & 1) == 0)
            {
                normalisation = (normalisation * kappa) + (k == 0 ? current : 2 * current);
            }

            double previous = (k * twoOverRt * current) - (kappa * next);
            next = current;
            current = previous;
            if (Math.Abs(current) > 1e200)
            {
                current *= 1e-200;
                next *= 1e-200;
                normalisation *= 1e-200;
                for (int i = k; i < coefficients.Length; i++)
                {
                    coefficients[i] *= 1e-200;
                }
            }
        }

        double scale = 1 / normalisation;
        for (int k = 0; k < coefficients.Length; k++)
        {
            coefficients[k] *= k == 0 ? scale : 2 * scale;
        }

        return Math.Exp((Centre + (kappa < 0 ? Math.Sqrt((A - B) * (A + B)) : 0)) * time);
    }
}
