namespace LindbladVerify.Reporting.Plots;

/// <summary>A labelled tick.</summary>
/// <param name="Value">Where it stands.</param>
/// <param name="Label">What it says (markup of <see cref="RichText"/>).</param>
public readonly record struct Tick(double Value, string Label);
