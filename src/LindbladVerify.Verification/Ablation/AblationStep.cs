namespace LindbladVerify.Verification.Ablation;

/// <summary>A simplification on the way from the full model to a formula.</summary>
public enum AblationStep
{
    /// <summary>None: where the ladder starts.</summary>
    Start,

    /// <summary>All orders in the coupling to leading order, or back.</summary>
    Order,

    /// <summary>Another noise with the same mean and autocorrelation.</summary>
    Noise,

    /// <summary>The model to the closed formula.</summary>
    Formula,
}
