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

    /// <summary>Powers of the generator that make the Taylor polynomial of an exponential.</summary>
    private const int BlockLength = 6;
    private const int ProductsOfExponential = BlockLength - 1 + 4;
    private static readonly DoubleDouble[] s_inverseFactorials = InverseFactorials();
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
            rungs.Add(rungs.Count == 0 ? First() : Multiply(rungs[^1], rungs[^1]));
        }

        return rungs[k];
    }

    private DoubleDoubleMatrix First()
    {
        Products += ProductsOfExponential;
        return Exponential(generator, unit);
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
        DoubleDoubleMatrix term = states.Copy();
        var next = new DoubleDoubleMatrix(states.Rows, states.Columns);
        int products = 0;
        while (products + 1 < MostTerms)
        {
            DoubleDoubleMatrix.Multiply(generator, term, next);
            (term, next) = (next, term);
            term.Scale(time / ++products);
            sum.Add(term);
            if (term.Largest() <= Negligible * sum.Largest())
            {
                break;
            }
        }

        return (sum, products);
    }

    /// <summary>exp(A time) for ‖A‖₁ |time| ≤ 1: the Taylor polynomial of degree 30, which leaves 1/31! = 1.2e-34, with nine products (Paterson and Stockmeyer, doi:10.1137/0202007).</summary>
    internal static DoubleDoubleMatrix Exponential(DoubleDoubleMatrix generator, double time)
    {
        var powers = new DoubleDoubleMatrix[BlockLength + 1];
        powers[0] = DoubleDoubleMatrix.Identity(generator.Rows);
        powers[1] = generator.Copy();
        powers[1].Scale(new DoubleDouble(time, 0));
        for (int k = 2; k <= BlockLength; k++)
        {
            powers[k] = DoubleDoubleMatrix.Multiply(powers[k - 1], powers[1]);
        }

        var sum = new DoubleDoubleMatrix(generator.Rows, generator.Rows);
        sum.AddProduct(s_inverseFactorials[^1], powers[BlockLength]);
        for (int block = (s_inverseFactorials.Length / BlockLength) - 1; block >= 0; block--)
        {
            for (int k = BlockLength - 1; k >= 0; k--)
            {
                sum.AddProduct(s_inverseFactorials[(block * BlockLength) + k], powers[k]);
            }

            sum = block > 0 ? DoubleDoubleMatrix.Multiply(powers[BlockLength], sum) : sum;
        }

        return sum;
    }

    private static DoubleDouble[] InverseFactorials()
    {
        var inverse = new DoubleDouble[(5 * BlockLength) + 1];
        inverse[0] = new DoubleDouble(1, 0);
        for (int k = 1; k < inverse.Length; k++)
        {
            inverse[k] = inverse[k - 1] / k;
        }

        return inverse;
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
