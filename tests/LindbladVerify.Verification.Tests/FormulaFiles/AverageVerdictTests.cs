using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>Means over static distributions, judged: each quantity with a formula that is right and one that is slightly wrong.</summary>
public sealed class AverageVerdictTests
{
    private const string Broadened = """
        spins: { q: 1/2 }
        parameters: { x: 0, d: 0, s: 2, R: 1 }
        hamiltonian: "x*q.z"
        dissipators: [ { operator: "q.z", rate: "2*R" } ]
        average: [ { parameter: x, gaussian: { mean: d, standardDeviation: s } } ]
        initial: { density: "0.5*q.one + q.x" }
        observables: { x: "q.x" }
        times: { from: 0, to: 2, points: 9 }
        """;

    private const string Echo = """
        spins: { q: 1/2 }
        parameters: { x: 0, s: 2, tau: 1, R: 0.3 }
        hamiltonian: "x*q.z"
        dissipators: [ { operator: "q.z", rate: "2*R" } ]
        sequence: { steps: [ { delay: tau }, { rotate: { operator: "q.x", angle: "0.9*pi" } }, { delay: tau } ] }
        average: [ { parameter: x, values: ["-s", 0, s], weights: [1, 2, 1] } ]
        initial: { density: "0.5*q.one + q.x" }
        observables: { x: "q.x" }
        """;

    private const string Widths = "s: { range: [0.5, 2] }, R: { range: [0.3, 3] }";

    [Theory]
    [InlineData("exp(-s^2*t^2/2 - t)*cos(d*t)/2", VerdictKind.Exact)]
    [InlineData("exp(-s^2*t^2/2 - t)*cos(1.001*d*t)/2", VerdictKind.False)]
    public void Courses(string curve, VerdictKind verdict) =>
        LanguageJudge.Expect(Broadened, "d: { range: [1, 3] }, s: { range: [0.5, 2] }", $"curve: \"{curve}\"", "observable: x, bind: { R: 1 }", verdict);

    [Theory]
    [InlineData("exp(-s^2*t^2/2 - t)*cos(d*t)/2", VerdictKind.Exact)]
    [InlineData("exp(-s^2*t^2/2 - t)*cos(d*t)/2*(1 + 1e-8)", VerdictKind.False)]
    public void Values_at_times(string value, VerdictKind verdict) =>
        LanguageJudge.Expect(Broadened, "d: { range: [1, 3] }, s: { range: [0.5, 2] }, t: { range: [0.1, 2] }", $"value: \"{value}\"", "observable: x, quantity: value, bind: { R: 1 }", verdict);

    /// <summary>The area under exp(-Rt - s²t²/2).</summary>
    [LongTheory]
    [InlineData("s*sqrt(2/pi)*exp(-R^2/(2*s^2))/erfc(R/(s*sqrt(2)))", VerdictKind.Exact)]
    [InlineData("s*sqrt(2/pi)*exp(-R^2/(2*s^2))/erfc(R/(s*sqrt(2)))*(1 + 1e-8)", VerdictKind.False)]
    public void Rates(string rate, VerdictKind verdict) =>
        LanguageJudge.Expect(Broadened, Widths, $"rate: \"{rate}\"", "observable: x, bind: { d: 0 }", verdict);

    /// <summary>Two lines of equal width that lie 2s apart, and none between them while s &lt; R: the half-maximum points of their sum.</summary>
    [Theory]
    [InlineData("2*sqrt(R^2 + 3*s^2)", VerdictKind.False)]
    [InlineData("2*sqrt(2*s^2 + sqrt(4*s^4 + (R^2 + s^2)^2))", VerdictKind.Exact)]
    public void Widths_of_lines(string rate, VerdictKind verdict) =>
        LanguageJudge.Expect(
            Broadened.Replace("gaussian: { mean: d, standardDeviation: s }", "values: [s, \"-s\"]", StringComparison.Ordinal),
            "s: { range: [0.1, 0.2] }, R: { range: [0.5, 2] }",
            $"rate: \"{rate}\"",
            "observable: x, quantity: fwhm, bind: { d: 0 }",
            verdict);

    /// <summary>Dipoles that light of one polarisation saturates, in all directions.</summary>
    [LongTheory]
    [InlineData("(1 - atan(sqrt(s))/sqrt(s))/2", VerdictKind.Exact)]
    [InlineData("s/(3 + s)/2", VerdictKind.False)]
    public void Steady_states_of_powders(string value, VerdictKind verdict) =>
        LanguageJudge.Expect(
            """
            spins: { a: 1/2 }
            parameters: { theta: 0, W: 3, g: 1 }
            hamiltonian: "W*cos(theta)*a.x"
            dissipators: [ { operator: "a.m", rate: g } ]
            average: [ { orientation: theta } ]
            initial: { a: down }
            observables: { n: "a.z + 1/2" }
            times: [0, 1]
            """,
            "W: { range: [0.1, 2] }, g: { range: [0.5, 2] }",
            $"where: {{ s: \"2*W^2/g^2\" }}\nvalue: \"{value}\"",
            "observable: n, quantity: steady-state",
            verdict);

    [LongTheory]
    [InlineData("2*(atan(2*(omega - lo)) - atan(2*(omega - hi)))/(hi - lo)", VerdictKind.Exact)]
    [InlineData("2*(atan(2*(omega - lo)) - atan(2*(omega + hi)))/(hi - lo)", VerdictKind.False)]
    public void Spectral_densities(string value, VerdictKind verdict) =>
        LanguageJudge.Expect(
            """
            spins: { a: 1/2 }
            parameters: { w: 3, lo: -1, hi: 2 }
            hamiltonian: "w*a.z"
            dissipators: [ { operator: "a.m", rate: 1 } ]
            average: [ { parameter: w, uniform: [lo, hi] } ]
            initial: { a: up }
            observables: { x: "2*a.x" }
            times: [0, 1]
            """,
            "lo: { range: [-3, -1] }, hi: { range: [1, 3] }, omega: { range: [-3, 3] }",
            $"value: \"{value}\"",
            "observable: x, quantity: spectral-density",
            verdict);

    /// <summary>An inversion that is a tenth short refocuses most of what static shifts dephase.</summary>
    [LongTheory]
    [InlineData("exp(-2*R*tau)/4*(1 + m - cos(0.9*pi)*(1 - m))", VerdictKind.Exact)]
    [InlineData("exp(-2*R*tau)/2", VerdictKind.False)]
    public void Echoes(string value, VerdictKind verdict) =>
        LanguageJudge.Expect(Echo, "s: { range: [0.5, 2] }, tau: { range: [0.1, 1] }, R: { range: [0.1, 1] }", $"where: {{ m: \"(1 + cos(2*s*tau))/2\" }}\nvalue: \"{value}\"", "observable: x, quantity: value", verdict);

    [Theory]
    [InlineData("if(t <= tau, exp(-R*t)/2*(1 + cos(s*t))/2, exp(-R*t)/8*((1 + cos(s*(2*tau - t)))*(1 - cos(0.9*pi)) + (1 + cos(s*t))*(1 + cos(0.9*pi))))", VerdictKind.Exact)]
    [InlineData("if(t <= tau, exp(-R*t)/2*(1 + cos(s*t))/2, exp(-R*t)/8*((1 + cos(s*(2*tau - t)))*(1 - cos(pi)) + (1 + cos(s*t))*(1 + cos(pi))))", VerdictKind.False)]
    public void Courses_of_echoes(string curve, VerdictKind verdict) =>
        LanguageJudge.Expect(Echo, "s: { range: [0.5, 2] }, tau: { range: [0.1, 1] }, R: { range: [0.1, 1] }", $"curve: \"{curve}\"", "observable: x", verdict);

    [Fact]
    public void A_mean_that_cannot_be_taken_is_no_verdict()
    {
        // Lines without a width: every member turns for ever.
        Verdict found = LanguageJudge.Judge(Broadened, "s: { range: [0.5, 2] }", "rate: \"2*s*sqrt(2*log(2))\"", "observable: x, quantity: fwhm, bind: { R: \"0*s\", d: 0 }");
        Assert.Equal(VerdictKind.OutOfDomain, found.Kind);
        Assert.Contains("does not settle", found.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Broadened, "observable: x, quantity: spectral-gap, bind: { d: 0 }", "no mode of its own")]
    [InlineData(Broadened, "observable: x, quantity: line-width, bind: { d: 0 }, mode: heaviest", "no mode of its own")]
    [InlineData(Broadened, "observable: x, over: { quantity: frequency }, bind: { d: 0 }", "no mode of its own")]
    [InlineData(Echo, "observable: x, quantity: cycle-rate, bind: { tau: R }", "no mode of its own")]
    [InlineData(Broadened, "observable: x, bind: { x: s }", "cannot be set")]
    public void What_a_mean_has_not_is_refused_with_its_place(string model, string describes, string words)
    {
        ModelFileException e = Assert.Throws<ModelFileException>(() => LanguageJudge.Judge(model, Widths, "rate: R", describes));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("formula.yaml:5:", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_course_needs_one_clock_for_all_members()
    {
        string model = Echo.Replace("parameter: x", "parameter: tau", StringComparison.Ordinal).Replace("\"-s\", 0, s", "s, \"2*s\", \"3*s\"", StringComparison.Ordinal);
        ModelFileException e = Assert.Throws<ModelFileException>(() => LanguageJudge.Judge(model, Widths, "curve: \"exp(-R*t)\"", "observable: x, bind: { x: 0 }"));
        Assert.Contains("the same time for all members", e.Message, StringComparison.Ordinal);
    }
}
