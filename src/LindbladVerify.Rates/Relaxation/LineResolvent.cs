using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>The line S(ω) = Re r (iω - A)⁻¹ d of an observable r whose deviation from its end starts as d, by dense solves, with an error bound.</summary>
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
        kernels.MultiplyVector(Transposition.None, n, n, -Complex.One, shifted, n, x, Complex.One, residual);
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
