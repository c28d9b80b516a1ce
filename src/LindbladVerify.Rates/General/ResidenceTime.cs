using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.General;

/// <summary>Residence-time rate of any observable of any model: W = (o(0) - o(∞)) / (2 ∫ (o(t) - o(∞)) dt).</summary>
public static class ResidenceTime
{
    /// <summary>Roundings of the quotients.</summary>
    private const double Rounding = 4.440892098500626e-16;

    /// <summary>A departure from the final value that is smaller than this part of the terms it is the sum of is none.</summary>
    private const double Negligible = 1.4e-14;

    /// <summary>The rate at which an observable relaxes from its initial to its final value.</summary>
    /// <param name="system">The Bloch equations.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <param name="factor">The observable relaxes at factor·W (2 for the difference of two populations).</param>
    /// <remarks>
    /// The uncertainty is a bound for the system's numbers as they are: entries of the generator any number of decades apart, conserved
    /// quantities and slow modes next to each other cost digits only where the observable feels it.
    /// </remarks>
    public static RateEstimate Rate(BlochSystem system, int observable, IDenseKernels kernels, double factor = 2)
    {
        system.RequireConstant("A residence time");
        double[] row = system.Observables[observable];
        int[] relevant = CoupledParts.Relevant(system.Dimension, system.Generator.ToDense(), system.Initial, row);
        bool[] isConstant = Constants(system);
        int[] changing = [.. relevant.Where(i => !isConstant[i])];
        if (changing.All(i => relevant.All(j => system.Generator[i, j] == 0)))
        {
            return RateEstimate.None(RateDefinition.ResidenceTime, "The observable starts at its final value.");
        }

        (int[] free, BoundedRelaxation relaxation) = Relax(system, changing, kernels);
        double[] seen = Pick(row, free);
        double[] initial = Pick(system.Initial, free);
        (double start, double startRounding) = DoubledVector.Of(initial).Minus(relaxation.Final).Dot(seen);
        (double area, double areaRounding) = relaxation.Integral.Dot(seen);
        (double ofFinal, double ofArea) = relaxation.Errors(seen);
        double startError = startRounding + ofFinal;
        double areaError = areaRounding + ofArea;
        bool starts = Math.Abs(start) > Math.Max(startError, Negligible * seen.Zip(initial, (r, v) => Math.Abs(r * v)).Sum());
        return starts
            ? new RateEstimate(start / area / factor, (startError / Math.Abs(start)) + (areaError / Math.Abs(area)) + Rounding, RateDefinition.ResidenceTime)
            : RateEstimate.None(RateDefinition.ResidenceTime, "The observable starts at its final value, to rounding.");
    }

    /// <summary>The late-time state v(∞) [n] and the integral of v(t) - v(∞) over all times [n], in seconds.</summary>
    /// <remarks>
    /// Conserved quantities are allowed: their null space is deflated. A slow mode is told from a conserved one by whether iterative
    /// refinement settles, so that rates any number of decades below the fastest keep their digits if the generator's entries have them.
    /// </remarks>
    public static (double[] Final, double[] Integral) Integrate(BlochSystem system, IDenseKernels kernels)
    {
        system.RequireConstant("A residence time");
        bool[] isConstant = Constants(system);
        (int[] free, BoundedRelaxation relaxation) = Relax(system, [.. Enumerable.Range(0, system.Dimension).Where(i => !isConstant[i])], kernels);
        double[] final = [.. system.Initial];
        double[] integral = new double[system.Dimension];
        for (int k = 0; k < free.Length; k++)
        {
            final[free[k]] = relaxation.Final.High[k];
            integral[free[k]] = relaxation.Integral.High[k];
        }

        return (final, integral);
    }

    /// <summary>The coordinates that change, fed by those that do not.</summary>
    private static (int[] Free, BoundedRelaxation Relaxation) Relax(BlochSystem system, int[] free, IDenseKernels kernels)
    {
        double[] source = new double[free.Length];
        double[] rest = new double[free.Length];
        for (int k = 0; k < free.Length; k++)
        {
            var sum = default(DoubledSum);
            foreach (int constant in system.Constants)
            {
                sum.AddProduct(system.Generator[free[k], constant], system.Initial[constant]);
            }

            (source[k], rest[k]) = (sum.Value, sum.Rest);
        }

        double[] matrix = system.Generator.Submatrix(free, free).ToDense();
        return (free, BoundedRelaxation.Of(free.Length, matrix, new DoubledVector(source, rest), Pick(system.Initial, free), kernels));
    }

    private static bool[] Constants(BlochSystem system)
    {
        bool[] isConstant = new bool[system.Dimension];
        foreach (int index in system.Constants)
        {
            isConstant[index] = true;
        }

        return isConstant;
    }

    private static double[] Pick(double[] all, int[] indices) => Array.ConvertAll(indices, i => all[i]);
}
