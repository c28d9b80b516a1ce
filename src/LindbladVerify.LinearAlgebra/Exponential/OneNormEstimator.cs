using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>Estimates the 1-norm of a product of matrices from a few matrix-vector products.</summary>
/// <remarks>
/// Higham (1988), doi:10.1145/50063.214386, algorithm 4.1 (the method of LAPACK's xLACON): a lower bound, rarely less
/// than a third of the norm, and without random numbers.
/// </remarks>
internal static class OneNormEstimator
{
    private const int MaximumIterations = 5;

    /// <summary>Estimates the 1-norm of left * right.</summary>
    public static double Estimate(SplitProducts products, SplitMatrix left, SplitMatrix right)
    {
        int n = products.Order;
        Complex[] x = new Complex[n];
        Array.Fill(x, 1.0 / n);
        double estimate = 0;
        int column = -1;
        for (int iteration = 0; iteration < MaximumIterations; iteration++)
        {
            Complex[] image = Apply(products, left, Apply(products, right, x));
            double found = image.Sum(Complex.Abs);
            if (!double.IsFinite(found))
            {
                return double.PositiveInfinity;
            }

            if (iteration > 0 && found <= estimate)
            {
                break;
            }

            estimate = found;
            Complex[] signs = Array.ConvertAll(image, y => y == Complex.Zero ? Complex.One : y / Complex.Abs(y));
            int next = IndexOfLargest(ApplyAdjoint(products, right, ApplyAdjoint(products, left, signs)));
            if (next == column)
            {
                break;
            }

            column = next;
            Array.Clear(x);
            x[column] = Complex.One;
        }

        return Math.Max(estimate, Alternating(products, left, right));
    }

    // A vector of alternating signs and growing size catches matrices built to deceive the iteration.
    private static double Alternating(SplitProducts products, SplitMatrix left, SplitMatrix right)
    {
        int n = products.Order;
        Complex[] x = new Complex[n];
        for (int i = 0; i < n; i++)
        {
            double size = 1 + ((double)i / Math.Max(1, n - 1));
            x[i] = i % 2 == 0 ? size : -size;
        }

        return 2 * Apply(products, left, Apply(products, right, x)).Sum(Complex.Abs) / (3.0 * n);
    }

    private static Complex[] Apply(SplitProducts products, SplitMatrix a, Complex[] x) => Apply(products, Transposition.None, a, x, -1);

    private static Complex[] ApplyAdjoint(SplitProducts products, SplitMatrix a, Complex[] x) => Apply(products, Transposition.Transpose, a, x, 1);

    // The imaginary part of the matrix enters the real part of the image with the sign given, the imaginary part with the opposite one.
    private static Complex[] Apply(SplitProducts products, Transposition transposition, SplitMatrix a, Complex[] x, double sign)
    {
        int n = products.Order;
        double[] re = Array.ConvertAll(x, z => z.Real);
        double[] im = Array.ConvertAll(x, z => z.Imaginary);
        double[] imageRe = new double[n];
        double[] imageIm = new double[n];
        void Add(double alpha, double[]? part, double[] from, double[] to)
        {
            if (part is not null && Array.Exists(from, v => v != 0))
            {
                products.Kernels.MultiplyVector(transposition, n, n, alpha, part, n, from, 1, to);
            }
        }

        Add(1, a.Real, re, imageRe);
        Add(1, a.Real, im, imageIm);
        Add(sign, a.Imaginary, im, imageRe);
        Add(-sign, a.Imaginary, re, imageIm);
        return [.. imageRe.Zip(imageIm, (u, v) => new Complex(u, v))];
    }

    private static int IndexOfLargest(Complex[] x)
    {
        int largest = 0;
        for (int i = 1; i < x.Length; i++)
        {
            largest = Complex.Abs(x[i]) > Complex.Abs(x[largest]) ? i : largest;
        }

        return largest;
    }
}
