namespace LindbladVerify.Sweeps.Specification;

/// <summary>What a sweep is over.</summary>
internal enum SweepTargetKind
{
    /// <summary>The built-in nuclear pair.</summary>
    Pair,

    /// <summary>A model file.</summary>
    Model,

    /// <summary>A formula file.</summary>
    Formula,
}
