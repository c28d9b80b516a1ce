namespace LindbladVerify.Reporting.Plots;

/// <summary>A piece of a line of text in one style.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Italic">Slanted, as symbols of quantities are.</param>
/// <param name="Level">−1 subscript, 0 on the line, +1 superscript.</param>
public sealed record TextRun(string Text, bool Italic, int Level);
