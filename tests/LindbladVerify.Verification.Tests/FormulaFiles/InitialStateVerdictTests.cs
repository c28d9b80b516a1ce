using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>Initial states that are not written as operators, judged: each with a formula that is right and one that is slightly wrong.</summary>
public sealed class InitialStateVerdictTests
{
    private static string Spin(string initial, string observable = "z: \"q.z\"") => $$"""
        spins: { q: 1/2 }
        parameters: { w: 1e11, T: 1, g: 1, O: 1 }
        hamiltonian: "w*q.z"
        dissipators: [ { operator: "q.m", rate: g } ]
        initial: {{initial}}
        observables: { {{observable}} }
        times: { from: 0, to: 3, points: 7 }
        """;

    [Theory]
    [InlineData("curve: \"(1 - tanh(hbar*w/(2*kB*T)))/2*exp(-g*t) - 1/2\"", "", VerdictKind.Exact)]
    [InlineData("curve: \"(1 - tanh(hbar*w/(kB*T)))/2*exp(-g*t) - 1/2\"", "", VerdictKind.False)]
    [InlineData("rate: g", "", VerdictKind.Exact)]
    [InlineData("rate: \"g*(1 + 1e-7)\"", "", VerdictKind.False)]
    [InlineData("value: \"(1 - tanh(hbar*w/(2*kB*T)))/2*exp(-2*g) - 1/2\"", ", quantity: value", VerdictKind.Exact)]
    [InlineData("value: \"(1 - tanh(hbar*w/(2*kB*T)))/2*exp(-2*g) - 1/2 + 1e-9\"", ", quantity: value", VerdictKind.False)]
    public void Thermal_states(string formula, string quantity, VerdictKind verdict)
    {
        // A value needs a time among the parameters.
        string time = quantity.Length == 0 ? string.Empty : ", t: { value: 2 }";
        LanguageJudge.Expect(Spin("{ thermal: { temperature: T } }"), $"w: {{ range: [1e10, 1e11] }}, T: {{ range: [0.5, 5] }}, g: {{ range: [0.1, 1] }}{time}", formula, "observable: z" + quantity, verdict);
    }

    [Theory]
    [InlineData("0.2*cos(w*t)*exp(-g*t/2) - 0.1*sin(w*t)*exp(-g*t/2)", VerdictKind.Exact)]
    [InlineData("0.2*cos(w*t)*exp(-g*t/2) + 0.1*sin(w*t)*exp(-g*t/2)", VerdictKind.False)]
    public void States_from_files(string curve, VerdictKind verdict)
    {
        using var folder = new ModelFolder([("model.yaml", Spin("{ file: state.npz }", "x: \"q.x\""))]);
        WriteState(Path.Combine(folder.Path, "state.npz"), [0.7, new(0.2, -0.1), new(0.2, 0.1), 0.3]);
        Verdict found = LanguageJudge.JudgeIn(folder.Path, "w: { range: [1, 5] }, g: { range: [0.1, 1] }", $"curve: \"{curve}\"", "observable: x");
        Assert.True(verdict == found.Kind, $"{found.Kind}: {found.Reason}");
    }

    [Theory]
    [InlineData("curve: \"s/(1 + s)/2*exp(-g*t) - 1/2\"", "", VerdictKind.Exact)]
    [InlineData("curve: \"s/(2 + s)/2*exp(-g*t) - 1/2\"", "", VerdictKind.False)]
    [InlineData("rate: g", "", VerdictKind.Exact)]
    [InlineData("value: \"-1/2\"", ", quantity: steady-state", VerdictKind.Exact)]
    [InlineData("value: \"s/(1 + s)/2 - 1/2\"", ", quantity: steady-state", VerdictKind.False)]
    public void Steady_states_of_other_models(string formula, string quantity, VerdictKind verdict) =>
        LanguageJudge.Expect(
            Spin("{ steadyState: driven.yaml, set: { O: \"2*O\", g: g } }"),
            "O: { range: [0.1, 2] }, g: { range: [0.5, 2] }",
            $"where: {{ s: \"8*O^2/g^2\" }}\n{formula}",
            "observable: z" + quantity,
            verdict,
            ("driven.yaml", """
                spins: { q: 1/2 }
                parameters: { O: 1, g: 1 }
                hamiltonian: "O*q.x"
                dissipators: [ { operator: "q.m", rate: g } ]
                initial: { q: up }
                observables: { z: "q.z" }
                times: [0, 1]
                """));

    [LongTheory]
    [InlineData("2*a*cos(w*t - phi)*exp(-k*t/2)", VerdictKind.Exact)]
    [InlineData("2*a*cos(w*t + phi)*exp(-k*t/2)", VerdictKind.False)]
    public void Coherent_states_of_complex_amplitude(string curve, VerdictKind verdict) =>
        LanguageJudge.Expect(
            """
            oscillators: { c: 24 }
            parameters: { a: 1, phi: 0, w: 1, k: 1 }
            hamiltonian: "w*c.n"
            dissipators: [ { operator: "c.a", rate: k } ]
            initial: { c: "coherent(a*exp(i*phi))" }
            observables: { x: "c.a + c.ad" }
            times: { from: 0, to: 2, points: 5 }
            """,
            "a: { range: [0.5, 1.2] }, phi: { range: [-3, 3] }, w: { range: [1, 2] }, k: { range: [0.5, 1] }",
            $"curve: \"{curve}\"",
            "observable: x",
            verdict);

    [Theory]
    [InlineData("{ thermal: { temperature: T } }", "T: { range: [-2, -1] }", "must be positive (K)")]
    [InlineData("{ thermal: { temperature: T, beta: 1 } }", "T: { range: [1, 2] }", "either 'temperature'")]
    [InlineData("{ file: none.npz }", "T: { range: [1, 2] }", "does not exist")]
    [InlineData("{ steadyState: none.yaml }", "T: { range: [1, 2] }", "no model file")]
    [InlineData("{ steadyState: model.yaml }", "T: { range: [1, 2] }", "go round in a circle")]
    public void What_is_no_state_is_refused_in_one_line(string initial, string parameters, string words)
    {
        ModelFileException e = Assert.Throws<ModelFileException>(() => LanguageJudge.Judge(Spin(initial), parameters, "rate: T", "observable: z"));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    /// <summary>An array rho [2, 2] of complex numbers as NumPy writes it.</summary>
    private static void WriteState(string path, Complex[] entries)
    {
        string header = "{'descr': '<c16', 'fortran_order': False, 'shape': (2, 2), }".PadRight(117) + "\n";
        byte[] bytes = [0x93, .. Encoding.ASCII.GetBytes("NUMPY"), 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. entries.SelectMany(e => new[] { e.Real, e.Imaginary }).SelectMany(Bytes)];
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using Stream entry = archive.CreateEntry("rho.npy").Open();
        entry.Write(bytes);

        static byte[] Bytes(double value)
        {
            byte[] eight = new byte[sizeof(double)];
            BinaryPrimitives.WriteDoubleLittleEndian(eight, value);
            return eight;
        }
    }
}
