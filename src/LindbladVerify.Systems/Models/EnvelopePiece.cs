namespace LindbladVerify.Systems.Models;

/// <summary>A stretch of time in which an envelope holds no feature that steps of a given length could miss.</summary>
/// <param name="Start">s.</param>
/// <param name="End">s.</param>
/// <param name="LongestStep">A step within the piece should be no longer than this, s; infinite where any will do.</param>
/// <param name="IsConstant">Whether the envelope is constant, as far as it matters.</param>
public sealed record EnvelopePiece(double Start, double End, double LongestStep, bool IsConstant)
{
    /// <summary>The middle of the piece, where a constant is read.</summary>
    public double Middle => Start + ((End - Start) / 2);
}
