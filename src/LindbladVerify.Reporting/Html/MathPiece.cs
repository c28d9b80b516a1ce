namespace LindbladVerify.Reporting.Html;

/// <summary>A factor as it stands in a row, and without the brackets that a fraction bar or a raised place makes needless.</summary>
internal sealed record MathPiece(HtmlElement Shown, HtmlElement Bare, bool StartsWithDigit)
{
    public static MathPiece Plain(HtmlElement element) => new(element, element, false);
}
