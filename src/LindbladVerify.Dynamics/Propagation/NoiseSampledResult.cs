namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Expectation values averaged over sampled realisations of the classical noises.</summary>
/// <param name="Grid">The times.</param>
/// <param name="Values">[observable][time].</param>
/// <param name="StandardErrors">Standard error of each value.</param>
/// <param name="Trajectories">Realisations behind the means.</param>
/// <param name="Seed">Seed that reproduces them to the bit, with any number of threads.</param>
/// <param name="Reason">One sentence: how each realisation was propagated.</param>
/// <param name="Dimension">Sizes.</param>
/// <param name="TimeStepBias">Estimated largest error by the finite time step; 0 where realisations are propagated exactly.</param>
/// <param name="Backend">What carried the dense kernels.</param>
public sealed record NoiseSampledResult(
    TimeGrid Grid,
    double[][] Values,
    double[][] StandardErrors,
    long Trajectories,
    ulong Seed,
    string Reason,
    PropagationDimension Dimension,
    double TimeStepBias,
    string Backend);
