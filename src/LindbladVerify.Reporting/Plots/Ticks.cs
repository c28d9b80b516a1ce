using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>The ticks of an axis.</summary>
/// <param name="Major">Labelled ticks, increasing, within the limits.</param>
/// <param name="Minor">Unlabelled ticks, increasing, within the limits, none of them a major one.</param>
/// <param name="Exponent">Labels are to be multiplied by ten to this power, which is written once beside the axis; a multiple of 3.</param>
public sealed record Ticks(ImmutableArray<Tick> Major, ImmutableArray<double> Minor, int Exponent);
