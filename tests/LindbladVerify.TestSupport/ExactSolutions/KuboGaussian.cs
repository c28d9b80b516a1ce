using System.Numerics;

namespace LindbladVerify.TestSupport.ExactSolutions;

/// <summary>The average ⟨exp(i∫ξ)⟩ over an Ornstein–Uhlenbeck process: exp(i m t - (σ/k)² (kt - 1 + e^{-kt})) (Kubo 1962, doi:10.1143/JPSJ.17.1100).</summary>
public sealed record KuboGaussian(double Mean, double StandardDeviation, double Rate)
{
    public Complex Coherence(double time)
    {
        double x = Rate * time;

        // x - 1 + e^{-x} loses digits for small x; x + expm1(-x) keeps them to ε/x.
        double exponent = Math.Pow(StandardDeviation / Rate, 2) * (x + Expm1(-x));
        return Complex.Exp(new Complex(-exponent, Mean * time));
    }

    private static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.5)
        {
            return Math.Exp(x) - 1;
        }

        double term = x, sum = x;
        for (int k = 2; Math.Abs(term) > 1e-20; k++)
        {
            term *= x / k;
            sum += term;
        }

        return sum;
    }
}
