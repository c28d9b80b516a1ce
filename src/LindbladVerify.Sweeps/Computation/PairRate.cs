namespace LindbladVerify.Sweeps.Computation;

/// <summary>What is computed of the pair without random numbers.</summary>
internal enum PairRate
{
    GoldenRule,
    ResidenceTime,
    SpectralGap,

    /// <summary>1 where one rate describes the decay, 0 where none does.</summary>
    Exists,
}
