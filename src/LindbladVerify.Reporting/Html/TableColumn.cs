namespace LindbladVerify.Reporting.Html;

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its heading (markup of <see cref="Plots.RichText"/>).</param>
/// <param name="IsNumeric">Set flush right with digits of equal width.</param>
public sealed record TableColumn(string Heading, bool IsNumeric = false);
