using LindbladVerify.LinearAlgebra.Kernels;
using MathNet.Numerics;
using MathNet.Numerics.Providers.LinearAlgebra;

namespace LindbladVerify.LinearAlgebra.Providers;

/// <summary>Makes MathNet's matrices compute on a backend of this library.</summary>
/// <remarks>
/// MathNet's provider is a setting of the whole process, so only an application should choose it, once, at its start. Nothing
/// in this library depends on it: the kernels travel as arguments.
/// </remarks>
public static class MathNetLinearAlgebra
{
    /// <summary>Installs the kernels as MathNet's provider, unless the application has chosen or brought one of MathNet's own.</summary>
    /// <param name="requested">The backend; with Auto or Mkl, MathNet's own MKL package is preferred where the application references it (Control.TryUseNativeMKL).</param>
    /// <returns>The provider now in force: a <see cref="KernelLinearAlgebraProvider"/>, or the one that was honoured.</returns>
    /// <exception cref="BackendUnavailableException">The backend was asked for by name and is not usable here; MathNet's provider is left as it was.</exception>
    public static ILinearAlgebraProvider Use(Backend requested)
    {
        ILinearAlgebraProvider current = LinearAlgebraControl.Provider;
        bool chosenByApplication = current is not (ManagedLinearAlgebraProvider or KernelLinearAlgebraProvider);
        if (chosenByApplication)
        {
            return current;
        }

        if (requested is Backend.Auto or Backend.Mkl && current is not KernelLinearAlgebraProvider && Control.TryUseNativeMKL())
        {
            return LinearAlgebraControl.Provider;
        }

        KernelLinearAlgebraProvider provider = new(DenseKernels.Select(requested));
        LinearAlgebraControl.Provider = provider;
        return provider;
    }
}
