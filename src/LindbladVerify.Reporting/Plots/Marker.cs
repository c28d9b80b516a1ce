namespace LindbladVerify.Reporting.Plots;

/// <summary>Marker shape.</summary>
public enum Marker
{
    /// <summary>No marker.</summary>
    None,

    /// <summary>Filled circle.</summary>
    Circle,

    /// <summary>Circle with the paper showing through.</summary>
    HollowCircle,

    /// <summary>Filled square.</summary>
    Square,

    /// <summary>Square with the paper showing through.</summary>
    HollowSquare,

    /// <summary>Filled diamond.</summary>
    Diamond,

    /// <summary>Filled triangle, point up.</summary>
    Triangle,

    /// <summary>Diagonal cross.</summary>
    Cross,

    /// <summary>Star of six rays, which stays readable over a heat map.</summary>
    Star,
}
