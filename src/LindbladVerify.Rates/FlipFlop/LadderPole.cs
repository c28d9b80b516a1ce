using MathNet.Numerics.RootFinding;

namespace LindbladVerify.Rates.FlipFlop;

/// <summary>
/// The slowest real pole of z(s) = 1/(s + D² Y(s)): the decay rate λ = -s with λ = D² Y(-λ), found to full relative accuracy
/// however slow it is (an eigenvalue solver would lose it below rounding of the fastest rate).
/// </summary>
internal static class LadderPole
{
    private const int Samples = 64;
    private const int NewtonSteps = 100;

    /// <summary>The pole with its weight (residue), or null if there is none below <paramref name="broadening"/>.</summary>
    /// <param name="resolvent">Y(s) with all orders in D.</param>
    /// <param name="dipolarSquared">D².</param>
    /// <param name="guess">2W by residence time, from below or above.</param>
    /// <param name="electronRate">Γc: below it every level of the noise responds with one sign. Infinite without noise.</param>
    /// <param name="broadening">Γ2.</param>
    public static (double Decay, double Weight)? Find(LadderResolvent resolvent, double dipolarSquared, double guess, double electronRate, double broadening)
    {
        double Residual(double decay) => decay - (dipolarSquared * resolvent.Evaluate(-decay).Value);

        double ceiling = Math.Min(electronRate, broadening);
        if (Bracket(Residual, guess, ceiling) is { } bracket)
        {
            double root = Brent.FindRoot(Residual, bracket.Lower, bracket.Upper, accuracy: bracket.Upper * 1e-15, maxIterations: 200);
            return (root, 1 / Slope(Residual, root, Math.Min(root, ceiling - root)));
        }

        return electronRate < broadening ? ClimbTo(Residual, guess, broadening) : null;
    }

    /// <summary>The first change of sign from 0, on a grid that is fine around the guess; a pair of zeros within one step shows as a maximum.</summary>
    private static (double Lower, double Upper)? Bracket(Func<double, double> residual, double guess, double ceiling)
    {
        double start = Math.Min(guess, ceiling / 2) / 8;
        double ratio = Math.Pow(ceiling * (1 - 1e-9) / start, 1.0 / Samples);
        (double X, double Value) first = (0, residual(0));
        (double X, double Value) middle = first;
        for (int k = 0; k <= Samples; k++)
        {
            double x = start * Math.Pow(ratio, k);
            (double X, double Value) last = (x, residual(x));
            if (last.Value >= 0)
            {
                return (middle.X, last.X);
            }

            if (middle.Value > first.Value && middle.Value > last.Value && Rise(residual, first.X, last.X) is double positive)
            {
                return (first.X, positive);
            }

            first = middle;
            middle = last;
        }

        return null;
    }

    /// <summary>A point between two others at which the residual is not negative, by thirds towards its maximum; null if there is none.</summary>
    private static double? Rise(Func<double, double> residual, double low, double high)
    {
        while (high - low > 1e-9 * high)
        {
            double left = low + ((high - low) / 3);
            double right = high - ((high - low) / 3);
            double atLeft = residual(left);
            double atRight = residual(right);
            if (atLeft >= 0 || atRight >= 0)
            {
                return atLeft >= 0 ? left : right;
            }

            (low, high) = atLeft < atRight ? (left, high) : (low, right);
        }

        return null;
    }

    /// <summary>
    /// A pole that decays faster than a slow noise relaxes, by Newton's steps from 0. On the way Y(-λ) changes little: its own poles, the
    /// other rates of the noise's values, all lie beyond the first zero, and the coherences beyond Γ2.
    /// </summary>
    private static (double Decay, double Weight)? ClimbTo(Func<double, double> residual, double guess, double ceiling)
    {
        double decay = 0;
        double scale = Math.Min(guess, ceiling / 2);
        for (int k = 0; k < NewtonSteps; k++)
        {
            double slope = Slope(residual, decay, Math.Min(scale, ceiling - decay));
            double next = decay - (residual(decay) / slope);
            if (!(slope > 0) || !(next > 0) || next >= ceiling)
            {
                return null;
            }

            if (Math.Abs(next - decay) <= 1e-15 * next)
            {
                return (next, 1 / slope);
            }

            decay = next;
        }

        return null;
    }

    /// <summary>Central difference over 1e-5 of a scale.</summary>
    private static double Slope(Func<double, double> residual, double at, double scale) =>
        (residual(at + (1e-5 * scale)) - residual(at - (1e-5 * scale))) / (2e-5 * scale);
}
