using System.Numerics;
using LindbladVerify.Rates.Definitions;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>The line of an observable of one model: exactly at a frequency, and as a sum over its modes.</summary>
/// <param name="Exact">The resolvent.</param>
/// <param name="LadderError">Relative error of what a ladder of noise leaves out.</param>
/// <param name="Modes">Eigenvalues, rad/s, and weights of o(t) - o(∞) = Σ weight exp(value t); they lose digits where modes coalesce.</param>
internal sealed record ObservedLine(LineResolvent Exact, double LadderError, IReadOnlyList<(Complex Value, Complex Weight)> Modes);

/// <summary>The weighted mean of the lines of many models, and its width at half maximum around its highest peak.</summary>
/// <remarks>Peak and half-maximum points are looked for in the sum over modes and settled with resolvents. Cost O(n³) for each model and each of some ten frequencies.</remarks>
/// <param name="lines">Lines with weights.</param>
internal sealed class MeanLine(IReadOnlyList<(ObservedLine Line, double Weight)> lines)
{
    /// <summary>Modes around which the line is looked at, at most; of more, as many quantiles of their weights.</summary>
    private const int MostModes = 40;

    /// <summary>A part of the weight that makes no peak.</summary>
    private const double Negligible = 1e-9;

    private const int NewtonSteps = 4;
    private readonly (Complex Value, Complex Weight)[] modes = [.. lines.SelectMany(l => l.Line.Modes.Select(m => (m.Value, l.Weight * m.Weight)))];

    /// <summary>The full width at half maximum, rad/s.</summary>
    public ReferenceValue FullWidth()
    {
        if (modes.Length == 0)
        {
            return ReferenceValue.None("The observable is constant: there is no line.");
        }

        if (LineExtent.Find(Typical(), OverModes) is not { } extent)
        {
            return ReferenceValue.None("The line is 0 at all frequencies.");
        }

        double top = Exactly(extent.Peak).Value;
        double topError = Error(extent.Peak) / 2;
        (double right, double rightError) = Settled(extent.Right, top / 2, topError);
        (double left, double leftError) = extent.IsCentral ? (-right, rightError) : Settled(extent.Left, top / 2, topError);
        double width = right - left;
        return double.IsFinite(width) && width > 0 ? new ReferenceValue(width, (leftError + rightError) / width) : ReferenceValue.None("The half-maximum points of the line are lost in rounding.");
    }

    /// <summary>A half-maximum point by Newton's method, and how far it may lie off.</summary>
    private (double Frequency, double Error) Settled(double frequency, double half, double topError)
    {
        double slope = 0;
        double step = 0;
        for (int k = 0; k < NewtonSteps; k++)
        {
            (double value, slope) = Exactly(frequency);
            step = (value - half) / slope;
            frequency -= step;
            if (Math.Abs(step) <= 1e-15 * Math.Abs(frequency))
            {
                break;
            }
        }

        return (frequency, ((Error(frequency) + topError) / Math.Abs(slope)) + Math.Abs(step) + (4.4e-16 * Math.Abs(frequency)));
    }

    private (double Value, double Slope) Exactly(double frequency)
    {
        (double sum, double slope) = (0, 0);
        foreach ((ObservedLine line, double weight) in lines)
        {
            (double value, double own) = line.Exact.At(frequency);
            sum += weight * value;
            slope += weight * own;
        }

        return (sum, slope);
    }

    private double Error(double frequency) => lines.Sum(l => l.Weight * (l.Line.Exact.Error(frequency) + (l.Line.LadderError * Math.Abs(l.Line.Exact.At(frequency).Value))));

    private (double Value, double Slope) OverModes(double frequency)
    {
        (double sum, double slope) = (0, 0);
        foreach ((Complex value, Complex weight) in modes)
        {
            Complex inverse = Complex.One / (new Complex(0, frequency) - value);
            Complex part = weight * inverse;
            sum += part.Real;
            slope += (-Complex.ImaginaryOne * part * inverse).Real;
        }

        return (sum, slope);
    }

    /// <summary>Where peaks may be: the modes themselves, or quantiles of their weights, as wide as they lie apart.</summary>
    private IEnumerable<(double Frequency, double Decay)> Typical()
    {
        double total = modes.Sum(m => Complex.Abs(m.Weight));
        (double Frequency, double Decay, double Weight)[] heavy = [.. modes.Where(m => Complex.Abs(m.Weight) > Negligible * total).Select(m => (Math.Abs(m.Value.Imaginary), -m.Value.Real, Complex.Abs(m.Weight))).OrderBy(m => m.Item1)];
        if (heavy.Length <= MostModes)
        {
            return heavy.Select(m => (m.Frequency, m.Decay));
        }

        double sum = 0;
        double next = total / (2 * MostModes);
        var chosen = new List<(double Frequency, double Decay)> { (heavy[0].Frequency, heavy[0].Decay) };
        foreach ((double frequency, double decay, double weight) in heavy)
        {
            for (sum += weight; sum >= next; next += total / MostModes)
            {
                double apart = frequency - chosen[^1].Frequency;
                chosen.Add((frequency, Math.Max(decay, apart)));
            }
        }

        chosen.Add((heavy[^1].Frequency, Math.Max(heavy[^1].Decay, heavy[^1].Frequency - chosen[^1].Frequency)));
        return chosen;
    }
}
