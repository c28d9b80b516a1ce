using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>A key beside the panel for a family of curves, one colour cell per value of the family's parameter.</summary>
/// <param name="Label">The parameter (markup of <see cref="RichText"/>).</param>
/// <param name="Values">Its values in order; the i-th has colour <see cref="PlotColor.Sequential"/> of i/(count − 1).</param>
public sealed record ColorKey(string Label, ImmutableArray<double> Values);
