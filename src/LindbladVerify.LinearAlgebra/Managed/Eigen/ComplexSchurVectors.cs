using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Managed.Eigen;

/// <summary>Eigenvectors of an upper triangular matrix by back substitution.</summary>
internal static class ComplexSchurVectors
{
    private const double Epsilon = 2.220446049250313e-16;
    private const double Large = 1e100;

    /// <summary>[n, n]: column k is the eigenvector of T for its k-th diagonal entry.</summary>
    public static Complex[] Vectors(int n, Complex[] t)
    {
        Complex[] vectors = new Complex[n * n];
        double smallest = Math.Max(double.Epsilon, Epsilon * t.Max(Complex.Abs));
        for (int k = 0; k < n; k++)
        {
            Span<Complex> x = vectors.AsSpan(k * n, k + 1);
            x[k] = 1;
            for (int i = k - 1; i >= 0; i--)
            {
                Complex sum = 0;
                for (int j = i + 1; j <= k; j++)
                {
                    sum += t[i + (j * n)] * x[j];
                }

                Complex pivot = t[i + (i * n)] - t[k + (k * n)];
                x[i] = -sum / (Complex.Abs(pivot) < smallest ? smallest : pivot);
                double size = Complex.Abs(x[i]);
                for (int j = i; j <= k && size > Large; j++)
                {
                    x[j] /= size;
                }
            }
        }

        return vectors;
    }
}
