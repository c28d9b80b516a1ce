using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Native;
using LindbladVerify.LinearAlgebra.Tests.Kernels;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Native;

public sealed class LoaderTests
{
    [Theory]
    [InlineData(Backend.Mkl)]
    [InlineData(Backend.OpenBlas)]
    public void Every_path_tried_is_told_with_its_reason(Backend backend)
    {
        string text = Path.Combine(Path.GetTempPath(), $"not-a-library-{Guid.NewGuid():N}.so");
        File.WriteAllText(text, "plain text");
        try
        {
            BackendLoad load = NativeBackendLoader.Load(backend, ["/no/such/folder/library.so", text]);
            Assert.Null(load.Kernels);
            Assert.Equal(2, load.Status.Attempts.Count);
            Assert.Equal("no such file", load.Status.Attempts[0].Outcome);
            Assert.All(load.Status.Attempts, attempt => Assert.False(attempt.Accepted));
            Assert.All(load.Status.Attempts, attempt => Assert.DoesNotContain('\n', attempt.Outcome));
            BackendUnavailableException error = new(load.Status);
            Assert.Contains("/no/such/folder/library.so: no such file", error.Message, StringComparison.Ordinal);
            Assert.Contains(text, error.Message, StringComparison.Ordinal);
            Assert.Contains(LibraryCandidates.EnvironmentVariable(backend), error.Message, StringComparison.Ordinal);
            Assert.Contains("eng/install-native.sh", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(text);
        }
    }

    [Fact]
    public void A_path_of_the_user_is_the_only_place_looked_at()
    {
        Assert.Equal(["/no/such/file.so"], LibraryCandidates.For(Backend.Mkl, "/no/such/file.so"));
        string folder = Path.GetTempPath();
        IReadOnlyList<string> inFolder = LibraryCandidates.For(Backend.OpenBlas, folder);
        Assert.NotEmpty(inFolder);
        Assert.All(inFolder, candidate => Assert.Equal(Path.TrimEndingDirectorySeparator(folder), Path.GetDirectoryName(candidate)));
        Assert.True(LibraryCandidates.For(Backend.Mkl, "").Count > 1);
    }

    [SkippableFact]
    public void A_library_of_another_product_is_refused()
    {
        string? openBlas = BackendUnderTest.Get(Backend.OpenBlas).Info.Path;
        BackendLoad load = NativeBackendLoader.Load(Backend.Mkl, [openBlas!]);
        Assert.Null(load.Kernels);
        Assert.Contains("not MKL's single dynamic library: it exports no MKL_Set_Threading_Layer", load.Status.Attempts[0].Outcome, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_missing_candidate_is_passed_over()
    {
        string? path = BackendUnderTest.Get(Backend.OpenBlas).Info.Path;
        BackendLoad load = NativeBackendLoader.Load(Backend.OpenBlas, ["/no/such/library.so", path!]);
        Assert.NotNull(load.Kernels);
        Assert.Equal([false, true], load.Status.Attempts.Select(attempt => attempt.Accepted));
        Assert.Equal(path, load.Status.Info!.Path);
    }

    [Fact]
    public void The_report_lists_all_backends_and_selection_follows_it()
    {
        BackendReport report = DenseKernels.Probe();
        Assert.Equal([Backend.Mkl, Backend.OpenBlas, Backend.Managed], report.Statuses.Select(status => status.Backend));
        Assert.True(report.Statuses.Single(status => status.Backend == report.Selected).IsAvailable);
        Assert.Equal(BackendChoice.Among(DenseKernels.Times).Primary, report.Selected);
        Assert.Equal(report.Selected, DenseKernels.Select(Backend.Auto).Info.Backend);
        Assert.Same(DenseKernels.Managed, DenseKernels.Select(Backend.Managed));
        Assert.Same(DenseKernels.Select(Backend.Auto), DenseKernels.Select(Backend.Auto));
        Assert.InRange(report.VectorBits, 128, 512);
        foreach (BackendStatus missing in report.Statuses.Where(status => !status.IsAvailable))
        {
            Assert.NotEmpty(missing.Attempts);
            Assert.Throws<BackendUnavailableException>(() => DenseKernels.Select(missing.Backend));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => DenseKernels.Select((Backend)17));
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void The_benchmark_measures_a_positive_rate(Backend backend)
    {
        KernelRates rates = KernelBenchmark.Measure(BackendUnderTest.Get(backend), 24);
        Assert.Equal(24, rates.Order);
        Assert.True(double.IsFinite(rates.RealGigaflops) && rates.RealGigaflops > 0);
        Assert.True(double.IsFinite(rates.ComplexGigaflops) && rates.ComplexGigaflops > 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => KernelBenchmark.Measure(DenseKernels.Managed, 0));
    }
}
