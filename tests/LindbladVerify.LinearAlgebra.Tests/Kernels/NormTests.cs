using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Kernels;

public sealed class NormTests
{
    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Known_norms_of_a_rectangular_matrix_with_gaps(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        double[] a = [1, -2, double.NaN, 3, -4, double.NaN, 0, 12, double.NaN];
        Assert.Equal(12, kernels.Norm(MatrixNorm.One, 2, 3, a, 3));
        Assert.Equal(18, kernels.Norm(MatrixNorm.Infinity, 2, 3, a, 3));
        Assert.Equal(Math.Sqrt(174), kernels.Norm(MatrixNorm.Frobenius, 2, 3, a, 3), 1e-14);
        Complex[] z = [new(3, 4), new(0, -5), Complex.NaN, new(-8, 6), 0, Complex.NaN];
        Assert.Equal(10, kernels.Norm(MatrixNorm.One, 2, 2, z, 3));
        Assert.Equal(15, kernels.Norm(MatrixNorm.Infinity, 2, 2, z, 3));
        Assert.Equal(Math.Sqrt(150), kernels.Norm(MatrixNorm.Frobenius, 2, 2, z, 3), 1e-14);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Not_a_number_spreads_from_any_place(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        foreach (MatrixNorm norm in Enum.GetValues<MatrixNorm>())
        {
            for (int place = 0; place < 99; place += 7)
            {
                double[] a = RandomMatrix.Reals(60, 99);
                a[place] = double.NaN;
                Assert.Equal(double.NaN, kernels.Norm(norm, 33, 3, a, 33));
                Complex[] z = RandomMatrix.Complexes(61, 99);
                z[place] = new Complex(double.PositiveInfinity, double.NaN);
                Assert.Equal(double.NaN, kernels.Norm(norm, 33, 3, z, 33));
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Squares_neither_overflow_nor_vanish(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        Assert.Equal(5e200, kernels.Norm(MatrixNorm.Frobenius, 2, 1, [3e200, 4e200], 2), 1e186);
        Assert.Equal(5e-200, kernels.Norm(MatrixNorm.Frobenius, 1, 2, [3e-200, 4e-200], 1), 1e-214);
        Assert.Equal(5e-200, kernels.Norm(MatrixNorm.One, 1, 1, [new Complex(3e-200, 4e-200)], 1), 1e-214);
        Assert.Equal(double.PositiveInfinity, kernels.Norm(MatrixNorm.Frobenius, 1, 2, [3, double.PositiveInfinity], 1));
        Assert.Equal(0, kernels.Norm(MatrixNorm.Frobenius, 0, 0, ReadOnlySpan<double>.Empty, 1));
    }
}
