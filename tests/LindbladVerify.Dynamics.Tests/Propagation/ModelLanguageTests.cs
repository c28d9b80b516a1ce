using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.ModelFiles;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>What model files can say, against closed forms and against the same model written out by hand.</summary>
public sealed class ModelLanguageTests
{
    private const double Hbar = 6.62607015e-34 / (2 * Math.PI);
    private const double Boltzmann = 1.380649e-23;

    [Fact]
    public void Numbered_sites_sums_and_tables_say_the_same_as_names()
    {
        const string Numbered = """
            spins: { "I[1..3]": 1/2 }
            levels: { "c[1..2]": 3 }
            parameters: { n: 3, J0: 7, "J[k=1..2]": "J0/k", "w[1..3]": [1, 2, 3] }
            hamiltonian: "sum(k, 1, n, w[k]*I[k].z) + sum(k, 1, n-1, J[k]*(I[k].p*I[k+1].m + I[k].m*I[k+1].p)) + sum(j, 1, 2, sum(k, j, 2, (j+2*k)*I[j].x*(c[k].a + c[k].ad)))"
            dissipators: [ { operator: "I[n].m", rate: "sum(k, 1, 3, k^2)/10" }, { operator: "c[1].a", rate: 0.3 } ]
            noise: [ { operator: "sum(k, 1, n, k*I[k].z)", process: { kind: telegraph, high: 1, low: -1, rate: 2 } } ]
            initial: { "I[1]": up, "I[2..3]": [down, 0.3], "c[1..2]": 1 }
            observables: { "z[k=1..3]": "I[k].z", all: "sum(k, 1, n, k*I[k].x)", n: "c[2].n" }
            times: [0, 0.4, 1.3]
            """;
        const string Written = """
            spins: { A: 1/2, B: 1/2, C: 1/2 }
            levels: { c: 3, d: 3 }
            hamiltonian: "A.z + 2*B.z + 3*C.z + 7*(A.p*B.m + A.m*B.p) + 3.5*(B.p*C.m + B.m*C.p) + 3*A.x*(c.a + c.ad) + 5*A.x*(d.a + d.ad) + 6*B.x*(d.a + d.ad)"
            dissipators: [ { operator: "C.m", rate: 1.4 }, { operator: "c.a", rate: 0.3 } ]
            noise: [ { operator: "A.z + 2*B.z + 3*C.z", process: { kind: telegraph, high: 1, low: -1, rate: 2 } } ]
            initial: { A: up, B: down, C: 0.3, c: 1, d: 1 }
            observables: { z1: "A.z", z2: "B.z", z3: "C.z", all: "A.x + 2*B.x + 3*C.x", n: "d.n" }
            times: [0, 0.4, 1.3]
            """;
        double[][] expected = Values(Written);
        double[][] actual = Values(Numbered);
        Assert.Equal(expected.Length, actual.Length);
        for (int o = 0; o < expected.Length; o++)
        {
            Equal(expected[o], actual[o], 1e-9);
        }
    }

    [Fact]
    public void A_bath_holds_detailed_balance()
    {
        // dn/dt = g (nbar - n) of an oscillator; a two-level system ends at -tanh(ħω/2kT)/2.
        double nbar = 1 / (Math.Exp(Hbar * 3e10 / (Boltzmann * 0.25)) - 1);
        double[][] oscillator = Values("""
            levels: { c: 40 }
            hamiltonian: "0*c.n"
            bath: { operator: "c.a", frequency: 3e10, temperature: 0.25, rate: 2 }
            initial: { c: 3 }
            observables: { n: "c.n" }
            times: [0, 0.5, 2]
            """);
        Equal([3, nbar + ((3 - nbar) * Math.Exp(-1)), nbar + ((3 - nbar) * Math.Exp(-4))], oscillator[0], 1e-9);

        double[][] spins = Values("""
            spins: { q: 1/2, r: 1/2 }
            parameters: { T: 0.1, w: 5 GHz, m: 0.7 }
            hamiltonian: "0*q.z"
            bath:
              - { operator: "(1 + 2*i)*q.m", frequency: w, temperature: T, rate: 3 }
              - { operator: "r.m", occupation: m, rate: 2 }
            initial: { q: up, r: up }
            observables: { z: "q.z", r: "r.z" }
            times: [0, 1, 30]
            """);
        double end = -Math.Tanh(Hbar * 2 * Math.PI * 5e9 / (2 * Boltzmann * 0.1)) / 2;
        double rate = -3 * 5 / (2 * end);
        Equal([0.5, end + ((0.5 - end) * Math.Exp(-rate)), end], spins[0], 1e-9);
        Equal([0.5, (-0.5 / 2.4) + ((0.5 + (0.5 / 2.4)) * Math.Exp(-2 * 2.4)), -0.5 / 2.4], spins[1], 1e-9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rates_that_depend_on_time_decay_by_their_integral(bool reduce)
    {
        const string Text = """
            spins: { q: 1/2 }
            parameters: { g: 0.5, w: 3 }
            hamiltonian: "2*q.z"
            dissipators:
              - { operator: "q.m", rate: "g*(1 + cos(w*t))" }
              - { operator: "q.z", rate: "g*(sin(w*t) + 0.2)", allowNegative: true }
            initial: { density: "0.5*q.one + 0.3*q.z + 0.6*q.x" }
            observables: { n: "q.z + 0.5", x: "q.x" }
            times: [0, 1, 2.5]
            """;
        double[][] values = Values(Text, new PropagationOptions { Reduce = reduce, Tolerance = 1e-11 });
        double[] times = [0, 1, 2.5];
        double Down(double t) => 0.5 * (t + (Math.Sin(3 * t) / 3));
        double Phase(double t) => 0.5 * (((1 - Math.Cos(3 * t)) / 3) + (0.2 * t));
        Equal([.. times.Select(t => 0.65 * Math.Exp(-Down(t)))], values[0], 1e-9);
        Equal([.. times.Select(t => 0.3 * Math.Cos(2 * t) * Math.Exp((-Down(t) / 2) - (Phase(t) / 2)))], values[1], 1e-9);
    }

    [Fact]
    public void Rates_in_time_go_on_beside_noise_in_every_mode()
    {
        // The coherence under telegraph noise times the decay of the rate: the two commute.
        string Text(string rate) => $$"""
            spins: { q: 1/2 }
            hamiltonian: "0*q.z"
            dissipators: [ { operator: "q.z", rate: "{{rate}}" } ]
            noise: [ { operator: "q.z", process: { kind: telegraph, high: 2, low: -1, rate: 3 } } ]
            initial: { density: "0.5*q.one + q.x" }
            observables: { x: "q.x" }
            times: [0, 0.7, 2]
            """;
        foreach (bool reduce in new[] { true, false })
        {
            double[] still = Values(Text("0"), new PropagationOptions { Reduce = reduce })[0];
            double[] moving = Values(Text("t^2"), new PropagationOptions { Reduce = reduce })[0];
            double[] times = [0, 0.7, 2];
            Equal([.. still.Select((v, k) => v * Math.Exp(-Math.Pow(times[k], 3) / 6))], moving, 1e-9);
        }
    }

    [Fact]
    public void Trajectories_refuse_rates_in_time_in_words()
    {
        LoadedModel loaded = ModelFileReader.ReadText("""
            spins: { q: 1/2 }
            hamiltonian: "q.z"
            dissipators: [ { operator: "q.m", rate: "1 + t" } ]
            initial: { q: up }
            observables: { z: "q.z" }
            times: [0, 1]
            """);
        Assert.All(SamplingMethod.All, m => Assert.NotNull(m.Refusal(loaded.Model)));
        Assert.Contains("depends on time", SamplingMethod.QuantumJumps.Refusal(loaded.Model), StringComparison.Ordinal);
    }

    [Fact]
    public void Thermal_and_coherent_states_begin_where_they_should()
    {
        double[][] thermal = Values("""
            spins: { A: 1/2 }
            levels: { c: 12 }
            hamiltonian: "3*A.x + 2*c.n"
            initial: { thermal: { beta: 0.4 } }
            observables: { x: "A.x", n: "c.n" }
            times: [0, 1]
            """);
        double q = Math.Exp(-0.8);
        double n = Enumerable.Range(0, 12).Sum(k => k * Math.Pow(q, k)) / Enumerable.Range(0, 12).Sum(k => Math.Pow(q, k));
        Equal([-Math.Tanh(0.6) / 2, -Math.Tanh(0.6) / 2], thermal[0], 1e-9);
        Equal([n, n], thermal[1], 1e-9);
        double[][] hot = Values("""
            spins: { A: 1/2 }
            parameters: { w: 1e10 }
            hamiltonian: "w*A.z"
            initial: { thermal: { temperature: 0.05 } }
            observables: { z: "A.z" }
            times: [0]
            """);
        Equal([-Math.Tanh(Hbar * 1e10 / (2 * Boltzmann * 0.05)) / 2], hot[0], 1e-12);

        double[][] coherent = Values("""
            levels: { c: 40 }
            parameters: { a: 1.1, phi: 0.6 }
            hamiltonian: "2*c.n"
            initial: { c: "coherent(a*exp(i*phi))" }
            observables: { x: "(c.a + c.ad)/2", p: "(c.a - c.ad)/(2*i)" }
            times: [0, 0.3]
            """);
        Equal([1.1 * Math.Cos(0.6), 1.1 * Math.Cos(0)], coherent[0], 1e-9);
        Equal([1.1 * Math.Sin(0.6), 1.1 * Math.Sin(0)], coherent[1], 1e-9);
    }

    [Fact]
    public void One_process_may_act_on_several_operators()
    {
        string Text(string noise) => $$"""
            spins: { S: 1/2 }
            parameters: { Ax: 1.5 }
            hamiltonian: "2*S.z"
            noise: [ { process: { kind: telegraph, high: 1, low: -1, rate: 0.7 }, {{noise}} } ]
            initial: { S: up }
            observables: { z: "S.z", y: "S.y" }
            times: [0, 1, 3]
            """;
        double[][] several = Values(Text("operators: { \"S.x\": \"Ax\", \"S.z\": 2 }"));
        double[][] sum = Values(Text("operator: \"Ax*S.x + 2*S.z\""));
        Equal(sum[0], several[0], 1e-9);
        Equal(sum[1], several[1], 1e-9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Noises_of_one_chain_jump_together(bool reduce)
    {
        // A chain over four states that is the product of two independent telegraphs of other rates must equal these two.
        string Text(string noise) => $$"""
            spins: { S: 1/2, I: 1/2 }
            hamiltonian: "2*S.z + 0.3*(S.x*I.x + S.z*I.z)"
            noise: [ {{noise}}, { operator: "I.z", process: { kind: telegraph, high: 1, low: 0, rate: 2 } } ]
            initial: { S: up, I: 0.3 }
            observables: { z: "S.z", y: "S.y", x: "I.x*S.x" }
            times: [0, 0.6, 2]
            """;
        double[][] apart = Values(Text("{ operator: \"S.x\", process: { kind: telegraph, high: 1.5, low: -1, rate: 3, probabilityHigh: 0.25 } }, { operator: \"S.y\", process: { kind: telegraph, high: 0.5, low: -2, rate: 1 } }"));
        double[][] together = Values(
            Text("{ operators: [S.x, S.y], process: { kind: markov-chain, values: [[1.5, 0.5], [1.5, -2], [-1, 0.5], [-1, -2]], rates: [[0, 0.5, 2.25, 0], [0.5, 0, 0, 2.25], [0.75, 0, 0, 0.5], [0, 0.75, 0.5, 0]] } }"),
            new PropagationOptions { Reduce = reduce });
        for (int o = 0; o < 3; o++)
        {
            Equal(apart[o], together[o], 1e-9);
        }

        // Fully correlated values are one process on the sum of both operators.
        double[][] one = Values(Text("{ operator: \"S.x - 2*S.y\", process: { kind: telegraph, high: 1, low: -1, rate: 3 } }"));
        double[][] both = Values(Text("{ operators: [S.x, S.y], process: { kind: markov-chain, values: [[1, -2], [-1, 2]], rates: [[0, 1.5], [1.5, 0]] } }"), new PropagationOptions { Reduce = reduce });
        for (int o = 0; o < 3; o++)
        {
            Equal(one[o], both[o], 1e-9);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Noises_may_have_envelopes(bool reduce)
    {
        // A noise that commutes with everything: the second cumulant of ∫f x, exact for Ornstein–Uhlenbeck noise.
        string Text(string noise) => $$"""
            spins: { q: 1/2 }
            parameters: { r: 2 }
            hamiltonian: "0*q.z"
            noise: [ {{noise}} ]
            initial: { density: "0.5*q.one + 0.6*q.x + 0.3*q.z" }
            observables: { x: "q.x", z: "q.z" }
            times: [0, 0.5, 1, 2]
            """;
        double[] times = [0, 0.5, 1, 2];
        var options = new PropagationOptions { Reduce = reduce, Tolerance = 1e-11 };

        // f = 1 until 1, then 0: the phase stands still. f = exp(-t): ∬ f f exp(-2|t - s|) = 2 ∫ exp(-3t) (exp(t) - 1) dt.
        double[] off = Values(Text("{ operator: q.z, process: { kind: ornstein-uhlenbeck, standardDeviation: 1.3, rate: r }, envelope: \"if(t < 1, 1, 0)\" }"), options)[0];
        double Still(double t) => 1.69 * ((t / 2) - ((1 - Math.Exp(-2 * t)) / 4));
        Equal([.. times.Select(t => 0.3 * Math.Exp(-Still(Math.Min(t, 1))))], off, 1e-9);
        double[] fading = Values(Text("{ operator: q.z, process: { kind: ornstein-uhlenbeck, standardDeviation: 1.3, rate: r }, envelope: \"exp(-t)\" }"), options)[0];
        double Fading(double t) => 1.69 * (((1 - Math.Exp(-2 * t)) / 2) - ((1 - Math.Exp(-3 * t)) / 3));
        Equal([.. times.Select(t => 0.3 * Math.Exp(-Fading(t)))], fading, 1e-9);

        // An envelope of 1 is none, whatever the noise and its operator.
        foreach (string process in new[] { "{ kind: telegraph, high: 2, low: -1, rate: r }", "{ kind: fluctuators, count: 2, high: 2, low: -1, rate: r }" })
        {
            double[][] plain = Values(Text($"{{ operators: {{ q.x: 1, q.z: 2 }}, process: {process} }}"), options);
            double[][] gated = Values(Text($"{{ operators: {{ q.x: 1, q.z: 2 }}, process: {process}, envelope: \"1 + 0*t\" }}"), options);
            Equal(plain[0], gated[0], 1e-9);
            Equal(plain[1], gated[1], 1e-9);
        }

        LoadedModel loaded = ModelFileReader.ReadText(Text("{ operator: q.z, process: { kind: telegraph, high: 2, low: -1, rate: r }, envelope: \"cos(t)\" }"));
        Assert.All(SamplingMethod.All, m => Assert.Contains("envelope", m.Refusal(loaded.Model), StringComparison.Ordinal));
    }

    [Fact]
    public void Gaussian_noises_of_a_covariance_dephase_by_their_joint_variance()
    {
        // The coherence of a double quantum sees var(x1 + x2), that of a zero quantum var(x1 - x2).
        double[][] values = Values("""
            spins: { A: 1/2, B: 1/2 }
            parameters: { c: 0.5 }
            hamiltonian: "0*A.z"
            noise: [ { operators: [A.z, B.z], process: { kind: ornstein-uhlenbeck, covariance: [[1, c], [c, 2]], rate: 3 } } ]
            initial: { density: "0.25*A.one*B.one + 0.25*(A.p*B.p + A.m*B.m) + 0.25*(A.p*B.m + A.m*B.p)" }
            observables: { dq: "A.p*B.p + A.m*B.m", zq: "A.p*B.m + A.m*B.p" }
            times: [0, 0.5, 2]
            """);
        double[] times = [0, 0.5, 2];
        double Decay(double variance, double t) => Math.Exp(-variance * ((t / 3) - ((1 - Math.Exp(-3 * t)) / 9)));
        Equal([.. times.Select(t => 0.5 * Decay(4, t))], values[0], 1e-9);
        Equal([.. times.Select(t => 0.5 * Decay(2, t))], values[1], 1e-9);
        Assert.Contains("negative eigenvalue", Assert.Throws<ModelFileException>(() => Values("""
            spins: { A: 1/2 }
            hamiltonian: "0*A.z"
            noise: [ { operators: [A.z, A.x], process: { kind: ornstein-uhlenbeck, covariance: [[1, 2], [2, 1]], rate: 3 } } ]
            initial: { A: up }
            observables: { z: "A.z" }
            times: [0]
            """)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_switch_drives_at_the_right_moment()
    {
        double[][] values = Values("""
            spins: { q: 1/2 }
            parameters: { t1: 0.3, w: 2 }
            hamiltonian: "0*q.z"
            drive: [ { operator: "q.x", envelope: "if(t < t1 or t > 1 and t < 1.5, w, 0)" }, { operator: "q.x", envelope: "erf(3*(t - 1)) + besselj(0, 4*t) + sinc(2*t) + if(t < 0.5, cosh(t), asinh(t))" } ]
            initial: { q: up }
            observables: { z: "q.z" }
            times: [0.3, 0.8, 1.5, 2]
            """, new PropagationOptions { Tolerance = 1e-11 });

        // The angle is the integral of everything: 50 digits by mpmath.
        double[] angles = [1.16467331270060834, 1.58292173010430625, 3.59164730956309995, 4.83151463275381055];
        Equal([.. angles.Select(a => Math.Cos(a) / 2)], values[0], 1e-9);
    }

    private static double[][] Values(string text, PropagationOptions? options = null)
    {
        LoadedModel loaded = ModelFileReader.ReadText(text);
        return MasterEquationSolver.Solve(loaded.Model, loaded.Initial, [.. loaded.Observables.Select(o => o.Operator)], TimeGrid.Of(loaded.Times), options).Values;
    }

    private static void Equal(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.True(Math.Abs(expected[k] - actual[k]) <= tolerance, FormattableString.Invariant($"at {k}: {actual[k]:R}, expected {expected[k]:R}"));
        }
    }
}
