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
        double reduced = at.Reduction(frequency);
        double phase = frequency * at.Sigma;
        double phaseSlope = frequency * at.SigmaSlope;
        double upper = (at.Upper * reduced) - (at.UpperCurvature / 6);
        double lower = (at.Lower * reduced) - (at.LowerCurvature / 6);
        double upperImaginary = -0.5 * ((phase * at.UpperSlope) + (phaseSlope * at.Upper));
        double lowerImaginary = -0.5 * ((phase * at.LowerSlope) + (phaseSlope * at.Lower));
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
        double root = 1 / Math.Sqrt(1 - (phase * phase));
        Complex upper = new(root * at.UpperSlope, 2 * phase * at.Upper);
        Complex lower = new(root * at.LowerSlope, 2 * phase * at.Lower);
        Complex diagonal = Complex.Sqrt(new Complex(1 - (phase * phase) + (at.Upper * at.Lower), root * frequency * at.SigmaSlope));
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
            -sigma * h,
            -((slope * h) + (sigma * slopeOfH)),
            -((curvature * h) + (2 * slope * slopeOfH) + (sigma * curvatureOfH)),
            -sigma * g,
            -((slope * g) + (sigma * electronRate)),
            -((curvature * g) + (2 * slope * electronRate)));
    }

    /// <summary>σ and the elements -σh and -σg of E with their derivatives.</summary>
    private readonly record struct Parts(double Sigma, double SigmaSlope, double Upper, double UpperSlope, double UpperCurvature, double Lower, double LowerSlope, double LowerCurvature)
    {
        /// <summary>What arsinh makes of the off-diagonal elements of E, as a factor: w - (w³ + 3θ²w⁵)x²/6 + 3x⁴/40 with θ = aσ, w = 1/√(1-θ²).</summary>
        public double Reduction(double frequency)
        {
            double phase = frequency * Sigma;
            double square = 1 / (1 - (phase * phase));
            double root = Math.Sqrt(square);
            double damping = Upper * Lower;
            return root - (root * square * (1 + (3 * phase * phase * square)) * damping / 6) + (0.075 * damping * damping);
        }
    }
}
