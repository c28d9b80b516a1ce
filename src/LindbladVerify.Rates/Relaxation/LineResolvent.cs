using System.Numerics;
using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>The line S(ω) = Re r (iω - A)⁻¹ d of an observable r whose deviation from its end starts as d, by dense solves, with an error bound; 0 of an observable that is constant, which has no equations.</summary>
internal sealed class LineResolvent
{
    private readonly int n;
    private readonly double[] matrix;
    private readonly double[] magnitude;
    private readonly double[] row;
    private readonly double[] deviation;
    private readonly double[] deviationError;
    private readonly Func<double[], double[]> adjoint;
    private readonly IDenseKernels kernels;

    /// <summary>A line.</summary>
    /// <param name="matrix">A, [n, n].</param>
    /// <param name="magnitude">What its entries were computed from, in modulus.</param>
    /// <param name="row">r.</param>
    /// <param name="deviation">d = v(0) - v(∞).</param>
    /// <param name="deviationError">Moduli of what A v(∞) is a sum of.</param>
    /// <param name="adjoint">Solves Aᵀ x = b.</param>
    /// <param name="kernels">Dense kernels; cost O(n³) per frequency.</param>
    public LineResolvent(double[] matrix, double[] magnitude, double[] row, double[] deviation, double[] deviationError, Func<double[], double[]> adjoint, IDenseKernels kernels)
    {
        n = row.Length;
        this.matrix = matrix;
        this.magnitude = magnitude;
        this.row = row;
        this.deviation = deviation;
        this.deviationError = deviationError;
        this.adjoint = adjoint;
        this.kernels = kernels;
    }

    /// <summary>S and dS/dω; infinite on an undamped line.</summary>
    public (double Value, double Slope) At(double frequency)
    {
        Complex[] shifted = Shifted(frequency, transposed: false);
        Complex[] factors = [.. shifted];
        int[] pivots = new int[n];
        if (kernels.Factor(n, factors, pivots) >= 0)
        {
            return (double.PositiveInfinity, 0);
        }

        Complex[] x = Solve(shifted, factors, pivots, [.. deviation.Select(d => new Complex(d, 0))]);
        Complex[] twice = Solve(shifted, factors, pivots, x);
        return (Sum(x).Real, (-Complex.ImaginaryOne * Sum(twice)).Real);
    }

    /// <summary>r (iω - A)⁻¹ d; infinite on an undamped line.</summary>
    public Complex Response(double frequency)
    {
        Complex[] shifted = Shifted(frequency, transposed: false);
        Complex[] factors = [.. shifted];
        int[] pivots = new int[n];
        return kernels.Factor(n, factors, pivots) >= 0
            ? new Complex(double.PositiveInfinity, double.PositiveInfinity)
            : Sum(Solve(shifted, factors, pivots, [.. deviation.Select(d => new Complex(d, 0))]));
    }

    /// <summary>A bound on the rounding error of S.</summary>
    public double Error(double frequency)
    {
        Complex[] shifted = Shifted(frequency, transposed: false);
        Complex[] turned = Shifted(frequency, transposed: true);
        Complex[] factors = [.. shifted];
        Complex[] turnedFactors = [.. turned];
        int[] pivots = new int[n];
        int[] turnedPivots = new int[n];
        if (kernels.Factor(n, factors, pivots) >= 0 || kernels.Factor(n, turnedFactors, turnedPivots) >= 0)
        {
            return double.PositiveInfinity;
        }

        Complex[] x = Solve(shifted, factors, pivots, [.. deviation.Select(d => new Complex(d, 0))]);
        Complex[] y = Solve(turned, turnedFactors, turnedPivots, [.. row.Select(r => new Complex(r, 0))]);
        double[] real = adjoint([.. y.Select(v => v.Real)]);
        double[] imaginary = adjoint([.. y.Select(v => v.Imaginary)]);
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double size = Math.Abs(deviation[i]) + (Math.Abs(frequency) * Complex.Abs(x[i]));
            for (int j = 0; j < n; j++)
            {
                size += magnitude[i + (j * n)] * Complex.Abs(x[j]);
            }

            sum += (Complex.Abs(y[i]) * size) + ((Math.Abs(real[i]) + Math.Abs(imaginary[i])) * deviationError[i]) + Math.Abs(row[i] * Complex.Abs(x[i]));
        }

        return LinearRelaxation.EntryRounding * sum;
    }

    private Complex[] Shifted(double frequency, bool transposed)
    {
        var shifted = new Complex[n * n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                shifted[i + (j * n)] = -(transposed ? matrix[j + (i * n)] : matrix[i + (j * n)]);
            }

            shifted[j + (j * n)] += new Complex(0, frequency);
        }

        return shifted;
    }

    /// <summary>A solve with one round of refinement, after which its residual is small entry by entry.</summary>
    private Complex[] Solve(Complex[] shifted, Complex[] factors, int[] pivots, Complex[] right)
    {
        Complex[] x = [.. right];
        kernels.SolveFactored(n, factors, pivots, 1, x);
        Complex[] residual = [.. right];
        kernels.MultiplyVector(Transposition.None, n, n, -Complex.One, shifted, Math.Max(1, n), x, Complex.One, residual);
        kernels.SolveFactored(n, factors, pivots, 1, residual);
        for (int i = 0; i < n; i++)
        {
            x[i] += residual[i];
        }

        return x;
    }

    private Complex Sum(Complex[] x)
    {
        Complex sum = Complex.Zero;
        for (int i = 0; i < n; i++)
        {
            sum += row[i] * x[i];
        }

        return sum;
    }
}

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

/// <summary>The highest peak of a spectral line and where the line has fallen to half of it.</summary>
/// <param name="Peak">Angular frequency of the peak, rad/s, not negative.</param>
/// <param name="Left">Where the line is half as high below the peak, rad/s; below 0 where the line of both signs of the frequency is one.</param>
/// <param name="Right">Where it is half as high above the peak, rad/s.</param>
/// <param name="Sign">-1 for a line that points down.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LineExtent(double Peak, double Left, double Right, int Sign)
{
    /// <summary>Whether the line reaches over the frequency 0 to its mirror image.</summary>
    public bool IsCentral => Left < 0;

    /// <summary>The highest peak of a line that is even in the frequency, and its half-maximum points.</summary>
    /// <param name="modes">Where modes of the observable lie and how fast they decay, both in rad/s: where peaks are looked for.</param>
    /// <param name="line">The line and its derivative at a frequency.</param>
    /// <returns>Null where the line is 0 everywhere, or does not fall to half of its height.</returns>
    public static LineExtent? Find(IEnumerable<(double Frequency, double Decay)> modes, Func<double, (double Value, double Slope)> line)
    {
        ArgumentNullException.ThrowIfNull(modes);
        ArgumentNullException.ThrowIfNull(line);
        double[] grid = [.. modes.SelectMany(m => Around.Select(a => Math.Abs(m.Frequency) + (a * m.Decay))).Where(w => w >= 0 && double.IsFinite(w)).Append(0).Distinct().Order()];
        (double Value, double Slope)[] seen = [.. grid.Select(line)];
        double largest = seen.Max(s => Math.Abs(s.Value));
        if (!(largest > 0) || grid.Length < 2)
        {
            return null;
        }

        int sign = Math.Sign(seen.MaxBy(s => Math.Abs(s.Value)).Value);
        (double, double) Upright(double w) => line(w) is var (value, slope) ? (sign * value, sign * slope) : default;
        double[] heights = [.. seen.Select(s => sign * s.Value)];
        int[] tops = [.. Enumerable.Range(0, grid.Length).Where(k => heights[k] > WorthRefining * largest && (k == 0 || heights[k] >= heights[k - 1]) && (k == grid.Length - 1 || heights[k] >= heights[k + 1]))];
        (double peak, double height) = tops.Select(k => Refined(grid, k, sign * seen[k].Slope, Upright)).MaxBy(p => p.Height);
        double half = height / 2;
        if (Beyond(grid, peak, half, Upright) is not double right)
        {
            return null;
        }

        double left = -right;
        double upper = peak;
        foreach (int k in Enumerable.Range(0, grid.Length).Where(k => grid[k] < peak).OrderDescending())
        {
            if (heights[k] < half)
            {
                left = Crossing(grid[k], upper, half, Upright);
                break;
            }

            upper = grid[k];
        }

        return new LineExtent(peak, left, right, sign);
    }

    /// <summary>Where around a mode the line is looked at, in units of its decay rate.</summary>
    private static readonly double[] Around = [-8, -4, -2, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 2, 4, 8];

    /// <summary>Grid points this high beside the highest may belong to a higher peak between them.</summary>
    private const double WorthRefining = 0.5;
    private const int MostDoublings = 200;
    private const int MostSteps = 100;

    private static (double Peak, double Height) Refined(double[] grid, int k, double slope, Func<double, (double Value, double Slope)> line)
    {
        double peak = grid[k];
        if (k == 0 && line(1e-3 * grid[1]).Slope <= 0)
        {
            return (0, line(0).Value);
        }

        (double from, double to) = k == 0 ? (1e-3 * grid[1], grid[1]) : slope >= 0 ? (grid[k], grid[Math.Min(k + 1, grid.Length - 1)]) : (grid[k - 1], grid[k]);
        if (from < to && line(Math.Max(from, 1e-3 * to)).Slope > 0 && line(to).Slope < 0)
        {
            peak = Root(Math.Max(from, 1e-3 * to), to, w => line(w).Slope);
        }

        return (peak, line(peak).Value);
    }

    private static double? Beyond(double[] grid, double peak, double half, Func<double, (double Value, double Slope)> line)
    {
        double lower = peak;
        foreach (double upper in grid.Where(w => w > peak).Concat(Enumerable.Range(1, MostDoublings).Select(k => grid[^1] * Math.Pow(2, k))).Where(double.IsFinite))
        {
            if (line(upper).Value < half)
            {
                return Crossing(upper, lower, half, line);
            }

            lower = upper;
        }

        return null;
    }

    private static double Crossing(double below, double above, double half, Func<double, (double Value, double Slope)> line) =>
        Root(below, above, w => line(w).Value - half);

    /// <summary>A zero between two points of different sign, by false position that halves a stale end (Illinois).</summary>
    private static double Root(double a, double b, Func<double, double> f)
    {
        (double left, double right) = (f(a), f(b));
        for (int k = 0; k < MostSteps && Math.Abs(b - a) > 2e-16 * (Math.Abs(a) + Math.Abs(b)) && right != 0; k++)
        {
            double c = k % 8 == 7 ? (a + b) / 2 : b - (right * (b - a) / (right - left));
            double value = f(c);
            if (Math.Sign(value) != Math.Sign(right))
            {
                (a, left) = (b, right);
            }
            else
            {
                left /= 2;
            }

            bool isStill = c == b;
            (b, right) = (c, value);
            if (isStill)
            {
                break;
            }
        }

        return b;
    }
}
