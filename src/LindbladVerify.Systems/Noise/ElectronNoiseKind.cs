namespace LindbladVerify.Systems.Noise;

/// <summary>The laws that the electron noise of the pair model can follow.</summary>
public enum ElectronNoiseKind
{
    /// <summary>Values +1 and -1, populations (1±P)/2: the real electron.</summary>
    ElectronTelegraph,

    /// <summary>Values P ± √(1-P²), equal populations: what Eq. (4) of the paper is exact for.</summary>
    SymmetricTelegraph,

    /// <summary>Gaussian, mean P, variance 1-P².</summary>
    OrnsteinUhlenbeck,

    /// <summary>Normalised sum of independent electron telegraphs.</summary>
    ElectronFluctuators,

    /// <summary>Normalised sum of independent symmetric telegraphs.</summary>
    SymmetricFluctuators,
}
