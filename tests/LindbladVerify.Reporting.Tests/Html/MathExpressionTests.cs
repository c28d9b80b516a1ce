using LindbladVerify.Reporting.Html;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Html;

public sealed class MathExpressionTests
{
    private static readonly Dictionary<string, string> s_symbols = new(StringComparer.Ordinal) { ["Gc"] = "Γ_{c}" };

    // Rows are written as {…} and invisible products as a blank, so that the trees can be read here.
    [Theory]
    [InlineData("a+b-c", "a + b − c")]
    [InlineData("2*a*3", "2 a · 3")]
    [InlineData("a/b", "frac(a; b)")]
    [InlineData("(a+b)/(c-d)", "frac(a + b; c − d)")]
    [InlineData("a/b*c/d", "frac(a; b) frac(c; d)")]
    [InlineData("a/b/c", "frac(a; b c)")]
    [InlineData("a*b/c*d", "frac(a b; c) d")]
    [InlineData("(a+b)*c", "(a + b) c")]
    [InlineData("(a+b)^2", "sup((a + b); 2)")]
    [InlineData("a^(b+c)", "sup(a; b + c)")]
    [InlineData("2^3^4", "sup(2; sup(3; 4))")]
    [InlineData("-x^2", "− sup(x; 2)")]
    [InlineData("exp(-a*t)", "exp (− a t)")]
    [InlineData("sqrt(a/b)", "sqrt(frac(a; b))")]
    [InlineData("min(a, b)", "min (a , b)")]
    [InlineData("1e-3 + 2.5E+6", "sup(10; −3) + 2.5 × sup(10; 6)")]
    [InlineData("one*two*a", "one · two · a")]
    [InlineData("a*b/(2*radius)", "frac(a b; 2 · radius)")]
    [InlineData("radius^2*(a+b)", "sup(radius; 2) · (a + b)")]
    [InlineData("W = Gc", "W = sub(Γ; c)")]
    [InlineData("D12^2*Gamma_c", "sup(sub(D; 12); 2) sub(Γ; c)")]
    [InlineData("D^2/2*Gs/(Delta^2*P^2 + Gs^2)", "frac(sup(D; 2); 2) frac(sub(G; s); sup(Δ; 2) sup(P; 2) + sup(sub(G; s); 2))")]
    public void Expressions_become_trees_with_the_same_meaning(string expression, string expected) =>
        Assert.Equal(expected, Readable(MathExpression.Parse(expression, s_symbols)));

    [Theory]
    [InlineData("a + b*(c - d) - e", "a|+ b*(c - d)|- e")]
    [InlineData("W = a + b = c", "W = a|+ b = c")]
    [InlineData("-a/(b+c)", "-a/(b+c)")]
    public void TermsAreTakenApartAtSignsOutsideOfBrackets(string expression, string expected)
    {
        IReadOnlyList<MathTerm> terms = MathExpression.ParseTerms(expression);
        Assert.Equal(expected, string.Join('|', terms.Select(t => t.Text)));
        Assert.Equal(Readable(MathExpression.Parse(expression)), string.Join(' ', terms.Select(t => Readable(t.Row))));
    }

    [Theory]
    [InlineData("a +")]
    [InlineData("a b")]
    [InlineData("a + )")]
    [InlineData("")]
    public void TermsThatDoNotParseAreRefused(string expression) => Assert.Throws<FormatException>(() => MathExpression.ParseTerms(expression));

    [Theory]
    [InlineData("a +", "ends too early")]
    [InlineData("a b", "'b' at column 3")]
    [InlineData("(a", "ends too early")]
    [InlineData("a)", "')' at column 2")]
    [InlineData("a ? b", "'?' at column 3")]
    [InlineData("", "ends too early")]
    public void What_does_not_parse_is_refused_with_its_place(string expression, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => MathExpression.Parse(expression)).Message, StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused_rather_than_run_out_of_stack()
    {
        Assert.Throws<FormatException>(() => MathExpression.Parse(new string('(', 100_000)));
        Assert.Throws<FormatException>(() => MathExpression.Parse(new string('-', 100_000) + "a"));
    }

    private static string Readable(HtmlNode tree)
    {
        System.Xml.Linq.XElement root = System.Xml.Linq.XElement.Parse(tree.ToString());
        return Show(root).Replace("( ", "(", StringComparison.Ordinal).Replace(" )", ")", StringComparison.Ordinal);
    }

    private static string Show(System.Xml.Linq.XElement e) => e.Name.LocalName switch
    {
        "mfrac" => $"frac({string.Join("; ", e.Elements().Select(Show))})",
        "msup" => $"sup({string.Join("; ", e.Elements().Select(Show))})",
        "msub" => $"sub({string.Join("; ", e.Elements().Select(Show))})",
        "msqrt" => $"sqrt({string.Join(" ", e.Elements().Select(Show))})",
        "mrow" => string.Join(" ", e.Elements().Where(c => c.Value is not ("\u2062" or "\u2061")).Select(Show)),
        _ => e.Value,
    };

    [Fact]
    public void BracketsAroundFractionsAreAsTallAsTheyAre()
    {
        Assert.Contains("class=\"tall\"", MathExpression.Parse("a*(b/c + d)").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"tall\"", MathExpression.Parse("a*(b + d)/c").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a*exp(x)", true)]
    [InlineData("a*sqrt(x)", false)]
    [InlineData("exp(x)*a", false)]
    public void AThinSpaceStandsBeforeFunctionsInAProduct(string expression, bool isSpaced) =>
        Assert.Equal(isSpaced, MathExpression.Parse(expression).ToString().Contains("<mspace width=\"0.167em\"", StringComparison.Ordinal));
}
