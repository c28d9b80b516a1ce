using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Dynamics.Propagation.RungeKutta;

/// <summary>One driven part: an operator times f(t).</summary>
/// <param name="Operator">[n, n].</param>
/// <param name="Envelope">f.</param>
internal sealed record DrivenPart(ILinearOperator Operator, Envelope Envelope);

/// <summary>dv/dt = (A + Σ f_k(t) B_k) v.</summary>
internal sealed class DrivenEquation(ILinearOperator generator, IReadOnlyList<DrivenPart> drives)
{
    private readonly double[] image = new double[drives.Count > 0 ? generator.Dimension : 0];
    private readonly double[] sizes = [.. drives.Select(d => Math.Max(d.Operator.RangeBound().Largest, double.Epsilon))];

    public int Dimension => generator.Dimension;

    /// <summary>Products with A or a B_k so far.</summary>
    public long Products { get; private set; }

    /// <summary>About what one derivative takes, see <see cref="LinearAlgebra.Kernels.OperationCount"/>.</summary>
    public double Operations => ((1 + drives.Count) * (60.0 + (8 * Dimension))) + (12 * Dimension);

    /// <summary>Where the envelopes change, and how fast.</summary>
    /// <param name="last">Last time, s.</param>
    /// <param name="tolerance">Allowed relative error of v; a small share of it may be left unresolved.</param>
    /// <returns>The pieces; what they hide is a bound of the relative error of v.</returns>
    public EnvelopeStructure Structure(double last, double tolerance)
    {
        const double Share = 0.01;
        EnvelopeStructure[] structures = [.. drives.Select((d, k) =>
        {
            double size = sizes[k];
            EnvelopeStructure own = d.Envelope.Structure(last, Share * tolerance / (size * last * drives.Count));
            return own with { Hidden = Math.Min(2, own.Hidden * size) };
        })];
        return structures.Length == 0 ? EnvelopeStructure.Between([], last, isConstant: true) : EnvelopeStructure.Combine(structures, last);
    }

    /// <summary>The equation with the envelopes' values at a time.</summary>
    public FrozenEquation At(double time) => new(generator, [.. drives.Select(d => (Value(d, time), d.Operator))], this);

    /// <summary>By how much the drives change between three times, as a bound of the change of the generator.</summary>
    public double Variation(double first, double middle, double last)
    {
        double sum = 0;
        for (int k = 0; k < sizes.Length; k++)
        {
            double centre = Value(drives[k], middle);
            sum += sizes[k] * (Math.Abs(Value(drives[k], first) - centre) + Math.Abs(Value(drives[k], last) - centre));
        }

        return sum;
    }

    /// <summary>Counts products that were done elsewhere.</summary>
    public void Count(long products) => Products += products;

    /// <summary>derivative = (A + Σ f_k(time) B_k) v.</summary>
    /// <exception cref="ArithmeticException">An envelope is not finite.</exception>
    public void Derivative(double time, ReadOnlySpan<double> v, Span<double> derivative)
    {
        generator.Apply(v, derivative);
        Products += 1 + drives.Count;
        foreach (DrivenPart drive in drives)
        {
            double factor = Value(drive, time);
            if (factor != 0)
            {
                drive.Operator.Apply(v, image);
                VectorKernels.Add(factor, image, derivative);
            }
        }
    }

    private static double Value(DrivenPart drive, double time)
    {
        double factor = drive.Envelope.At(time);
        return double.IsFinite(factor)
            ? factor
            : throw new ArithmeticException(FormattableString.Invariant($"The envelope of a drive is {factor} at t = {time:R} s; it must be finite."));
    }
}
