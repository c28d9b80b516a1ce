using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.FormulaFiles;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

public sealed class FormulaFileReaderTests
{
    private const string Good = """
        id: my-rate
        title: A rate
        source: "A. Author, Journal 1, 2 (1999), Eq. (3)"
        doi: 10.1000/1
        parameters:
          D: { unit: rad/s, range: [1, "10 Hz"], meaning: coupling }
          A: { unit: rad/s, range: [1.0e4, 1.0e6] }
          P: { range: [0, 1] }
          G: { unit: 1/s, range: ["1 1/ms", "2*5e4"] }
        where:
          Gs: "G + (1 - P^2)*A^2/G"
          half: "Gs/2"
        rate: "D^2*half/(A^2*P^2 + Gs^2)"
        describes:
          pair: { dipolar: D, hyperfine: A, polarization: P, electronRate: "2*G", broadening: G }
          noise: fluctuators:3
          reference: golden-rule
        claims:
          - { id: everywhere, kind: identity, declared: false }
          - { id: fast, kind: limit, vary: { G: 1, A: 0.5 }, to: infinity, order: 2, declared: asymptotic }
          - { id: near, kind: bound, within: 0.05, where: "G > 20*A", declared: bounded }
          - { id: even, kind: symmetry, map: { P: "-P" } }
          - { id: scaling, kind: symmetry, map: { D: "3*D", A: "3*A", G: "3*G" }, factor: 3, declared: exact }
          - { id: grows, kind: monotonicity, in: D, direction: increasing }
          - { id: positive, kind: positivity, noise: electron-telegraph, reference: exact, declared: exact }
        """;

    [Fact]
    public void EverythingIsRead()
    {
        FileFormula f = FormulaFileReader.ReadText(Good, "my.yaml");

        Assert.Equal(("my-rate", "A rate", "as given", "1/s"), (f.Id, f.Title, f.Variant, f.Unit));
        Assert.Equal(new Source("A. Author, Journal 1, 2 (1999)", "10.1000/1", "Eq. (3)"), f.Source);
        Assert.Equal(["D", "A", "P", "G"], f.Parameters.Select(p => p.Name));
        Assert.Equal(new Parameter("D", "rad/s", 1, 20 * Math.PI, "coupling"), f.Parameters[0]);
        Assert.Equal(new Parameter("G", "1/s", 1e3, 1e5, ""), f.Parameters[3]);
        Assert.Equal(["everywhere", "fast", "near", "even", "scaling", "grows", "positive"], f.Claims.Select(c => c.Id));
        Assert.Equal(new Reference("flip-flop-rate", "fluctuators:3", "golden-rule"), ((IdentityClaim)f.Claims[0]).Reference);
        Assert.Equal(new Reference("flip-flop-rate", "electron-telegraph", "exact"), ((PositivityClaim)f.Claims[6]).Reference);
        Assert.Equal([VerdictKind.False, VerdictKind.Asymptotic, VerdictKind.Bounded, VerdictKind.Exact], f.Claims.Take(4).Select(c => c.Declared));
    }

    [Fact]
    public void HelpersAndPairAreEvaluated()
    {
        FileFormula f = FormulaFileReader.ReadText(Good, "my.yaml");
        ParameterPoint point = f.At(3, 2e4, 0.25, 5e3);
        double broad = 5e3 + ((1 - (0.25 * 0.25)) * 2e4 * 2e4 / 5e3);

        Assert.Equal(9 * broad / 2 / ((2e4 * 2e4 * 0.25 * 0.25) + (broad * broad)), f.Predict(point), 12);
        ParameterPoint pair = f.ReferencePoint(point);
        Assert.Equal([3, 2e4, 0.25, 1e4, 5e3], pair.Values);
        Assert.Equal(["D", "Delta", "P", "Gc", "G2"], pair.Names);
    }

    [Fact]
    public void LimitsScaleWithTheirExponents()
    {
        var limit = (LimitClaim)FormulaFileReader.ReadText(Good, "my.yaml").Claims[1];
        ParameterPoint start = new(["D", "A", "P", "G"], [1, 100, 0.5, 7]);

        ParameterPoint moved = limit.Path(start, 1e-4);
        Assert.Equal([1, 1e4, 0.5, 7e4], moved.Values.Select(v => Math.Round(v, 6)));
        Assert.Equal(2, limit.DeclaredOrder);
    }

    [Fact]
    public void AFiniteTargetIsApproached()
    {
        string text = Good.Replace("vary: { G: 1, A: 0.5 }, to: infinity", "vary: { P: 1 }, to: 1", StringComparison.Ordinal);
        var limit = (LimitClaim)FormulaFileReader.ReadText(text).Claims[1];

        Assert.Equal(0.95, limit.Path(new(["D", "A", "P", "G"], [1, 100, 0.5, 7]), 0.1)["P"], 14);
    }

    [Theory]
    [InlineData("id: my-rate", "id: my rate", 1, 5, "letters")]
    [InlineData("title: A rate", "titel: A rate", 2, 1, "did you mean 'title'")]
    [InlineData("range: [0, 1]", "range: [1, 0]", 8, 15, "must rise")]
    [InlineData("range: [0, 1]", "range: [0]", 8, 15, "two numbers")]
    [InlineData("range: [0, 1]", "range: [0, 1 kHz]", 8, 21, "pure number")]
    [InlineData("{ range: [0, 1] }", "0.5", 8, 6, "table")]
    [InlineData("unit: 1/s", "unit: 1/sec", 9, 14, "allowed are rad/s, 1/s")]
    [InlineData("half: \"Gs/2\"", "half: \"Gx/2\"", 12, 10, "did you mean 'G")]
    [InlineData("half: \"Gs/2\"", "A: \"Gs/2\"", 12, 3, "cannot name a helper")]
    [InlineData("Gs^2)\"", "Gs^2\"", 13, 0, "rate")]
    [InlineData("D^2*half", "D^2*haf", 13, 12, "did you mean 'half'")]
    [InlineData("D^2*half", "D^2*hlaf*exp(half) < 1", 13, 0, "rate")]
    [InlineData("noise: fluctuators:3", "noise: telegraph", 16, 10, "symmetric-telegraph")]
    [InlineData("noise: fluctuators:3", "noise: fluctuators:0", 16, 10, "integer")]
    [InlineData("reference: golden-rule", "reference: golden", 17, 14, "golden-rule")]
    [InlineData("hyperfine: A, ", "", 15, 9, "hyperfine")]
    [InlineData("kind: identity", "kind: identical", 19, 29, "identity")]
    [InlineData("declared: false", "declared: wrong", 19, 49, "exact, asymptotic")]
    [InlineData("vary: { G: 1, A: 0.5 }", "vary: { X: 1 }", 20, 38, "allowed are D, A, P, G")]
    [InlineData("vary: { G: 1, A: 0.5 }", "vary: { G: 0 }", 20, 41, "must not be 0")]
    [InlineData("to: infinity", "to: far", 20, 0, "far")]
    [InlineData("order: 2", "order: -2", 20, 0, "positive")]
    [InlineData("within: 0.05, ", "", 21, 5, "within")]
    [InlineData("G > 20*A", "G + 20*A", 21, 0, "condition")]
    [InlineData("id: near", "id: fast", 21, 11, "second time")]
    [InlineData("in: D", "in: X", 24, 0, "allowed are D, A, P, G")]
    [InlineData("direction: increasing", "direction: up", 24, 0, "increasing, decreasing")]
    [InlineData("map: { P: \"-P\" }", "map: { P: \"-Q\" }", 22, 0, "'Q'")]
    [InlineData("kind: positivity", "kind: positivity, within: 3", 25, 0, "no key 'within'")]
    [InlineData("title: A rate", "title: A rate\nerrata: [{ claim: nope, place: a, printed: b, right: c }]", 3, 19, "no claim 'nope'")]
    [InlineData("title: A rate", "title: A rate\nerrata: [{ claim: fast, place: a, printed: b }]", 3, 0, "right")]
    [InlineData("title: A rate", "title: A rate\nerrata: [{ claim: fast, page: a }]", 3, 0, "no key 'page'")]
    public void MistakesAreNamedWithTheirPlace(string from, string to, int line, int column, string mentioned)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);
        ModelFileException e = Assert.Throws<ModelFileException>(() => FormulaFileReader.ReadText(Good.Replace(from, to, StringComparison.Ordinal), "my.yaml"));

        Assert.StartsWith("my.yaml:", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.Contains(mentioned, e.Message, StringComparison.Ordinal);
        Assert.Equal(line, e.Line);
        if (column > 0)
        {
            Assert.Equal(column, e.Column);
        }
    }

    [Theory]
    [InlineData("id: a", "parameters")]
    [InlineData("", "empty")]
    [InlineData("- 1", "table")]
    [InlineData("id: a\nparameters: { x: { range: [1, 2] } }\nrate: x\ncurve: x", "not both")]
    [InlineData("id: a\nparameters: { x: { range: [1, 2] } }", "'rate', 'value' or 'curve'")]
    [InlineData("id: a\nparameters: { pi: { range: [1, 2] } }\nrate: pi", "constant")]
    [InlineData("id: a\nparameters: { x: { range: [1, 2] } }\nrate: x\ndescribes: { model: nowhere.yaml }\nclaims: []", "nowhere.yaml")]
    [InlineData("id: a\nparameters: { x: { range: [1, 2] } }\nrate: x\ndescribes: { noise: a }\nclaims: []", "'pair', 'model' or 'quantity'")]
    public void IncompleteFilesSayWhatIsMissing(string text, string mentioned)
    {
        ModelFileException e = Assert.Throws<ModelFileException>(() => FormulaFileReader.ReadText(text));
        Assert.Contains(mentioned, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        ModelFileException e = Assert.Throws<ModelFileException>(() => FormulaFileReader.Open("no/such/file.yaml"));
        Assert.Equal("no/such/file.yaml:1:1: the formula file does not exist", e.Message);
    }

    [Fact]
    public void TheTemplateIsAFormula() => Assert.Equal("fast-electron-rate", FormulaFileReader.ReadText(FormulaTemplate.Text).Id);
}
