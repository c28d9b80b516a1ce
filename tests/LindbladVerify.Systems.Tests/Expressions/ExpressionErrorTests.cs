using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;
using Xunit;

namespace LindbladVerify.Systems.Tests.Expressions;

public class ExpressionErrorTests
{
    private static readonly ExpressionEvaluator Evaluator = new(
        new Dictionary<string, double>(StringComparer.Ordinal) { ["Delta"] = 2, ["Gc"] = 3 },
        new HilbertSpace(Site.OfSpin("S", 0.5), Site.OfLevels("c", 3)));

    public static TheoryData<string, int, int, string[]> Bad => new()
    {
        { "", 1, 1, ["empty"] },
        { "Delta + Delt", 1, 9, ["'Delt'", "did you mean 'Delta'"] },
        { "Delta +\n  2*gc", 2, 5, ["'gc'", "did you mean 'Gc'"] },
        { "squrt(2)", 1, 1, ["squrt", "did you mean 'sqrt'", "tanh"] },
        { "sqrt(1, 2)", 1, 1, ["one argument", "not 2"] },
        { "min(1)", 1, 1, ["2 to 16", "not 1"] },
        { "sqrt()", 1, 1, ["one argument", "not 0"] },
        { "sqrt", 1, 1, ["needs arguments"] },
        { "(1 + 2", 1, 1, ["never closed"] },
        { "1 + 2)", 1, 6, ["')'"] },
        { "1 +", 1, 4, ["the end"] },
        { "2 Delta", 1, 3, ["'Delta'", "operator"] },
        { "2Delta", 1, 1, ["'2Delta'", "write *"] },
        { "0x10", 1, 1, ["'0x10'"] },
        { "1_000", 1, 1, ["'1_000'"] },
        { "2**3", 1, 2, ["write ^"] },
        { "2//3", 1, 3, ["'/'"] },
        { "2 # 3", 1, 3, ["'#'"] },
        { "Delta = 2", 1, 7, ["'='", "=="] },
        { "Delta[0]", 1, 1, ["Delta[0]"] },
        { "\"text\"", 1, 1, ["no text"] },
        { "Delta·2", 1, 6, ["write *"] },
        { "1e400", 1, 1, ["too large"] },
        { "System.IO.File.Delete(2)", 1, 1, ["System.IO", "not a site operator"] },
        { "System.z", 1, 1, ["no site 'System'", "S, c"] },
        { "S.z.x", 1, 4, ["'.'"] },
        { "S.z(2)", 1, 3, ["takes no argument"] },
        { "S.q", 1, 1, ["S.q", "x, y, z, p, m"] },
        { "S.a", 1, 1, ["spin", "no operator 'a'"] },
        { "c.z", 1, 1, ["levels", "a, ad, n, proj, ket, one"] },
        { "c.proj", 1, 3, ["proj(k)"] },
        { "c.proj(3)", 1, 1, ["0 to 2", "not 3"] },
        { "c.proj(0.5)", 1, 1, ["0 to 2", "not 0.5"] },
        { "c.proj(1, 2)", 1, 3, ["one level", "not 2"] },
        { "S", 1, 1, ["is a site", "S.one"] },
        { "x => x", 1, 3, ["'='"] },
        { "new Delta", 1, 5, ["'Delta'"] },
        { "exp(S.z)", 1, 5, ["exp takes numbers"] },
        { "1/S.z", 1, 3, ["divisor"] },
        { "2^S.z", 1, 3, ["exponent"] },
        { "S.z^0.5", 1, 5, ["integer from 0 to 64"] },
        { "S.z/0", 1, 4, ["divided by zero"] },
        { "S.z*(1/0)", 1, 4, ["not a finite number"] },
        { "min(i, 1)", 1, 5, ["real numbers"] },
        { "Delta < 3", 1, 7, ["condition"] },
        { "1 + (Delta < 3)", 1, 12, ["condition"] },
        { "Delta < 3 and 2", 1, 15, ["value stands"] },
        { "T1", 1, 1, ["'T1'", "Delta, Gc"] },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Says_where_and_what(string text, int line, int column, string[] parts)
    {
        ExpressionException e = Assert.Throws<ExpressionException>(() => Evaluator.Operator(Expression.Parse(text)));

        Assert.Equal((line, column), (e.Position.Line, e.Position.Column));
        Assert.StartsWith($"line {line}, column {column}: ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.All(parts, part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("(", 100_000)]
    [InlineData("-", 19_000)]
    [InlineData("sqrt(", 3_000)]
    [InlineData("2^", 9_000)]
    [InlineData("1+", 9_999)]
    [InlineData("c.proj(", 2_000)]
    [InlineData("1<2 and ", 2_400)]
    public void Long_and_deep_texts_are_refused_without_exhausting_the_stack(string part, int count)
    {
        string text = string.Concat(Enumerable.Repeat(part, count)) + (part.StartsWith("1<", StringComparison.Ordinal) ? "1<2" : "1");

        Assert.Throws<ExpressionException>(() => Expression.Parse(text));
    }

    [Fact]
    public void Deepest_permitted_expressions_evaluate_on_a_small_stack()
    {
        string nested = new string('(', 150) + "Delta" + new string(')', 150);
        string chain = string.Join(" + ", Enumerable.Repeat("Delta*S.z", Expression.DepthLimit - 2));
        Exception? failure = null;
        var thread = new Thread(
            () => failure = Record.Exception(() =>
            {
                Assert.Equal(2.0, Evaluator.Real(Expression.Parse(nested)));
                Assert.Equal(Expression.DepthLimit - 2.0, Evaluator.Operator(Expression.Parse(chain))[0, 0].Real);
                Assert.Equal(Expression.Parse(chain), Expression.Parse(Expression.Parse(chain).ToString()));
            }),
            maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    [Fact]
    public void Random_texts_give_an_expression_or_its_exception()
    {
        string[] words = ["S.z", "c", ".", "a", "proj(", "(", ")", "+", "-", "*", "/", "^", "64", "1e9", "1e-308", "i", "pi", "Delta", "sqrt(", "min(", ",", "<", "==", "and", "or", "\"", "[", "\0", "\uD800", "\n", " ", "é", "²", "System.IO.File", "9999999999", "e5", "~", "\\u0041", "@x", "/*", "//", "$\"{"];
        var random = new Random(20230607);
        int parsed = 0;
        for (int trial = 0; trial < 20_000; trial++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => words[random.Next(words.Length)]));
            try
            {
                _ = Evaluator.Operator(Expression.Parse(text));
                parsed++;
            }
            catch (ExpressionException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }

        Assert.InRange(parsed, 100, 19_000); // the texts are neither all good nor all bad: both ways are exercised
    }
}
