using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.FormulaFiles;
using Xunit;

namespace LindbladVerify.Formulas.Tests;

/// <summary>What every formula must satisfy, whichever it is: a new one is tested without editing this file.</summary>
public sealed class CatalogueTests
{
    public static TheoryData<string> Ids { get; } = new(FormulaCatalogue.All.Select(f => f.Id));

    [Fact]
    public void ThePapersSuiteHasTheClaimsOfItsInterface()
    {
        HashSet<string> claims = FormulaCatalogue.OfSuite("chessari-2023")
            .SelectMany(f => f.Claims.Select(c => $"{f.Id}.{c.Id}"))
            .ToHashSet(StringComparer.Ordinal);
        string[] expected =
        [
            "eq4.spectrum", "eq5.coherence-decay", "eq6.longitudinal-rate", "eq7.zero-quantum-broadening", "eq8.lorentzian", "eq8.as-printed.lorentzian",
            "eq9.symmetric-telegraph", "eq9.electron-telegraph", "eq9.ornstein-uhlenbeck", "eq9.fast-electron", "eq9.polarized-limit",
            "eq10.as-printed.slow-electron", "eq10.slow-electron", "eq10.polarized-limit",
            "eq11.as-printed.fast-electron", "eq11.fast-electron", "closed-form.electron-telegraph",
        ];
        Assert.DoesNotContain(expected, id => !claims.Contains(id));
    }

    [Fact]
    public void IdsAreSortedAndUnique()
    {
        string[] ids = [.. FormulaCatalogue.All.Select(f => f.Id)];
        Assert.True(ids.SequenceEqual(ids.Order(StringComparer.Ordinal), StringComparer.Ordinal));
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void AnUnknownSuiteOrFormulaIsRefusedByName()
    {
        Assert.Contains("'chessari-1923'", Assert.Throws<ArgumentException>(() => FormulaCatalogue.OfSuite("chessari-1923")).Message, StringComparison.Ordinal);
        Assert.Contains("'eq99'", Assert.Throws<ArgumentException>(() => FormulaCatalogue.Find("eq99")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void HasASourceATitleAnExpressionAndClaims(string id)
    {
        Formula formula = FormulaCatalogue.Find(id);
        Assert.Equal("10.1103/PhysRevB.107.224429", formula.Source.Doi);
        Assert.NotEmpty(formula.Source.Citation);
        Assert.NotEmpty(formula.Title);
        Assert.NotEmpty(formula.Expression);
        Assert.True(formula.Variant is "as printed" or "repaired" or "derived", formula.Variant);
        Assert.Equal(string.Equals(formula.Variant, "derived", StringComparison.Ordinal), formula.Source.Equation.Length == 0);
        Assert.Contains(formula.Claims, c => c is IdentityClaim or LimitClaim or BoundClaim);
        Assert.All(formula.Claims, c => Assert.EndsWith(".", c.Statement, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void PredictionsAreFiniteAndNotNegativeInTheDomainAndAtItsCorners(string id)
    {
        Formula formula = FormulaCatalogue.Find(id);
        foreach (ParameterPoint point in DomainPoints.Corners(formula).Concat(DomainPoints.Random(formula, 500)))
        {
            double value = formula.Predict(point);
            Assert.True(double.IsFinite(value) && value >= 0, $"{id} gives {value:R} at {point}");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void DeclaredSymmetriesAndScalingsHoldToRounding(string id)
    {
        Formula formula = FormulaCatalogue.Find(id);
        SymmetryClaim[] laws = [.. formula.Claims.OfType<SymmetryClaim>()];
        Assert.Contains(laws, c => string.Equals(c.Id, "scaling", StringComparison.Ordinal));
        foreach (SymmetryClaim law in laws.Where(c => c.Declared == VerdictKind.Exact))
        {
            // The transformed point is itself rounded, so that a formula of condition number k moves by k units of 1.1e-16;
            // k is at most about Delta/G2 = 1e5 where two levels cross (P near 1/sqrt(2)), and 1e4 on the peak of Eq. (4).
            const double Tolerance = 1e-10;
            foreach (ParameterPoint point in DomainPoints.Random(formula, 300))
            {
                double expected = law.Factor(point) * formula.Predict(point);
                double actual = formula.Predict(law.Map(point));
                Assert.True(Math.Abs(actual - expected) <= Tolerance * expected, $"{id}.{law.Id}: {actual:R} instead of {expected:R} at {point}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void LawsDeclaredFalseFailByMoreThanRounding(string id)
    {
        Formula formula = FormulaCatalogue.Find(id);
        foreach (SymmetryClaim law in formula.Claims.OfType<SymmetryClaim>().Where(c => c.Declared == VerdictKind.False))
        {
            Assert.Contains(
                DomainPoints.Random(formula, 100),
                p => Math.Abs((formula.Predict(law.Map(p)) / formula.Predict(p)) - law.Factor(p)) > 0.1);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void LimitPathsStayInsideTheDomainOfTheFormula(string id)
    {
        Formula formula = FormulaCatalogue.Find(id);
        foreach (LimitClaim limit in formula.Claims.OfType<LimitClaim>())
        {
            Assert.NotEmpty(limit.PathText);
            Assert.Equal(limit.Declared == VerdictKind.Asymptotic, limit.DeclaredOrder is not null);
            foreach (ParameterPoint point in DomainPoints.Corners(formula))
            {
                foreach (double epsilon in new[] { 1, 1e-3, 1e-6, 1e-9 })
                {
                    ParameterPoint moved = limit.Path(point, epsilon);
                    Assert.True(formula.Predict(moved) > 0, $"{id}.{limit.Id} at {moved}");
                }
            }
        }
    }

    [Fact]
    public void APointWithTheWrongNumberOfValuesIsRefused() =>
        Assert.Throws<ArgumentException>(() => FormulaCatalogue.Find("eq9").At(1, 2, 3));
}
