using LindbladVerify.Systems.ModelFiles;
using Xunit;

namespace LindbladVerify.Systems.Tests.ModelFiles;

public class OscillatorTests
{
    private const string Text = """
        oscillators: { b: 5 }
        parameters: { k: 1.0, n: 0.5 }
        hamiltonian: "b.n"
        dissipators: [ { operator: "b.a", rate: "k*(n + 1)" }, { operator: "b.ad", rate: "k*n" } ]
        initial: { b: 3 }
        observables: { n: "b.n" }
        times: [0, 1]
        """;

    [Theory]
    [InlineData("oscillators: { b: 5 }", 5, true)]
    [InlineData("oscillator: { b: 5 }", 5, true)]
    [InlineData("oscillator: { b: auto }", 16, true)]
    [InlineData("levels: { b: auto }", 16, true)]
    [InlineData("levels: { b: 5 }", 5, false)]
    public void A_site_is_an_oscillator_where_the_file_says_so(string key, int levels, bool isOscillator)
    {
        ModelFile model = ModelFileReader.OpenText(Text.Replace("oscillators: { b: 5 }", key, StringComparison.Ordinal));

        Assert.Equal(levels, model.Space["b"].Dimension);
        Assert.Equal(isOscillator ? ["b"] : [], model.Oscillators);
        Assert.Equal(isOscillator ? [] : ["b"], model.PossibleOscillators());
        Assert.Equal(isOscillator, model.Bind().Notes.Any(n => n.Contains($"cut at {levels} levels", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_same_file_stands_with_other_levels()
    {
        ModelFile model = ModelFileReader.OpenText(Text).WithLevels(new Dictionary<string, int> { ["b"] = 9 });

        Assert.Equal(9, model.Bind().Model.Space.Dimension);
        Assert.Equal(["b"], model.Oscillators);
        Assert.Throws<ModelFileException>(() => model.WithLevels(new Dictionary<string, int> { ["b"] = 3 }).Bind());
        Assert.Throws<ModelFileException>(() => model.WithLevels(new Dictionary<string, int> { ["b"] = 1 }));
        Assert.Throws<ArgumentException>(() => model.WithLevels(new Dictionary<string, int> { ["c"] = 3 }));
    }

    [Theory]
    [InlineData("b: 5", "b: 2")]
    [InlineData("initial: { b: 3 }", "initial: { b: up }")]
    [InlineData("initial: { b: 3 }", "initial: { b: mixed }")]
    [InlineData("hamiltonian: \"b.n\"", "hamiltonian: \"b.proj(1)\"")]
    [InlineData("\"b.a\", rate: \"k*(n + 1)\" }, { operator: \"b.ad\"", "\"b.n\", rate: \"k*(n + 1)\" }, { operator: \"b.n\"")]
    public void A_site_with_levels_of_its_own_is_none(string part, string other)
    {
        string text = Text.Replace("oscillators", "levels", StringComparison.Ordinal).Replace("initial: { b: 3 }", "initial: { b: 1 }", StringComparison.Ordinal);

        Assert.Empty(ModelFileReader.OpenText(text.Replace(part.Replace("b: 3", "b: 1", StringComparison.Ordinal), other, StringComparison.Ordinal)).PossibleOscillators());
    }
}
