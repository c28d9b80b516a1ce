namespace LindbladVerify.Reporting.Plots;

/// <summary>Where the legend of a panel goes.</summary>
public enum LegendPlacement
{
    /// <summary>Inside where it covers the least data, or below the panel if every place covers too much.</summary>
    Automatic,

    /// <summary>No legend.</summary>
    None,

    /// <summary>Below the panel.</summary>
    Below,
}
