namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Kernels that refuse to begin another operation once a run is cancelled, so that every loop of dense operations ends soon without knowing of it.</summary>
/// <param name="kernels">What does the work.</param>
/// <param name="cancellation">When to refuse: each operation then throws <see cref="OperationCanceledException"/>.</param>
internal sealed class CancellableKernels(IDenseKernels kernels, CancellationToken cancellation) : ForwardingKernels(kernels)
{
    /// <inheritdoc/>
    protected override IDenseKernels Kernels
    {
        get
        {
            cancellation.ThrowIfCancellationRequested();
            return base.Kernels;
        }
    }
}
