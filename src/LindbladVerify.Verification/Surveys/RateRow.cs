namespace LindbladVerify.Verification.Surveys;

/// <summary>One method's answer at one point.</summary>
/// <param name="Method">Name of the method, as on the command line.</param>
/// <param name="Value">W, 1/s; null where the method does not apply.</param>
/// <param name="StandardError">Standard error, 1/s: scatter of the trajectories with the estimated errors of step and rounding; null for methods that are not random.</param>
/// <param name="RelativeUncertainty">Estimated relative numerical error; null where it is rounding alone.</param>
/// <param name="Reason">Why there is no value, or a remark; null if nothing needs saying.</param>
public sealed record RateRow(string Method, double? Value, double? StandardError, double? RelativeUncertainty, string? Reason);
