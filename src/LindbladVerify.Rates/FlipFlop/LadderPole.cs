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
    private const double Unit = 1.1102230246251565e-16;

    /// <summary>The pole with its weight (residue) and a bound on its relative error, or null if there is none below <paramref name="broadening"/>.</summary>
    /// <param name="resolvent">Y(s) with all orders in D.</param>
    /// <param name="dipolarSquared">D².</param>
    /// <param name="guess">2W by residence time, from below or above.</param>
    /// <param name="electronRate">Γc: below it every level of the noise responds with one sign. Infinite without noise.</param>
    /// <param name="broadening">Γ2.</param>
    public static (double Decay, double Weight, double Error)? Find(LadderResolvent resolvent, double dipolarSquared, double guess, double electronRate, double broadening)
    {
        double Residual(double decay) => decay - (dipolarSquared * resolvent.Value(-decay));

        // What rounding and the end of the ladder may have done to the residual.
        (double Value, double Error) Bounded(double decay)
        {
            LadderResponse response = resolvent.Evaluate(-decay);
            double product = dipolarSquared * response.Value;
            return (decay - product, Math.Abs(product) * (response.Error + (2 * Unit)) + (2 * Unit * Math.Abs(decay)));
        }

        double ceiling = Math.Min(electronRate, broadening);
        if (Bracket(Residual, Bounded, guess, ceiling) is { } bracket)
        {
            double root = bracket.Lower == bracket.Upper
                ? bracket.Lower
                : Brent.FindRoot(Residual, bracket.Lower, bracket.Upper, accuracy: bracket.Upper * 1e-15, maxIterations: 200);
            return (root, 1 / Slope(Residual, root, Math.Min(root, ceiling - root)), Error(Bounded, root));
        }

        return electronRate < broadening && ClimbTo(Residual, guess, broadening) is { } climbed
            ? (climbed.Decay, climbed.Weight, Error(Bounded, climbed.Decay))
            : null;
    }

    /// <summary>
    /// The relative distance from a zero at which, on both sides, the residual certainly differs from zero: the zero, or both of a close pair,
    /// lies between. Next to a double zero it grows to the square root of the rounding.
    /// </summary>
    private static double Error(Func<double, (double Value, double Error)> bounded, double root)
    {
        bool IsCertain(double decay)
        {
            (double value, double error) = bounded(decay);
            return Math.Abs(value) > error;
        }

        double distance = 4 * Unit;
        while (distance < 1 && !(IsCertain(root * (1 - distance)) && IsCertain(root * (1 + distance))))
        {
            distance *= 2;
        }

        return distance;
    }

    /// <summary>The first change of sign from 0, on a grid that is fine around the guess; a pair of zeros within one step shows as a maximum, a double zero as one that is zero to rounding (both ends of the bracket are there).</summary>
    private static (double Lower, double Upper)? Bracket(Func<double, double> residual, Func<double, (double Value, double Error)> bounded, double guess, double ceiling)
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

            if (middle.Value > first.Value && middle.Value > last.Value && Rise(residual, bounded, first.X, last.X) is { } rise)
            {
                return rise.IsDouble ? (rise.X, rise.X) : (first.X, rise.X);
            }

            first = middle;
            middle = last;
        }

        return null;
    }

    /// <summary>A point between two others at which the residual is not negative, or its maximum if that is zero to rounding, by thirds towards the maximum; null if there is none.</summary>
    private static (double X, bool IsDouble)? Rise(Func<double, double> residual, Func<double, (double Value, double Error)> bounded, double low, double high)
    {
        while (high - low > 1e-9 * high)
        {
            double left = low + ((high - low) / 3);
            double right = high - ((high - low) / 3);
            double atLeft = residual(left);
            double atRight = residual(right);
            if (atLeft >= 0 || atRight >= 0)
            {
                return (atLeft >= 0 ? left : right, false);
            }

            (low, high) = atLeft < atRight ? (left, high) : (low, right);
        }

        (double value, double error) = bounded((low + high) / 2);
        return Math.Abs(value) <= error ? ((low + high) / 2, true) : null;
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
