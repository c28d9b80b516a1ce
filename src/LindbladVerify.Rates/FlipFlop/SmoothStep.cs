using System.Numerics;

namespace LindbladVerify.Rates.FlipFlop;

/// <summary>Integrates u = Q/P of a smooth ladder over ln n by extrapolated midpoint steps (Gragg, Bulirsch, Stoer).</summary>
internal static class SmoothStep
{
    /// <summary>Relative error of a step.</summary>
    public const double Tolerance = 3e-14;

    private const int Columns = 8;
    private const int MostSteps = 10_000;
    private const double LongestStep = 1;

    /// <summary>u at the logarithm of a lower level.</summary>
    public static Complex Down(in SmoothLadder ladder, double from, double to, Complex start)
    {
        double real = start.Real;
        double imaginary = start.Imaginary;
        double at = from;
        double step = Math.Max(to - from, -LongestStep) / 8;
        for (int k = 0; k < MostSteps && at > to; k++)
        {
            bool last = at + step <= to;
            double length = last ? to - at : step;
            if (Extrapolated(ladder, at, length, real, imaginary) is { } next)
            {
                (real, imaginary) = (next.Real, next.Imaginary);
                at = last ? to : at + length;
                step = next.Columns < 6 ? Math.Max(1.5 * step, -LongestStep) : next.Columns == Columns ? 0.8 * step : step;
            }
            else
            {
                step = length / 2;
            }
        }

        return at > to ? new Complex(double.NaN, double.NaN) : new Complex(real, imaginary);
    }

    private static (double Real, double Imaginary, int Columns)? Extrapolated(in SmoothLadder ladder, double at, double length, double real, double imaginary)
    {
        Span<double> reals = stackalloc double[Columns];
        Span<double> imaginaries = stackalloc double[Columns];
        for (int k = 0; k < Columns; k++)
        {
            (double r, double i) = Midpoint(ladder, at, length, 2 * (k + 1), real, imaginary);
            double changeReal = 0;
            double changeImaginary = 0;
            for (int j = 1; j <= k; j++)
            {
                double ratio = (k + 1.0) / (k + 1 - j);
                double weight = 1 / ((ratio * ratio) - 1);
                changeReal = weight * (r - reals[j - 1]);
                changeImaginary = weight * (i - imaginaries[j - 1]);
                (reals[j - 1], imaginaries[j - 1]) = (r, i);
                r += changeReal;
                i += changeImaginary;
            }

            (reals[k], imaginaries[k]) = (r, i);
            if (k >= 3 && Math.Abs(changeReal) + Math.Abs(changeImaginary) <= Tolerance * Math.Abs(r))
            {
                return (r, i, k + 1);
            }
        }

        return null;
    }

    private static (double Real, double Imaginary) Midpoint(in SmoothLadder ladder, double at, double length, int count, double real, double imaginary)
    {
        double h = length / count;
        (double slopeReal, double slopeImaginary) = ladder.Slope(Math.Exp(at), real, imaginary);
        double beforeReal = real;
        double beforeImaginary = imaginary;
        double r = real + (h * slopeReal);
        double i = imaginary + (h * slopeImaginary);
        for (int j = 1; j < count; j++)
        {
            (slopeReal, slopeImaginary) = ladder.Slope(Math.Exp(at + (j * h)), r, i);
            (beforeReal, r) = (r, beforeReal + (2 * h * slopeReal));
            (beforeImaginary, i) = (i, beforeImaginary + (2 * h * slopeImaginary));
        }

        (slopeReal, slopeImaginary) = ladder.Slope(Math.Exp(at + length), r, i);
        return (0.5 * (beforeReal + r + (h * slopeReal)), 0.5 * (beforeImaginary + i + (h * slopeImaginary)));
    }
}
