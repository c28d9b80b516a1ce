using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Krylov;

/// <summary>exp(A t) v against the dense exponential, on matrices that are not normal.</summary>
public sealed class ExponentialActionTests
{
    public static TheoryData<int, string> Cases()
    {
        var data = new TheoryData<int, string>();
        foreach (string kind in new[] { "rotating", "decaying", "mixed", "triangular" })
        {
            for (int seed = 0; seed < 5; seed++)
            {
                data.Add(seed, kind);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithTheDenseExponentialWithinTheTolerance(int seed, string kind)
    {
        const int n = 24;
        SparseMatrix<double> a = Matrix(kind, n, seed);
        double[] v = Vector(n, seed);
        double[] times = [0, 0.01, 0.4, 1.7, 1.7, 6.1];
        double[][] rows = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0).ToArray())];
        double[] dense = a.ToDense();
        double growth = Enumerable.Range(0, 60).Max(k => Norm(Exact(n, dense, v, 6.1 * k / 59))) / Norm(v);
        foreach (double tolerance in new[] { 1e-6, 1e-10, 1e-12 })
        {
            ExponentialActionResult result = ExponentialAction.Compute(new SparseOperator(a), v, rows, times, new ExponentialActionOptions { Tolerance = tolerance });
            for (int k = 0; k < times.Length; k++)
            {
                double[] exact = Exact(n, dense, v, times[k]);
                double error = Norm([.. Enumerable.Range(0, n).Select(i => result.Values[i][k] - exact[i])]) / Norm(v);

                // What the flow itself amplifies is not the expansion's; the dense reference rounds at 1e-13.
                Assert.True(error <= (tolerance * growth) + 1e-12, $"{kind} {seed}: error {error:G3} at t = {times[k]} for tolerance {tolerance:G3}");
                Assert.True(error <= (result.RelativeError * growth) + 1e-13, $"{kind} {seed}: error {error:G3} at t = {times[k]}, but estimated as {result.RelativeError:G3}");
            }

            Assert.True(result.RelativeError <= (tolerance + 1e-11) * 4 * growth, $"{kind} {seed}: estimate {result.RelativeError:G3} for tolerance {tolerance:G3}");
        }
    }

    [Fact]
    public void CutsLongTimesIntoStepsWithoutChangingTheResult()
    {
        const int n = 30;
        SparseMatrix<double> a = Matrix("mixed", n, 3);
        double[] v = Vector(n, 3);
        double[][] rows = [Vector(n, 4)];
        double[] times = [.. Enumerable.Range(0, 50).Select(k => 0.5 * k)];
        ExponentialActionResult whole = ExponentialAction.Compute(new SparseOperator(a), v, rows, times, new ExponentialActionOptions { Tolerance = 1e-13 });
        ExponentialActionResult pieces = ExponentialAction.Compute(new SparseOperator(a), v, rows, times, new ExponentialActionOptions { Tolerance = 1e-13, LargestDegree = 6 });
        Assert.True(whole.RelativeError <= 1e-13, $"as many steps as the tolerance takes, and {whole.RelativeError:G3} is stated");
        Assert.True(pieces.Steps > whole.Steps, $"{pieces.Steps} steps of degree 6, {whole.Steps} of any");
        for (int k = 0; k < times.Length; k++)
        {
            Assert.True(Math.Abs(whole.Values[0][k] - pieces.Values[0][k]) <= 1e-11 * Norm(v) * Norm(rows[0]));
        }
    }

    [Fact]
    public void WidensAnEnclosureThatIsTooSmall()
    {
        const int n = 24;
        SparseMatrix<double> a = Matrix("rotating", n, 1);
        double[] v = Vector(n, 1);
        var options = new ExponentialActionOptions { Range = new NumericalRange(-0.01, 0.01, 0.05) };
        ExponentialActionResult result = ExponentialAction.Compute(new SparseOperator(a), v, [v], [9.0], options);
        double exact = Dot(v, Exact(n, a.ToDense(), v, 9.0));
        Assert.True(result.Range.Imaginary > 0.05);
        Assert.True(Math.Abs(result.Values[0][0] - exact) <= 1e-10 * Dot(v, v), $"{result.Values[0][0]} is not {exact}");
    }

    [Fact]
    public void LeavesAVectorAloneWhereNothingMoves()
    {
        double[] v = Vector(7, 0);
        ExponentialActionResult result = ExponentialAction.Compute(new SparseOperator(SparseMatrix<double>.Zero(7, 7)), v, [v], [0, 3.0, 5.0]);
        Assert.All(result.Values[0], value => Assert.Equal(Dot(v, v), value, 1e-14 * Dot(v, v)));
        Assert.Equal(v, result.Final);
    }

    [Fact]
    public void RefusesTimesThatDescendAndEntriesThatAreNotFinite()
    {
        var a = new SparseOperator(Matrix("mixed", 5, 0));
        Assert.Throws<ArgumentException>(() => ExponentialAction.Compute(a, Vector(5, 0), [], [1.0, 0.5]));
        Assert.Throws<ArgumentException>(() => ExponentialAction.Compute(a, Vector(5, 0), [], [-1.0]));
        Assert.Throws<ArithmeticException>(() => ExponentialAction.Compute(a, [1, double.NaN, 0, 0, 0], [], [1.0]));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheCheapBoundHoldsTheNumericalRange(int seed, string kind)
    {
        SparseMatrix<double> a = Matrix(kind, 40, seed);
        NumericalRange bound = new SparseOperator(a).RangeBound();
        NumericalRange estimate = NumericalRange.Estimate(new SparseOperator(a));
        Eigensystem symmetric = DenseKernels.Select(Backend.Auto).Eigen(40, (0.5 * (a + a.Transpose())).ToDense(), vectors: false);
        Eigensystem skew = DenseKernels.Select(Backend.Auto).Eigen(40, (0.5 * (a - a.Transpose())).ToDense(), vectors: false);
        double low = symmetric.Values.Min(z => z.Real), high = symmetric.Values.Max(z => z.Real), imaginary = skew.Values.Max(z => z.Imaginary);
        Assert.True(bound.RealLow <= low + 1e-12 && bound.RealHigh >= high - 1e-12 && bound.Imaginary >= imaginary - 1e-12);

        // Twelve Lanczos steps find the ends of forty values to a few percent; the margin is to cover that.
        double slack = 0.03 * (high - low + imaginary);
        Assert.True(estimate.RealLow <= low + slack && estimate.RealHigh >= high - slack && estimate.Imaginary >= imaginary - slack);
        Assert.True(estimate.RealLow >= bound.RealLow && estimate.RealHigh <= bound.RealHigh && estimate.Imaginary <= bound.Imaginary);
    }

    [Fact]
    public void ProductsAgreeWithTheMatrix()
    {
        SparseMatrix<double> a = Matrix("triangular", 17, 2);
        double[] x = Vector(17, 5);
        double[] y = new double[17];
        var action = new SparseOperator(a);
        action.Apply(x, y);
        Assert.True(Norm([.. y.Zip(a.Multiply(x), (p, q) => p - q)]) <= 1e-14 * Norm(y));
        action.ApplyTransposed(x, y);
        Assert.True(Norm([.. y.Zip(a.Transpose().Multiply(x), (p, q) => p - q)]) <= 1e-14 * Norm(y));
        Assert.Throws<ArgumentException>(() => new SparseOperator(SparseMatrix<double>.Zero(3, 4)));
    }

    private static SparseMatrix<double> Matrix(string kind, int n, int seed)
    {
        var random = new Random(seed);
        var entries = new List<(int, int, double)>();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double value = random.NextDouble() < 0.3 ? (2 * random.NextDouble()) - 1 : 0;
                switch (kind)
                {
                    case "rotating" when i < j:
                        entries.Add((i, j, 3 * value));
                        entries.Add((j, i, -3 * value));
                        break;
                    case "decaying" when i < j:
                        entries.Add((i, j, value));
                        entries.Add((j, i, value));
                        entries.Add((i, i, -2 * Math.Abs(value)));
                        entries.Add((j, j, -2 * Math.Abs(value)));
                        break;
                    case "mixed":
                        entries.Add((i, j, i == j ? -2.5 : value));
                        break;
                    case "triangular":
                        entries.Add((i, j, i == j ? -1 - (0.1 * i) : i < j ? 2 * value : 0));
                        break;
                }
            }
        }

        return SparseMatrix<double>.FromEntries(n, n, entries);
    }

    private static double[] Vector(int n, int seed)
    {
        var random = new Random(1000 + seed);
        return [.. Enumerable.Range(0, n).Select(_ => (3 * random.NextDouble()) - 1)];
    }

    private static double[] Exact(int n, double[] a, double[] v, double time)
    {
        double[] propagator = MatrixExponential.Compute(DenseKernels.Managed, n, Array.ConvertAll(a, x => x * time)).Matrix;
        double[] result = new double[n];
        DenseKernels.Managed.MultiplyVector(Transposition.None, n, n, 1, propagator, n, v, 0, result);
        return result;
    }

    private static double Norm(double[] v) => Math.Sqrt(Dot(v, v));

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
