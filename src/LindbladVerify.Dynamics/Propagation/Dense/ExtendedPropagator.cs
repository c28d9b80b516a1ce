using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Dynamics.Propagation.Dense;

/// <summary>Expectation values by the dense exponential with some 32 digits, for small stiff systems over long times.</summary>
/// <remarks>
/// In double precision scaling and squaring loses ε·‖A‖·t, which is 10⁻⁴ where rates of 10¹² 1/s act for a second. Here the
/// same takes 10⁻³² ‖A‖·t: a Taylor series of exp(A h) with ‖A‖₁ h ≤ 1, its squares exp(A 2^k h), and products of those
/// for the binary digits of any time. Cost: some 24 + log2(‖A‖ t) products of matrices of order n, each as long as about
/// ten in double precision.
/// </remarks>
internal sealed class ExtendedPropagator
{
    /// <summary>Largest order; there the cost is a few seconds.</summary>
    public const int LargestOrder = 256;

    /// <summary>Largest ‖A‖₁·t; above it a time in double precision does not tell the phase of the fastest motion.</summary>
    private const double LongestReach = 1L << 52;

    private const int MostTerms = 60;
    private const double Negligible = 1e-33;
    private readonly int n;
    private readonly DoubleDoubleMatrix generator;
    private readonly double norm;
    private readonly double unit; // h, the largest power of two with ‖A‖₁ h ≤ 1, s
    private readonly List<DoubleDoubleMatrix> rungs = []; // exp(A 2^k h)

    private ExtendedPropagator(LinearProblem problem)
    {
        n = problem.Dimension;
        generator = DoubleDoubleMatrix.Of(n, n, problem.Generator.ToDense());
        norm = problem.Generator.NormOne();
        unit = Math.ScaleB(1, -(int)Math.Ceiling(Math.Log2(norm)));
    }

    /// <summary>Products of matrices with matrices or vectors.</summary>
    public long Products { get; private set; }

    /// <summary>Relative error of a value, as a share of |row|·|v(0)|: the final rounding, and that of every product on the way.</summary>
    public static double RelativeError(LinearProblem problem, TimeGrid grid) =>
        5e-16 + (5e-32 * problem.Dimension * (30 + (2.0 * grid.Count) + (problem.Generator.NormOne() * grid.Last)));

    /// <summary>Whether the order is small enough and the time not beyond all digits.</summary>
    public static bool CanSolve(LinearProblem problem, TimeGrid grid) =>
        problem.Dimension <= LargestOrder && problem.Generator.NormOne() * grid.Last is > 0 and < LongestReach;

    /// <summary>Adds the contribution of a block to values[row][time]; returns the number of products.</summary>
    public static long AddValues(LinearProblem problem, TimeGrid grid, double[][] values, CancellationToken cancellation)
    {
        var propagator = new ExtendedPropagator(problem);
        DoubleDoubleMatrix state = propagator.Advance(new DoubleDouble(grid.Times[0], 0), DoubleDoubleMatrix.Of(problem.Dimension, 1, problem.Initial));
        if (grid.IsUniform && grid.Count > 1)
        {
            propagator.Uniform(state, problem.Rows, grid, values, cancellation);
            return propagator.Products;
        }

        Record(problem.Rows, state, values, 0);
        for (int k = 1; k < grid.Count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            state = propagator.Advance(DoubleDouble.Sum(grid.Times[k], -grid.Times[k - 1]), state);
            Record(problem.Rows, state, values, k);
        }

        return propagator.Products;
    }

    /// <summary>One propagator for all steps; the rounding of each time in the grid, which fast motion would show, is made up for.</summary>
    private void Uniform(DoubleDoubleMatrix state, double[][] rows, TimeGrid grid, double[][] values, CancellationToken cancellation)
    {
        var start = new DoubleDouble(grid.Times[0], 0);
        DoubleDouble step = DoubleDouble.Sum(grid.Last, -grid.Times[0]) / (grid.Count - 1);
        DoubleDoubleMatrix propagator = Advance(step, DoubleDoubleMatrix.Identity(n));
        for (int k = 0; k < grid.Count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            DoubleDouble offset = new DoubleDouble(grid.Times[k], 0) - (start + (step * k));
            Record(rows, Taylor(offset, state), values, k);
            state = Multiply(propagator, state);
        }
    }

    /// <summary>exp(A time) states, [n, any].</summary>
    private DoubleDoubleMatrix Advance(DoubleDouble time, DoubleDoubleMatrix states)
    {
        double whole = Math.Floor((time.High / unit) + Math.Min(0, time.Low / unit));
        DoubleDouble rest = time - DoubleDouble.Product(whole, unit);
        states = Taylor(rest, states);
        for (long digits = (long)whole, k = 0; digits != 0; digits >>= 1, k++)
        {
            if ((digits & 1) != 0)
            {
                states = Multiply(Rung((int)k), states);
            }
        }

        return states;
    }

    /// <summary>exp(A 2^k h).</summary>
    private DoubleDoubleMatrix Rung(int k)
    {
        while (rungs.Count <= k)
        {
            rungs.Add(rungs.Count == 0 ? Taylor(new DoubleDouble(unit, 0), DoubleDoubleMatrix.Identity(n)) : Multiply(rungs[^1], rungs[^1]));
        }

        return rungs[k];
    }

    /// <summary>exp(A time) states for |time| ≤ h.</summary>
    private DoubleDoubleMatrix Taylor(DoubleDouble time, DoubleDoubleMatrix states)
    {
        (DoubleDoubleMatrix moved, int products) = Taylor(generator, norm, time, states);
        Products += products;
        return moved;
    }

    /// <summary>exp(A time) states as a Taylor series, and how many products it took.</summary>
    /// <param name="generator">A, [n, n].</param>
    /// <param name="norm">‖A‖₁, 1/s; at most 1/|time|.</param>
    /// <param name="time">The time, s.</param>
    /// <param name="states">[n, any].</param>
    internal static (DoubleDoubleMatrix States, int Products) Taylor(DoubleDoubleMatrix generator, double norm, DoubleDouble time, DoubleDoubleMatrix states)
    {
        if (Math.Abs(time.High) * norm < Negligible)
        {
            return (states, 0);
        }

        DoubleDoubleMatrix sum = states.Copy();
        DoubleDoubleMatrix term = states;
        int products = 0;
        while (products + 1 < MostTerms)
        {
            term = DoubleDoubleMatrix.Multiply(generator, term);
            term.Scale(time / ++products);
            sum.Add(term);
            if (term.Largest() <= Negligible * sum.Largest())
            {
                break;
            }
        }

        return (sum, products);
    }

    private DoubleDoubleMatrix Multiply(DoubleDoubleMatrix a, DoubleDoubleMatrix b)
    {
        Products++;
        return DoubleDoubleMatrix.Multiply(a, b);
    }

    private static void Record(double[][] rows, DoubleDoubleMatrix state, double[][] values, int time)
    {
        for (int r = 0; r < rows.Length; r++)
        {
            values[r][time] += state.Dot(rows[r]);
        }
    }
}
