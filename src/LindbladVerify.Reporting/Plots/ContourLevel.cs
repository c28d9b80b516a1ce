namespace LindbladVerify.Reporting.Plots;

/// <summary>A contour line of a heat map.</summary>
/// <param name="Value">The value on the line.</param>
/// <param name="Label">Words on the line, for example "10 %"; empty for none.</param>
public sealed record ContourLevel(double Value, string Label);
