namespace LindbladVerify.Cli.Tests;

/// <summary>Files that keep the program busy for minutes, each in another inner loop.</summary>
internal static class DrivenFiles
{
    /// <summary>A two-level system with a fast drive over a long time: Runge–Kutta steps without end.</summary>
    public const string Model = """
        name: driven
        spins: { q: 1/2 }
        parameters: { w: 1e6, b: 2e5, g: 1e3, T: 1 }
        hamiltonian: "w*q.z"
        drive: [ { operator: "q.x", envelope: "b*cos(w*t)" } ]
        dissipators: [ { operator: "q.m", rate: "g" } ]
        initial: { q: up }
        observables: { z: "q.z" }
        times: { from: 0, to: T, points: 101 }
        """;

    public const string Formula = """
        id: driven
        parameters:
          b: { unit: rad/s, range: [1e5, 4e5] }
          t: { unit: s, range: [0.2, 1] }
        curve: "cos(b*t)/2"
        describes: { model: driven-model.yaml, observable: z }
        claims:
          - { id: everywhere, kind: identity, declared: false }
          - { id: again, kind: identity, declared: false }
        """;

    /// <summary>Coupled oscillators without symmetry: one long action of an exponential.</summary>
    public const string Oscillators = """
        name: oscillators
        levels: { a: 9, b: 9, c: 9 }
        hamiltonian: "1e7*(a.ad*b.a + b.ad*a.a) + 2e7*(b.ad*c.a + c.ad*b.a) + 3e6*(a.n^2 + c.n^2) + 1e6*(a.a + a.ad)"
        dissipators: [ { operator: "c.a", rate: "1" } ]
        initial: { a: 8, b: 0, c: 3 }
        observables: { n: "c.n" }
        times: { from: 0, to: 1, points: 11 }
        """;

    /// <summary>Two of them, few enough for a dense exponential of half a minute.</summary>
    public const string TwoOscillators = """
        name: two-oscillators
        levels: { a: 6, b: 8 }
        hamiltonian: "1e7*(a.ad*b.a + b.ad*a.a) + 3e6*a.n^2 + 1e6*(a.a + a.ad)"
        dissipators: [ { operator: "b.a", rate: "1" } ]
        initial: { a: 5, b: 0 }
        observables: { n: "b.n" }
        times: { from: 0, to: 1, points: 11 }
        """;

    /// <summary>Three coupled spins under a common noise with seven free parameters: a closed form of many thousand terms.</summary>
    public const string Network = """
        name: network
        spins: { I1: 1/2, I2: 1/2, I3: 1/2 }
        parameters: { D12: 1.0, D23: 1.5, D13: 0.7, A1: 2.0, A2: 0.5, G: 1.0, g1: 0.2 }
        hamiltonian: "D12*(I1.p*I2.m + I1.m*I2.p) + D23*(I2.p*I3.m + I2.m*I3.p) + D13*(I1.p*I3.m + I1.m*I3.p)"
        dissipators: [ { operator: "I1.z", rate: g1 }, { operator: "I2.z", rate: 0.3 }, { operator: "I3.m", rate: 0.4 } ]
        noise: [ { operator: "A1*I1.z + A2*I2.z + 1.2*I3.z", process: { kind: telegraph, high: 1, low: -1, rate: G } } ]
        initial: { I1: up, I2: down, I3: down }
        observables: { z: "I1.z" }
        times: { from: 0, to: 1, points: 11 }
        """;

    /// <summary>Jumps that no trajectory ever runs out of.</summary>
    public const string Noisy = """
        name: noisy
        spins: { S: 1/2, I: 1/2 }
        hamiltonian: "1e6*(S.p*I.m + S.m*I.p)"
        noise: [ { operator: "S.z", process: { kind: telegraph, high: 3e6, low: -1e6, rate: 2.0e6 } }, { operator: "I.z", process: { kind: ornstein-uhlenbeck, standardDeviation: 2e6, rate: 1e5 } } ]
        dissipators: [ { operator: "I.m", rate: "1e4" } ]
        initial: { S: up, I: down }
        observables: { z: "S.z" }
        times: { from: 0, to: 1e-2, points: 11 }
        """;

    /// <summary>Writes all of them into a folder.</summary>
    public static void WriteInto(TemporaryFolder folder)
    {
        File.WriteAllText(folder.File("driven-model.yaml"), Model);
        File.WriteAllText(folder.File("driven.yaml"), Formula);
        File.WriteAllText(folder.File("oscillators.yaml"), Oscillators);
        File.WriteAllText(folder.File("two-oscillators.yaml"), TwoOscillators);
        File.WriteAllText(folder.File("noisy.yaml"), Noisy);
        File.WriteAllText(folder.File("network.yaml"), Network);
    }
}
