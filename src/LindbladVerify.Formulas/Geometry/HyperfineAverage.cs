namespace LindbladVerify.Formulas.Geometry;

/// <summary>What "averaged over all orientations" means for the hyperfine couplings of a pair.</summary>
public enum HyperfineAverage
{
    /// <summary>A = K/r³, without any angular factor.</summary>
    None,

    /// <summary>A = K/r³ ⟨|3cos²θ - 1|⟩ = 4/(3√3) K/r³: the mean magnitude of each coupling.</summary>
    MeanMagnitude,

    /// <summary>A = K/r³ √⟨(3cos²θ - 1)²⟩ = √(4/5) K/r³: the root mean square of each coupling.</summary>
    RootMeanSquare,

    /// <summary>Δ = √⟨(A1 - A2)²⟩ over all directions of the pair: the root mean square of the difference.</summary>
    RootMeanSquareDifference,

    /// <summary>The rate W itself is averaged over all directions of the pair, with the couplings of each direction.</summary>
    Rate,
}
