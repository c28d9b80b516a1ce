using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>Means over periods and limits at late times of driven models, judged: each with a formula that is right and one that is slightly wrong.</summary>
public sealed class PeriodVerdictTests
{
    private const string Modulated = """
        spins: { q: 1/2 }
        parameters: { b: 1, w: 4 }
        hamiltonian: "0*q.z"
        drive: [ { operator: "q.z", cosine: { amplitude: b, frequency: w } } ]
        initial: { density: "q.one/2 + q.x" }
        observables: { x: "2*q.x" }
        times: [0, 1]
        """;

    /// <summary>A spin that relaxes alike in all directions, to P along x, while its frequency is modulated: m' = (i b cos wt - g) m + g P.</summary>
    private const string Pumped = """
        spins: { q: 1/2 }
        parameters: { b: 1, w: 4, g: 1, P: 0.5 }
        hamiltonian: "0*q.z"
        dissipators:
          - { operator: "q.y + i*q.z", rate: "g*(1 + P)/2" }
          - { operator: "q.y - i*q.z", rate: "g*(1 - P)/2" }
          - { operator: "2*q.x", rate: "g/4" }
        drive: [ { operator: "q.z", cosine: { amplitude: b, frequency: w } } ]
        initial: { q: up }
        observables: { x: "2*q.x" }
        times: [0, 1]
        """;

    private const string Kick = """
        spins: { q: 1/2 }
        parameters: { a: 2, k: 1 }
        hamiltonian: "0*q.z"
        drive: [ { operator: "q.x", envelope: "ENVELOPE" } ]
        initial: { q: up }
        observables: { z: "2*q.z" }
        times: [0, 3]
        """;

    [Theory]
    [LongInlineData("besselj(0, b/w)", VerdictKind.Exact)]
    [LongInlineData("besselj(0, b/w)*(1 + 1e-9)", VerdictKind.False)]
    [InlineData("1 - b^2/(4*w^2)", VerdictKind.False)]
    public void Modulated_precession(string value, VerdictKind verdict) =>
        LanguageJudge.Expect(Modulated, "b: { range: [0.5, 2] }, w: { range: [1, 5] }, t: { range: [0, 4] }", $"value: \"{value}\"", "observable: x, quantity: period-average", verdict);

    /// <summary>A decay that the drive does not touch: the mean over the period that begins at t.</summary>
    [Theory]
    [LongInlineData("(1 - exp(-k*p))/(k*p)*exp(-k*t)", VerdictKind.Exact)]
    [InlineData("exp(-k*(t + p/2))", VerdictKind.False)]
    public void A_period_that_begins_at_a_time(string value, VerdictKind verdict) =>
        LanguageJudge.Expect(
            """
            spins: { q: 1/2 }
            parameters: { k: 1, w: 2 }
            hamiltonian: "0*q.z"
            dissipators: [ { operator: "q.m", rate: k } ]
            drive: [ { operator: "q.z", cosine: { amplitude: 3, frequency: w } } ]
            initial: { q: up }
            observables: { n: "q.z + 1/2" }
            times: [0, 1]
            """,
            "k: { range: [0.1, 2] }, w: { range: [1, 5] }, t: { range: [0, 4] }",
            $"where: {{ p: \"2*pi/w\" }}\nvalue: \"{value}\"",
            "observable: n, quantity: period-average",
            verdict);

    /// <summary>Sidebands of a modulated frequency, each as far as relaxation lets it (Bessel functions of b/w).</summary>
    [LongTheory]
    [InlineData("(besselj(0, b/w)^2 + 2*sum(k, 1, 40, besselj(k, b/w)^2/(1 + k^2*w^2)))/2", VerdictKind.Exact)]
    [InlineData("besselj(0, b/w)^2/2", VerdictKind.False)]
    public void The_steady_course_of_a_modulated_spin(string value, VerdictKind verdict) =>
        LanguageJudge.Expect(Pumped, "b: { range: [0.5, 4] }, w: { range: [1, 4] }", $"value: \"{value}\"", "observable: x, quantity: period-average", verdict);

    /// <summary>One parameter each: a drive is integrated to its end at every point.</summary>
    [LongTheory]
    [InlineData("a*exp(-k*t)", "a: { range: [0.5, 5] }", "cos(a)", VerdictKind.Exact)]
    [InlineData("a*exp(-k*t)", "a: { range: [0.5, 0.6] }", "1 - a^2/2", VerdictKind.False)]
    public void Drives_that_end(string envelope, string parameters, string value, VerdictKind verdict) =>
        LanguageJudge.Expect(Kick.Replace("ENVELOPE", envelope, StringComparison.Ordinal), parameters, $"value: \"{value}\"", "observable: z, quantity: limit-value", verdict);

    [Theory]
    [InlineData(Modulated, "b: { range: [1, 2] }, t: { range: [1, 2] }", "observable: x, quantity: period-average, factor: 2", "factor belongs to a rate")]
    [InlineData(Kick, "a: { range: [1, 2] }", "observable: z, quantity: period-average", "no known period")]
    [InlineData(Modulated, "b: { range: [1, 2] }", "observable: x, quantity: steady-state", "period-average")]
    public void What_has_no_period_is_refused_with_its_place(string model, string parameters, string describes, string words)
    {
        ModelFileException e = Assert.Throws<ModelFileException>(() => LanguageJudge.Judge(model.Replace("ENVELOPE", "a*exp(-k*t)", StringComparison.Ordinal), parameters, "value: 1", describes));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("formula.yaml:5:", e.Message, StringComparison.Ordinal);
    }

    /// <summary>A drive that goes on has no limit, and without damping no late course of its own.</summary>
    [Theory]
    [LongInlineData("limit-value")]
    [InlineData("period-average")]
    public void What_does_not_settle_has_no_value_at_late_times(string quantity)
    {
        Verdict found = LanguageJudge.Judge(Modulated, "b: { range: [0.5, 2] }, w: { range: [1, 2] }", "value: \"besselj(0, b/w)\"", $"observable: x, quantity: {quantity}");
        Assert.Equal(VerdictKind.OutOfDomain, found.Kind);
        Assert.Contains("does not settle", found.Reason, StringComparison.Ordinal);
    }
}
