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

    /// <summary>Estimates the 1-norm of factors[0] factors[1] ...</summary>
    public static double Estimate<T>(DenseOperations<T> operations, params T[][] factors)
        where T : unmanaged, INumberBase<T>
    {
        int n = operations.Order;
        T[] x = new T[n];
        Array.Fill(x, T.CreateChecked(1.0 / n));
        double estimate = 0;
        int column = -1;
        for (int iteration = 0; iteration < MaximumIterations; iteration++)
        {
            T[] image = ApplyAll(operations, Transposition.None, factors, x);
            double found = image.Sum(operations.Modulus);
            if (!double.IsFinite(found))
            {
                return double.PositiveInfinity;
            }

            if (iteration > 0 && found <= estimate)
            {
                break;
            }

            estimate = found;
            T[] signs = [.. image.Select(operations.Sign)];
            int next = IndexOfLargest(operations, ApplyAll(operations, Transposition.ConjugateTranspose, factors, signs));
            if (next == column)
            {
                break;
            }

            column = next;
            Array.Clear(x);
            x[column] = T.One;
        }

        return Math.Max(estimate, Alternating(operations, factors));
    }

    // A vector of alternating signs and growing size catches matrices built to deceive the iteration.
    private static double Alternating<T>(DenseOperations<T> operations, T[][] factors)
        where T : unmanaged, INumberBase<T>
    {
        int n = operations.Order;
        T[] x = new T[n];
        for (int i = 0; i < n; i++)
        {
            double size = 1 + ((double)i / Math.Max(1, n - 1));
            x[i] = T.CreateChecked(i % 2 == 0 ? size : -size);
        }

        return 2 * ApplyAll(operations, Transposition.None, factors, x).Sum(operations.Modulus) / (3.0 * n);
    }

    private static T[] ApplyAll<T>(DenseOperations<T> operations, Transposition transposition, T[][] factors, T[] x)
        where T : unmanaged, INumberBase<T>
    {
        IEnumerable<T[]> order = transposition == Transposition.None ? factors.Reverse() : factors;
        foreach (T[] factor in order)
        {
            T[] y = new T[operations.Order];
            operations.Apply(transposition, factor, x, y);
            x = y;
        }

        return x;
    }

    private static int IndexOfLargest<T>(DenseOperations<T> operations, T[] x)
        where T : unmanaged, INumberBase<T>
    {
        int largest = 0;
        for (int i = 1; i < x.Length; i++)
        {
            largest = operations.Modulus(x[i]) > operations.Modulus(x[largest]) ? i : largest;
        }

        return largest;
    }
}
