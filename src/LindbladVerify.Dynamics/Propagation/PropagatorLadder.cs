using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Krylov;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>exp(A t) v for any t ≥ 0 by the binary digits of t/h: stored propagators exp(A 2^k h), and a Taylor series below h.</summary>
internal sealed class PropagatorLadder
{
    private readonly IDenseKernels kernels;
    private readonly int n;
    private readonly double[] a;
    private readonly double h;
    private readonly IReadOnlyList<double[]> rungs;

    /// <summary>Prepares times up to the longest one; |A| h ≤ 1 in the 1-norm.</summary>
    public PropagatorLadder(IDenseKernels kernels, int n, double[] a, double longest)
    {
        this.kernels = kernels;
        this.n = n;
        this.a = a;
        double norm = kernels.Norm(MatrixNorm.One, n, n, a, n);
        h = norm == 0 ? longest : Math.Min(longest, 1 / norm);
        rungs = Rungs(kernels, n, a, h, longest);
    }

    /// <summary>exp(A h), exp(A 2h), exp(A 4h), ... up to the longest time, [n, n] each.</summary>
    public static IReadOnlyList<double[]> Rungs(IDenseKernels kernels, int n, double[] a, double h, double longest)
    {
        var rungs = new List<double[]>();
        double[] rung = MatrixExponential.Compute(kernels, n, Array.ConvertAll(a, v => v * h)).Matrix;
        for (double reach = h; reach <= longest; reach *= 2)
        {
            rungs.Add(rung);
            double[] square = new double[n * n];
            kernels.Multiply(Transposition.None, Transposition.None, n, n, n, 1, rung, n, rung, n, 0, square, n);
            rung = square;
        }

        return rungs;
    }

    /// <summary>exp(A time) state.</summary>
    public double[] Advance(double time, double[] state)
    {
        long whole = (long)Math.Floor(time / h);
        double[] current = Taylor(Math.Max(0, time - (whole * h)), state);
        for (int k = 0; k < rungs.Count && whole >> k != 0; k++)
        {
            if (((whole >> k) & 1) != 0)
            {
                double[] next = new double[n];
                kernels.MultiplyVector(Transposition.None, n, n, 1, rungs[k], n, current, 0, next);
                current = next;
            }
        }

        return current;
    }

    private double[] Taylor(double time, double[] state)
    {
        double[] sum = [.. state];
        if (time == 0)
        {
            return sum;
        }

        double[] term = [.. state];
        double[] next = new double[n];
        double start = VectorKernels.Norm(state);
        for (int k = 1; k < 60; k++)
        {
            kernels.MultiplyVector(Transposition.None, n, n, time / k, a, n, term, 0, next);
            (term, next) = (next, term);
            VectorKernels.Add(1, term, sum);
            if (VectorKernels.Norm(term) <= 1e-17 * start)
            {
                break;
            }
        }

        return sum;
    }
}
