using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>The time course of an observable over all of its time scales: powers of two and one and a half of them, from far below the fastest time to the end, or for as long as the course is known, by repeated squaring of the propagator.</summary>
internal static class CourseGrid
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int ShortOctaves = 8;
    private const int MostOctaves = 52;
    private const int EvenPoints = 48;

    /// <summary>0.75^18/18! is below the working precision. On a longer ladder the norm exceeds the rate that sets the grid, by less than four.</summary>
    private const int TaylorTerms = 30;

    /// <summary>A course counts as ended when two octaves bring less than this change, relative to the largest value.</summary>
    private const double Settled = 1e-9;

    /// <summary>Times with values, in order, and a bound on their error relative to the largest one.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="kernels">Dense kernels; cost O(n³) per octave.</param>
    /// <param name="from">First of a range of times that must be covered evenly as well, s.</param>
    /// <param name="to">Last of them, s; 0 where there is none.</param>
    /// <param name="fastest">The rate that sets the grid, 1/s: the 1-norm of the generator, or of that of a shorter ladder, so that grids are the same at every depth.</param>
    public static TimeCourse Of(BlochSystem system, IDenseKernels kernels, double from, double to, double fastest)
    {
        int n = system.Dimension;
        double[] generator = system.Generator.ToDense();
        double norm = system.Generator.NormOne();
        var samples = new SortedDictionary<double, double> { [0] = system.Expectation(0, system.Initial) };
        foreach (double factor in new[] { 1.0, 1.5 })
        {
            for (int octave = -ShortOctaves; octave < 0; octave++)
            {
                double time = factor * Math.Pow(2, octave) / fastest;
                samples[time] = system.Expectation(0, Taylor(kernels, n, generator, system.Initial, time));
            }
        }

        bool isSettled = true;
        foreach (double factor in new[] { 1.0, 1.5 })
        {
            double[] propagator = Exponential(kernels, n, generator, factor / fastest);
            double[] squared = new double[n * n];
            int still = 0;
            for (int octave = 0; ; octave++)
            {
                double time = factor * Math.Pow(2, octave) / fastest;
                bool isLost = Rounding(n, norm, time) > ReferenceValue.MostUncertain;
                if (octave == MostOctaves || (time > to && (still >= 2 || isLost)))
                {
                    isSettled &= still >= 2 && !isLost;
                    break;
                }

                double before = samples.Last(s => s.Key < time).Value;
                samples[time] = Value(system, kernels, propagator);
                double scale = samples.Values.Max(Math.Abs);
                still = Math.Abs(samples[time] - before) <= Settled * scale && octave > 2 ? still + 1 : 0;
                kernels.Multiply(Transposition.None, Transposition.None, n, n, n, 1, propagator, n, propagator, n, 0, squared, n);
                (propagator, squared) = (squared, propagator);
            }
        }

        AddEven(system, kernels, generator, from, to, samples);
        double moving = isSettled ? LastMotion(samples) : double.PositiveInfinity;
        double share = Share(system, samples.Values.Max(Math.Abs));
        return new TimeCourse([.. samples.Keys], [.. samples.Values], [.. samples.Keys.Select(t => share * Rounding(n, norm, Math.Min(t, moving)))]) { IsComplete = isSettled || IsUndamped(n, generator) };
    }

    /// <summary>An antisymmetric generator: nothing in it ever decays.</summary>
    private static bool IsUndamped(int n, double[] generator)
    {
        double largest = generator.Max(Math.Abs);
        return Enumerable.Range(0, n).All(j => Enumerable.Range(0, j + 1).All(i => Math.Abs(generator[i + (j * n)] + generator[j + (i * n)]) <= 4 * Epsilon * largest && (i != j || generator[i + (i * n)] == 0)));
    }

    /// <summary>What rounding of the propagator does to a value by a time.</summary>
    private static double Rounding(int n, double norm, double time) => 4 * n * Epsilon * Math.Max(1, norm * time);

    /// <summary>Rounding acts on the whole state: an observable that sees only a small part of it, as of what has leaked to another site, knows that part less well.</summary>
    private static double Share(BlochSystem system, double scale) =>
        scale > 0 ? Math.Max(1, Length(system.Observables[0]) * Length(system.Initial) / scale) : 1;

    private static double Length(double[] vector) => Math.Sqrt(vector.Sum(v => v * v));

    /// <summary>Errors of the propagator act for as long as the course still moves: the last time at which it is a thousandth away from its end.</summary>
    private static double LastMotion(SortedDictionary<double, double> samples)
    {
        double scale = samples.Values.Max(Math.Abs);
        double last = samples.Values.Last();
        return samples.Where(s => Math.Abs(s.Value - last) > 1e-3 * scale).Select(s => s.Key).DefaultIfEmpty(0).Last();
    }

    private static void AddEven(BlochSystem system, IDenseKernels kernels, double[] generator, double from, double to, SortedDictionary<double, double> samples)
    {
        if (to <= 0)
        {
            return;
        }

        int n = system.Dimension;
        double[] step = Exponential(kernels, n, generator, (to - from) / EvenPoints);
        double[] state = Times(kernels, n, Exponential(kernels, n, generator, from), system.Initial);
        for (int k = 0; k <= EvenPoints; k++)
        {
            samples[from + ((to - from) * k / EvenPoints)] = system.Expectation(0, state);
            state = Times(kernels, n, step, state);
        }
    }

    /// <summary>exp(A t) v by its series, for times below the fastest one.</summary>
    private static double[] Taylor(IDenseKernels kernels, int n, double[] generator, double[] vector, double time)
    {
        double[] sum = [.. vector];
        double[] term = vector;
        for (int k = 1; k <= TaylorTerms; k++)
        {
            double factor = time / k;
            term = Array.ConvertAll(Times(kernels, n, generator, term), v => v * factor);
            for (int i = 0; i < n; i++)
            {
                sum[i] += term[i];
            }
        }

        return sum;
    }

    /// <summary>exp(A t), [n, n].</summary>
    public static double[] Exponential(IDenseKernels kernels, int n, double[] generator, double time) =>
        MatrixExponential.Compute(kernels, n, Array.ConvertAll(generator, v => v * time)).Matrix;

    /// <summary>E v.</summary>
    public static double[] Times(IDenseKernels kernels, int n, double[] matrix, double[] vector)
    {
        double[] product = new double[n];
        kernels.MultiplyVector(Transposition.None, n, n, 1, matrix, n, vector, 0, product);
        return product;
    }

    private static double Value(BlochSystem system, IDenseKernels kernels, double[] propagator) =>
        system.Expectation(0, Times(kernels, system.Dimension, propagator, system.Initial));
}
