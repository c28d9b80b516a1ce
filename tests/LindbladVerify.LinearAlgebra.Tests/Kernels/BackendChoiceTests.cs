using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Kernels;

public sealed class BackendChoiceTests
{
    [Fact]
    public void Wide_managed_kernels_take_large_products_from_narrow_libraries()
    {
        BackendChoice choice = BackendChoice.Among([BackendTimes.Of(Backend.Mkl, BackendTimes.OtherMakers), BackendTimes.Of(Backend.OpenBlas, BackendTimes.Avx2), BackendTimes.Of(Backend.Managed, BackendTimes.Avx512)]);
        Assert.Equal((Backend.Mkl, Backend.Managed, Backend.Managed), (choice.Primary, choice.LargeRealProducts, choice.LargeComplexProducts));
        Assert.Contains("products of matrices of order 32", choice.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Libraries_of_the_same_width_keep_all_work()
    {
        BackendChoice choice = BackendChoice.Among([BackendTimes.Of(Backend.OpenBlas, BackendTimes.Avx2), BackendTimes.Of(Backend.Managed, BackendTimes.Avx2)]);
        Assert.Equal((Backend.OpenBlas, Backend.OpenBlas, Backend.OpenBlas), (choice.Primary, choice.LargeRealProducts, choice.LargeComplexProducts));
        choice = BackendChoice.Among([BackendTimes.Of(Backend.OpenBlas, BackendTimes.Avx512), BackendTimes.Of(Backend.Managed, BackendTimes.Avx512)]);
        Assert.Equal((Backend.OpenBlas, Backend.OpenBlas, Backend.OpenBlas), (choice.Primary, choice.LargeRealProducts, choice.LargeComplexProducts));
    }

    [Fact]
    public void A_wider_library_comes_before_a_narrow_one_whatever_their_names()
    {
        BackendChoice choice = BackendChoice.Among([BackendTimes.Of(Backend.Mkl, BackendTimes.Avx2), BackendTimes.Of(Backend.OpenBlas, BackendTimes.Avx512), BackendTimes.Of(Backend.Managed, BackendTimes.Avx512)]);
        Assert.Equal((Backend.OpenBlas, Backend.OpenBlas, Backend.OpenBlas), (choice.Primary, choice.LargeRealProducts, choice.LargeComplexProducts));
    }

    // What an Intel processor has: MKL with AVX-512, and an OpenBLAS that does not know the processor.
    [Fact]
    public void A_library_that_does_not_know_the_processor_leaves_large_products_to_the_managed_kernels()
    {
        BackendTimes managed = BackendTimes.Of(Backend.Managed, BackendTimes.Avx512), old = BackendTimes.Of(Backend.OpenBlas, BackendTimes.Sse3);
        BackendChoice choice = BackendChoice.Among([BackendTimes.Of(Backend.Mkl, BackendTimes.Avx512), old, managed]);
        Assert.Equal((Backend.Mkl, Backend.Mkl, Backend.Mkl), (choice.Primary, choice.LargeRealProducts, choice.LargeComplexProducts));
        choice = BackendChoice.Among([old, managed]);
        Assert.Equal((Backend.OpenBlas, Backend.Managed, Backend.Managed), (choice.Primary, choice.LargeRealProducts, choice.LargeComplexProducts));
        choice = BackendChoice.Among([old, BackendTimes.Of(Backend.Managed, BackendTimes.Avx2)]);
        Assert.Equal((Backend.OpenBlas, Backend.Managed, Backend.Managed), (choice.Primary, choice.LargeRealProducts, choice.LargeComplexProducts));
    }

    [Fact]
    public void Names_decide_where_nothing_was_measured()
    {
        BackendChoice choice = BackendChoice.Among([BackendTimes.Of(Backend.Mkl, BackendTimes.Other), BackendTimes.Of(Backend.OpenBlas, BackendTimes.Avx512), BackendTimes.Of(Backend.Managed, BackendTimes.Avx512)]);
        Assert.Equal((Backend.Mkl, Backend.Mkl, Backend.Mkl), (choice.Primary, choice.LargeRealProducts, choice.LargeComplexProducts));
        Assert.Contains("Mkl with other instructions was not measured", choice.Reason, StringComparison.Ordinal);
        choice = BackendChoice.Among([BackendTimes.Of(Backend.OpenBlas, BackendTimes.Avx2), BackendTimes.Of(Backend.Managed, BackendTimes.Other)]);
        Assert.Equal(Backend.OpenBlas, choice.LargeRealProducts);
        Assert.Equal(Backend.Managed, BackendChoice.Among([BackendTimes.Of(Backend.Managed, BackendTimes.Other)]).Primary);
    }

    [Theory]
    [InlineData(1.2, Backend.Mkl)]
    [InlineData(1.3, Backend.Managed)]
    public void A_small_lead_changes_nothing(double lead, Backend expected)
    {
        double[] times = [.. BackendTask.All.Select(_ => 1.0)];
        double[] products = [.. BackendTask.All.Select(task => task is { Work: DenseWork.Product, IsComplex: true } ? 1 / lead : 2)];
        BackendChoice choice = BackendChoice.Among([new(Backend.Mkl, BackendTimes.Other, times), new(Backend.Managed, BackendTimes.Other, products)]);
        Assert.Equal((Backend.Mkl, Backend.Mkl, expected), (choice.Primary, choice.LargeRealProducts, choice.LargeComplexProducts));
    }

    [LongFact]
    public void Every_row_of_the_table_has_a_time_for_every_task()
    {
        foreach (Backend backend in new[] { Backend.Managed, Backend.OpenBlas, Backend.Mkl })
        {
            Assert.Equal(BackendTask.All.Count, BackendTimes.Of(backend, BackendTimes.Avx2).Microseconds!.Length);
            Assert.Null(BackendTimes.Of(backend, BackendTimes.Other).Microseconds);
        }

        double[] measured = KernelBenchmark.MeasureTasks(DenseKernels.Managed);
        Assert.Equal(BackendTask.All.Count, measured.Length);
        Assert.All(measured, microseconds => Assert.InRange(microseconds, 1e-3, 1e9));
    }

    // The same bits for any cut of the right factor, on both sides of the limit, and the kernels that are meant.
    [Theory]
    [InlineData(BackendChoice.LargeOrder - 1)]
    [InlineData(BackendChoice.LargeOrder)]
    public void Large_products_go_where_they_should_whatever_the_number_of_columns(int n)
    {
        CountingKernels primary = new(), large = new();
        AutomaticKernels kernels = new(primary, large, large);
        double[] a = new double[n * n];
        Complex[] z = new Complex[n * n];
        foreach (int columns in new[] { 1, 7, n })
        {
            kernels.Multiply(Transposition.None, Transposition.None, n, columns, n, 1, a, n, a, n, 0, new double[n * n], n);
            kernels.Multiply(Transposition.None, Transposition.None, n, columns, n, Complex.One, z, n, z, n, Complex.Zero, new Complex[n * n], n);
        }

        Assert.Equal(n >= BackendChoice.LargeOrder ? (0, 6) : (6, 0), (primary.Products, large.Products));
        Assert.Contains("products of large matrices", kernels.Info.Version, StringComparison.Ordinal);
        Assert.Equal(primary.Info.Backend, kernels.Info.Backend);
        a[0] = 1;
        Assert.Equal(1, kernels.Norm(MatrixNorm.One, n, n, a, n));
    }
}
