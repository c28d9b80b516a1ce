namespace LindbladVerify.Verification.Proofs;

/// <summary>What is computed of an observable over a prime field.</summary>
internal enum FieldQuantityKind
{
    /// <summary>(o(0) - o(∞))/∫ (o - o(∞)) dt.</summary>
    RelaxationRate,

    /// <summary>∫ (o - o(∞)) dt.</summary>
    Area,

    /// <summary>o(∞).</summary>
    Final,

    /// <summary>No value: whether a number is the decay rate of a mode without frequency.</summary>
    Decay,

    /// <summary>No value: whether a number is the decay rate of a mode or of a pair of modes ± ω.</summary>
    DecayOfPair,

    /// <summary>No value: whether a number is the frequency of a pair of modes.</summary>
    Frequency,

    /// <summary>The Laplace transform at a random s.</summary>
    Laplace,
}
