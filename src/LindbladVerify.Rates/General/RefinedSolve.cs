using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Rates.General;

/// <summary>
/// Solves with a matrix A by LU factors and refinement in doubled precision: the residual b - A x that is left bounds the error of any
/// observable of x, |rᵀδx| ≤ |y|ᵀ|b - A x| with Aᵀy = r, however far apart the entries of A are.
/// </summary>
/// <remarks>Skeel (1980), doi:10.1090/S0025-5718-1980-0572859-4; Demmel et al., doi:10.1145/1141885.1141894.</remarks>
internal sealed class RefinedSolve
{
    private const int Steps = 8;
    private const double Settled = 1e-13;
    private readonly int n;
    private readonly double[] matrix;
    private readonly IDenseKernels kernels;
    private readonly double[] factors;
    private readonly int[] pivots = [];

    private RefinedSolve(int n, double[] matrix, IDenseKernels kernels, double[] factors, int[] pivots)
    {
        this.n = n;
        this.matrix = matrix;
        this.kernels = kernels;
        this.factors = factors;
        this.pivots = pivots;
    }

    /// <summary>Factors A [n, n], column-major, once; null if a pivot is exactly zero.</summary>
    public static RefinedSolve? TryFactor(int n, double[] matrix, IDenseKernels kernels)
    {
        double[] factors = [.. matrix];
        int[] pivots = new int[n];
        return n > 0 && kernels.Factor(n, factors, pivots) >= 0 ? null : new RefinedSolve(n, matrix, kernels, factors, pivots);
    }

    /// <summary>The same for Aᵀ.</summary>
    public RefinedSolve? Transposed() => TryFactor(n, Transpose(n, matrix), kernels);

    /// <summary>The solution and a bound on |b - A x|, element by element; null where refinement does not settle: the matrix is singular to rounding.</summary>
    public (DoubledVector Solution, double[] Residual)? Solve(DoubledVector right)
    {
        var solution = DoubledVector.Of(new double[n]);
        double last = double.PositiveInfinity;
        bool settled = false;
        for (int step = 0; step <= Steps; step++)
        {
            (double[] residual, double[] bound) = Residual(n, matrix, solution, right);
            double largest = residual.Length == 0 ? 0 : residual.Max(Math.Abs);
            if (largest == 0 || (settled && !(largest < last / 2)))
            {
                return (solution, [.. residual.Zip(bound, (r, b) => Math.Abs(r) + b)]);
            }

            last = largest;
            kernels.SolveFactored(n, factors, pivots, 1, residual);
            solution = solution.Plus(residual);
            settled = residual.Max(Math.Abs) <= Settled * solution.Largest;
        }

        if (!settled)
        {
            return null;
        }

        (double[] rest, double[] error) = Residual(n, matrix, solution, right);
        return (solution, [.. rest.Zip(error, (r, b) => Math.Abs(r) + b)]);
    }

    /// <summary>One solution without refinement.</summary>
    public double[] Once(double[] right)
    {
        double[] solution = [.. right];
        if (n > 0)
        {
            kernels.SolveFactored(n, factors, pivots, 1, solution);
        }

        return solution;
    }

    /// <summary>b - A x, rounded once, with a bound on what doubled precision itself may miss.</summary>
    public static (double[] Value, double[] Bound) Residual(int n, double[] matrix, DoubledVector x, DoubledVector b)
    {
        double[] value = new double[n];
        double[] bound = new double[n];
        for (int i = 0; i < n; i++)
        {
            var sum = default(DoubledSum);
            sum.Add(b.High[i]);
            sum.Add(b.Low[i]);
            double size = Math.Abs(b.High[i]);
            for (int j = 0; j < n; j++)
            {
                double a = matrix[i + (j * n)];
                if (a != 0)
                {
                    sum.AddProduct(-a, x.High[j]);
                    sum.AddProduct(-a, x.Low[j]);
                    size += Math.Abs(a * x.High[j]);
                }
            }

            value[i] = sum.Value;
            bound[i] = DoubledSum.Unit * (n + 1) * size;
        }

        return (value, bound);
    }

    /// <summary>Aᵀ.</summary>
    public static double[] Transpose(int n, double[] matrix)
    {
        double[] transposed = new double[matrix.Length];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                transposed[j + (i * n)] = matrix[i + (j * n)];
            }
        }

        return transposed;
    }
}
