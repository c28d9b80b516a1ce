using LindbladVerify.Systems.Expressions;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Expressions;

/// <summary>What an integrator believes of an envelope: enclosures hold every value and every slope.</summary>
public sealed class EnclosureTests
{
    [Theory]
    [InlineData("cosh(t - 1)")]
    [InlineData("sinh(t - 1)")]
    [InlineData("coth(t + 0.1)")]
    [InlineData("acosh(t + 1)")]
    [InlineData("asinh(3*t - 2)")]
    [InlineData("acos(t/3)")]
    [InlineData("asin(t/3 - 0.5)")]
    [InlineData("atan(5*t - 3)")]
    [InlineData("atan2(t - 1, 2 - t^2)")]
    [InlineData("sinc(7*t - 5)")]
    [InlineData("erf(4*t - 2)")]
    [InlineData("erfc(4*t - 2)")]
    [LongInlineData("gamma(t + 0.2)")]
    [LongInlineData("besselj(2, 9*t - 3)")]
    [InlineData("besselj(-3, 9*t)")]
    [LongInlineData("besseli(1, 2*t - 3)")]
    [InlineData("besseli(2, 2*t - 3)")]
    [InlineData("re(t)*conj(t) + im(t)")]
    [InlineData("if(t < 1, cosh(t), if(t >= 2 and t != 2.5, erf(t), t))")]
    [InlineData("exp(-t)*if(sin(9*t) > 0 or t > 2, 1, 2)")]
    public void Values_and_slopes_lie_within(string text)
    {
        Expression expression = Expression.Parse(text);
        CompiledExpression f = CompiledExpression.Formula(expression, ["t"]);
        var scan = new RangeScan(expression, "t");
        var random = new Random(5);
        for (int trial = 0; trial < 300; trial++)
        {
            double from = 2.9 * random.NextDouble();
            double to = from + (Math.Pow(random.NextDouble(), 3) * (2.9 - from)) + 1e-6;
            Enclosure e = scan.Enclose(from, to);
            for (int k = 0; k < 20; k++)
            {
                double t = from + ((to - from) * k / 20), step = (to - from) / 40;
                double value = f.Evaluate(t), next = f.Evaluate(t + step), slope = (next - value) / step;
                double allowed = 1e-12 * (1 + Math.Abs(value));
                Assert.True(value >= e.Range.Low - allowed && value <= e.Range.High + allowed, FormattableString.Invariant($"{value} not in [{e.Range.Low}, {e.Range.High}] at {t} of [{from}, {to}]"));
                double blur = 1e-13 * (1 + Math.Abs(value)) / step;
                Assert.True(slope >= e.Slope.Low - blur && slope <= e.Slope.High + blur, FormattableString.Invariant($"slope {slope} not in [{e.Slope.Low}, {e.Slope.High}] at {t} of [{from}, {to}]"));
            }
        }
    }

    [Fact]
    public void Sums_choices_and_tables_print_as_they_read()
    {
        foreach (string text in new[] { "sum(k, 1, n, k^2*x)", "if(a < b and c >= 2, x, y + 1)", "sum(k, j, n - 1, I[k].z*I[k + 1].z)", "J[2]*x", "atan2(y, x) + besselj(2, x)", "I[k].ket(0, 1)" })
        {
            Expression once = Expression.Parse(text);
            Assert.Equal(once, Expression.Parse(once.ToString()));
            Assert.Equal(text, once.ToString());
        }

        Assert.Equal("a + (2*a + 3*a)".Replace("(", string.Empty, StringComparison.Ordinal).Replace(")", string.Empty, StringComparison.Ordinal), Expression.Parse("sum(k, 1, 3, k*a)").ToString().Replace("1*a", "a", StringComparison.Ordinal).Replace("(", string.Empty, StringComparison.Ordinal).Replace(")", string.Empty, StringComparison.Ordinal));
        Assert.Equal(385.0, CompiledExpression.Formula(Expression.Parse("sum(k, 1, n, k^2)"), ["n"]).Evaluate(10));
        Assert.Equal(0.0, CompiledExpression.Formula(Expression.Parse("sum(k, 1, n, k^2)"), ["n"]).Evaluate(0));
        Assert.Equal(6.0, CompiledExpression.Formula(Expression.Parse("sum(i1, 1, n, sum(k, i1, n, 1))"), ["n"]).Evaluate(3));
        Assert.True(double.IsNaN(CompiledExpression.Formula(Expression.Parse("sum(k, 1, n, k^2)"), ["n"]).Evaluate(2.5)));
    }

    [Fact]
    public void Own_names_win_over_constants_of_nature()
    {
        const string Text = """
            spins: { c: 1/2 }
            parameters: { h: 2, x: "h + 0*kB" }
            hamiltonian: "x*c.z"
            initial: { c: up }
            observables: { z: "c.z" }
            times: [0]
            """;
        Systems.ModelFiles.LoadedModel loaded = Systems.ModelFiles.ModelFileReader.ReadText(Text);
        Assert.Equal(2, loaded.Parameters["x"]);
        Assert.Contains(loaded.Notes, n => n.Contains("kB is the Boltzmann constant, 1.380649E-23 J/K (CODATA 2022)", StringComparison.Ordinal));
        Assert.DoesNotContain(loaded.Notes, n => n.Contains("Planck", StringComparison.Ordinal));
        string refused = Assert.Throws<Systems.ModelFiles.ModelFileException>(() => Systems.ModelFiles.ModelFileReader.ReadText(Text.Replace("0*kB", "e^(-kB)", StringComparison.Ordinal))).Message;
        Assert.Contains("elementary charge", refused, StringComparison.Ordinal);
        Assert.StartsWith("model.yaml:2:", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spins: { \"I[1..0]\": 1/2 }", "1 to 1000 names")]
    [InlineData("spins: { \"I[1..2]\": [1/2] }", "needs 2 values, not 1")]
    [InlineData("spins: { \"I[1..2]\": 1/2, \"I[2]\": 1/2 }", "second time")]
    public void Numbered_keys_are_refused_in_words(string sites, string words)
    {
        string message = Assert.Throws<Systems.ModelFiles.ModelFileException>(() => Systems.ModelFiles.ModelFileReader.ReadText(sites + "\nhamiltonian: \"0\"\ninitial: { \"I[1..2]\": up }\nobservables: { z: \"I[1].z\" }\ntimes: [0]\n")).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.StartsWith("model.yaml:1:", message, StringComparison.Ordinal);
    }
}
