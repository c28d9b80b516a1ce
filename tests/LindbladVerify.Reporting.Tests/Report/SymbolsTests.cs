using System.Text.RegularExpressions;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Report;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Report;

public sealed class SymbolsTests
{
    private const string FileText = """
        id: own
        title: A formula with a helper
        source: somebody
        parameters:
          D:     { unit: rad/s, range: [1.0e2, 5.0e3] }
          Delta: { unit: rad/s, range: [1.0e5, 1.0e7] }
          P:     { range: [0.1, 0.9] }
          Gc:    { unit: 1/s, range: [1.0e4, 1.0e7] }
          G2:    { unit: 1/s, range: [1.0e3, 1.0e5] }
        describes: { pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2 }, noise: electron-telegraph, reference: golden-rule }
        where: { Gb: "Gc+G2" }
        rate: "D^2/2*Gb/(Delta^2*P^2+G2^2)"
        claims:
          - { id: everywhere, kind: identity, declared: false }
        """;

    private static readonly string[] s_heads = ["D", "G", "Gc", "Gamma", "gamma", "Delta", "w", "omega", "pi", "x_y", "nu", "rad", "e"];
    private static readonly string[] s_joints = ["", "_", "__"];
    private static readonly string[] s_tails = ["", "0", "1", "12", "1_2", "c", "b", "ab", "a_b", "ius", "eff", "A", "Gc"];

    internal static FileFormula FromFile { get; } = FormulaFileReader.ReadText(FileText);

    // One of every combination, and what the combinations become, so that a name as it is written meets a symbol that looks the same.
    private static string[] Names => [.. (from h in s_heads from j in s_joints from t in s_tails select h + j + t).Concat(["Γc", "Δ", "D12", "ωeff"]).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void NoTwoNamesTogetherLookAlike() => AssertDistinct(new Symbols(Names), Names);

    [LongFact]
    public void NoTwoNamesByThemselvesLookAlike()
    {
        string[] names = Names;
        for (int i = 0; i < names.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                var symbols = new Symbols([names[i], names[j]]);
                Assert.NotEqual(symbols.Plain(names[i]), symbols.Plain(names[j]));
            }
        }
    }

    [Fact]
    public void RandomNamesNeverLookAlike()
    {
        const string Letters = "aGcDw12_0";
        var random = new Random(20250307);
        for (int trial = 0; trial < 200; trial++)
        {
            string[] names = [.. Enumerable.Range(0, 40).Select(_ => "GDaw"[random.Next(4)] + string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Letters[random.Next(Letters.Length)]))).Distinct(StringComparer.Ordinal)];
            AssertDistinct(new Symbols(names), names);
        }
    }

    [Fact]
    public void NoTwoNamesOfAFormulaLookAlikeAndNoneOfTheLibraryIsLeftUnset() => Assert.All(FormulaCatalogue.All, formula =>
    {
        var symbols = Symbols.Of(formula);
        AssertDistinct(symbols, [.. symbols.ByName.Keys]);
        Assert.All(formula.Parameters, p => Assert.False(p.Name.Length > 1 && p.Name[0] == 'G' && symbols.Plain(p.Name)[0] != 'Γ', p.Name));
    });

    [Theory]
    [InlineData("Gb", "Γ_{b}")]
    [InlineData("Gs", "Γ_{s}")]
    [InlineData("G2", "Γ_{2}")]
    [InlineData("Geff", "Γ_{eff}")]
    [InlineData("D", "*D*")]
    [InlineData("kex", "*k*_{ex}")]
    [InlineData("k_ex", "*k*_{ex}")]
    [InlineData("Gamma_c", "Γ_{c}")]
    [InlineData("w0", "*w*_{0}")]
    [InlineData("omegaeff", "ω_{eff}")]
    [InlineData("nuclear", "nuclear")]
    [InlineData("radius", "radius")]
    [InlineData("one", "one")]
    public void NamesByThemselvesLookAsAPhysicistWritesThem(string name, string expected) => Assert.Equal(expected, new Symbols([name]).Markup(name));

    [Theory]
    [InlineData("Gc", "Gamma_c")]
    [InlineData("D12", "D_12")]
    [InlineData("ab", "a_b")]
    [InlineData("tauc", "tau_c")]
    public void NamesThatWouldLookAlikeStandAsTheyAreWritten(string first, string second)
    {
        var symbols = new Symbols([first, second, "Gs"]);
        Assert.Equal([first, second, "Γs"], [symbols.Plain(first), symbols.Plain(second), symbols.Plain("Gs")]);
    }

    [Fact]
    public void HelpersOfAFileKeepTheirIndexAndItsParametersAreNotRenamed()
    {
        string equation = FormulaMath.Display(FromFile).ToString();

        Assert.Equal(2, Regex.Count(equation, "<msub><mi>Γ</mi><mi mathvariant=\"normal\">b</mi></msub>"));
        Assert.DoesNotContain("\u0304", equation, StringComparison.Ordinal);
        Assert.Equal("*D*", Symbols.Of(FromFile).Markup("D"));
        Assert.Equal("*D*_{12}", Symbols.Of(FormulaCatalogue.Find("eq9")).Markup("D"));
    }

    [Fact]
    public void AnEquationHasNoLeftSideThatLooksLikeAHelper()
    {
        Assert.Contains("<mi>W</mi><mo>=</mo>", FormulaMath.Display(FromFile).ToString(), StringComparison.Ordinal);
        string renamed = FormulaMath.Display(FormulaFileReader.ReadText(FileText.Replace("Gb", "W", StringComparison.Ordinal))).ToString();
        Assert.Single(Regex.Matches(renamed, "<mi>W</mi></mrow><mo>=</mo>|<mi>W</mi><mo>=</mo>"));
    }

    private static void AssertDistinct(Symbols symbols, string[] names)
    {
        Assert.Equal(names.Length, names.Select(symbols.Plain).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(names.Length, names.Select(n => MathExpression.Parse(n, symbols.ByName).ToString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(names.Length, names.Select(n => RichText.Parse(symbols.Markup(n)).PlainText).Distinct(StringComparer.Ordinal).Count());
    }
}
