using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// A coherence that precesses and decays while any number of independent Ornstein–Uhlenbeck noises shift its frequency, in closed form:
/// C(t) = exp(-(decay - i frequency)t - Σ (σ/κ)²(κt - 1 + exp(-κt))), the cumulant expansion that ends after two terms for Gaussian noise.
/// </summary>
/// <remarks>R. Kubo, in Fluctuation, Relaxation and Resonance in Magnetic Systems (Oliver and Boyd, 1962), p. 23.</remarks>
internal sealed class GaussianDephasing
{
    /// <summary>The rounding of one operation, relative to its result.</summary>
    internal const double Unit = 1.1102230246251565e-16;
    private const int MostPanels = 200_000;
    private const double Ended = 100;

    /// <summary>A Bernstein ellipse of parameter 4 around a panel reaches 0.5625 of its length beyond it and 0.9375 of it to the side.</summary>
    private const double Beyond = 0.5625;
    private const double Aside = 0.9375;

    /// <summary>(64/15) 4⁻³² (1 - 4⁻²)⁻¹: the error of 16 Gauss points, relative to half the length times the largest modulus on the ellipse (Trefethen, SIAM Rev. 50, 67 (2008), Theorem 4.5).</summary>
    private const double GaussError = 2.5e-19;

    private readonly (double Amplitude, double Rate)[] noises;

    /// <summary>A dephasing coherence.</summary>
    /// <param name="decay">Decay rate without the noises, 1/s, not negative.</param>
    /// <param name="frequency">Mean frequency, rad/s.</param>
    /// <param name="noises">For each noise the standard deviation σ of the frequency that it causes, rad/s, and its relaxation rate κ, 1/s, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of its range.</exception>
    public GaussianDephasing(double decay, double frequency, IEnumerable<(double Amplitude, double Rate)> noises)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        Decay = decay;
        Frequency = frequency;
        this.noises = [.. noises.Where(x => x.Amplitude != 0).Select(x => (Math.Abs(x.Amplitude), x.Rate))];
        foreach ((_, double rate) in this.noises)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate, nameof(noises));
        }
    }

    /// <summary>Decay rate without the noises, 1/s.</summary>
    public double Decay { get; }

    /// <summary>Mean frequency, rad/s.</summary>
    public double Frequency { get; }

    /// <summary>How far the mean frequency may be off, rad/s, as where means of noises cancel the precession.</summary>
    public double FrequencyError { get; init; }

    /// <summary>How many noises there are.</summary>
    public int Noises => noises.Length;

    /// <summary>Decay rate at late times, long after all correlations: decay + Σ σ²/κ, 1/s.</summary>
    public double LateDecay => Decay + noises.Sum(x => x.Amplitude * (x.Amplitude / x.Rate));

    /// <summary>C(t), with a bound on the modulus of its error.</summary>
    /// <param name="time">t ≥ 0, s.</param>
    public (Complex Value, double Error) At(double time)
    {
        double exponent = (Decay * time) + Cumulant(time);
        double modulus = Math.Exp(-exponent);
        double phase = Frequency * time;
        return (Complex.FromPolarCoordinates(modulus, phase), modulus * ((Unit * (8 + (12 * exponent) + (2 * Math.Abs(phase)))) + (FrequencyError * time)));
    }

    /// <summary>∫exp(-st) C(t) dt over all times, s, with a bound on the modulus of its error; at s = iω the line at the offset ω.</summary>
    /// <param name="s">Laplace variable, 1/s; its real part is not negative.</param>
    /// <returns>An infinite error where nothing damps the coherence, or it turns too often before it is gone.</returns>
    /// <remarks>
    /// Gauss panels whose lengths follow the exponent; the bound is that of an analytic integrand on an ellipse around each panel, with
    /// |exp(-K(x+iy))| ≤ exp(-K(x) + Σ (σ/κ)² e^(-κx) min(2, κ²y²/2)). Far off resonance the real part is small by cancellation and its relative error larger.
    /// </remarks>
    public (Complex Value, double Error) Response(Complex s)
    {
        double decay = Decay + s.Real;
        double frequency = Frequency - s.Imaginary;
        var real = default(DoubledSum);
        var imaginary = default(DoubledSum);
        double error = 0;
        double at = 0;
        for (int panel = 0; panel < MostPanels; panel++)
        {
            double before = (decay * at) + Cumulant(at);
            if (before > Ended)
            {
                // What is left decays at least as fast as it does here.
                var sum = new Complex(real.Value, imaginary.Value);
                return (sum, error + (Math.Exp(-before) / (decay + Slope(at))) + (2 * Unit * Complex.Abs(sum)));
            }

            double length = Length(at, decay, frequency);
            if (!double.IsFinite(length))
            {
                break;
            }

            double left = Math.Max(at - (Beyond * length), 0);
            double largest = Math.Exp(Growth(at, length, decay, frequency) - (decay * left) - Cumulant(left));
            error += length / 2 * GaussError * largest;
            for (int k = 0; k < GaussRule.Nodes.Length; k++)
            {
                double time = at + (length / 2 * (1 + GaussRule.Nodes[k]));
                double exponent = (decay * time) + Cumulant(time);
                double phase = frequency * time;
                double weight = length / 2 * GaussRule.Weights[k] * Math.Exp(-exponent);
                (double sine, double cosine) = Math.SinCos(phase);
                real.Add(weight * cosine);
                imaginary.Add(weight * sine);
                error += weight * ((Unit * (16 + (12 * exponent) + (2 * Math.Abs(phase)))) + (FrequencyError * time));
            }

            at += length;
        }

        return (new Complex(real.Value, imaginary.Value), double.PositiveInfinity);
    }

    /// <summary>Σ (σ/κ)²(κt - 1 + exp(-κt)).</summary>
    private double Cumulant(double time)
    {
        double sum = 0;
        foreach ((double amplitude, double rate) in noises)
        {
            double y = rate * time;
            double ratio = amplitude / rate;
            sum += y < 0.5 ? amplitude * time * (amplitude * time) * Series(y) : ratio * ratio * (y + Expm1(-y));
        }

        return sum;
    }

    /// <summary>Its derivative Σ (σ²/κ)(1 - exp(-κt)).</summary>
    private double Slope(double time)
    {
        double sum = 0;
        foreach ((double amplitude, double rate) in noises)
        {
            sum += amplitude * (amplitude / rate) * -Expm1(-rate * time);
        }

        return sum;
    }

    /// <summary>(y - 1 + exp(-y))/y² by its series, y below 1/2.</summary>
    private static double Series(double y)
    {
        double term = 0.5;
        double sum = 0;
        for (int k = 3; k < 20; k++)
        {
            sum += term;
            term *= -y / k;
        }

        return sum;
    }

    private static double Expm1(double x)
    {
        if (x < -0.5)
        {
            return Math.Exp(x) - 1;
        }

        double term = x;
        double sum = 0;
        for (int k = 2; k < 20; k++)
        {
            sum += term;
            term *= x / k;
        }

        return sum;
    }

    /// <summary>The longest panel on whose ellipse the integrand grows by no more than a factor of a few.</summary>
    private double Length(double at, double decay, double frequency)
    {
        double slope = decay + Slope(at) + Math.Abs(frequency);
        foreach ((double amplitude, _) in noises)
        {
            slope = Math.Max(slope, at == 0 ? amplitude : 0);
        }

        double length = 2 / slope;
        for (int k = 0; k < 2000 && double.IsFinite(length) && length > 0; k++)
        {
            double fall = (decay * length) + Cumulant(at + length) - Cumulant(at);
            if (fall <= 4 && Growth(at, length, decay, frequency) <= 4)
            {
                return length;
            }

            length /= 1.5;
        }

        return double.PositiveInfinity;
    }

    /// <summary>A bound on the logarithm of the growth to the side, and backwards from the start.</summary>
    private double Growth(double at, double length, double decay, double frequency)
    {
        double aside = Aside * length;
        double growth = Math.Abs(frequency) * aside;
        double left = at - (Beyond * length);
        foreach ((double amplitude, double rate) in noises)
        {
            double ratio = amplitude / rate;
            double turned = rate * aside;
            growth += turned < 2
                ? 0.5 * amplitude * aside * (amplitude * aside) * Math.Exp(-rate * left)
                : 2 * ratio * ratio * Math.Exp(-rate * left);
        }

        return left < 0 ? growth - (decay * left) : growth;
    }
}
