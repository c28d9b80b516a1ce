namespace LindbladVerify.Rates.FlipFlop;

/// <summary>
/// The slowest real pole of z(s) = 1/(s + D² Y(s)): the decay rate λ = -s with λ = D² Y(-λ), found to full relative accuracy
/// however slow it is (an eigenvalue solver would lose it below rounding of the fastest rate).
/// </summary>
internal static class LadderPole
{
    private const int Samples = 64;

    /// <summary>The pole with its weight (residue), or null if there is none below <paramref name="ceiling"/>.</summary>
    /// <param name="resolvent">Y(s) with all orders in D.</param>
    /// <param name="dipolarSquared">D².</param>
    /// <param name="guess">2W by residence time, from below or above.</param>
    /// <param name="ceiling">Where Y(-λ) has its first pole: below Γ2, and below Γc where the noise acts.</param>
    public static (double Decay, double Weight)? Find(LadderResolvent resolvent, double dipolarSquared, double guess, double ceiling)
    {
        double Residual(double decay) => decay - (dipolarSquared * resolvent.Evaluate(-decay).Value);

        // Bracket the first sign change from 0 on a grid that is fine around the guess.
        double lower = 0;
        double upper = double.NaN;
        double start = Math.Min(guess, ceiling / 2) / 8;
        double ratio = Math.Pow(ceiling * (1 - 1e-9) / start, 1.0 / Samples);
        for (int k = 0; k <= Samples; k++)
        {
            double decay = start * Math.Pow(ratio, k);
            if (Residual(decay) >= 0)
            {
                upper = decay;
                break;
            }

            lower = decay;
        }

        if (double.IsNaN(upper))
        {
            return null;
        }

        double root = MathNet.Numerics.RootFinding.Brent.FindRoot(Residual, lower, upper, accuracy: upper * 1e-15, maxIterations: 200);
        double step = 1e-5 * Math.Min(root, ceiling - root);
        double slope = (Residual(root + step) - Residual(root - step)) / (2 * step);
        return (root, 1 / slope);
    }
}
