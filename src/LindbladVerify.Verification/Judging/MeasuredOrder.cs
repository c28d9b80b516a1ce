namespace LindbladVerify.Verification.Judging;

/// <summary>A power law, found by a log-log fit or proved.</summary>
/// <param name="Value">The exponent.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="From">Smallest epsilon of the fit.</param>
/// <param name="To">Largest epsilon of the fit.</param>
/// <param name="Points">Number of points in the fit.</param>
/// <param name="LocalSlopes">Slopes between neighbouring points, from large to small epsilon.</param>
public sealed record MeasuredOrder(double Value, double StandardError, double From, double To, int Points, IReadOnlyList<double> LocalSlopes)
{
    /// <summary>Whether the order is not fitted but proved by exact algebra; its standard error is 0 then.</summary>
    public bool IsProved { get; init; }
}
