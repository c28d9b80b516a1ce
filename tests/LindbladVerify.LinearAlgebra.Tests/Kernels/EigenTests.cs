using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Kernels;

public sealed class EigenTests
{
    // The QR iteration is backward stable with a constant that grows slowly with the order; 100 n eps is far above what is seen.
    private static double Tolerance(int n) => 100.0 * n * 2.3e-16;

    public static TheoryData<Backend, int> Cases()
    {
        TheoryData<Backend, int> cases = [];
        foreach (Backend backend in BackendUnderTest.Backends)
        {
            foreach (int n in new[] { 1, 2, 3, 4, 5, 16, 63, 120 })
            {
                cases.Add(backend, n);
            }
        }

        return cases;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Real_general_matrices(Backend backend, int n)
    {
        double[] a = RandomMatrix.Reals(30 + n, n * n);
        Eigensystem system = BackendUnderTest.Get(backend).Eigen(n, a, vectors: true);
        CheckResidual(n, [.. a.Select(x => new Complex(x, 0))], system);
        Assert.All(system.Values.Where(value => value.Imaginary != 0), value => Assert.Contains(Complex.Conjugate(value), system.Values));
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Matrices_near_a_multiple_of_the_identity(Backend backend)
    {
        const double Angle = 1e-9;
        for (int sample = 0; sample < 200; sample++)
        {
            double[] axis = RandomMatrix.Reals(700 + sample, 3);
            (double x, double y, double z) = (Angle * axis[0], Angle * axis[1], Angle * axis[2]);
            double[] a = [1, z, -y, -z, 1, x, y, -x, 1];
            Eigensystem system = BackendUnderTest.Get(backend).Eigen(3, a, vectors: true);
            CheckResidual(3, [.. a.Select(v => new Complex(v, 0))], system);
            Assert.Equal(Math.Sqrt((x * x) + (y * y) + (z * z)), system.Values.Max(v => v.Imaginary), 1e-14);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Complex_general_matrices(Backend backend, int n)
    {
        Complex[] a = RandomMatrix.Complexes(40 + n, n * n);
        CheckResidual(n, a, BackendUnderTest.Get(backend).Eigen(n, a, vectors: true));
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Values_alone_agree_with_values_with_vectors(Backend backend, int n)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        Complex[] a = RandomMatrix.Complexes(50 + n, n * n);
        Eigensystem alone = kernels.Eigen(n, a, vectors: false);
        Assert.Empty(alone.RightVectors);
        Complex trace = Enumerable.Range(0, n).Aggregate(Complex.Zero, (sum, i) => sum + a[i + (i * n)]);
        Complex total = alone.Values.Aggregate(Complex.Zero, (sum, value) => sum + value);
        Assert.InRange(Complex.Abs(trace - total), 0, Tolerance(n) * n);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Defective_and_special_matrices(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        foreach ((int n, double[] a) in Specials())
        {
            CheckResidual(n, [.. a.Select(x => new Complex(x, 0))], kernels.Eigen(n, a, vectors: true));
            CheckResidual(n, [.. a.Select(x => new Complex(0, x))], kernels.Eigen(n, [.. a.Select(x => new Complex(0, x))], vectors: true));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Known_values_of_a_rotation_and_a_triangle(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        Eigensystem rotation = kernels.Eigen(2, [0, 3, -3, 0], vectors: true);
        Complex[] descending = [.. rotation.Values.OrderByDescending(value => value.Imaginary)];
        Assert.InRange(Complex.Abs(descending[0] - new Complex(0, 3)), 0, 1e-15);
        Assert.Equal(Complex.Conjugate(descending[0]), descending[1]);
        Eigensystem triangle = kernels.Eigen(3, new Complex[] { new(1, 2), 0, 0, 5, new(-3, 1), 0, new(0, 7), 2, new(4, -1) }, vectors: false);
        Complex[] sorted = [.. triangle.Values.OrderBy(value => value.Real)];
        Complex[] expected = [new(-3, 1), new(1, 2), new(4, -1)];
        Assert.All(sorted.Zip(expected), pair => Assert.InRange(Complex.Abs(pair.First - pair.Second), 0, 1e-13));
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Bad_input_is_named(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        ArgumentException nan = Assert.Throws<ArgumentException>(() => kernels.Eigen(2, new double[] { 1, 2, double.NaN, 4 }, vectors: true));
        Assert.Contains("entry (0, 1) of a is NaN", nan.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => kernels.Eigen(2, new Complex[] { 1, 2, 3, double.PositiveInfinity }, vectors: true));
        Assert.Throws<ArgumentException>(() => kernels.Eigen(2, new double[3], vectors: false));
        Assert.Empty(kernels.Eigen(0, ReadOnlySpan<double>.Empty, vectors: true).Values);
    }

    private static IEnumerable<(int N, double[] A)> Specials()
    {
        yield return (3, [2, 0, 0, 1, 2, 0, 0, 1, 2]);
        yield return (3, new double[9]);
        yield return (4, [0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
        yield return (4, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);

        // Small matrices of zeros and ones on which unguarded shift strategies have been seen to cycle.
        yield return (5, [0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1]);
        yield return (3, [0, 1, 0, 0, 0, 1, 1, 0, 0]);
        yield return (4, [0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0]);
        yield return (2, [0, 1, 1, 0]);
        yield return (2, [1e-200, 1e-200, 0, 1e-200]);

        // One long Jordan block: its computed eigenvalues spread by eps^(1/n), yet each residual is at rounding.
        double[] jordan = new double[900];
        for (int i = 0; i < 29; i++)
        {
            jordan[i + (i * 30)] = 2;
            jordan[i + ((i + 1) * 30)] = 1;
        }

        yield return (30, jordan);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Badly_scaled_matrices_are_balanced(Backend backend)
    {
        // D [[2, 1, 0], [1, 3, 1], [0, 1, 5]] D^-1 with D = diag(1, 2^30, 2^60): without balancing the small values would be lost.
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        double s = Math.ScaleB(1, 30);
        double[] plain = [2, 1, 0, 1, 3, 1, 0, 1, 5];
        double[] scaled = [2, s, 0, 1 / s, 3, s, 0, 1 / s, 5];
        Complex[] expected = [.. kernels.Eigen(3, plain, vectors: false).Values.OrderBy(value => value.Real)];
        Complex[] actual = [.. kernels.Eigen(3, scaled, vectors: false).Values.OrderBy(value => value.Real)];
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Complex.Abs(pair.First - pair.Second), 0, Tolerance(3)));
        Complex[] complex = [.. kernels.Eigen(3, [.. scaled.Select(x => new Complex(0, x))], vectors: false).Values.OrderBy(value => value.Imaginary)];
        Assert.All(expected.Zip(complex), pair => Assert.InRange(Complex.Abs((Complex.ImaginaryOne * pair.First) - pair.Second), 0, Tolerance(3)));
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Clusters_far_below_the_norm_converge(Backend backend)
    {
        // Two fluctuators of switching rate k that shift a frequency by w each: four of the eight rates are k exactly, and
        // rounding of size w couples them for ever where k is small.
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        Random random = new(8);
        for (int trial = 0; trial < 400; trial++)
        {
            double w = 1 + random.NextDouble(), k = w * Math.Pow(10, -4 * random.NextDouble());
            int[] order = [.. Enumerable.Range(0, 8).OrderBy(_ => random.Next())];
            double[] a = new double[64];
            void Couple(int i, int j)
            {
                a[order[j] + (order[i] * 8)] = w;
                a[order[i] + (order[j] * 8)] = -w;
            }

            foreach (int i in new[] { 1, 6 })
            {
                Couple(i, 2);
                Couple(i, 4);
            }

            foreach (int i in new[] { 0, 7 })
            {
                Couple(3, i);
                Couple(5, i);
            }

            for (int i = 2; i < 8; i++)
            {
                a[order[i] * 9] = i < 6 ? -k : -2 * k;
            }

            CheckResidual(8, [.. a.Select(x => new Complex(x, 0))], kernels.Eigen(8, a, vectors: true));
            CheckResidual(8, [.. a.Select(x => new Complex(0, x))], kernels.Eigen(8, [.. a.Select(x => new Complex(0, x))], vectors: true));
        }
    }

    private static void CheckResidual(int n, Complex[] a, Eigensystem system)
    {
        Assert.Equal(n, system.Values.Length);
        Assert.Equal(n * n, system.RightVectors.Length);
        double scale = a.Max(Complex.Abs) * n;
        for (int k = 0; k < n; k++)
        {
            double norm = 0;
            for (int i = 0; i < n; i++)
            {
                Complex sum = -system.Values[k] * system.RightVectors[i + (k * n)];
                for (int j = 0; j < n; j++)
                {
                    sum += a[i + (j * n)] * system.RightVectors[j + (k * n)];
                }

                Assert.InRange(Complex.Abs(sum), 0, Tolerance(n) * scale);
                norm += Math.Pow(Complex.Abs(system.RightVectors[i + (k * n)]), 2);
            }

            Assert.InRange(norm, 1 - 1e-13, 1 + 1e-13);
        }
    }
}
