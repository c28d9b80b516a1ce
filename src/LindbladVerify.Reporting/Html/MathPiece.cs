namespace LindbladVerify.Reporting.Html;

/// <summary>A factor as it stands in a row, and without the brackets that a fraction bar or a raised place makes needless.</summary>
/// <param name="Shown">As it stands in a row.</param>
/// <param name="Bare">Without its brackets.</param>
/// <param name="StartsWithDigit">Whether digits before it would run together with its own.</param>
/// <param name="IsWord">Whether it is a name of several letters, which would run together with its neighbours.</param>
internal sealed record MathPiece(HtmlElement Shown, HtmlElement Bare, bool StartsWithDigit, bool IsWord = false)
{
    public static MathPiece Plain(HtmlElement element) => new(element, element, false);

    /// <summary>A fraction; a single factor needs no brackets above or below its bar.</summary>
    public static MathPiece Quotient(IReadOnlyList<MathPiece> above, IReadOnlyList<MathPiece> below) => Plain(MathMl.Fraction(
        above.Count == 1 ? above[0].Bare : Product(above), below.Count == 1 ? below[0].Bare : Product(below)));

    /// <summary>Factors in a row: a dot before digits and beside words, which would run together otherwise; an invisible sign between symbols.</summary>
    public static HtmlElement Product(IReadOnlyList<MathPiece> factors)
    {
        List<HtmlNode> pieces = [factors[0].Shown];
        foreach ((MathPiece before, MathPiece factor) in factors.Zip(factors.Skip(1)))
        {
            pieces.AddRange([MathMl.Operator(factor.StartsWithDigit || factor.IsWord || before.IsWord ? "·" : "\u2062"), factor.Shown]);
        }

        return MathMl.Row(pieces);
    }
}
