using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Providers;
using LindbladVerify.LinearAlgebra.Tests.Kernels;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Providers.LinearAlgebra;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Providers;

/// <summary>MathNet's own matrices computing on each backend. One class, since MathNet's provider belongs to the process.</summary>
public sealed class MathNetProviderTests : IDisposable
{
    private readonly ILinearAlgebraProvider before = LinearAlgebraControl.Provider;

    public void Dispose() => LinearAlgebraControl.Provider = before;

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Matrices_compute_on_the_backend(Backend backend)
    {
        BackendUnderTest.Get(backend);
        KernelLinearAlgebraProvider provider = Assert.IsType<KernelLinearAlgebraProvider>(MathNetLinearAlgebra.Use(backend));
        Assert.Equal(backend, provider.Kernels.Info.Backend);
        Assert.Contains(backend.ToString(), provider.ToString(), StringComparison.Ordinal);

        Matrix<double> a = Matrix<double>.Build.Dense(7, 7, RandomMatrix.Reals(90, 49));
        Matrix<Complex> z = Matrix<Complex>.Build.Dense(7, 7, RandomMatrix.Complexes(91, 49));
        Matrix<double> unit = Matrix<double>.Build.DenseIdentity(7);
        Matrix<Complex> complexUnit = Matrix<Complex>.Build.DenseIdentity(7);

        // 1e-12 is the condition of these matrices (below 1e3) times 7 eps with room; a wrong entry is wrong by order one.
        Assert.InRange(((a * a.Inverse()) - unit).InfinityNorm(), 0, 1e-12);
        Assert.InRange(((z * z.Inverse()) - complexUnit).InfinityNorm(), 0, 1e-12);
        Assert.InRange(((a * a.Solve(unit)) - unit).InfinityNorm(), 0, 1e-12);
        Assert.InRange(((z * z.LU().Solve(complexUnit)) - complexUnit).InfinityNorm(), 0, 1e-12);
        Assert.InRange((a.TransposeThisAndMultiply(a) - (a.Transpose() * a)).InfinityNorm(), 0, 1e-13);
        Assert.InRange((z.ConjugateTransposeThisAndMultiply(z) - (z.ConjugateTranspose() * z)).InfinityNorm(), 0, 1e-13);
        Assert.InRange(Math.Abs(a.Determinant() - a.Transpose().Determinant()), 0, 1e-13);

        var real = a.Evd(Symmetricity.Asymmetric);
        Assert.InRange(((a * real.EigenVectors) - (real.EigenVectors * real.D)).InfinityNorm(), 0, 1e-12);
        var complex = z.Evd(Symmetricity.Asymmetric);
        Assert.InRange(((z * complex.EigenVectors) - (complex.EigenVectors * complex.D)).InfinityNorm(), 0, 1e-12);
        var symmetric = (a + a.Transpose()).Evd(Symmetricity.Symmetric);
        Assert.InRange((((a + a.Transpose()) * symmetric.EigenVectors) - (symmetric.EigenVectors * symmetric.D)).InfinityNorm(), 0, 1e-12);
    }

    [Fact]
    public void Singular_matrices_solve_to_what_is_not_finite_as_MathNet_users_know_it()
    {
        MathNetLinearAlgebra.Use(Backend.Managed);
        Matrix<double> singular = Matrix<double>.Build.DenseOfArray(new[,] { { 1.0, 2.0 }, { 2.0, 4.0 } });
        Assert.Equal(0, singular.Determinant());
        Assert.Contains(singular.Inverse().Enumerate(), x => !double.IsFinite(x));
    }

    [Fact]
    public void A_provider_that_the_application_chose_is_left_alone()
    {
        ForeignProvider foreign = ForeignProvider.Create();
        LinearAlgebraControl.Provider = foreign.Provider;
        Assert.Same(foreign.Provider, MathNetLinearAlgebra.Use(Backend.Managed));
        Assert.Same(foreign.Provider, LinearAlgebraControl.Provider);
    }

    /// <summary>A provider that is not derived from MathNet's managed one, as those of MathNet's native packages might be.</summary>
    private sealed record ForeignProvider(ILinearAlgebraProvider Provider)
    {
        public static ForeignProvider Create() =>
            new(System.Reflection.DispatchProxy.Create<ILinearAlgebraProvider, SilentProxy>());
    }

#pragma warning disable CA1852 // DispatchProxy derives from this class.
    public class SilentProxy : System.Reflection.DispatchProxy
    {
        protected override object? Invoke(System.Reflection.MethodInfo? targetMethod, object?[]? args) => null;
    }
#pragma warning restore CA1852
}
