using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.General;

/// <summary>Residence-time rate of any observable of any model: W = (o(0) - o(∞)) / (2 ∫ (o(t) - o(∞)) dt).</summary>
public static class ResidenceTime
{
    /// <summary>The rate at which an observable relaxes from its initial to its final value.</summary>
    /// <param name="system">The Bloch equations.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <param name="factor">The observable relaxes at factor·W (2 for the difference of two populations).</param>
    public static RateEstimate Rate(BlochSystem system, int observable, IDenseKernels kernels, double factor = 2)
    {
        (double[] final, double[] integral) = Integrate(system, kernels);
        double start = system.Expectation(observable, system.Initial) - system.Expectation(observable, final);
        double area = system.Expectation(observable, integral);
        return start == 0
            ? RateEstimate.None(RateDefinition.ResidenceTime, "The observable starts at its final value.")
            : new RateEstimate(start / area / factor, system.Dimension * 2.2e-16 * 16, RateDefinition.ResidenceTime);
    }

    /// <summary>The late-time state v(∞) [n] and the integral of v(t) - v(∞) over all times [n], in seconds.</summary>
    /// <remarks>
    /// Conserved quantities are allowed: their null space is deflated. A slow mode counts as conserved when it is slower than
    /// n · 2e-16 of the fastest; below that no double-precision method can tell.
    /// </remarks>
    public static (double[] Final, double[] Integral) Integrate(BlochSystem system, IDenseKernels kernels)
    {
        bool[] isConstant = new bool[system.Dimension];
        foreach (int index in system.Constants)
        {
            isConstant[index] = true;
        }

        int[] free = [.. Enumerable.Range(0, system.Dimension).Where(i => !isConstant[i])];
        double[] start = [.. free.Select(i => system.Initial[i])];
        double[] source = Restrict(system.Generator.Multiply([.. system.Initial.Select((v, i) => isConstant[i] ? v : 0)]), free);
        SparseMatrix<double> generator = system.Generator.Submatrix(free, free);
        (double[] final, double[] integral) = Relax(generator, source, start, kernels);

        double[] wholeFinal = [.. system.Initial];
        double[] wholeIntegral = new double[system.Dimension];
        for (int k = 0; k < free.Length; k++)
        {
            wholeFinal[free[k]] = final[k];
            wholeIntegral[free[k]] = integral[k];
        }

        return (wholeFinal, wholeIntegral);
    }

    /// <summary>For dv/dt = A v + b: v(∞) = -A⁻¹ b and ∫(v - v(∞)) = A⁻¹ (v(∞) - v(0)), on the part that decays.</summary>
    private static (double[] Final, double[] Integral) Relax(SparseMatrix<double> generator, double[] source, double[] start, IDenseKernels kernels)
    {
        double[] dense = generator.ToDense();
        double[] final = Array.ConvertAll(source, b => -b);
        if (TrySolve(kernels, generator, dense, final) && TrySolve(kernels, generator, dense, Difference(final, start), out double[] integral))
        {
            return (final, integral);
        }

        ConservedQuantities conserved = ConservedQuantities.Of(generator)
            ?? throw new SingularMatrixException("residence time", 0);
        double[] deflated = conserved.Deflate(generator, generator.NormOne());
        final = Array.ConvertAll(Difference(source, conserved.LateTime(source)), b => -b);
        Solve(kernels, [.. deflated], final);
        final = Sum(final, conserved.LateTime(start));
        integral = Difference(final, start);
        Solve(kernels, deflated, integral);
        return (final, integral);
    }

    private static bool TrySolve(IDenseKernels kernels, SparseMatrix<double> generator, double[] dense, double[] right, out double[] solution)
    {
        solution = right;
        return TrySolve(kernels, generator, dense, right);
    }

    /// <summary>Solves in place; false where the matrix is singular to rounding.</summary>
    private static bool TrySolve(IDenseKernels kernels, SparseMatrix<double> generator, double[] dense, double[] right)
    {
        double before = Largest(right);
        try
        {
            Solve(kernels, [.. dense], right);
        }
        catch (SingularMatrixException)
        {
            return false;
        }

        return before == 0 || Largest(right) * generator.NormOne() < 1e15 * before;
    }

    private static void Solve(IDenseKernels kernels, double[] matrix, double[] right)
    {
        if (right.Length > 0 && Array.Exists(right, v => v != 0))
        {
            kernels.Solve(right.Length, matrix, 1, right);
        }
    }

    private static double Largest(double[] v) => v.Length == 0 ? 0 : v.Max(Math.Abs);

    private static double[] Difference(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double[] Restrict(double[] all, int[] indices) => Array.ConvertAll(indices, i => all[i]);
}
