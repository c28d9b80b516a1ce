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
/// <param name="products">What multiplies.</param>
/// <param name="a">The matrix, in memory of the pool; given back.</param>
/// <param name="norm">Its 1-norm.</param>
internal sealed class ScalingAndSquaring(SplitProducts products, SplitMatrix a, double norm)
{
    // Beyond this norm powers could overflow; A is scaled down first and the squarings are added in the end.
    private const double LargestNorm = 1e48;

    private static readonly double[] Ones = [1, 1, 1, 1, 1];

    // log2(1/k!).
    private static readonly double[] LogCoefficients = [.. Enumerable.Range(0, 23).Select(k => -Enumerable.Range(1, k).Sum(i => Math.Log2(i)))];

    private readonly SplitMatrix a = a;
    private double oneNorm = norm;
    private int count;
    private int estimations;
    private int preliminaryScalings;

    /// <summary>Computes the exponential, in memory of the pool.</summary>
    public (SplitMatrix Matrix, MatrixExponentialStatistics Statistics) Compute()
    {
        double given = oneNorm;
        ScaleBelowOverflow();
        (SplitMatrix result, int degree, int scalings) = Polynomial();
        a.Return();
        scalings += preliminaryScalings;
        for (int i = 0; i < scalings; i++)
        {
            SplitMatrix square = Multiply(result, result);
            result.Return();
            result = square;
        }

        return (result, new MatrixExponentialStatistics(degree, scalings, count, estimations, given));
    }

    private void ScaleBelowOverflow()
    {
        if (oneNorm > LargestNorm)
        {
            preliminaryScalings = (int)Math.Ceiling(Math.Log2(oneNorm) - Math.Log2(LargestNorm));
            double factor = Math.ScaleB(1, -preliminaryScalings);
            a.Scale(factor);
            oneNorm *= factor;
        }
    }

    private (SplitMatrix Result, int Degree, int Scalings) Polynomial()
    {
        if (oneNorm <= TaylorScheme.Theta1)
        {
            return (Combine([1, 1], a), 1, 0);
        }

        SplitMatrix a2 = Multiply(a, a);
        double norm2 = products.OneNorm(a2);
        double d2 = Math.Sqrt(norm2);
        double alpha = Math.Max(d2, Math.Cbrt(norm2 * oneNorm));
        (SplitMatrix Result, int Degree, int Scalings) chosen =
            oneNorm <= TaylorScheme.Theta2 ? (Combine([1, 1, 0.5], a, a2), 2, 0)
            : Fits(4, TaylorScheme.Theta4, alpha) ? (Degree4(a2), 4, 0)
            : Fits(8, TaylorScheme.Theta8, alpha) ? (Degree8(a2), 8, 0)
            : HigherDegree(a2, d2);
        a2.Return();
        return chosen;
    }

    private (SplitMatrix Result, int Degree, int Scalings) HigherDegree(SplitMatrix a2, double d2)
    {
        SplitMatrix a3 = Multiply(a, a2);
        double d3 = Math.Cbrt(products.OneNorm(a3));
        (SplitMatrix Result, int Degree, int Scalings) chosen;
        if (Fits(12, TaylorScheme.Theta12, Math.Max(d2, d3)))
        {
            chosen = (Degree12(a2, a3), 12, 0);
        }
        else
        {
            int scalings = ChooseScalings(a2, a3, d2, d3);
            chosen = (Degree21(scalings, a2, a3), 21, scalings);
        }

        a3.Return();
        return chosen;
    }

    /// <summary>Squarings for degree 21, for which p may be up to 5.</summary>
    /// <remarks>
    /// Norms of A^4, A^5 and A^6 are estimated only where they may save a squaring. |A^p|^(1/p) tends to the spectral radius
    /// as exp(c/p), so that those of A² and A³, where they fall, foretell that of A^6 as d3²/d2.
    /// </remarks>
    private int ChooseScalings(SplitMatrix a2, SplitMatrix a3, double d2, double d3)
    {
        double alpha = Math.Min(oneNorm, Math.Max(d2, d3));
        int scalings = ScalingsFor(alpha);
        int least = ScalingsForRounding(21);
        double foretold = d3 > d2 ? 0 : d3 * d3 / d2;
        if (least < scalings && ScalingsFor(foretold) < scalings)
        {
            double d6 = Math.Min(d3, Math.Pow(OneNormEstimator.Estimate(products, a3, a3), 1.0 / 6));
            estimations++;
            if (ScalingsFor(d6) < scalings)
            {
                double d4 = Math.Min(d2, Math.Pow(OneNormEstimator.Estimate(products, a2, a2), 0.25));
                double d5 = Math.Pow(OneNormEstimator.Estimate(products, a2, a3), 0.2);
                estimations += 2;
                scalings = Math.Min(scalings, ScalingsFor(Math.Min(Math.Max(d3, d4), Math.Min(Math.Max(d4, d5), Math.Max(d5, d6)))));
            }
        }

        return Math.Max(scalings, least);
    }

    private static int ScalingsFor(double alpha) =>
        alpha <= TaylorScheme.Theta21 ? 0 : (int)Math.Ceiling(Math.Log2(alpha / TaylorScheme.Theta21));

    private bool Fits(int degree, double theta, double alpha) => Math.Min(alpha, oneNorm) <= theta && ScalingsForRounding(degree) == 0;

    /// <summary>The squarings that rounding errors of the polynomial need to stay below the unit roundoff.</summary>
    private int ScalingsForRounding(int degree)
    {
        double logCoefficient = LogCoefficients[degree + 1];

        // |A|^(m+1) has at most the norm of A to that power, which settles nearly all cases.
        double logNorm = Math.Log2(oneNorm);
        double most = (logCoefficient + 53 + (degree * logNorm)) / degree;
        if (most <= 0)
        {
            return 0;
        }

        double excess = logCoefficient + 53 + LogNormOfAbsolutePower(degree + 1) - logNorm;
        return Math.Max(0, (int)Math.Ceiling(excess / degree));
    }

    /// <summary>log2 of the 1-norm of |A|^power, from products of its transpose with a vector of ones.</summary>
    private double LogNormOfAbsolutePower(int power)
    {
        int n = products.Order;
        double[] moduli = SplitMatrix.RentPart(n);
        products.WriteModuli(a, moduli);
        double log = 0;
        double[] x = new double[n];
        double[] y = new double[n];
        Array.Fill(x, 1.0);
        for (int p = 0; p < power && !double.IsNegativeInfinity(log); p++)
        {
            DenseKernels.Managed.MultiplyVector(Transposition.Transpose, n, n, 1, moduli, n, x, 0, y);
            double largest = y.Max();
            log += Math.Log2(largest);
            for (int i = 0; i < n; i++)
            {
                x[i] = y[i] / largest;
            }
        }

        SplitMatrix.ReturnPart(moduli);
        return log;
    }

    private SplitMatrix Degree4(SplitMatrix a2)
    {
        SplitMatrix[] rows = Combine([[0.5, 1.0 / 6, 1.0 / 24], [1, 1, 0]], [1, 1], a, a2);
        return MultiplyAndReturn(a2, rows[0], rows[1], keepLeft: true);
    }

    private SplitMatrix Degree8(SplitMatrix a2)
    {
        SplitMatrix x = MultiplyAndReturn(a2, Combine([0, TaylorScheme.X1, TaylorScheme.X2], a, a2), null, keepLeft: true);
        SplitMatrix[] rows = Combine(
            [[0, 0, TaylorScheme.X3, 1], [TaylorScheme.C0, TaylorScheme.C1, TaylorScheme.C2, TaylorScheme.C4], [1, 1, TaylorScheme.U2, 0]],
            [1, 1, 1],
            a,
            a2,
            x);
        x.Return();
        return MultiplyAndReturn(rows[0], rows[1], rows[2]);
    }

    private SplitMatrix Degree12(SplitMatrix a2, SplitMatrix a3)
    {
        SplitMatrix[] rows = Combine(TaylorScheme.Q, [1, 1, 1], a, a2, a3);
        SplitMatrix y = Multiply(rows[3], rows[3], rows[2]);
        rows[3].Return();
        SplitMatrix left = Combine([0, 1, 1], rows[1], y);
        rows[1].Return();
        return MultiplyAndReturn(left, y, rows[0]);
    }

    private SplitMatrix Degree21(int scalings, SplitMatrix a2, SplitMatrix a3)
    {
        double h = Math.ScaleB(1, -scalings);
        double[] weights = [h, h * h, h * h * h];
        SplitMatrix factor = Combine([TaylorScheme.Y0], [.. weights.Select(w => w * weights[2])], a, a2, a3)[0];
        SplitMatrix y0 = MultiplyAndReturn(a3, factor, null, keepLeft: true);
        SplitMatrix[] rows = Combine(TaylorScheme.Y1, [.. weights, 1], a, a2, a3, y0);
        SplitMatrix y1 = MultiplyAndReturn(rows[0], rows[1], rows[2]);
        rows = Combine(TaylorScheme.Y2, [.. weights, 1, 1], a, a2, a3, y0, y1);
        y0.Return();
        y1.Return();
        return MultiplyAndReturn(rows[0], rows[1], rows[2]);
    }

    private SplitMatrix Multiply(SplitMatrix left, SplitMatrix right, SplitMatrix? addend = null)
    {
        count++;
        return products.Multiply(left, right, addend);
    }

    // A product whose factors have been combined for it alone.
    private SplitMatrix MultiplyAndReturn(SplitMatrix left, SplitMatrix right, SplitMatrix? addend, bool keepLeft = false)
    {
        SplitMatrix product = Multiply(left, right, addend);
        right.Return();
        if (!keepLeft)
        {
            left.Return();
        }

        return product;
    }

    private SplitMatrix Combine(double[] coefficients, params SplitMatrix[] inputs) =>
        Combine([coefficients], Ones, inputs)[0];

    private SplitMatrix[] Combine(double[][] coefficients, double[] weights, params SplitMatrix[] inputs) =>
        LinearCombinations.Evaluate(products, coefficients, weights, inputs);
}
