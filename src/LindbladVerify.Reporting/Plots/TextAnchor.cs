namespace LindbladVerify.Reporting.Plots;

/// <summary>Which part of a line of text stands at its point.</summary>
public enum TextAnchor
{
    /// <summary>The beginning.</summary>
    Start,

    /// <summary>The middle.</summary>
    Middle,

    /// <summary>The end.</summary>
    End,
}
