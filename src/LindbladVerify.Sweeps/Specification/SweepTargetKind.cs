namespace LindbladVerify.Sweeps.Specification;

/// <summary>What a sweep is over.</summary>
public enum SweepTargetKind
{
    /// <summary>The built-in nuclear pair.</summary>
    Pair,

    /// <summary>A model file.</summary>
    Model,

    /// <summary>A formula file.</summary>
    Formula,
}
