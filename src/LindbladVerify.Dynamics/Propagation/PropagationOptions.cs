using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>How a propagation is to be done.</summary>
public sealed record PropagationOptions
{
    /// <summary>The method; by default the cheapest.</summary>
    public PropagationMethod Method { get; init; } = PropagationMethod.Auto;

    /// <summary>
    /// Allowed error of an expectation value, relative to |O|·|ρ(0)| (Frobenius norms), the largest value it could have.
    /// </summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>False solves the whole of Liouville space, to check the reduction.</summary>
    public bool Reduce { get; init; } = true;

    /// <summary>Dense kernels; null for the fastest ones found.</summary>
    public IDenseKernels? Kernels { get; init; }

    /// <summary>Memory that the solution may take, bytes; null for what the process has left.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Deepest Ornstein–Uhlenbeck ladder before it gives up.</summary>
    public int DeepestLadder { get; init; } = 4096;

    /// <summary>Told what a solution will take before it begins; may throw to refuse it.</summary>
    public Action<PropagationEstimate>? Announce { get; init; }
}
