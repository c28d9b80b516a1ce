using LindbladVerify.LinearAlgebra.Krylov;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>One driven part: an operator times f(t).</summary>
/// <param name="Operator">[n, n].</param>
/// <param name="Envelope">f.</param>
internal sealed record DrivenPart(ILinearOperator Operator, Envelope Envelope);

/// <summary>dv/dt = (A + Σ f_k(t) B_k) v.</summary>
internal sealed class DrivenEquation(ILinearOperator generator, IReadOnlyList<DrivenPart> drives)
{
    private readonly double[] image = new double[drives.Count > 0 ? generator.Dimension : 0];

    public int Dimension => generator.Dimension;

    /// <summary>Products with A or a B_k so far.</summary>
    public long Products { get; private set; }

    /// <summary>Times between 0 and the last where some f_k is not smooth, ascending.</summary>
    public IReadOnlyList<double> Breakpoints(double last) =>
        [.. drives.SelectMany(d => d.Envelope.Breakpoints).Where(t => t > 0 && t < last).Distinct().Order()];

    /// <summary>derivative = (A + Σ f_k(time) B_k) v.</summary>
    /// <exception cref="ArithmeticException">An envelope is not finite.</exception>
    public void Derivative(double time, ReadOnlySpan<double> v, Span<double> derivative)
    {
        generator.Apply(v, derivative);
        Products += 1 + drives.Count;
        foreach (DrivenPart drive in drives)
        {
            double factor = drive.Envelope.At(time);
            if (!double.IsFinite(factor))
            {
                throw new ArithmeticException(FormattableString.Invariant($"The envelope of a drive is {factor} at t = {time:R} s; it must be finite."));
            }

            drive.Operator.Apply(v, image);
            VectorKernels.Add(factor, image, derivative);
        }
    }
}
