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
        (double[] final, double[] integral, double[] correction) = Relax(system, kernels);
        double start = system.Expectation(observable, system.Initial) - system.Expectation(observable, final);
        double area = system.Expectation(observable, integral);
        double uncertainty = (16 * 2.2e-16 * system.Dimension) + Math.Abs(system.Expectation(observable, correction) / area);
        return Math.Abs(start) <= 64 * 2.2e-16 * system.Dimension * Size(system, observable)
            ? RateEstimate.None(RateDefinition.ResidenceTime, "The observable starts at its final value, to rounding.")
            : new RateEstimate(start / area / factor, uncertainty, RateDefinition.ResidenceTime);
    }

    /// <summary>The late-time state v(∞) [n] and the integral of v(t) - v(∞) over all times [n], in seconds.</summary>
    /// <remarks>
    /// Conserved quantities are allowed: their null space is deflated. A slow mode is told from a conserved one by whether iterative
    /// refinement settles, so that rates any number of decades below the fastest keep their digits if the generator's entries have them.
    /// </remarks>
    public static (double[] Final, double[] Integral) Integrate(BlochSystem system, IDenseKernels kernels)
    {
        (double[] final, double[] integral, _) = Relax(system, kernels);
        return (final, integral);
    }

    private static (double[] Final, double[] Integral, double[] Correction) Relax(BlochSystem system, IDenseKernels kernels)
    {
        system.RequireConstant("A residence time");
        bool[] isConstant = new bool[system.Dimension];
        foreach (int index in system.Constants)
        {
            isConstant[index] = true;
        }

        int[] free = [.. Enumerable.Range(0, system.Dimension).Where(i => !isConstant[i])];
        double[] start = [.. free.Select(i => system.Initial[i])];
        double[] source = Restrict(system.Generator.Multiply([.. system.Initial.Select((v, i) => isConstant[i] ? v : 0)]), free);
        SparseMatrix<double> generator = system.Generator.Submatrix(free, free);
        (double[] final, double[] integral, double[] correction) = Relax(generator, source, start, kernels);

        double[] wholeFinal = [.. system.Initial];
        double[] wholeIntegral = new double[system.Dimension];
        double[] wholeCorrection = new double[system.Dimension];
        for (int k = 0; k < free.Length; k++)
        {
            wholeFinal[free[k]] = final[k];
            wholeIntegral[free[k]] = integral[k];
            wholeCorrection[free[k]] = correction[k];
        }

        return (wholeFinal, wholeIntegral, wholeCorrection);
    }

    /// <summary>For dv/dt = A v + b: v(∞) = -A⁻¹ b and ∫(v - v(∞)) = A⁻¹ (v(∞) - v(0)), on the part that decays.</summary>
    private static (double[] Final, double[] Integral, double[] Correction) Relax(SparseMatrix<double> generator, double[] source, double[] start, IDenseKernels kernels)
    {
        if (RefinedSolve.TryFactor(generator, kernels) is { } solver)
        {
            (double[] final, double[] lastOfFinal) = solver.Solve(Array.ConvertAll(source, b => -b));
            (double[] integral, double[] correction) = solver.Solve(Difference(final, start));
            if (IsSettled(final, lastOfFinal) && IsSettled(integral, correction))
            {
                return (final, integral, correction);
            }
        }

        return RelaxBesideConservedQuantities(generator, source, start, kernels);
    }

    private static (double[] Final, double[] Integral, double[] Correction) RelaxBesideConservedQuantities(SparseMatrix<double> generator, double[] source, double[] start, IDenseKernels kernels)
    {
        ConservedQuantities conserved = ConservedQuantities.Of(generator, kernels)
            ?? throw new SingularMatrixException("residence time", 0);
        double[] left = Difference(conserved.LateTime(source), source);
        double[] kept = conserved.LateTime(start);

        // The null space is moved to the fastest rate first, then to the slow one that shows: next to that the deflation costs no digits.
        double scale = generator.NormOne();
        double[] final = kept;
        double[] integral = start;
        double[] correction = start;
        for (int pass = 0; pass < 2; pass++)
        {
            RefinedSolve solver = RefinedSolve.TryFactor(conserved.Deflate(generator, scale), kernels) ?? throw new SingularMatrixException("residence time", 0);
            final = Sum(solver.Solve(left).Solution, kept);
            double[] deviation = Difference(final, start);
            (integral, correction) = solver.Solve(deviation);
            if (Largest(deviation) == 0)
            {
                break;
            }

            scale = Largest(deviation) / Largest(integral);
        }

        return (final, integral, correction);
    }

    /// <summary>False where refinement does not settle: the matrix is singular to rounding. A merely slow mode, however slow, settles.</summary>
    private static bool IsSettled(double[] solution, double[] correction) => Largest(correction) <= 1e-6 * Largest(solution);

    private static double Size(BlochSystem system, int observable) =>
        system.Observables[observable].Zip(system.Initial, (o, v) => Math.Abs(o * v)).Sum();

    private static double Largest(double[] v) => v.Length == 0 ? 0 : v.Max(Math.Abs);

    private static double[] Difference(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double[] Restrict(double[] all, int[] indices) => Array.ConvertAll(indices, i => all[i]);
}
