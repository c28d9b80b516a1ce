using System.Numerics;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Tests.Kernels;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Exponential;

public sealed class MatrixExponentialTests
{
    private const double Epsilon = 2.220446049250313e-16;

    public static TheoryData<Backend, int> References()
    {
        TheoryData<Backend, int> cases = [];
        foreach (Backend backend in BackendUnderTest.Backends)
        {
            foreach (ReferenceExponential reference in ReferenceExponential.All)
            {
                cases.Add(backend, reference.Index);
            }
        }

        return cases;
    }

    // A backward-stable algorithm errs by the condition number times a few units roundoff per operation level; 4 n is generous for
    // orders up to 6 and far below any error of method. The squarings add at most one roundoff of the result's own size each.
    [SkippableTheory]
    [MemberData(nameof(References))]
    public void Agrees_with_the_reference_within_its_condition(Backend backend, int index)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        ReferenceExponential reference = ReferenceExponential.All[index];
        int n = reference.Order;
        MatrixExponentialResult<Complex> complex = MatrixExponential.Compute(kernels, n, reference.Matrix);
        Check(kernels, reference, complex.Matrix, complex.Statistics);
        if (!reference.IsComplex)
        {
            MatrixExponentialResult<double> real = MatrixExponential.Compute(kernels, n, [.. reference.Matrix.Select(z => z.Real)]);
            Check(kernels, reference, [.. real.Matrix.Select(x => new Complex(x, 0))], real.Statistics);
            Assert.Equal(real.Statistics.Degree, complex.Statistics.Degree);
            Assert.Equal(real.Statistics.Scalings, complex.Statistics.Scalings);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Inverse_group_law_and_determinant(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        foreach (int n in new[] { 2, 3, 7, 30 })
        {
            Complex[] a = [.. RandomMatrix.Complexes(70 + n, n * n).Select(z => z * 3 / n)];
            Complex[] forward = MatrixExponential.Compute(kernels, n, a).Matrix;
            Complex[] backward = MatrixExponential.Compute(kernels, n, [.. a.Select(z => -z)]).Matrix;
            Complex[] unit = Product(kernels, n, forward, backward);
            for (int i = 0; i < n; i++)
            {
                unit[i + (i * n)] -= 1;
            }

            // Each factor is right to a few n eps of its own norm; the product of their norms scales the defect.
            double size = Norm(kernels, n, forward) * Norm(kernels, n, backward);
            Assert.InRange(Norm(kernels, n, unit) / size, 0, 20 * n * Epsilon);

            Complex[] half = MatrixExponential.Compute(kernels, n, [.. a.Select(z => z * 0.25)]).Matrix;
            Complex[] rest = MatrixExponential.Compute(kernels, n, [.. a.Select(z => z * 0.75)]).Matrix;
            Complex[] together = Product(kernels, n, half, rest);
            Assert.InRange(Distance(kernels, n, together, forward) / (Norm(kernels, n, half) * Norm(kernels, n, rest)), 0, 20 * n * Epsilon);

            Complex trace = Enumerable.Range(0, n).Aggregate(Complex.Zero, (sum, i) => sum + a[i + (i * n)]);
            int[] pivots = new int[n];
            Assert.Equal(-1, kernels.Factor(n, forward, pivots));
            Complex determinant = Enumerable.Range(0, n).Aggregate(Complex.One, (product, i) => product * (pivots[i] == i ? 1 : -1) * forward[i + (i * n)]);
            Assert.InRange(Complex.Abs((determinant / Complex.Exp(trace)) - 1), 0, 200 * n * Epsilon * size);
        }
    }

    [Fact]
    public void Orders_zero_and_one_and_the_zero_matrix()
    {
        Assert.Empty(MatrixExponential.Compute(DenseKernels.Managed, 0, ReadOnlySpan<double>.Empty).Matrix);
        Assert.Equal([Math.Exp(-3.5)], MatrixExponential.Compute(DenseKernels.Managed, 1, [-3.5]).Matrix);
        Assert.Equal([Complex.Exp(new Complex(1, 2))], MatrixExponential.Compute(DenseKernels.Managed, 1, [new Complex(1, 2)]).Matrix);
        MatrixExponentialResult<double> zero = MatrixExponential.Compute(DenseKernels.Managed, 3, new double[9]);
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], zero.Matrix);
        Assert.Equal(new MatrixExponentialStatistics(1, 0, 0, 0, 0), zero.Statistics);
    }

    [Fact]
    public void Bad_input_is_named_and_overflow_is_said()
    {
        ArgumentException nan = Assert.Throws<ArgumentException>(() => MatrixExponential.Compute(DenseKernels.Managed, 2, [1, double.NaN, 0, 1]));
        Assert.Contains("entry (1, 0) of a is NaN", nan.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MatrixExponential.Compute(DenseKernels.Managed, 2, [1, Complex.Infinity, 0, 1]));
        Assert.Throws<ArgumentException>(() => MatrixExponential.Compute(DenseKernels.Managed, 3, new double[8]));
        Assert.Throws<OverflowException>(() => MatrixExponential.Compute(DenseKernels.Managed, 2, [800, 0, 0, 1]));
        Assert.Throws<OverflowException>(() => MatrixExponential.Compute(DenseKernels.Managed, 1, [800.0]));
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e12)]
    public void Huge_decay_rates_leave_the_stationary_state(double rate)
    {
        // Columns sum to zero; for t -> infinity both columns become the stationary state (1/4, 3/4). The eigenvalue 0 is known only
        // within eps times the norm of A, which the exponential turns into a factor exp(eps norm); the columns' ratio survives.
        double[] e = MatrixExponential.Compute(DenseKernels.Managed, 2, [-3 * rate, 3 * rate, rate, -rate]).Matrix;
        Assert.Equal(3, e[1] / e[0], 1e-13);
        Assert.Equal(3, e[3] / e[2], 1e-13);
        Assert.InRange(Math.Abs((e[0] + e[1]) - 1), 0, 8 * rate * Epsilon * 4);
    }

    [Fact]
    public void Decay_beyond_any_scale_vanishes()
    {
        MatrixExponentialResult<double> result = MatrixExponential.Compute(DenseKernels.Managed, 2, [-2e300, 1e300, 1e300, -2e300]);
        Assert.Equal(new double[4], result.Matrix);
        Assert.InRange(result.Statistics.Scalings, 990, 1010);
    }

    [Fact]
    public void Nilpotent_matrices_of_any_size_need_no_scaling()
    {
        double[] e = MatrixExponential.Compute(DenseKernels.Managed, 2, [0, 0, 1e300, 0]).Matrix;
        Assert.Equal([1, 0, 1e300, 1], e);
        MatrixExponentialResult<double> shift = MatrixExponential.Compute(DenseKernels.Managed, 3, [0, 0, 0, 1e20, 0, 0, 0, 1e20, 0]);
        double[] expected = [1, 0, 0, 1e20, 1, 0, 5e39, 1e20, 1];
        Assert.All(expected.Zip(shift.Matrix), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 8 * Epsilon * pair.First));
        Assert.Equal(0, shift.Statistics.Scalings);
    }

    private static void Check(IDenseKernels kernels, ReferenceExponential reference, Complex[] computed, MatrixExponentialStatistics statistics)
    {
        int n = reference.Order;
        double error = Distance(kernels, n, computed, reference.Exponential) / Norm(kernels, n, reference.Exponential);
        double allowed = Epsilon * ((4 * n * reference.Condition) + (4 * n) + (2 * statistics.Scalings));
        Assert.True(error <= allowed, $"{reference.Name}: relative error {error:g3} exceeds {allowed:g3} with {statistics}");
    }

    private static double Norm(IDenseKernels kernels, int n, Complex[] a) => kernels.Norm(MatrixNorm.One, n, n, a, n);

    private static double Distance(IDenseKernels kernels, int n, Complex[] a, Complex[] b) => Norm(kernels, n, [.. a.Zip(b, (x, y) => x - y)]);

    private static Complex[] Product(IDenseKernels kernels, int n, Complex[] a, Complex[] b)
    {
        Complex[] c = new Complex[n * n];
        kernels.Multiply(Transposition.None, Transposition.None, n, n, n, Complex.One, a, n, b, n, Complex.Zero, c, n);
        return c;
    }
}
