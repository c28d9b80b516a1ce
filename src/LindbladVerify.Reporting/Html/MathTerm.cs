namespace LindbladVerify.Reporting.Html;

/// <summary>A piece of an equation after which a line may be broken: a term with the sign before it.</summary>
/// <param name="Row">The piece as MathML.</param>
/// <param name="Text">The same as text.</param>
public sealed record MathTerm(HtmlElement Row, string Text);
