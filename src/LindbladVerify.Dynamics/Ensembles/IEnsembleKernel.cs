using LindbladVerify.Dynamics.Trajectories;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Carries blocks of trajectories through the output times. Callable from any number of threads.</summary>
internal interface IEnsembleKernel
{
    /// <summary>Sample values per trajectory.</summary>
    int Dimension { get; }

    /// <summary>Largest block.</summary>
    int BlockSize { get; }

    /// <summary>Mean and variance over trajectories first … first + count − 1; null if cancelled on the way.</summary>
    MomentAccumulator? Run(long first, int count, CancellationToken cancellation);
}
