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
