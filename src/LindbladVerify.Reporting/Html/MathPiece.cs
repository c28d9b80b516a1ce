namespace LindbladVerify.Reporting.Html;

/// <summary>A factor as it stands in a row, and without the brackets that a fraction bar or a raised place makes needless.</summary>
/// <param name="Shown">As it stands in a row.</param>
/// <param name="Bare">Without its brackets.</param>
/// <param name="StartsWithDigit">Whether digits before it would run together with its own.</param>
/// <param name="IsWord">Whether it is a name of several letters, which would run together with its neighbours.</param>
internal sealed record MathPiece(HtmlElement Shown, HtmlElement Bare, bool StartsWithDigit, bool IsWord = false)
{
    public static MathPiece Plain(HtmlElement element) => new(element, element, false);
}
