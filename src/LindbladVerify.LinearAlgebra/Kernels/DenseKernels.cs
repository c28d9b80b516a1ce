using LindbladVerify.LinearAlgebra.Managed;
using LindbladVerify.LinearAlgebra.Native;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Finds and hands out the dense kernels of this process.</summary>
/// <remarks>
/// Each native library is looked for at most once per process, when first needed, and stays loaded. All members are
/// safe to call from any number of threads. There is no global choice: whoever computes passes the kernels on.
/// </remarks>
public static class DenseKernels
{
    private static readonly Backend[] Preference = [Backend.Mkl, Backend.OpenBlas, Backend.Managed];

    private static readonly Lazy<BackendLoad> Mkl = new(() => NativeBackendLoader.Load(Backend.Mkl, LibraryCandidates.For(Backend.Mkl)));
    private static readonly Lazy<BackendLoad> OpenBlas = new(() => NativeBackendLoader.Load(Backend.OpenBlas, LibraryCandidates.For(Backend.OpenBlas)));

    /// <summary>The managed kernels: always there, nothing to install.</summary>
    public static IDenseKernels Managed { get; } = new ManagedDenseKernels();

    private static readonly Lazy<(BackendChoice Choice, IDenseKernels Kernels)> Automatic = new(ChooseAutomatically);

    /// <summary>The kernels of a backend; <see cref="Backend.Auto"/> is the fastest that is there by a table of measured times.</summary>
    /// <remarks>
    /// The table is fixed, so that the same libraries on the same processor always give the same choice and the same bits. Large
    /// products may go to the managed kernels and all the rest to a library; the version in <see cref="IDenseKernels.Info"/> then names both.
    /// </remarks>
    /// <exception cref="BackendUnavailableException">The backend was asked for by name and is not usable here.</exception>
    public static IDenseKernels Select(Backend requested)
    {
        if (requested == Backend.Auto)
        {
            return Automatic.Value.Kernels;
        }

        BackendLoad load = Load(requested);
        return load.Kernels ?? throw new BackendUnavailableException(load.Status);
    }

    /// <summary>Looks for every backend and reports all paths tried with their outcome.</summary>
    public static BackendReport Probe()
    {
        BackendStatus[] statuses = [.. Preference.Select(backend => Load(backend).Status)];
        return new BackendReport(statuses, Automatic.Value.Choice.Primary, ManagedDenseKernels.VectorBits);
    }

    /// <summary>What <see cref="Backend.Auto"/> stands for here, and why.</summary>
    internal static BackendChoice Choice => Automatic.Value.Choice;

    /// <summary>The table of measured times for the backends that are there, in the order in which names decide.</summary>
    internal static IReadOnlyList<BackendTimes> Times =>
        [.. Preference.Select(Load).Where(load => load.Kernels is not null).Select(load => BackendTimes.Of(load.Status.Backend, load.Instructions))];

    private static (BackendChoice Choice, IDenseKernels Kernels) ChooseAutomatically()
    {
        BackendChoice choice = BackendChoice.Among(Times);
        IDenseKernels[] kernels = [.. new[] { choice.Primary, choice.LargeRealProducts, choice.LargeComplexProducts }.Select(Select)];
        return (choice, kernels.Distinct().Count() == 1 ? kernels[0] : new AutomaticKernels(kernels[0], kernels[1], kernels[2]));
    }

    private static BackendLoad Load(Backend backend) => backend switch
    {
        Backend.Mkl => Mkl.Value,
        Backend.OpenBlas => OpenBlas.Value,
        Backend.Managed => new BackendLoad(Managed, new BackendStatus(Backend.Managed, Managed.Info, []), BackendTimes.ManagedInstructions),
        _ => throw new ArgumentOutOfRangeException(nameof(backend), backend, "The backend must be Auto, Mkl, OpenBlas or Managed."),
    };
}

/// <summary>The libraries that can carry the dense kernels.</summary>
public enum Backend
{
    /// <summary>The fastest that is there by a table of measured times; see <see cref="DenseKernels.Select"/>.</summary>
    Auto,

    /// <summary>Intel oneAPI Math Kernel Library (libmkl_rt), sequential layer.</summary>
    Mkl,

    /// <summary>OpenBLAS, one thread.</summary>
    OpenBlas,

    /// <summary>This assembly's own code: needs nothing installed, and is the reference for correctness.</summary>
    Managed,
}

/// <summary>What carries the dense kernels in this run; printed in every manifest.</summary>
/// <param name="Backend">The backend; never <see cref="Kernels.Backend.Auto"/>.</param>
/// <param name="Version">The library's own version text.</param>
/// <param name="Path">The file it was loaded from; null for the managed backend.</param>
/// <param name="Threading">How the library was told to thread, for example "sequential".</param>
/// <param name="Reproducibility">The bit-reproducibility setting in force.</param>
public sealed record KernelInfo(Backend Backend, string Version, string? Path, string Threading, string Reproducibility);
