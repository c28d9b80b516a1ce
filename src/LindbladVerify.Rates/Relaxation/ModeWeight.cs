using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// How much of an observable the modes inside a circle carry, by the contour integral of its Laplace transform: it needs no eigenvectors,
/// which equal rates do not have.
/// </summary>
internal static class ModeWeight
{
    private const int FewestNodes = 16;
    private const int MostNodes = 256;

    /// <summary>The largest moment max_j |∮ (s - center)^j f(s) ds/2πi|/radius^j, f(s) = rᵀ(s - A)⁻¹v, j below the number of modes inside.</summary>
    /// <param name="matrix">A [n, n], column-major.</param>
    /// <param name="initial">v [n].</param>
    /// <param name="observable">r [n].</param>
    /// <param name="center">Center of the circle.</param>
    /// <param name="inside">How far from it the modes inside reach.</param>
    /// <param name="outside">How far the nearest other one is; infinite if there is none.</param>
    /// <param name="count">Modes inside.</param>
    /// <param name="kernels">Dense kernels.</param>
    public static double Of(double[] matrix, double[] initial, double[] observable, Complex center, double inside, double outside, int count, IDenseKernels kernels)
    {
        int n = initial.Length;
        double far = double.IsInfinity(outside) ? Math.Max(64 * inside, kernels.Norm(MatrixNorm.One, n, n, matrix, n)) : outside;
        double near = Math.Max(inside, far / 64);
        double radius = Math.Sqrt(near * far);
        int nodes = (int)Math.Clamp(2 * Math.Ceiling(20 / Math.Log(Math.Max(far / radius, 1.01))), FewestNodes, MostNodes);
        var moments = new Complex[count];
        for (int k = 0; k < nodes; k++)
        {
            Complex offset = Complex.FromPolarCoordinates(radius, 2 * Math.PI * (k + 0.5) / nodes);
            Complex value = Resolvent(matrix, initial, observable, center + offset, kernels) * offset / nodes;
            for (int j = 0; j < count; j++)
            {
                moments[j] += value;
                value *= offset / radius;
            }
        }

        return moments.Max(Complex.Abs);
    }

    private static Complex Resolvent(double[] matrix, double[] initial, double[] observable, Complex s, IDenseKernels kernels)
    {
        int n = initial.Length;
        Complex[] shifted = Array.ConvertAll(matrix, v => new Complex(-v, 0));
        for (int i = 0; i < n; i++)
        {
            shifted[i + (i * n)] += s;
        }

        Complex[] solution = Array.ConvertAll(initial, v => new Complex(v, 0));
        kernels.Solve(n, shifted, 1, solution);
        return solution.Zip(observable, (x, r) => r * x).Aggregate(Complex.Zero, (a, b) => a + b);
    }
}
