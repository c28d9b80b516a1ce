using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>What formula and model files can say, judged: each feature with a formula that is right and one that is slightly wrong.</summary>
public sealed class LanguageVerdictTests
{
    private const string Bath = """
        spins: { q: 1/2 }
        parameters: { g: 1, w: 1e11, T: 1, m: 0.3 }
        hamiltonian: "0*q.z"
        bath: { operator: "q.m", BATH, rate: g }
        initial: { q: up }
        observables: { z: "q.z" }
        times: [0, 1]
        """;

    private const string Channels = """
        spins: { "S[1..3]": 1/2 }
        parameters: { "g[1..3]": [1, 2, 3], n: 3 }
        hamiltonian: "sum(k, 1, n, g[k]*S[k].z)"
        dissipators: [ { operator: "S[1].m", rate: "sum(k, 1, n, k*g[k])" }, { operator: "S[2].m", rate: 1 } ]
        initial: { "S[1..3]": up }
        observables: { z: "S[1].z" }
        times: [0, 1]
        """;

    private const string InTime = """
        spins: { q: 1/2 }
        parameters: { g: 1, w: 2 }
        hamiltonian: "0*q.z"
        dissipators: [ { operator: "q.m", rate: "g*(1 + cos(w*t))" } ]
        initial: { q: up }
        observables: { n: "q.z + 0.5" }
        times: { from: 0, to: 2, points: 11 }
        """;

    private const string TwoAxes = """
        spins: { S: 1/2 }
        parameters: { a: 1, b: 1, r: 3 }
        hamiltonian: "0*S.z"
        noise: [ { process: { kind: telegraph, high: 1, low: -1, rate: r }, operators: { "S.x": a, "S.y": b } } ]
        initial: { S: up }
        observables: { z: "S.z" }
        times: [0, 1]
        """;

    [Theory]
    [InlineData("temperature: T, frequency: w", "g: { range: [0.1, 10] }, w: { range: [1e10, 1e11] }, T: { range: [0.1, 10] }", "g*coth(hbar*w/(2*kB*T))", VerdictKind.Exact)]
    [InlineData("temperature: T, frequency: w", "g: { range: [0.1, 10] }, w: { range: [1e10, 1e11] }, T: { range: [0.1, 10] }", "g*coth(hbar*w/(2*kB*T))*(1 + 1e-9)", VerdictKind.False)]
    [InlineData("occupation: m", "g: { range: [0.1, 10] }, m: { range: [0, 5] }", "g*(2*m + 1)", VerdictKind.Exact)]
    [InlineData("occupation: m", "g: { range: [0.1, 10] }, m: { range: [0, 5] }", "g*(2*m + 2)", VerdictKind.False)]
    public void Baths(string bath, string parameters, string rate, VerdictKind verdict) =>
        LanguageJudge.Expect(Bath.Replace("BATH", bath, StringComparison.Ordinal), parameters, $"rate: \"{rate}\"", "observable: z", verdict);

    [Theory]
    [InlineData("sum(k, 1, 3, k*g[k])", VerdictKind.Exact)]
    [InlineData("sum(k, 1, n, k*g[k])", VerdictKind.Exact)]
    [InlineData("sum(k, 1, n, g[n]*k)", VerdictKind.False)]
    [InlineData("g[1] + 2*g[2] + 3*g[2]", VerdictKind.False)]
    public void Sums_and_tables(string rate, VerdictKind verdict) =>
        LanguageJudge.Expect(Channels, "\"g[1..3]\": { range: [0.1, 10] }, n: { value: 3 }", $"rate: \"{rate}\"", "observable: z", verdict);

    [Theory]
    [InlineData("exp(-g*(t + sin(w*t)/w))", VerdictKind.Exact)]
    [InlineData("exp(-g*t*(1 + sinc(w*t)))", VerdictKind.Exact)]
    [InlineData("exp(-g*t)", VerdictKind.False)]
    public void Rates_in_time(string curve, VerdictKind verdict) =>
        LanguageJudge.Expect(InTime, "g: { range: [0.1, 1] }, w: { range: [1, 5] }", $"curve: \"{curve}\"", "observable: n", verdict);

    [Theory]
    [InlineData("re(exp(-r*t/2)*(cosh(s*t) + r/(2*s)*sinh(s*t)))/2", VerdictKind.Exact)]
    [InlineData("exp(-r*t/2)*(cosh(sqrt(r^2/4 - a^2 - b^2)*t))/2", VerdictKind.False)]
    public void One_process_on_two_axes(string curve, VerdictKind verdict) =>
        LanguageJudge.Expect(TwoAxes, "a: { range: [0.1, 2] }, b: { range: [0.1, 2] }, r: { range: [0.5, 3] }", $"numbers: complex\nwhere: {{ s: \"sqrt(r^2/4 - a^2 - b^2)\" }}\ncurve: \"{curve}\"", "observable: z", verdict);

    [Theory]
    [InlineData("exp(-(a + b + 2*c)*(t/r - (1 - exp(-r*t))/r^2))/2", VerdictKind.Exact)]
    [InlineData("exp(-(a + b)*(t/r - (1 - exp(-r*t))/r^2))/2", VerdictKind.False)]
    public void Correlated_noises(string curve, VerdictKind verdict) =>
        LanguageJudge.Expect("""
            spins: { A: 1/2, B: 1/2 }
            parameters: { a: 1, b: 2, c: 0.3, r: 3 }
            hamiltonian: "0*A.z"
            noise: [ { operators: [A.z, B.z], process: { kind: ornstein-uhlenbeck, covariance: [[a, c], [c, b]], rate: r } } ]
            initial: { density: "0.25*A.one*B.one + 0.25*(A.p*B.p + A.m*B.m)" }
            observables: { dq: "A.p*B.p + A.m*B.m" }
            times: { from: 0, to: 3, points: 9 }
            """, "a: { range: [0.5, 1] }, b: { range: [0.5, 1] }, c: { range: [-0.4, 0.4] }, r: { range: [1, 3] }", $"curve: \"{curve}\"", "observable: dq", verdict);

    [Theory]
    [InlineData("exp(-s^2*((1 - exp(-2*t))/2 - (1 - exp(-3*t))/3))/2", VerdictKind.Exact)]
    [InlineData("exp(-s^2*(t/2 - (1 - exp(-2*t))/4))/2", VerdictKind.False)]
    public void Noises_with_an_envelope(string curve, VerdictKind verdict) =>
        LanguageJudge.Expect("""
            spins: { q: 1/2 }
            parameters: { s: 1 }
            hamiltonian: "0*q.z"
            noise: [ { operator: q.z, process: { kind: ornstein-uhlenbeck, standardDeviation: s, rate: 2 }, envelope: "exp(-t)" } ]
            initial: { density: "0.5*q.one + q.x" }
            observables: { x: "q.x" }
            times: { from: 0, to: 2, points: 9 }
            """, "s: { range: [0.5, 1] }", $"curve: \"{curve}\"", "observable: x", verdict);

    [Theory]
    [InlineData("g/2*sinc(g)", VerdictKind.False)]
    [InlineData("-tanh(b*w/2)/2", VerdictKind.Exact)]
    public void Thermal_states(string value, VerdictKind verdict) =>
        LanguageJudge.Expect("""
            spins: { q: 1/2 }
            parameters: { w: 1, b: 1, g: 1 }
            hamiltonian: "w*q.z"
            dissipators: [ { operator: "q.z", rate: g } ]
            initial: { thermal: { beta: b } }
            observables: { z: "q.z" }
            times: [0, 1]
            """, "w: { range: [0.1, 3] }, b: { range: [0.1, 2] }, g: { value: 1 }", $"value: \"{value}\"", "observable: z, quantity: steady-state", verdict);

    [LongTheory]
    [InlineData("1/(1 + 4*J^2)", VerdictKind.False)]
    [InlineData("cos(J*t)^2", VerdictKind.Exact)]
    public void Restricted_spaces(string curve, VerdictKind verdict) =>
        LanguageJudge.Expect("""
            spins: { "I[1..2]": 1/2, "S[1..20]": 1/2 }
            parameters: { J: 1 }
            restrict: "sum of n <= 1"
            hamiltonian: "J*(I[1].p*I[2].m + I[1].m*I[2].p)"
            initial: { "I[1]": up, "I[2]": down, "S[1..20]": down }
            observables: { n: "I[1].z + 1/2" }
            times: { from: 0, to: 3, points: 9 }
            """, "J: { range: [1, 3] }", $"curve: \"{curve}\"", "observable: n", verdict);

    [Theory]
    [InlineData("g*if(g < 1, 1, 1)", VerdictKind.Exact)]
    [InlineData("g*if(g < 9, 1, 1.0001)", VerdictKind.False)]
    [LongInlineData("g*(besselj(0, g/10)^2 + 2*sum(k, 1, 32, besselj(k, g/10)^2))", VerdictKind.Exact)]
    [InlineData("g*(erf(g) + erfc(g))*gamma(5)/24*cosh(asinh(g))/sqrt(1 + g^2)", VerdictKind.Exact)]
    [InlineData("g*abs(exp(i*g))*(1 + 1e-12*im(exp(i*g)))", VerdictKind.False)]
    public void Functions_and_conditions(string rate, VerdictKind verdict) =>
        LanguageJudge.Expect("""
            spins: { q: 1/2 }
            parameters: { g: 1 }
            hamiltonian: "0*q.z"
            dissipators: [ { operator: "q.m", rate: g } ]
            initial: { q: up }
            observables: { z: "q.z" }
            times: [0, 1]
            """, "g: { range: [0.1, 10] }", $"rate: \"{rate}\"", "observable: z", verdict);

    [Theory]
    [InlineData("rate: \"g*sum(k, 1, 2.5, k)\"", "whole number")]
    [InlineData("rate: \"g*e^(-1*g)\"", "elementary charge")]
    [InlineData("rate: \"g*J[k]\"", "no table 'J'")]
    [InlineData("rate: \"g*if(g, 1, 2)\"", "condition")]
    [InlineData("rate: \"g*besselj(1)\"", "two arguments")]
    public void What_cannot_be_read_is_said_with_its_place(string formula, string words)
    {
        ModelFileException e = Assert.Throws<ModelFileException>(() => LanguageJudge.Judge(InTime, "g: { range: [0.1, 1] }", formula, "observable: n"));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("formula.yaml:4:", e.Message, StringComparison.Ordinal);
    }
}
