using System.Buffers;
using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>The exponential of one matrix: choice of degree and scaling, polynomial, squarings.</summary>
/// <remarks>
/// A polynomial of degree m taken at A / 2^s has a backward error below 2^-53 |A| if alpha_p(A) / 2^s is at most theta_m,
/// where alpha_p = max(|A^p|^(1/p), |A^(p+1)|^(1/(p+1))) for any p with p (p - 1) at most m + 1: Al-Mohy and Higham (2009),
/// doi:10.1137/09074721X, section 4. For non-normal A this is far below the norm of A and spares squarings that would
/// only pile up rounding errors. As in their algorithm 5.1, the gain is taken back where |A|^(m+1) shows that evaluating the
/// polynomial at so large a matrix would itself round badly.
/// </remarks>
internal sealed class ScalingAndSquaring<T>(DenseOperations<T> operations, T[] a, double norm)
    where T : unmanaged, INumberBase<T>
{
    // Beyond this norm the sixth power could overflow; A is scaled down first and the squarings are added in the end.
    private const double LargestNorm = 1e48;

    private readonly T[] a = a;
    private double oneNorm = norm;
    private int products;
    private int estimations;
    private int preliminaryScalings;

    /// <summary>Computes the exponential. Overwrites A where it must be scaled for fear of overflow.</summary>
    public MatrixExponentialResult<T> Compute()
    {
        double given = oneNorm;
        ScaleBelowOverflow();
        T[] result = new T[a.Length];
        (int degree, int scalings) = EvaluateInto(ref result);
        scalings += preliminaryScalings;
        if (scalings > 0)
        {
            result = Square(result, scalings);
        }

        return new MatrixExponentialResult<T>(result, new MatrixExponentialStatistics(degree, scalings, products, estimations, given));
    }

    private void ScaleBelowOverflow()
    {
        if (oneNorm <= LargestNorm)
        {
            return;
        }

        preliminaryScalings = (int)Math.Ceiling(Math.Log2(oneNorm) - Math.Log2(LargestNorm));
        double factor = Math.ScaleB(1, -preliminaryScalings);
        foreach (ref double entry in operations.AsReal(a))
        {
            entry *= factor;
        }

        oneNorm *= factor;
    }

    private (int Degree, int Scalings) EvaluateInto(ref T[] result)
    {
        if (oneNorm <= TaylorScheme.Theta1)
        {
            Combine([[1, 1]], [1], [a], [result]);
            return (1, 0);
        }

        T[] a2 = Rent();
        Multiply(a, a, a2, add: false);
        double norm2 = operations.OneNorm(a2);
        double d2 = Math.Sqrt(norm2);
        double alpha = Math.Max(d2, Math.Cbrt(norm2 * oneNorm));
        int degree = 0;
        if (oneNorm <= TaylorScheme.Theta2)
        {
            Combine([[1, 1, 0.5]], [1, 1], [a, a2], [result]);
            degree = 2;
        }
        else if (Fits(4, TaylorScheme.Theta4, alpha))
        {
            Degree4(a2, result);
            degree = 4;
        }
        else if (Fits(8, TaylorScheme.Theta8, alpha))
        {
            Degree8(a2, result);
            degree = 8;
        }

        (int Degree, int Scalings) chosen = degree > 0 ? (degree, 0) : HigherDegree(a2, d2, result);
        Return(a2);
        return chosen;
    }

    private (int Degree, int Scalings) HigherDegree(T[] a2, double d2, T[] result)
    {
        T[] a3 = Rent();
        Multiply(a, a2, a3, add: false);
        double d3 = Math.Cbrt(operations.OneNorm(a3));
        double alpha = Math.Max(d2, d3);
        (int Degree, int Scalings) chosen = (12, 0);
        if (Fits(12, TaylorScheme.Theta12, alpha))
        {
            Degree12(a2, a3, result);
        }
        else
        {
            T[] a6 = Rent();
            Multiply(a3, a3, a6, add: false);
            int scalings = ChooseScalings(a2, a3, a6, d2, d3);
            Degree18(scalings, a2, a3, a6, result);
            Return(a6);
            chosen = (18, scalings);
        }

        Return(a3);
        return chosen;
    }

    // The norms of A^4 and A^5 are estimated only where that of A^6 shows that fewer squarings may do.
    private int ChooseScalings(T[] a2, T[] a3, T[] a6, double d2, double d3)
    {
        const double Theta = TaylorScheme.Theta18;
        int scalings = ScalingsFor(Math.Max(d2, d3), Theta);
        double d6 = Math.Pow(operations.OneNorm(a6), 1.0 / 6);
        if (scalings > ScalingsFor(d6, Theta))
        {
            double d4 = Math.Min(d2, Math.Pow(OneNormEstimator.Estimate(operations, a2, a2), 0.25));
            double d5 = Math.Pow(OneNormEstimator.Estimate(operations, a2, a3), 0.2);
            estimations += 2;
            double alpha = Math.Min(Math.Max(d3, d4), Math.Max(d4, d5));
            scalings = Math.Min(scalings, ScalingsFor(alpha, Theta));
        }

        return scalings + ExtraScalings(18, scalings);
    }

    private static int ScalingsFor(double alpha, double theta) =>
        alpha <= theta ? 0 : (int)Math.Ceiling(Math.Log2(alpha / theta));

    private bool Fits(int degree, double theta, double alpha) => Math.Min(alpha, oneNorm) <= theta && ExtraScalings(degree, 0) == 0;

    /// <summary>Squarings to add so that rounding errors of the polynomial stay below the unit roundoff.</summary>
    private int ExtraScalings(int degree, int scalings)
    {
        double scale = Math.ScaleB(1, -scalings);
        double logCoefficient = 0;
        for (int k = 2; k <= degree + 1; k++)
        {
            logCoefficient -= Math.Log2(k);
        }

        // |A|^(m+1) has at most the norm of A to that power, which settles nearly all cases.
        double logNorm = Math.Log2(oneNorm * scale);
        if (logCoefficient + (degree * logNorm) + 53 <= 0)
        {
            return 0;
        }

        double logPower = LogNormOfAbsolutePower(degree + 1) - ((degree + 1) * scalings);
        double excess = logCoefficient + logPower - logNorm + 53;
        return excess > 0 ? (int)Math.Ceiling(excess / degree) : 0;
    }

    /// <summary>log2 of the 1-norm of |A|^power, from products of its transpose with a vector of ones.</summary>
    private double LogNormOfAbsolutePower(int power)
    {
        int n = operations.Order;
        double[] moduli = new double[a.Length];
        operations.ForPieces(a.Length, 1 << 14, (start, length) =>
        {
            for (int i = start; i < start + length; i++)
            {
                moduli[i] = operations.Modulus(a[i]);
            }
        });
        double log = 0;
        double[] x = new double[n];
        double[] y = new double[n];
        Array.Fill(x, 1.0);
        for (int p = 0; p < power; p++)
        {
            DenseKernels.Managed.MultiplyVector(Transposition.Transpose, n, n, 1, moduli, n, x, 0, y);
            double largest = y.Max();
            if (largest == 0)
            {
                return double.NegativeInfinity;
            }

            log += Math.Log2(largest);
            for (int i = 0; i < n; i++)
            {
                x[i] = y[i] / largest;
            }
        }

        return log;
    }

    private void Degree4(T[] a2, T[] result)
    {
        T[] factor = Rent();
        Combine([[0.5, 1.0 / 6, 1.0 / 24], [1, 1, 0]], [1, 1], [a, a2], [factor, result]);
        Multiply(a2, factor, result, add: true);
        Return(factor);
    }

    private void Degree8(T[] a2, T[] result)
    {
        T[] x = Rent();
        T[] y = Rent();
        Combine([[0, TaylorScheme.X1, TaylorScheme.X2]], [1, 1], [a, a2], [y]);
        Multiply(a2, y, x, add: false);
        Combine(
            [[TaylorScheme.C0, TaylorScheme.C1, TaylorScheme.C2, TaylorScheme.C4], [0, 0, TaylorScheme.X3, 1], [1, 1, TaylorScheme.U2, 0]],
            [1, 1, 1],
            [a, a2, x],
            [y, x, result]);
        Multiply(x, y, result, add: true);
        Return(x);
        Return(y);
    }

    private void Degree12(T[] a2, T[] a3, T[] result)
    {
        T[] y = Rent();
        Combine(TaylorScheme.Q, [1, 1, 1], [a, a2, a3], [result, a2, y, a3]);
        Multiply(a3, a3, y, add: true);
        Combine([[0, 1, 1]], [1, 1], [a2, y], [a2]);
        Multiply(a2, y, result, add: true);
        Return(y);
    }

    private void Degree18(int scalings, T[] a2, T[] a3, T[] a6, T[] result)
    {
        double h = Math.ScaleB(1, -scalings);
        T[] y = Rent();
        Combine(TaylorScheme.B, [h, h * h, h * h * h, Math.ScaleB(1, -6 * scalings)], [a, a2, a3, a6], [a2, result, a3, y, a6]);
        Multiply(a2, a6, y, add: true);
        Combine([[0, 1, 1]], [1, 1], [a3, y], [a3]);
        Multiply(a3, y, result, add: true);
        Return(y);
    }

    private T[] Square(T[] matrix, int times)
    {
        T[] other = new T[matrix.Length];
        for (int i = 0; i < times; i++)
        {
            Multiply(matrix, matrix, other, add: false);
            (matrix, other) = (other, matrix);
        }

        return matrix;
    }

    private void Multiply(T[] left, T[] right, T[] target, bool add)
    {
        operations.Multiply(left, right, target, add);
        products++;
    }

    private void Combine(double[][] coefficients, double[] weights, T[][] inputs, T[][] outputs) =>
        LinearCombinations.Evaluate(operations, coefficients, weights, inputs, outputs);

    private T[] Rent() => ArrayPool<T>.Shared.Rent(a.Length);

    private static void Return(T[] buffer) => ArrayPool<T>.Shared.Return(buffer);
}
