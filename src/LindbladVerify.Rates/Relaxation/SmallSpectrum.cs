using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>The eigenvalues of a small matrix of some 30 digits whose eigenvalues lie close together, with a bound on their errors.</summary>
/// <remarks>
/// Of two the discriminant is formed in doubled precision. Of more either they are those of the rounded matrix, with the bound of L. Elsner,
/// Linear Algebra Appl. 71, 77 (1985), doi:10.1016/0024-3795(85)90236-8, or all are their mean, with Fujiwara's bound on the roots of the
/// characteristic polynomial about it, whichever says more.
/// </remarks>
internal sealed class SmallSpectrum
{
    private const double Unit = 1.1102230246251565e-16;
    private readonly int m;
    private readonly double[] high;
    private readonly double[] low;
    private readonly double error;

    /// <summary>A matrix B = high + low, [m, m] column-major, every element of which may be wrong by an error.</summary>
    public SmallSpectrum(int m, double[] high, double[] low, double error)
    {
        this.m = m;
        this.high = high;
        this.low = low;
        this.error = error;
    }

    public (Complex[] Values, double Error) Eigenvalues(IDenseKernels kernels) => m switch
    {
        1 => ([high[0] + low[0]], error + (Unit * Math.Abs(high[0]))),
        2 => Pair(),
        _ => Cluster(kernels),
    };

    private (Complex[] Values, double Error) Pair()
    {
        // Half the trace, half the difference of the diagonal, and the discriminant of the rest.
        double mean = ((high[0] + high[3]) / 2) + ((low[0] + low[3]) / 2);
        var half = default(DoubledSum);
        half.Add(high[0] / 2);
        half.Add(-high[3] / 2);
        half.Add(low[0] / 2);
        half.Add(-low[3] / 2);
        (double e, double rest) = (half.Value, half.Rest);
        var sum = default(DoubledSum);
        sum.AddProduct(e, e);
        sum.AddProduct(2 * e, rest);
        AddProduct(ref sum, (high[1], low[1]), (high[2], low[2]));
        double discriminant = sum.Value;
        double size = Math.Abs(e) + Math.Abs(high[1]) + Math.Abs(high[2]);
        double uncertain = (4 * error * (size + error)) + (16 * DoubledSum.Unit * size * size) + (2 * Unit * Math.Abs(discriminant));
        double root = Math.Sqrt(Math.Abs(discriminant));
        double ofRoot = Math.Min(Math.Sqrt(uncertain), root == 0 ? double.PositiveInfinity : uncertain / root);
        double total = error + ofRoot + (2 * Unit * (Math.Abs(mean) + root));
        return discriminant >= 0
            ? ([mean + root, mean - root], total)
            : ([new Complex(mean, root), new Complex(mean, -root)], total);
    }

    private (Complex[] Values, double Error) Cluster(IDenseKernels kernels)
    {
        double mean = Enumerable.Range(0, m).Average(i => high[i + (i * m)]);
        (double High, double Low)[] deviation = [.. Enumerable.Range(0, m * m).Select(k => Shifted(high[k], low[k], k % (m + 1) == 0 ? -mean : 0))];
        double[] rounded = Array.ConvertAll(deviation, d => d.High);
        double size = kernels.Norm(MatrixNorm.Frobenius, m, m, rounded, m);
        double rounding = 2 * Unit * Math.Abs(mean);
        if (size == 0)
        {
            return ([.. Enumerable.Repeat(new Complex(mean, 0), m)], (m * error) + rounding);
        }

        double radius = Radius(deviation, size);
        double backward = (m * error) + (16 * m * Unit * size);
        double spread = Math.Pow((2 * size) + backward, 1 - (1.0 / m)) * Math.Pow(backward, 1.0 / m);
        Complex[] values = radius < spread
            ? new Complex[m]
            : Array.ConvertAll(kernels.Eigen(m, Array.ConvertAll(rounded, v => v / size), vectors: false).Values, v => v * size);
        return (Array.ConvertAll(values, v => mean + v), Math.Min(radius, spread) + rounding);
    }

    /// <summary>2 max |c_j|^(1/j) of the characteristic polynomial λᵐ + c_1 λᵐ⁻¹ + …, by Faddeev and LeVerrier in doubled precision.</summary>
    private double Radius((double High, double Low)[] deviation, double size)
    {
        double largest = 0;
        (double High, double Low)[] power = [.. deviation];
        for (int j = 1; j <= m; j++)
        {
            var trace = default(DoubledSum);
            for (int i = 0; i < m; i++)
            {
                trace.Add(power[i + (i * m)].High);
                trace.Add(power[i + (i * m)].Low);
            }

            double quotient = -trace.Value / j;
            double rest = -(trace.Rest + Math.FusedMultiplyAdd(quotient, j, trace.Value)) / j;
            double scale = Math.Pow(m * size, j);
            double uncertain = (64 * m * m * DoubledSum.Unit * scale) + (j * m * error * Math.Pow(m * size, j - 1));
            largest = Math.Max(largest, Math.Pow(Math.Abs(quotient) + uncertain, 1.0 / j));
            for (int i = 0; i < m; i++)
            {
                ref (double High, double Low) diagonal = ref power[i + (i * m)];
                diagonal = Shifted(diagonal.High, diagonal.Low + rest, quotient);
            }

            power = Product(deviation, power);
        }

        return 2 * largest;
    }

    private (double High, double Low)[] Product((double High, double Low)[] a, (double High, double Low)[] b)
    {
        var product = new (double, double)[m * m];
        for (int j = 0; j < m; j++)
        {
            for (int i = 0; i < m; i++)
            {
                var sum = default(DoubledSum);
                for (int k = 0; k < m; k++)
                {
                    AddProduct(ref sum, a[i + (k * m)], b[k + (j * m)]);
                }

                product[i + (j * m)] = (sum.Value, sum.Rest);
            }
        }

        return product;
    }

    private static void AddProduct(ref DoubledSum sum, (double High, double Low) a, (double High, double Low) b)
    {
        sum.AddProduct(a.High, b.High);
        sum.AddProduct(a.High, b.Low);
        sum.AddProduct(a.Low, b.High);
    }

    private static (double High, double Low) Shifted(double high, double low, double shift)
    {
        var sum = default(DoubledSum);
        sum.Add(high);
        sum.Add(shift);
        sum.Add(low);
        return (sum.Value, sum.Rest);
    }
}
