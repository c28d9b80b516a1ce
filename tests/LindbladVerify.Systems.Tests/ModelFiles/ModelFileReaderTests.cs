using System.Numerics;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.ModelFiles;

public class ModelFileReaderTests
{
    [Fact]
    public void Every_section_arrives_in_the_model()
    {
        LoadedModel loaded = ModelFileReader.ReadText(SampleModel.Text);

        var space = new HilbertSpace(Site.OfSpin("S", 0.5), Site.OfSpin("I", 1), Site.OfLevels("c", 3));
        Operator sz = SpinOperators.Z(0.5), iz = SpinOperators.Z(1), a = LevelOperators.Lowering(3);
        Operator oneI = SpinOperators.One(1);
        Operator h = (2e6 * space.Product(sz, iz, new Operator(LinearAlgebra.Sparse.SparseMatrix<Complex>.Identity(3))))
            + (1e6 * (space.Product(SpinOperators.Plus(0.5), oneI, a) + space.Product(SpinOperators.Minus(0.5), oneI, a.Adjoint())));
        AssertEqual(h, loaded.Model.Hamiltonian);
        Assert.Equal("sample", loaded.Name);
        Assert.Equal("SIc", string.Concat(loaded.Model.Space.Sites.Select(s => s.Name)));
        Assert.Equal([1.5e6 * 1.25 / 2, 100], loaded.Model.Dissipators.Select(d => d.Rate));
        AssertEqual(space.On("S", SpinOperators.Plus(0.5)), loaded.Model.Dissipators[0].JumpOperator);
        MarkovChainNoise telegraph = Assert.IsType<MarkovChainNoise>(loaded.Model.Noise[0].Process);
        Assert.Equal((0.625, 1.5e6), (telegraph.Populations[0], telegraph.FastestRate / Math.Max(0.625, 0.375)));
        Assert.Equal(new OrnsteinUhlenbeckNoise(0, 3, 7), loaded.Model.Noise[1].Process);
        AssertEqual(DensityMatrices.Product(space, DensityMatrices.Up(0.5), DensityMatrices.Mixed(3), DensityMatrices.Level(3, 0)), loaded.Initial);
        Assert.Equal(3, loaded.InitialFactors!.Count);
        Assert.Equal("zn", string.Concat(loaded.Observables.Select(o => o.Name)));
        AssertEqual(space.On("c", LevelOperators.Number(3)), loaded.Observables[1].Operator);
        Assert.Equal([0, 1e-4 / 4, 1e-4 * 2 / 4, 1e-4 * 3 / 4, 1e-4], loaded.Times);
        Assert.Equal(2e6 * Math.Exp(-4), loaded.Model.Drives[0].Envelope.At(2e-6));
        AssertEqual(space.On("S", SpinOperators.X(0.5)), loaded.Model.Drives[0].Operator);
        Assert.Empty(loaded.Notes);
    }

    [Fact]
    public void Sites_keep_the_order_of_the_file()
    {
        LoadedModel loaded = ModelFileReader.ReadText(SampleModel.Text.Replace("spins: { S: 1/2, I: 1 }\nlevels: { c: 3 }", "levels: { c: 3 }\nspins: { I: 1.0, S: 0.5 }", StringComparison.Ordinal));

        Assert.Equal("cIS", string.Concat(loaded.Model.Space.Sites.Select(s => s.Name)));
        Assert.Equal([3, 3, 2], loaded.InitialFactors!.Select(f => f.Dimension));
    }

    [Fact]
    public void Overrides_reach_the_expressions_after_them()
    {
        ModelFile file = ModelFileReader.OpenText(SampleModel.Text);
        LoadedModel changed = file.Bind(new Dictionary<string, double>(StringComparer.Ordinal) { ["A"] = 6, ["P"] = 1 });

        Assert.Equal((6, 3, 1.5e6), (changed.Parameters["A"], changed.Parameters["B"], changed.Model.Dissipators[0].Rate));
        Assert.Equal(2e6, file.Bind().Parameters["A"]);
        AssertEqual(ModelFileReader.ReadText(SampleModel.With("A: 2.0e6", "A: 6")).Model.Hamiltonian, changed.Model.Hamiltonian);
    }

    [Theory]
    [InlineData("0.25", 0.25)]
    [InlineData("\"-P\"", -0.25)]
    [InlineData("down", -1.0)]
    [InlineData("mixed", 0.0)]
    public void A_spin_takes_a_word_or_a_polarisation(string state, double polarization)
    {
        LoadedModel loaded = SampleModel.Load("S: up", $"S: {state}");

        Assert.Equal(polarization / 2, loaded.Observables[0].Operator.Expectation(loaded.Initial).Real, 1e-15);
    }

    [Theory]
    [InlineData("2", 2.0)]
    [InlineData("down", 0.0)]
    [InlineData("up", 2.0)]
    [InlineData("mixed", 1.0)]
    public void A_levels_site_takes_a_level(string state, double number)
    {
        LoadedModel loaded = SampleModel.Load("c: 0 }", $"c: {state} }}");

        Assert.Equal(number, loaded.Observables[1].Operator.Expectation(loaded.Initial).Real, 1e-15);
    }

    [Fact]
    public void Coherent_and_thermal_states_have_their_laws_and_say_what_was_cut_off()
    {
        const string Big = "levels: { c: 40 }";
        LoadedModel coherent = ModelFileReader.ReadText(SampleModel.With("levels: { c: 3 }", Big).Replace("c: 0 }", "c: coherent(1.5) }", StringComparison.Ordinal));
        LoadedModel thermal = ModelFileReader.ReadText(SampleModel.With("levels: { c: 3 }", Big).Replace("c: 0 }", "c: thermal(1/2) }", StringComparison.Ordinal));

        // Poisson and geometric laws; at 40 levels what is cut off lies below 1e-17.
        Operator a = LevelOperators.Lowering(40);
        Assert.Equal(1.5, a.Expectation(coherent.InitialFactors![2]).Real, 1e-13);
        Assert.Equal(2.25, LevelOperators.Number(40).Expectation(coherent.InitialFactors![2]).Real, 1e-13);
        Assert.Equal(0.5, LevelOperators.Number(40).Expectation(thermal.InitialFactors![2]).Real, 1e-13);
        Assert.Equal(1.0 / 3, (thermal.InitialFactors[2][7, 7] / thermal.InitialFactors[2][6, 6]).Real, 1e-14);
        Assert.Contains("cut off", SampleModel.Load("c: 0 }", "c: coherent(0.5) }").Notes.Single(), StringComparison.Ordinal);
        Assert.Throws<ModelFileException>(() => SampleModel.Load("c: 0 }", "c: coherent(50) }"));
    }

    [Fact]
    public void A_density_expression_is_taken_as_it_is()
    {
        LoadedModel loaded = SampleModel.Load("{ S: up, I: mixed, c: 0 }", "{ density: \"(S.one/2 + P*S.x - S.y/4)*I.one/3*c.proj(1)\" }");

        Assert.Null(loaded.InitialFactors);
        Assert.Equal(1, loaded.Initial.Trace().Real, 1e-15);
        Assert.Equal(0.125, loaded.Model.Space.On("S", SpinOperators.X(0.5)).Expectation(loaded.Initial).Real, 1e-15);
    }

    [Fact]
    public void Times_can_be_a_list_with_units()
    {
        LoadedModel loaded = SampleModel.Load("{ from: 0, to: 1.0e-4, points: 5 }", "[0, 5 ns, \"1/Gc\", 2e-6]");

        Assert.Equal([0, 5e-9, 1 / 1.5e6, 2e-6], loaded.Times);
    }

    [Fact]
    public void The_last_time_is_exact()
    {
        LoadedModel loaded = SampleModel.Load("{ from: 0, to: 1.0e-4, points: 5 }", "{ from: 0.1, to: 0.7, points: 8 }");

        Assert.Equal((0.1, 0.7, 8), (loaded.Times[0], loaded.Times[^1], loaded.Times.Count));
    }

    [Fact]
    public void Units_are_converted_and_noted()
    {
        LoadedModel loaded = SampleModel.Load("{ A: 2.0e6, Gc: 1.5e6,", "{ A: 3 MHz, Gc: 2 kHz,");

        Assert.Equal(2 * Math.PI * 3e6, loaded.Parameters["A"]);
        Assert.Contains(loaded.Notes, n => n.StartsWith("parameter 'A': 3 MHz = ", StringComparison.Ordinal));
        Assert.Contains(loaded.Notes, n => n.Contains("dissipators[0].rate uses 'Gc', which was given in Hz", StringComparison.Ordinal));
    }

    [Fact]
    public void A_markov_chain_ignores_its_diagonal()
    {
        LoadedModel loaded = SampleModel.Load("{ kind: ornstein-uhlenbeck, standardDeviation: 3, rate: 7 }", "{ kind: markov-chain, values: [A, 0, -1], rates: [[-3, 1, 2], [3, -3, 0], [0, 4, -4]] }");

        MarkovChainNoise chain = Assert.IsType<MarkovChainNoise>(loaded.Model.Noise[1].Process);
        Assert.Equal([2e6, 0, -1], chain.Values);
        Assert.Equal((1, 3, 4, 0), (chain.Rate(0, 1), chain.Rate(1, 0), chain.Rate(2, 1), chain.Rate(1, 2)));
    }

    [Fact]
    public void Fluctuators_arrive()
    {
        LoadedModel loaded = SampleModel.Load("{ kind: ornstein-uhlenbeck, standardDeviation: 3, rate: 7 }", "{ kind: fluctuators, count: 4, high: 3, low: -1, rate: 2, probabilityHigh: 0.25 }");

        NoiseProcess process = loaded.Model.Noise[1].Process;
        Assert.Equal(0, process.Mean, 1e-15);
        Assert.Equal(3, process.Variance, 1e-14);
        Assert.Equal(5, process.ExactModeCount);
    }

    [Fact]
    public void Traces_and_tables_are_read_beside_the_model_and_block_averaging()
    {
        string folder = Directory.CreateTempSubdirectory("models").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "noise.csv"), "# recorded\ntime,xi\n0,1\n4e-5, -2\n\n1e-4,0.5\n");
            File.WriteAllText(Path.Combine(folder, "pulse.txt"), "0 0\n5e-5 3\n2e-4 3\n");
            string text = SampleModel.With("{ kind: ornstein-uhlenbeck, standardDeviation: 3, rate: 7 }", "{ kind: trace, file: noise.csv, interpolation: step }")
                .Replace("envelope: \"A*exp(-(t/1e-6)^2)\"", "table: pulse.txt, interpolation: linear", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, "model.yaml"), text);

            LoadedModel loaded = ModelFileReader.Read(Path.Combine(folder, "model.yaml"));

            TraceNoise trace = Assert.IsType<TraceNoise>(loaded.Model.Noise[1].Process);
            Assert.Equal((1.0, -2.0, -2.0, 0.5), (trace.Path.At(3e-5), trace.Path.At(4e-5), trace.Path.At(9e-5), trace.Path.At(1e-4)));
            Assert.Equal(1.5, loaded.Model.Drives[0].Envelope.At(2.5e-5), 1e-15);
            Assert.Equal([0, 5e-5, 2e-4], loaded.Model.Drives[0].Envelope.Breakpoints);

            var block = InvariantBlock.Of(loaded.Model, [.. loaded.Observables.Select(o => o.Operator)]);
            NotSupportedException e = Assert.Throws<NotSupportedException>(() => block.System(loaded.Initial, [loaded.Observables[0].Operator]));
            Assert.Contains("one path, not a random process", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("0,1\n5e-5,2\n", "model.yaml:12:54", "covers 0 to 5E-05 s")]
    [InlineData("0,1\n1,2\n0.5,3\n", "noise.csv:3:1", "must increase")]
    [InlineData("0,1\nx,2\n", "noise.csv:2:1", "two finite numbers")]
    [InlineData("0,nan\n1,2\n3,inf\n", "noise.csv:3:1", "two finite numbers")]
    [InlineData("# nothing\n", "noise.csv:2:1", "no point")]
    public void Bad_tables_are_named(string table, string place, string part)
    {
        string folder = Directory.CreateTempSubdirectory("models").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "noise.csv"), table);
            string text = SampleModel.With("{ kind: ornstein-uhlenbeck, standardDeviation: 3, rate: 7 }", "{ kind: trace, file: noise.csv }");
            ModelFileException e = Assert.Throws<ModelFileException>(() => ModelFileReader.ReadText(text, folder: folder));
            Assert.StartsWith(place, e.Message, StringComparison.Ordinal);
            Assert.Contains(part, e.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Breakpoints_are_numbers_units_or_expressions_of_parameters()
    {
        LoadedModel loaded = SampleModel.Load("envelope: \"A*exp(-(t/1e-6)^2)\"", "envelope: \"A*t\", breakpoints: [2e-5, \"1/A\", 10 us]");
        Assert.Equal([5e-7, 1e-5, 2e-5], loaded.Model.Drives[0].Envelope.Breakpoints);

        ModelFileException e = Assert.Throws<ModelFileException>(() => SampleModel.Load("envelope: \"A*exp(-(t/1e-6)^2)\"", "envelope: \"A*t\", breakpoints: [x]"));
        Assert.Contains("drive[0].breakpoints[0]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_may_end_a_rounding_error_before_the_last_time()
    {
        string folder = Directory.CreateTempSubdirectory("models").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "pulse.txt"), "0 0\n9.999999999999999e-05 3\n");
            string text = SampleModel.With("envelope: \"A*exp(-(t/1e-6)^2)\"", "table: pulse.txt, interpolation: step");
            Assert.Single(ModelFileReader.ReadText(text, folder: folder).Model.Drives);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Trace_statistics_are_time_averages()
    {
        var step = new TraceNoise(new TabulatedFunction([0, 1, 4], [2, -1, 7], Interpolation.Step));
        var ramp = new TraceNoise(new TabulatedFunction([0, 2], [1, 4], Interpolation.Linear));

        Assert.Equal((-0.25, 1.6875, 1.0), (step.Mean, step.Variance, step.FastestRate));
        Assert.Equal((2.5, 0.75, 0.5), (ramp.Mean, ramp.Variance, ramp.FastestRate));
    }

    [Fact]
    public void Large_correlated_states_are_checked_block_by_block()
    {
        // A product of eight tilted spins couples all 256 states: beyond the size whose spectrum is computed.
        string sites = string.Join(", ", Enumerable.Range(0, 8).Select(k => $"I{k}: 1/2"));
        string state = string.Join("*", Enumerable.Range(0, 8).Select(k => $"(1/2 + c*I{k}.x)"));
        string text = $"spins: {{ {sites} }}\nparameters: {{ c: 1 }}\nhamiltonian: \"I0.z\"\ninitial: {{ density: \"{state}\" }}\nobservables: {{ x: \"I0.x\" }}\ntimes: [0]\n";
        ModelFile file = ModelFileReader.OpenText(text);

        Assert.Equal(0.5, file.Bind().Observables[0].Operator.Expectation(file.Bind().Initial).Real, 1e-14);
        ModelFileException e = Assert.Throws<ModelFileException>(() => file.Bind(new Dictionary<string, double>(StringComparer.Ordinal) { ["c"] = 1.01 }));
        Assert.Contains("negative eigenvalue", e.Message, StringComparison.Ordinal);
    }

    private static void AssertEqual(Operator expected, Operator actual) =>
        Assert.True((expected - actual).Matrix.LargestModulus() <= 1e-15 * Math.Max(1, expected.Matrix.LargestModulus()));

    [Theory]
    [InlineData(20)]
    [LongInlineData(200)]
    public void OneExcitationOnAnyNumberOfSitesAndProductsOfSums(int sites)
    {
        string text = $$"""
            spins: { "I[1..{{sites}}]": 1/2 }
            parameters: { n: {{sites}} }
            restrict: "sum of n <= 1"
            hamiltonian: "sum(j, 1, n, I[j].p)*sum(k, 1, n, I[k].m) + sum(k, 1, n, k*(I[k].z + 1/2))"
            initial: { "I[1]": up, "I[2..{{sites}}]": down }
            observables: { last: "I[n].z + 1/2" }
            times: [0, 1]
            """;
        LoadedModel model = ModelFileReader.ReadText(text);
        Assert.Equal(sites + 1, model.Model.Dimension);

        // No excitation has energy 0, one on site k has k + 1.
        int[] states = [.. Enumerable.Range(0, sites + 1).OrderBy(s => model.Model.Hamiltonian[s, s].Real)];
        for (int i = 1; i <= sites; i++)
        {
            Assert.Equal(i + 1, model.Model.Hamiltonian[states[i], states[i]].Real, 12);
            Assert.Equal(i == sites ? 1 : 0, model.Observables[0].Operator[states[i], states[i]].Real, 12);
            Assert.Equal(1, model.Model.Hamiltonian[states[i], states[(i % sites) + 1]].Real, 12);
            Assert.Equal(0, model.Model.Hamiltonian[states[i], states[0]].Magnitude);
        }

        Assert.Equal(1, model.Initial[states[1], states[1]].Real);
    }
}
