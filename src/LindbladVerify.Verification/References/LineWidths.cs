using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.General;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>The width at half maximum of the line of an observable, around its highest peak.</summary>
internal static class LineWidths
{
    /// <summary>The full width, rad/s.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="kernels">Dense kernels; cost O(n³) for each of some hundred frequencies.</param>
    public static ReferenceValue Full(BlochSystem system, IDenseKernels kernels)
    {
        (Complex Value, double Error)[] modes = [.. RelaxationModes.Seen(system, kernels)];
        if (modes.Length == 0)
        {
            return None("The observable is constant: there is no line.");
        }

        if (Array.Exists(modes, m => -m.Value.Real <= m.Error && Math.Abs(m.Value.Imaginary) > Math.Abs(m.Value.Real) + m.Error))
        {
            return None("The observable does not settle: its line has no width.");
        }

        if (LinearRelaxation.Line(system, kernels) is not { } line)
        {
            return None("The observable has no late-time limit, or it is lost in rounding.");
        }

        if (LineExtent.Find(modes.Select(m => (m.Value.Imaginary, Decay(m.Value, m.Error))), line.At) is not { } extent)
        {
            return None("The line is 0 at all frequencies.");
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

    private static ReferenceValue None(string remark) => new(double.NaN, double.NaN, remark);
}
