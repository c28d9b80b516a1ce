namespace LindbladVerify.Reporting.Plots;

/// <summary>Dash pattern of a line.</summary>
public enum Dash
{
    /// <summary>Unbroken.</summary>
    Solid,

    /// <summary>Dashes.</summary>
    Dashed,

    /// <summary>Dots.</summary>
    Dotted,

    /// <summary>Dash, dot.</summary>
    DashDot,

    /// <summary>Long dashes.</summary>
    LongDash,

    /// <summary>Dash, dot, dot.</summary>
    DashDotDot,
}
