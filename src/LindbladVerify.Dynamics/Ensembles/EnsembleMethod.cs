namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>How trajectories of classical noise are followed.</summary>
public enum EnsembleMethod
{
    /// <summary>From flip to flip where every noise takes finitely many values, else by splitting.</summary>
    Auto,

    /// <summary>Exactly from one flip of a noise to the next. Every noise must be a finite Markov chain.</summary>
    FlipByFlip,

    /// <summary>
    /// Strang splitting: half a step without noise, the exact rotation by the exactly drawn ∫ξ dt of the step, half a step
    /// without noise. Any noise; the bias of a mean falls with the square of the step.
    /// </summary>
    Splitting,
}
