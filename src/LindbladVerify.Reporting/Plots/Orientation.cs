namespace LindbladVerify.Reporting.Plots;

/// <summary>Direction of a line or strip across a panel.</summary>
public enum Orientation
{
    /// <summary>At fixed abscissa.</summary>
    Vertical,

    /// <summary>At fixed ordinate.</summary>
    Horizontal,
}
