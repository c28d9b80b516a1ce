using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>What formula files say beyond the pair and model files: built-in quantities, starts of limits, requirements, complex numbers on the way.</summary>
public sealed class BuiltInQuantityTests
{
    private const string Rate = """
        id: my-broadening
        title: Broadening by one neighbour
        source: "A. Author, Journal 1, 2 (1999)"
        equation: "Fig. 3, left"
        parameters:
          d: { unit: rad/s, range: [3.0e4, 1.0e5] }
          tau: { unit: s, range: [1.0e-9, 3.0e-6] }
        requires: ["tau > 0", "d > 0"]
        rate: "d^2*tau"
        describes:
          quantity: neighbour-broadening
          bind: { D1a: d, D2a: 0, D1b: 0, D2b: 0 }
        from: { tau: 3e-6 }
        claims:
          - { id: everywhere, kind: identity, declared: false }
          - { id: weak, kind: limit, vary: { d: 1 }, to: 0, order: 2 }
          - { id: exact, kind: limit, vary: { d: 1 }, to: 0, from: { d: "10*d", tau: "tau/2" }, reference: exact, declared: exact }
          - { id: even, kind: symmetry, map: { d: "2*d" }, factor: 4, reference: none }
        """;

    [Fact]
    public void ABuiltInQuantityIsJudgedWithTheFilesOwnNames()
    {
        FileFormula formula = FormulaFileReader.ReadText(Rate, "my.yaml");
        Assert.Equal(new Source("A. Author, Journal 1, 2 (1999)", "", "Fig. 3, left"), formula.Source);
        Assert.Equal(new Reference("neighbour-broadening", "none", "spectral-gap"), ((IdentityClaim)formula.Claims[0]).Reference);
        Assert.Equal(new Reference("neighbour-broadening", "none", "exact"), ((LimitClaim)formula.Claims[2]).Reference);
        Assert.Null(((SymmetryClaim)formula.Claims[3]).Reference);

        SuiteResult result = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick);
        Assert.All(result.Verdicts, v => Assert.True(v.AsDeclared, $"{v.Id}: declared {v.Declared}, found {v.Kind}. {v.Reason}"));
    }

    [Fact]
    public void LimitsStartWhereTheFileAndThenTheClaimSay()
    {
        FileFormula formula = FormulaFileReader.ReadText(Rate, "my.yaml");
        ParameterPoint point = formula.At(5e4, 1e-8);
        Assert.Equal([5e4, 3e-6], ((LimitClaim)formula.Claims[1]).Path(point, 1).Values);
        Assert.Equal([50, 3e-6], ((LimitClaim)formula.Claims[1]).Path(point, 1e-3).Values.Select(v => Math.Round(v, 9)));
        Assert.Equal([5e5, 1.5e-6], ((LimitClaim)formula.Claims[2]).Path(point, 1).Values);
        Assert.Equal("d = d0 epsilon, from tau = 3E-06, d = 10*d, tau = tau/2", ((LimitClaim)formula.Claims[2]).PathText);
    }

    [Theory]
    [InlineData(5e4, 0, "tau", "tau > 0")]
    [InlineData(-1, 1e-8, "d", "d > 0")]
    [InlineData(double.NaN, 1e-8, "d", "finite")]
    public void APointOutsideTheRequirementsIsRefusedByName(double d, double tau, string name, string allowed)
    {
        FileFormula formula = FormulaFileReader.ReadText(Rate, "my.yaml");
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(name, () => formula.Predict(formula.At(d, tau)));
        Assert.Contains(allowed, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quantity: neighbour-broadening", "quantity: neighbour-broading", 11, 13, "did you mean 'neighbour-broadening'")]
    [InlineData("D1b: 0, ", "", 11, 13, "'D1b'")]
    [InlineData("D1b: 0", "D3b: 0", 12, 27, "did you mean 'D1b'")]
    [InlineData("D1b: 0", "D1b: f", 12, 32, "there is no parameter 'f'")]
    [InlineData("bind:", "noise: electron-telegraph\n  bind:", 12, 10, "has no place")]
    [InlineData("bind:", "factor: 2\n  bind:", 12, 11, "model file")]
    [InlineData("quantity: neighbour-broadening", "quantity: spectrum", 12, 11, "Delta, P, Gc, omega")]
    [InlineData("rate: \"d^2*tau\"", "curve: \"d^2*tau\"", 11, 13, "is a number")]
    [InlineData("[\"tau > 0\", \"d > 0\"]", "[tau]", 8, 12, "condition")]
    [InlineData("[\"tau > 0\", \"d > 0\"]", "tau", 8, 11, "list")]
    [InlineData("from: { tau: 3e-6 }", "from: { tua: 3e-6 }", 13, 9, "did you mean 'tau'")]
    [InlineData("tau: \"tau/2\"", "tau: \"tau/x\"", 17, 0, "there is no parameter 'x'")]
    [InlineData("reference: exact,", "reference: golden-rule,", 17, 0, "spectral-gap, exact")]
    [InlineData("kind: identity,", "kind: identity, reference: none,", 15, 0, "belongs to laws")]
    [InlineData("kind: identity,", "kind: identity, quantity: spectrum,", 15, 0, "cannot be 'spectrum'")]
    [InlineData("rate: \"d^2*tau\"", "numbers: quaternion\nrate: \"d^2*tau\"", 9, 10, "allowed are real, complex")]
    [InlineData("rate: \"d^2*tau\"", "rate: \"d^2*tau\"\nvalue: 1", 10, 8, "not both")]
    public void MistakesAreNamedWithTheirPlace(string from, string to, int line, int column, string mentioned)
    {
        Assert.Contains(from, Rate, StringComparison.Ordinal);
        ModelFileException e = Assert.Throws<ModelFileException>(() => FormulaFileReader.ReadText(Rate.Replace(from, to, StringComparison.Ordinal), "my.yaml"));
        Assert.StartsWith("my.yaml:", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.Contains(mentioned, e.Message, StringComparison.Ordinal);
        Assert.True(line == e.Line && (column == 0 || column == e.Column), e.Message);
    }

    [Fact]
    public void ComplexNumbersOnTheWayLeaveARealValue()
    {
        const string Text = """
            id: two-lines
            parameters:
              D: { unit: rad/s, range: [1, 200] }
              A: { unit: rad/s, range: [1.0e4, 1.0e6] }
              P: { range: [0, 0.9] }
              G: { unit: 1/s, range: [1.0e4, 1.0e6] }
              B: { unit: 1/s, range: [1.0e3, 1.0e5] }
            numbers: complex
            where:
              w: "sqrt((1 - P^2)*A^2 - G^2/4)"
              near: "(A*P - w)^2 + (B + G/2)^2"
              far: "(A*P + w)^2 + (B + G/2)^2"
            rate: "D^2/4*((B + G/2)/near + (B + G/2)/far + G*((B + G/2)^2 - (A*P)^2 + w^2)/(near*far))"
            describes:
              pair: { dipolar: D, hyperfine: A, polarization: P, electronRate: G, broadening: B }
              noise: symmetric-telegraph
              reference: golden-rule
            claims:
              - { id: everywhere, kind: identity }
              - { id: positive, kind: positivity }
            """;
        FileFormula formula = FormulaFileReader.ReadText(Text);
        FileFormula same = FormulaCatalogue.Find("eq9");
        Assert.Equal(same.Predict(same.At(10, 2e4, 0.3, 8e4, 3e3)), formula.Predict(formula.At(10, 2e4, 0.3, 8e4, 3e3)), 1e-14);

        SuiteResult result = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick);
        Assert.All(result.Verdicts, v => Assert.True(v.AsDeclared, $"{v.Id}: declared {v.Declared}, found {v.Kind}. {v.Reason}"));
        Assert.InRange(result.Verdicts[0].LargestRelativeError, 0, 1e-39);
    }
}
