using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>Means over static distributions, restricted spaces and states of other models, against closed forms and full spaces.</summary>
public sealed class StaticAverageTests
{
    private static readonly Dictionary<string, double> s_none = new(StringComparer.Ordinal);
    private static readonly double[] s_times = [0, 0.3, 1, 2.5];

    [Fact]
    public void Gaussian_detunings_dephase_as_gaussians()
    {
        double[] values = Mean("average: [ { parameter: d, gaussian: { mean: 1, standardDeviation: \"2*s\" } } ]");
        Equal([.. s_times.Select(t => 0.5 * Math.Cos(t) * Math.Exp(-1.5 * 1.5 * t * t / 2))], values);
    }

    [Fact]
    public void Even_detunings_dephase_as_a_sinc()
    {
        double[] values = Mean("average: [ { parameter: d, uniform: [-3, 7] } ]");
        Equal([.. s_times.Select(t => 0.5 * Math.Cos(2 * t) * (t == 0 ? 1 : Math.Sin(5 * t) / (5 * t)))], values);
    }

    [Fact]
    public void Tables_are_weighted_and_distributions_independent()
    {
        double[] values = Mean("average: [ { parameter: d, values: [1, 3], weights: [3, 1] }, { parameter: b, uniform: [0, 2] } ]");
        Equal([.. s_times.Select(t => ((0.75 * Math.Cos(t)) + (0.25 * Math.Cos(3 * t))) * 0.5 * (t == 0 ? 1 : (1 - Math.Exp(-t)) / t))], values);
    }

    [LongFact]
    public void Powders_are_means_over_the_sphere()
    {
        // 30 digits by mpmath: the mean of cos(d t ((3x² - 1)/2 + η/2 (1 - x²) cos 2φ)) over x and φ.
        double[] values = Mean("average: [ { orientation: [theta, phi] } ]", "5*((3*cos(theta)^2-1)/2 + 0.2*sin(theta)^2*cos(2*phi))*q.z");
        Equal([0.5, 0.39108297833324609, -0.04552505728771208, -0.007244496151009645], values);
    }

    [Fact]
    public void An_average_must_not_be_taken_for_a_single_model()
    {
        ModelFile model = ModelFileReader.OpenText(Text("average: [ { parameter: d, uniform: [0, 1] } ]", "d*q.z"));
        Assert.Contains("average over d", Assert.Throws<ModelFileException>(() => model.Bind()).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be set", Assert.Throws<ModelFileException>(() => model.AveragePoints(new Dictionary<string, double>(StringComparer.Ordinal) { ["d"] = 1 }, 0)).Message, StringComparison.Ordinal);
        foreach ((string wrong, string words) in new[]
        {
            ("[ { parameter: x, uniform: [0, 1] } ]", "no parameter 'x'"), ("[ { parameter: d, uniform: [0] } ]", "two numbers"), ("[ { parameter: d } ]", "needs one of"), ("[ { parameter: d, gaussian: { standardDeviation: \"2*d\" } } ]", "must not depend on"),
            ("[ { parameter: d, uniform: [0, 1] }, { parameter: d, values: [1] } ]", "two distributions"), ("[ { parameter: d, values: [1, 2], weights: [1] } ]", "as many weights"),
        })
        {
            Assert.Contains(words, Assert.Throws<ModelFileException>(() => ModelFileReader.OpenText(Text($"average: {wrong}", "d*q.z"))).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("sum of n <= 2", 12)]
    [InlineData("sum of n over I[1], I[2], I[3], c <= 2", 12)]
    public void A_restricted_space_gives_what_the_full_one_does(string restrict, int dimension)
    {
        static string Model(string restrict) => $$"""
            spins: { "I[1..3]": 1/2 }
            levels: { c: 3 }
            {{restrict}}
            hamiltonian: "I[1].p*I[2].m + I[1].m*I[2].p + 2*(I[2].p*I[3].m + I[2].m*I[3].p) + 0.7*(I[1].p*c.a + I[1].m*c.ad)"
            dissipators: [ { operator: "I[3].m", rate: 0.3 }, { operator: "c.a + I[2].m", rate: 0.2 } ]
            noise: [ { operator: "I[1].z", process: { kind: telegraph, high: 1, low: -1, rate: 2 } } ]
            initial: { "I[1]": up, "I[2..3]": down, c: 1 }
            observables: { a: "I[1].z", b: "I[3].z", n: "c.n", x: "I[1].p*I[2].m + I[1].m*I[2].p" }
            times: [0, 1, 3]
            """;
        LoadedModel restricted = ModelFileReader.ReadText(Model($"restrict: \"{restrict}\""));
        Assert.Equal(dimension, restricted.Model.Dimension);
        Assert.DoesNotContain(restricted.Notes, n => n.Contains("left out", StringComparison.Ordinal));
        double[][] expected = Solve(ModelFileReader.ReadText(Model(string.Empty)));
        double[][] actual = Solve(restricted);
        for (int o = 0; o < expected.Length; o++)
        {
            Equal(expected[o], actual[o]);
        }
    }

    [Fact]
    public void Forty_spins_with_one_excitation_hop_as_bessel_functions()
    {
        LoadedModel loaded = ModelFileReader.ReadText("""
            spins: { "I[1..40]": 1/2 }
            restrict: "sum of n == 1"
            hamiltonian: "sum(k, 1, 39, I[k].p*I[k+1].m + I[k].m*I[k+1].p)"
            initial: { "I[1]": up, "I[2..40]": down }
            observables: { first: "I[1].z + 1/2" }
            times: [0, 1, 3]
            """);
        Assert.Equal(40, loaded.Model.Dimension);

        // (J0(2t) + J2(2t))² at the end of a long chain.
        Equal([1, Math.Pow(0.2238907791412357 + 0.35283402861563773, 2), Math.Pow(0.15064525725099692 - 0.24287320996018547, 2)], Solve(loaded)[0]);
    }

    [Fact]
    public void What_leads_out_of_a_restricted_space_is_said()
    {
        LoadedModel loaded = ModelFileReader.ReadText("""
            levels: { c: 9 }
            restrict: "sum of n <= 3"
            hamiltonian: "c.n + 0.1*(c.a + c.ad)"
            initial: { c: 0 }
            observables: { n: "c.n" }
            times: [0, 1]
            """);
        Assert.Contains(loaded.Notes, n => n.Contains("the Hamiltonian leads to states that are left out, by matrix elements up to 0.2", StringComparison.Ordinal));
    }

    [Fact]
    public void States_of_other_models_and_files_begin_where_those_end()
    {
        string folder = Directory.CreateTempSubdirectory("states-").FullName;
        try
        {
            const string Driven = """
                spins: { q: 1/2 }
                parameters: { O: 1 }
                hamiltonian: "O*q.x + 0.3*q.z"
                dissipators: [ { operator: "q.m", rate: 1 } ]
                initial: { q: up }
                observables: { z: "q.z", x: "q.x", y: "q.y" }
                times: [0, 200]
                """;
            File.WriteAllText(Path.Combine(folder, "driven.yaml"), Driven);
            double[][] end = Solve(ModelFileReader.ReadText(Driven, new Dictionary<string, double>(StringComparer.Ordinal) { ["O"] = 2 }));
            string Free(string initial) => $$"""
                spins: { q: 1/2 }
                hamiltonian: "0*q.z"
                initial: {{initial}}
                observables: { z: "q.z", x: "q.x", y: "q.y" }
                times: [0]
                """;
            double[][] begun = Solve(ModelFileReader.ReadText(Free("{ steadyState: driven.yaml, set: { O: 2 } }"), folder: folder));
            for (int o = 0; o < 3; o++)
            {
                Equal([end[o][1]], begun[o]);
            }

            Assert.Contains("no array 'rho'", Refusal("{ file: empty.npz }"), StringComparison.Ordinal);
            Assert.Contains("does not exist", Refusal("{ file: none.npz }"), StringComparison.Ordinal);
            Assert.Contains("no parameter 'X'", Refusal("{ steadyState: driven.yaml, set: { X: 2 } }"), StringComparison.Ordinal);

            string Refusal(string initial)
            {
                using (System.IO.Compression.ZipArchive archive = System.IO.Compression.ZipFile.Open(Path.Combine(folder, "empty.npz"), File.Exists(Path.Combine(folder, "empty.npz")) ? System.IO.Compression.ZipArchiveMode.Update : System.IO.Compression.ZipArchiveMode.Create))
                {
                }

                return Assert.Throws<ModelFileException>(() => ModelFileReader.ReadText(Free(initial), folder: folder)).Message;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(string average, string hamiltonian) => $$"""
        spins: { q: 1/2 }
        parameters: { d: 0, s: 0.75, b: 0, theta: 0, phi: 0 }
        hamiltonian: "{{hamiltonian}}"
        dissipators: [ { operator: "q.z", rate: b } ]
        {{average}}
        initial: { density: "0.5*q.one + q.x" }
        observables: { x: "q.x" }
        times: [0, 0.3, 1, 2.5]
        """;

    private static double[] Mean(string average, string hamiltonian = "d*q.z")
    {
        ModelFile model = ModelFileReader.OpenText(Text(average, hamiltonian));
        StaticMean mean = StaticAverage.Of(
            model,
            s_none,
            1e-11,
            (loaded, _) =>
            {
                PropagationResult result = MasterEquationSolver.Solve(loaded.Model, loaded.Initial, [.. loaded.Observables.Select(o => o.Operator)], TimeGrid.Of(loaded.Times));
                return (result.Values[0], [.. loaded.Times.Select(_ => result.ErrorEstimate[0])]);
            },
            CancellationToken.None);
        Assert.True(mean.IsConverged);
        return mean.Values;
    }

    private static double[][] Solve(LoadedModel loaded) =>
        MasterEquationSolver.Solve(loaded.Model, loaded.Initial, [.. loaded.Observables.Select(o => o.Operator)], TimeGrid.Of(loaded.Times)).Values;

    private static void Equal(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.True(Math.Abs(expected[k] - actual[k]) <= 1e-9, FormattableString.Invariant($"at {k}: {actual[k]:R}, expected {expected[k]:R}"));
        }
    }
}
