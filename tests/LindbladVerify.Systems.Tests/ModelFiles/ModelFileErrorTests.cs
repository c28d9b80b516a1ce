using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.ModelFiles;

public class ModelFileErrorTests
{
    private const string Bomb = """
        a: &a ["x","x","x","x","x","x","x","x","x"]
        b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
        c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
        d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]
        e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]
        """;

    public static TheoryData<string, string, int, int, string[]> Bad
    {
        get
        {
            string forty = string.Join(", ", Enumerable.Range(0, 40).Select(k => $"Q{k}: 1/2"));
            var data = new TheoryData<string, string, int, int, string[]>
            {
                // part of the sample, its replacement, line, column, what the message must name
                { "spins: { S: 1/2, I: 1 }", "spins: { S: 1/3, I: 1 }", 2, 13, ["spin 'S'", "multiple of 1/2", "1/3"] },
                { "I: 1 }", "I: -1/2 }", 2, 21, ["multiple of 1/2"] },
                { "I: 1 }", "I: 1, S: 1/2 }", 2, 24, ["'S'", "second time", "line 2"] },
                { "levels: { c: 3 }", "levels: { S: 3 }", 3, 11, ["'S'", "more than once"] },
                { "levels: { c: 3 }", "levels: { c: 1 }", 3, 14, ["integer from 2", "not 1"] },
                { "levels: { c: 3 }", "levels: { \"c d\": 3 }", 3, 11, ["'c d' cannot name a site"] },
                { "spins: { S: 1/2, I: 1 }", $"spins: {{ {forty}, S: 1/2, I: 1 }}", 2, 10, ["43 sites", "1.97912E+13 joint states", "EiB", "65536"] },
                { "spins: { S: 1/2, I: 1 }", "spins: [S, I]", 2, 8, ["table", "not a list"] },
                { "hamiltonian: \"A*S.z", "hamiltonian: \"A*Q.z", 5, 17, ["no site 'Q'", "S, I, c"] },
                { "hamiltonian: \"A*S.z", "hamiltonian: \"AA*S.z", 5, 15, ["'AA'", "did you mean 'A'"] },
                { "hamiltonian: \"A*S.z", "hamiltonian: \"System.IO.File.Delete(A)*S.z", 5, 15, ["System.IO"] },
                { "hamiltonian: \"A*S.z", "hamiltonian: \"typeof(A)*S.z", 5, 15, ["no function 'typeof'", "sqrt"] },
                { "hamiltonian: \"A*S.z*I.z", "hamiltonian: \"S.p*I.z", 5, 14, ["hamiltonian must be Hermitian", "adjoint"] },
                { "hamiltonian: \"A*S.z*I.z", "hamiltonian: \"i*S.z*I.z", 5, 14, ["must be Hermitian"] },
                { "hamiltonian: \"A*S.z*I.z", "hamiltonian: \"S.z/(A - 2*B)", 5, 18, ["divided by zero"] },
                { "hamiltonian: \"A*S.z*I.z", "hamiltonian: \"S.z < 2", 5, 19, ["condition"] },
                { "hamiltonian:", "hamiltonain:", 5, 1, ["no key 'hamiltonain'", "did you mean 'hamiltonian'"] },
                { "hamiltonian: \"A*S.z*I.z + B*(c.a*S.p + c.ad*S.m)\"\n", "", 1, 1, ["needs the key 'hamiltonian'"] },
                { "hamiltonian: \"A*S.z*I.z + B*(c.a*S.p + c.ad*S.m)\"", "hamiltonian:", 5, 13, ["hamiltonian has no value"] },
                { "hamiltonian: \"A*S.z*I.z + B*(c.a*S.p + c.ad*S.m)\"", "hamiltonian: [S.z]", 5, 14, ["single value, not a list"] },
                { "parameters: { A: 2.0e6,", "parameters: { A: \"B\",", 4, 18, ["'B'", "defined later", "line 4"] },
                { "parameters: { A: 2.0e6,", "parameters: { A: \"A + 1\",", 4, 18, ["defined by itself"] },
                { "parameters: { A: 2.0e6,", "parameters: { A: nan,", 4, 18, ["finite", "nan"] },
                { "parameters: { A: 2.0e6,", "parameters: { A: -.inf,", 4, 18, ["finite", "-.inf"] },
                { "parameters: { A: 2.0e6,", "parameters: { A: 1e999,", 4, 18, ["too large"] },
                { "parameters: { A: 2.0e6,", "parameters: { A: 2 MHzz,", 4, 20, ["unit 'MHzz'", "did you mean 'MHz'"] },
                { "parameters: { A: 2.0e6,", "parameters: { A: 2.0e6, pi: 3,", 4, 25, ["'pi'", "constant"] },
                { "parameters: { A: 2.0e6,", "parameters: { A: 2.0e6, t: 3,", 4, 25, ["t is the time"] },
                { "parameters: { A: 2.0e6,", "parameters: { A: 2.0e6, S: 3,", 4, 25, ["it is a site"] },
                { "parameters: { A: 2.0e6,", "parameters: { A: 2.0e6, A: 3,", 4, 25, ["'A'", "second time"] },
                { "parameters: { A: 2.0e6,", "parameters: { A: sqrt(-1),", 4, 18, ["real number"] },
                { "parameters: { A: 2.0e6,", "parameters: { A: S.z,", 4, 18, ["is an operator"] },
                { "rate: 100 }", "rate: -100 }", 8, 30, ["dissipators[1].rate", "zero or positive", "-100"] },
                { "levels: { c: 3 }", "levels: { c: 3 }\nbath: { operator: c.a, frequency: 1, temperature: -1, rate: 1 }", 4, 51, ["bath.temperature must be positive (K), not -1"] },
                { "levels: { c: 3 }", "levels: { c: 3 }\nbath: { operator: c.a, temperature: 1, frequency: -1, rate: 1 }", 4, 51, ["bath.frequency must be positive (rad/s), not -1"] },
                { "levels: { c: 3 }", "levels: { c: 3 }\nbath: { operator: c.a, occupation: -0.5, rate: 1 }", 4, 36, ["bath.occupation must be zero or positive (the mean number of quanta), not -0.5"] },
                { "levels: { c: 3 }", "levels: { c: 3 }\nbath: { operator: c.a, occupation: 0.5, rate: -1 }", 4, 47, ["bath.rate must be zero or positive (1/s), not -1"] },
                { "levels: { c: 3 }", "levels: { c: 3 }\naverage: []", 4, 10, ["average is empty"] },
                { "rate: 100 }", "rate: \"B - A\" }", 8, 30, ["-1000000 (= B - A)"] },
                { "rate: 100 }", "rate: \"2 rad/s\" }", 8, 33, ["unit 'rad/s'", "1/s"] },
                { "rate: 100 }", "}", 8, 5, ["dissipators[1] needs the key 'rate'"] },
                { "rate: 100 }", "rate: 100, gamma: 3 }", 8, 35, ["no key 'gamma'", "operator, rate"] },
                { "operator: \"I.z\"", "operator: \"I.p\"", 10, 15, ["noise[0].operator must be Hermitian"] },
                { "kind: telegraph", "kind: telegraf", 11, 22, ["'telegraf'", "did you mean 'telegraph'"] },
                { "probabilityHigh: \"(1+P)/2\"", "probabilityHigh: 1.5", 11, 78, ["[0, 1]", "1.5"] },
                { "probabilityHigh: \"(1+P)/2\"", "probability: 0.5", 11, 61, ["no key 'probability'"] },
                { "high: 1, low: -1,", "high: 1,", 11, 14, ["needs the key 'low'"] },
                { "rate: Gc,", "rate: 0,", 11, 57, ["positive", "not 0"] },
                { "standardDeviation: 3", "standardDeviation: -3", 12, 80, ["zero or positive"] },
                { "{ kind: ornstein-uhlenbeck, standardDeviation: 3, rate: 7 }", "{ kind: trace, file: nowhere.csv }", 12, 54, ["'nowhere.csv' does not exist"] },
                { "{ kind: ornstein-uhlenbeck, standardDeviation: 3, rate: 7 }", "{ kind: markov-chain, values: [1, 2], rates: [[0, 1]] }", 12, 78, ["2 rows with 2 rates"] },
                { "{ kind: ornstein-uhlenbeck, standardDeviation: 3, rate: 7 }", "{ kind: markov-chain, values: [1, 2], rates: [[0, -1], [1, 0]] }", 12, 83, ["rates[0][1]", "zero or positive"] },
                { "{ kind: ornstein-uhlenbeck, standardDeviation: 3, rate: 7 }", "{ kind: markov-chain, values: [1, 2], rates: [[0, 0], [0, 0]] }", 12, 33, ["stationary law", "not unique"] },
                { "{ kind: ornstein-uhlenbeck, standardDeviation: 3, rate: 7 }", "{ kind: fluctuators, count: 0, high: 1, low: -1, rate: 2 }", 12, 61, ["integer from 1 to 10000"] },
                { "envelope: \"A*exp(-(t/1e-6)^2)\"", "envelope: \"A/t\"", 14, 36, ["not a finite number at t = 0"] },
                { "envelope: \"A*exp(-(t/1e-6)^2)\"", "envelope: \"A*T\"", 14, 37, ["'T'", "did you mean 't'"] },
                { "envelope: \"A*exp(-(t/1e-6)^2)\"", "amplitude: 2", 14, 24, ["no key 'amplitude'"] },
                { "envelope: \"A*exp(-(t/1e-6)^2)\"", "envelope: \"t\", table: x.csv", 14, 5, ["either 'envelope'"] },
                { "initial: { S: up", "initial: { S: upp", 15, 15, ["initial.S", "did you mean 'up'"] },
                { "initial: { S: up", "initial: { S: 1.5", 15, 15, ["[-1, 1]", "1.5"] },
                { "initial: { S: up, ", "initial: { ", 15, 10, ["nothing of site 'S'"] },
                { "initial: { S: up, ", "initial: { S: up, s: up, ", 15, 19, ["no site 's'", "did you mean 'S'"] },
                { "c: 0 }", "c: 3 }", 15, 32, ["a level from 0 to 2", "not 3"] },
                { "initial: { S: up, I: mixed, c: 0 }", "initial: { density: \"S.z\" }", 15, 21, ["trace 1, not 0"] },
                { "initial: { S: up, I: mixed, c: 0 }", "initial: { density: \"(S.one + 3*S.z)/18\" }", 15, 21, ["negative eigenvalue", "-0.0277778"] },
                { "initial: { S: up, I: mixed, c: 0 }", "initial: { density: \"(S.one + S.p)/18\" }", 15, 21, ["initial.density must be Hermitian"] },
                { "initial: { S: up, I: mixed, c: 0 }", "initial: { density: \"S.one/18\", S: up }", 15, 33, ["no key 'S'"] },
                { "observables: { z: \"S.z\", n: \"c.n\" }", "observables: {}", 16, 14, ["at least one"] },
                { "points: 5", "points: 0", 17, 39, ["times.points", "integer from 1", "not 0"] },
                { "points: 5", "points: 2.5", 17, 39, ["integer", "2.5"] },
                { "points: 5", "points: 1", 17, 39, ["at least 2"] },
                { "to: 1.0e-4", "to: -1", 17, 23, ["later than times.from"] },
                { "from: 0", "from: -1", 17, 16, ["at or after 0"] },
                { "times: { from: 0, to: 1.0e-4, points: 5 }", "times: [0, 2, 1]", 17, 15, ["times[2]", "later"] },
                { "times: { from: 0, to: 1.0e-4, points: 5 }", "times: []", 17, 8, ["at least one time"] },
                { "times: { from: 0, to: 1.0e-4, points: 5 }", "times: { from: 0, to: 5 nm, points: 5 }", 17, 25, ["unit 'nm'", "us"] },
                { "name: sample", "name: &anchor sample", 1, 7, ["anchors and aliases"] },
                { "name: sample", "name: !!str sample", 1, 7, ["tags"] },
                { "levels: { c: 3 }", "levels:\n\tc: 3", 4, 1, ["not valid YAML", "tab"] },
                { "dissipators:", "dissipators: [", 7, 3, ["not valid YAML"] },
                { "times: { from", "---\ntimes: { from", 17, 1, ["second document"] },
            };
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Says_in_one_line_where_and_what(string part, string replacement, int line, int column, string[] parts) =>
        AssertMessage(SampleModel.With(part, replacement), line, column, parts);

    [Theory]
    [InlineData("", 1, 1, "empty")]
    [InlineData("# nothing but a comment", 1, 1, "empty")]
    [InlineData("---\n", 1, 1, "empty")]
    [InlineData("just words", 1, 1, "a model must be a table")]
    [InlineData("- a\n- b", 1, 1, "not a list")]
    [InlineData(Bomb, 1, 4, "anchors")]
    [InlineData("name: x\u0000y", 1, 8, "control characters")]
    [InlineData("? [a, b]\n: c", 1, 3, "single word")]
    [InlineData("name: x", 1, 1, "needs sites")]
    public void Says_what_is_wrong_with_the_whole(string text, int line, int column, string part) => AssertMessage(text, line, column, [part]);

    [Fact]
    public void Huge_and_deep_files_are_refused()
    {
        AssertMessage("name: " + new string('x', 1_000_001), 1, 1, ["at most 1000000"]);
        AssertMessage("name: " + new string('[', 50_000), 1, 23, ["nested"]);
        AssertMessage("name: [" + string.Concat(Enumerable.Repeat("x,", 200_000)) + "x]", 1, 200_002, ["100000 values"]);
    }

    [LongFact]
    public void Thousands_of_large_operators_are_refused_before_memory_ends()
    {
        string sites = string.Join(", ", Enumerable.Range(0, 16).Select(k => $"I{k}: 1/2"));
        string observables = string.Concat(Enumerable.Range(0, 5000).Select(k => $"  o{k}: \"I{k % 16}.x\"\n"));
        string dissipators = string.Concat(Enumerable.Repeat("  - { operator: \"I0.z*I5.x\", rate: 1 }\n", 3000));
        string text = $"spins: {{ {sites} }}\nhamiltonian: \"I0.z\"\ninitial: {{ density: \"1/65536\" }}\nobservables:\n{observables}dissipators:\n{dissipators}times: [0]\n";

        Assert.Contains("all operators together", Assert.Throws<ModelFileException>(() => ModelFileReader.ReadText(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_or_a_folder_is_named()
    {
        Assert.Contains("does not exist", Assert.Throws<ModelFileException>(() => ModelFileReader.Open("no/such/file.yaml")).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<ModelFileException>(() => ModelFileReader.Open(Path.GetTempPath())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_or_infinite_overrides_are_refused()
    {
        ModelFile file = ModelFileReader.OpenText(SampleModel.Text);

        ModelFileException unknown = Assert.Throws<ModelFileException>(() => file.Bind(new Dictionary<string, double>(StringComparer.Ordinal) { ["GC"] = 1 }));
        Assert.Contains("did you mean 'Gc'", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<ModelFileException>(() => file.Bind(new Dictionary<string, double>(StringComparer.Ordinal) { ["Gc"] = double.NaN }));
        Assert.Throws<ModelFileException>(() => file.Bind(new Dictionary<string, double>(StringComparer.Ordinal) { ["Gc"] = -1 }));
    }

    [Fact]
    public void Mutated_files_give_a_model_or_one_line()
    {
        var random = new Random(107224429);
        string[] insertions = ["{", "}", "[", "]", ":", ",", "\"", "'", "\n", "\t", " ", "-", "*", "&", "!", "|", ">", "%", "@", "`", "1e9", "nan", "S.z", "~", "\u2028", "\uD800", "#", "?", "<<", "0", "proj(", "^64"];
        int loaded = 0;
        for (int trial = 0; trial < 2000; trial++)
        {
            string text = SampleModel.Text;
            for (int k = random.Next(1, 4); k > 0; k--)
            {
                int at = random.Next(text.Length);
                int length = random.Next(3) == 0 ? 0 : Math.Min(random.Next(1, 12), text.Length - at);
                text = text.Remove(at, length).Insert(at, random.Next(2) == 0 ? insertions[random.Next(insertions.Length)] : "");
            }

            try
            {
                _ = ModelFileReader.ReadText(text);
                loaded++;
            }
            catch (ModelFileException e)
            {
                Assert.DoesNotContain('\n', e.Message);
                Assert.InRange(e.Line, 1, 2 + text.Count(c => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029'));
            }
        }

        Assert.InRange(loaded, 20, 1800); // both ways are exercised
    }

    private static void AssertMessage(string text, int line, int column, string[] parts)
    {
        ModelFileException e = Assert.Throws<ModelFileException>(() => ModelFileReader.ReadText(text, file: "my.yaml"));

        Assert.StartsWith($"my.yaml:{line}:{column}: ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.All(parts, part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
    }
}
