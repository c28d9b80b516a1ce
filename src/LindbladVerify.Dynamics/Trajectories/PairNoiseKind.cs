namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>The classical processes that can stand for the electron polarisation; all have mean P and autocorrelation (1 − P²) e^{−Γc|τ|}.</summary>
public enum PairNoiseKind
{
    /// <summary>Values +1 and −1 with populations (1 ± P)/2: the real electron.</summary>
    ElectronTelegraph,

    /// <summary>Values P ± √(1 − P²), flipping at Γc/2 both ways.</summary>
    SymmetricTelegraph,

    /// <summary>Gaussian, relaxation rate Γc.</summary>
    OrnsteinUhlenbeck,

    /// <summary>P + √((1 − P²)/N) times the sum of N independent symmetric telegraphs ±1.</summary>
    SymmetricFluctuators,

    /// <summary>P + (sum of N independent electron telegraphs, each less its mean)/√N.</summary>
    ElectronFluctuators,
}
