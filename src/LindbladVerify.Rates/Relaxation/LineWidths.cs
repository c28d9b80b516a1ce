using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>The width at half maximum of the line of an observable, around its highest peak.</summary>
internal static class LineWidths
{
    /// <summary>The full width, rad/s.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="kernels">Dense kernels; cost O(n³) for each of some hundred frequencies.</param>
    public static ReferenceValue Full(BlochSystem system, IDenseKernels kernels)
    {
        IReadOnlyList<RelaxationMode> modes = RelaxationModes.Of(system, 0, kernels);
        if (modes.Count == 0)
        {
            return ReferenceValue.None("The observable is constant: there is no line.");
        }

        if (modes.Any(m => -m.Eigenvalue.Real <= m.Error && Math.Abs(m.Eigenvalue.Imaginary) > Math.Abs(m.Eigenvalue.Real) + m.Error))
        {
            return ReferenceValue.None("The observable does not settle: its line has no width.");
        }

        if (LinearRelaxation.Line(system, 0, kernels) is not { } line)
        {
            return ReferenceValue.None(RelaxationIntegral.NoLimit);
        }

        if (LineExtent.Find(modes.Select(m => (m.Eigenvalue.Imaginary, Decay(m.Eigenvalue, m.Error))), line.At) is not { } extent)
        {
            return ReferenceValue.None("The line is 0 at all frequencies.");
        }

        double top = line.Error(extent.Peak) / 2;
        double right = Shift(line, extent.Right, top);
        double width = extent.Right - extent.Left;
        double error = extent.IsCentral ? 2 * right : right + Shift(line, extent.Left, top);
        return new ReferenceValue(width, error / width);
    }

    /// <summary>How far a half-maximum point may lie off.</summary>
    private static double Shift(LineResolvent line, double frequency, double top) => frequency == 0
        ? 0
        : ((line.Error(frequency) + top) / Math.Abs(line.At(frequency).Slope)) + (4.4e-16 * Math.Abs(frequency));

    /// <summary>How far around a mode its peak may reach; where modes coalesce their errors say nothing, and the modulus bounds it.</summary>
    private static double Decay(Complex value, double error) => Math.Max(-value.Real, double.IsFinite(error) ? Math.Min(error, Complex.Abs(value)) : 0);
}
