namespace LindbladVerify.Sweeps;

/// <summary>A computed point.</summary>
/// <param name="Index">Its number in the sweep, from 0.</param>
/// <param name="Parameters">The parameters, in the order of <see cref="Specification.SweepParameters.Names"/>.</param>
/// <param name="Values">The columns, in the order of <see cref="Sweep.Columns"/>; not a number where there is no value.</param>
/// <param name="Failure">Why something of it failed; null where nothing did.</param>
public sealed record SweepPoint(long Index, IReadOnlyList<double> Parameters, IReadOnlyList<double> Values, string? Failure);
