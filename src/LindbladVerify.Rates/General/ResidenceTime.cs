using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.General;

/// <summary>Residence-time rate of any observable of any model: W = (o(0) - o(∞)) / (2 ∫ (o(t) - o(∞)) dt).</summary>
public static class ResidenceTime
{
    /// <summary>The rate at which an observable relaxes from its initial to its final value.</summary>
    /// <param name="system">The Bloch equations, with a single stationary state.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <param name="factor">The observable relaxes at factor·W (2 for the difference of two populations).</param>
    /// <exception cref="SingularMatrixException">There is more than one stationary state: start from a difference of states.</exception>
    public static RateEstimate Rate(BlochSystem system, int observable, IDenseKernels kernels, double factor = 2)
    {
        (double[] final, double[] integral) = Integrate(system, kernels);
        double start = system.Expectation(observable, system.Initial) - system.Expectation(observable, final);
        double area = system.Expectation(observable, integral);
        return start == 0
            ? RateEstimate.None(RateDefinition.ResidenceTime, "The observable starts at its final value.")
            : new RateEstimate(start / area / factor, system.Dimension * 2.2e-16 * 16, RateDefinition.ResidenceTime);
    }

    /// <summary>The stationary state v(∞) [n] and the integral of v(t) - v(∞) over all times [n], in seconds.</summary>
    public static (double[] Final, double[] Integral) Integrate(BlochSystem system, IDenseKernels kernels)
    {
        int n = system.Dimension;
        bool[] isConstant = new bool[n];
        foreach (int index in system.Constants)
        {
            isConstant[index] = true;
        }

        int[] free = [.. Enumerable.Range(0, n).Where(i => !isConstant[i])];
        double[] constantPart = [.. system.Initial.Select((v, i) => isConstant[i] ? v : 0)];
        double[] source = system.Generator.Multiply(constantPart);

        // 0 = A v(∞) + source on the free coordinates, and A u = v(∞) - v(0) for the integral u.
        SparseMatrix<double> reduced = system.Generator.Submatrix(free, free);
        double[] deviation = [.. free.Select(i => -source[i])];
        Solve(kernels, reduced, deviation);
        double[] final = [.. constantPart];
        for (int k = 0; k < free.Length; k++)
        {
            final[free[k]] = deviation[k];
        }

        double[] right = [.. free.Select(i => final[i] - system.Initial[i])];
        Solve(kernels, reduced, right);
        double[] integral = new double[n];
        for (int k = 0; k < free.Length; k++)
        {
            integral[free[k]] = right[k];
        }

        return (final, integral);
    }

    private static void Solve(IDenseKernels kernels, SparseMatrix<double> matrix, double[] right)
    {
        if (right.Length > 0 && Array.Exists(right, v => v != 0))
        {
            kernels.Solve(right.Length, matrix.ToDense(), 1, right);
        }
    }
}
