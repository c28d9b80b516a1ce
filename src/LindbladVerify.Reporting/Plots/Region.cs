namespace LindbladVerify.Reporting.Plots;

/// <summary>A grey strip across the panel, for example where a model's assumption fails.</summary>
/// <param name="Label">Words in the strip (markup of <see cref="RichText"/>); empty for none.</param>
/// <param name="Orientation">Vertical: from one abscissa to another over the full height. Horizontal: between two ordinates.</param>
/// <param name="From">Lower end; negative infinity (or, on a logarithmic axis, zero) for the edge of the panel.</param>
/// <param name="To">Upper end; positive infinity for the edge of the panel.</param>
public sealed record Region(string Label, Orientation Orientation, double From, double To) : PlotItem(Label);
