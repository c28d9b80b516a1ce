namespace LindbladVerify.Rates.Definitions;

/// <summary>What is meant by "the" rate W of a relaxing observable that decays at 2W. All agree to leading order in the coupling.</summary>
public enum RateDefinition
{
    /// <summary>Leading order in the coupling D: W = (D²/2) Re φ(Γ2).</summary>
    GoldenRule,

    /// <summary>All orders: W = 1/(2 ∫⟨z⟩dt), the inverse mean residence time.</summary>
    ResidenceTime,

    /// <summary>All orders: half the slowest decay rate that carries weight in the observable.</summary>
    SpectralGap,
}
