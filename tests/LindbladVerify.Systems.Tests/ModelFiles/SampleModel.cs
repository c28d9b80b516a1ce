using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Systems.Tests.ModelFiles;

/// <summary>A small model file with every section, and ways to change it.</summary>
internal static class SampleModel
{
    public const string Text = """
        name: sample
        spins: { S: 1/2, I: 1 }
        levels: { c: 3 }
        parameters: { A: 2.0e6, Gc: 1.5e6, P: 0.25, B: "A/2" }
        hamiltonian: "A*S.z*I.z + B*(c.a*S.p + c.ad*S.m)"
        dissipators:
          - { operator: "S.p", rate: "Gc*(1+P)/2" }
          - { operator: "c.a", rate: 100 }
        noise:
          - operator: "I.z"
            process: { kind: telegraph, high: 1, low: -1, rate: Gc, probabilityHigh: "(1+P)/2" }
          - { operator: "S.x", process: { kind: ornstein-uhlenbeck, standardDeviation: 3, rate: 7 } }
        drive:
          - { operator: "S.x", envelope: "A*exp(-(t/1e-6)^2)" }
        initial: { S: up, I: mixed, c: 0 }
        observables: { z: "S.z", n: "c.n" }
        times: { from: 0, to: 1.0e-4, points: 5 }
        """;

    public static string With(string part, string replacement)
    {
        Assert(Text.Contains(part, StringComparison.Ordinal), part);
        return Text.Replace(part, replacement, StringComparison.Ordinal);
    }

    public static LoadedModel Load(string part, string replacement) => ModelFileReader.ReadText(With(part, replacement));

    private static void Assert(bool holds, string part)
    {
        if (!holds)
        {
            throw new ArgumentException($"The sample has no '{part}'.", nameof(part));
        }
    }
}
