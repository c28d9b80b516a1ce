namespace LindbladVerify.Formulas.Geometry;

/// <summary>What "averaged over all orientations" means for the dipolar coupling of the two nuclei, d = (μ0/4π)γ²ħ/a³.</summary>
public enum DipolarAverage
{
    /// <summary>D12 = d, without any angular factor.</summary>
    None,

    /// <summary>D12 = √⟨(d (1 - 3cos²θ)/2)²⟩ = d/√5. Since W is proportional to D12² this is the average of W, if the hyperfine couplings do not depend on the direction.</summary>
    RootMeanSquare,

    /// <summary>D12 = ⟨|d (1 - 3cos²θ)/2|⟩ = 2/(3√3) d.</summary>
    MeanMagnitude,
}
