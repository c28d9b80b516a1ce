using System.Numerics;

namespace LindbladVerify.Rates.FlipFlop;

/// <summary>The coefficients of the smooth part of an Ornstein–Uhlenbeck ladder as functions of a continuous level; see <see cref="SmoothTail"/>.</summary>
internal readonly struct SmoothLadder
{
    private readonly double s;
    private readonly double electronRate;
    private readonly double broadening;
    private readonly double dipolarSquared;
    private readonly double inverse;
    private readonly double frequency;

    public SmoothLadder(double s, in LadderLevels levels, double variance, double frequency)
    {
        this.s = s;
        electronRate = levels.ElectronRate;
        broadening = levels.Broadening;
        dipolarSquared = levels.DipolarSquared;
        inverse = 0.5 / Math.Sqrt(variance);
        this.frequency = frequency;
    }

    /// <summary>σ = 1/(2ρ_n), with 2(Γ(n/2+1)/Γ((n+1)/2))² = n + 1/2 + 1/(8n) - 1/(16n²) - 5/(128n³) + ….</summary>
    public double Sigma(double n) => inverse / Math.Sqrt(n + 0.5 + ((0.125 - ((0.0625 + (0.0390625 / n)) / n)) / n));

    /// <summary>g.</summary>
    public double Decay(double n) => s + broadening + (n * electronRate);

    /// <summary>x = σ√(gh).</summary>
    public double Damping(double n)
    {
        double g = Decay(n);
        return Sigma(n) * Math.Sqrt(g * (g + (dipolarSquared / (s + (n * electronRate)))));
    }

    /// <summary>√(g/h), the value of u where damping is strong.</summary>
    public Complex Slaved(double n) => Math.Sqrt(Decay(n) / (Decay(n) + (dipolarSquared / (s + (n * electronRate)))));

    /// <summary>du/d ln n.</summary>
    public (double Real, double Imaginary) Slope(double n, double real, double imaginary)
    {
        Parts at = At(n);
        double phase = frequency * at.Sigma;
        double phaseSlope = frequency * at.SigmaSlope;
        double phaseCurvature = frequency * at.SigmaCurvature;
        double square = 1 / (1 - (phase * phase));
        double root = Math.Sqrt(square);
        double damping = at.Upper * at.Lower;
        double reduced = root - (root * square * (1 + (3 * phase * phase * square)) * damping / 6) + (0.075 * damping * damping);

        // The second order, linear in the damping: C X'' - 2tt'A X' - (A t'² + ⅔ t t'')X with t the phase.
        double ofCurvature = -(root / 6) - (0.25 * phase * phase * root * square);
        double shared = root * square * ((0.25 * (1 + (2 * phase * phase * square))) + (1.0 / 6) + (square / 8));
        double ofSlope = -2 * phase * phaseSlope * shared;
        double ofValue = -(shared * phaseSlope * phaseSlope) - (2.0 / 3 * phase * phaseCurvature);
        double upper = (at.Upper * (reduced + ofValue)) + (at.UpperSlope * ofSlope) + (at.UpperCurvature * ofCurvature);
        double lower = (at.Lower * (reduced + ofValue)) + (at.LowerSlope * ofSlope) + (at.LowerCurvature * ofCurvature);

        // The first order, -½(t X/(1 - t²))'.
        double turned = phaseSlope * square * (1 + (2 * phase * phase * square));
        double upperImaginary = -0.5 * ((phase * square * at.UpperSlope) + (turned * at.Upper));
        double lowerImaginary = -0.5 * ((phase * square * at.LowerSlope) + (turned * at.Lower));
        double middle = ((at.UpperSlope * at.Lower) - (at.Upper * at.LowerSlope)) / 6;
        double squareReal = (real * real) - (imaginary * imaginary);
        double squareImaginary = 2 * real * imaginary;
        return (
            n * (lower + (middle * real) - (upper * squareReal) + (upperImaginary * squareImaginary)),
            n * (lowerImaginary + (middle * imaginary) - (upper * squareImaginary) - (upperImaginary * squareReal)));
    }

    /// <summary>P(n-1)/P(n) and Q(n-1)/P(n).</summary>
    public (Complex P, Complex Q) Below(double n, Complex u)
    {
        Parts at = At(n);
        double phase = frequency * at.Sigma;
        double phaseSlope = frequency * at.SigmaSlope;
        double phaseCurvature = frequency * at.SigmaCurvature;
        double square = 1 / (1 - (phase * phase));
        double root = Math.Sqrt(square);

        // exp B', diagonal and off-diagonal.
        double slopeReal = 0.5 * square * ((phaseSlope * phaseSlope) + (phase * phaseCurvature) + (2 * phase * phase * phaseSlope * phaseSlope * square));
        var slope = new Complex(slopeReal, root * phaseSlope);
        Complex growth = 1 + slope + (slope * slope / 2);
        double turned = phase * phaseSlope * root * square;
        Complex upper = growth * new Complex((root * at.UpperSlope) + (turned * at.Upper), -0.5 * ((phaseCurvature * at.Upper) + (2 * phaseSlope * at.UpperSlope) + (phase * at.UpperCurvature)));
        Complex lower = growth * new Complex((root * at.LowerSlope) + (turned * at.Lower), -0.5 * ((phaseCurvature * at.Lower) + (2 * phaseSlope * at.LowerSlope) + (phase * at.LowerCurvature)));
        upper += new Complex(0, 2 * phase * at.Upper);
        lower += new Complex(0, 2 * phase * at.Lower);
        Complex diagonal = Complex.Sqrt(growth - (phase * phase) + (at.Upper * at.Lower));
        Complex both = diagonal - (upper * lower / (8 * diagonal * diagonal * diagonal)) - new Complex(0, phase);
        return (
            both + (((upper / (2 * diagonal)) - at.Upper) * u),
            (lower / (2 * diagonal)) - at.Lower + (both * u));
    }

    private Parts At(double n)
    {
        double population = s + (n * electronRate);
        double g = broadening + population;
        double extra = dipolarSquared / population;
        double relative = electronRate / population;
        double h = g + extra;
        double slopeOfH = electronRate - (extra * relative);
        double curvatureOfH = 2 * extra * relative * relative;
        double sigma = Sigma(n);
        double logarithmic = -0.5 / (n + 0.5);
        double slope = sigma * logarithmic;
        double curvature = 3 * slope * logarithmic;
        return new Parts(
            sigma,
            slope,
            curvature,
            -sigma * h,
            -((slope * h) + (sigma * slopeOfH)),
            -((curvature * h) + (2 * slope * slopeOfH) + (sigma * curvatureOfH)),
            -sigma * g,
            -((slope * g) + (sigma * electronRate)),
            -((curvature * g) + (2 * slope * electronRate)));
    }

    /// <summary>σ and the elements -σh and -σg of E with their derivatives.</summary>
    private readonly record struct Parts(
        double Sigma,
        double SigmaSlope,
        double SigmaCurvature,
        double Upper,
        double UpperSlope,
        double UpperCurvature,
        double Lower,
        double LowerSlope,
        double LowerCurvature);
}

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
