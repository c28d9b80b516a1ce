using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Rough run times, in nanoseconds, by which the methods are compared; measured constants, good to a factor of two or three.</summary>
internal static class MethodChoice
{
    private const double PerStoredEntry = 1.0;
    private const double PerCoordinate = 2.5;
    private const double PerCoefficient = 4;

    /// <summary>The dense exponential of blocks of these orders, on a grid of this many times.</summary>
    public static double Dense(IEnumerable<int> orders, int times, int rows, bool uniform, IDenseKernels kernels)
    {
        double sum = 0;
        foreach (int order in orders)
        {
            double n = order;
            double gemm = kernels.Info.Backend == Backend.Managed
                ? n < 24 ? 1.5 : n < 96 ? 10 : 50
                : n < 24 ? 8 : n < 96 ? 25 : 45;
            double gemv = n < 400 ? 3 : 1;
            double exponentials = uniform ? 1 : 3;
            double products = uniform ? times : 20.0 * times;
            sum += 5000 + (exponentials * 2 * n * n * n * 18 / gemm) + (products * ((2 * n * n / gemv) + 50)) + (times * rows * n);
        }

        return sum;
    }

    /// <summary>The expansion in the Krylov space.</summary>
    /// <param name="productTime">One product with the generator, ns.</param>
    /// <param name="coordinates">Length of the vectors.</param>
    /// <param name="reach">Radius of the numerical range times the last time.</param>
    /// <param name="times">Output times.</param>
    public static double Krylov(double productTime, double coordinates, double reach, int times)
    {
        double products = (1.1 * reach) + 30;
        return (products * (productTime + (PerCoordinate * coordinates) + 100)) + (times * Math.Min(products, 2000) * PerCoefficient);
    }

    /// <summary>One product with a sparse matrix.</summary>
    public static double SparseProduct(long stored, long coordinates) => (PerStoredEntry * stored) + coordinates;

    /// <summary>One product with a density-matrix generator of this many multiplications.</summary>
    public static double DensityMatrixProduct(double multiplications) => multiplications / 8;
}
