namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Words with their place in the panel.</summary>
internal sealed record PlacedLabel(string Label, Pixel At, TextAnchor Anchor, PlotColor Color, double Rotation = 0, bool Halo = false);
