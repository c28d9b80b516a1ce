using LindbladVerify.LinearAlgebra.Kernels;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>The backends through which the general routes run.</summary>
public static class BackendUnderTest
{
    public static TheoryData<Backend> All => [Backend.Managed, Backend.OpenBlas, Backend.Mkl];

    /// <summary>The kernels; a missing native library is a visible skip.</summary>
    public static IDenseKernels Get(Backend backend)
    {
        try
        {
            return DenseKernels.Select(backend);
        }
        catch (BackendUnavailableException missing)
        {
            Skip.If(condition: true, missing.Message);
            throw;
        }
    }
}
