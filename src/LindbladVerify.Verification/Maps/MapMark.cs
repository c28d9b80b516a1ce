using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Verification.Maps;

/// <summary>A point of the paper on a map.</summary>
/// <param name="Label">What it is.</param>
/// <param name="X">Abscissa.</param>
/// <param name="Y">Ordinate.</param>
/// <param name="InPlane">Whether the parameters that the map holds are those of the point, so that the map shows its error; otherwise its place is a projection.</param>
/// <param name="There">Formula and reference at the point itself.</param>
public sealed record MapMark(string Label, double X, double Y, bool InPlane, Comparison There);
