namespace LindbladVerify.Reporting.Plots;

/// <summary>How an axis or a colour scale maps numbers to lengths.</summary>
public enum AxisScale
{
    /// <summary>Equal differences, equal lengths.</summary>
    Linear,

    /// <summary>Equal ratios, equal lengths; zero and negative numbers have no place and are gaps.</summary>
    Log10,
}
