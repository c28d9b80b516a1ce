using LindbladVerify.LinearAlgebra.Kernels;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Kernels;

/// <summary>The backends through which every conformance test runs.</summary>
public static class BackendUnderTest
{
    public static IReadOnlyList<Backend> Backends { get; } = [Backend.Managed, Backend.OpenBlas, Backend.Mkl];

    public static TheoryData<Backend> All => new(Backends);

    private static bool NativeRequired => string.Equals(Environment.GetEnvironmentVariable("LINDBLAD_VERIFY_REQUIRE_NATIVE"), "1", StringComparison.Ordinal);

    /// <summary>The kernels; a missing native library is a visible skip, or a failure where natives are required.</summary>
    public static IDenseKernels Get(Backend backend)
    {
        try
        {
            return DenseKernels.Select(backend);
        }
        catch (BackendUnavailableException missing) when (!NativeRequired)
        {
            Skip.If(condition: true, missing.Message);
            throw;
        }
    }
}
