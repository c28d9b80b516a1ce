using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Rates.Tests.Sequences;

/// <summary>Model files with sequences, periodic drives and noise, and how tests solve them.</summary>
internal static class SequenceModels
{
    /// <summary>The model of the case "pulses" of reference-data/sequences/values.</summary>
    public const string Pulses = """
        spins: { I: 1/2, S: 1/2 }
        parameters: { v: 2000.0, r: 1500.0, tau: 0.3e-3, tp: 5.0e-5 }
        hamiltonian: "1500*I.z + 700*I.z*S.z"
        dissipators:
          - { operator: "I.m", rate: 300 }
          - { operator: "S.p", rate: 100 }
        noise:
          - operator: "I.z"
            process: { kind: telegraph, high: v, low: "-v", rate: r, probabilityHigh: 0.3 }
        sequence:
          steps:
            - rotate: { operator: "I.y + S.x", angle: "pi/2" }
            - repeat: 3
              steps:
                - delay: tau
                - pulse: { duration: tp, hamiltonian: "pi/tp*I.x" }
                - rotate: { operator: "S.y*I.z", angle: "0.7" }
                - delay: tau
            - rotate: { operator: "I.x", angle: "pi/3" }
        initial: { I: up, S: down }
        observables: { x: "I.x", y: "I.y", z: "I.z", zz: "I.z*S.z" }
        """;

    /// <summary>A CPMG train under two-site exchange, without other relaxation.</summary>
    public const string Train = """
        spins: { I: 1/2 }
        parameters: { kex: 1000, pa: 0.9, dw: 1200, tcp: 2.0e-3, n: 10 }
        hamiltonian: "0*I.z"
        noise:
          - operator: "I.z"
            process: { kind: telegraph, high: "dw*pa", low: "-dw*(1-pa)", rate: kex, probabilityHigh: "1-pa" }
        sequence:
          repeat: n
          steps:
            - delay: "tcp/2"
            - rotate: { operator: "I.x", angle: "pi" }
            - delay: "tcp"
            - rotate: { operator: "I.x", angle: "pi" }
            - delay: "tcp/2"
        initial: { density: "I.one/2 + I.x" }
        observables: { x: "I.x" }
        """;

    /// <summary>A damped spin under two cosines with a common period.</summary>
    public const string Driven = """
        spins: { I: 1/2 }
        hamiltonian: "1.1*I.z"
        dissipators:
          - { operator: "I.m", rate: 0.05 }
        drive:
          - { operator: "I.x", cosine: { amplitude: 0.8, frequency: 0.9, phase: 0.3 } }
          - { operator: "I.y", cosine: { amplitude: 0.25, frequency: 1.8 } }
        initial: { density: "I.one/2 + 0.3*I.x + 0.2*I.y" }
        observables: { x: "I.x" }
        times: [1]
        """;

    private static readonly Lazy<ReferenceDataTable> Values = new(() => ReferenceData.Table("sequences/values"));

    /// <summary>A value of reference-data/sequences/values.</summary>
    public static double Reference(string name)
    {
        ReferenceDataTable table = Values.Value;
        int row = Enumerable.Range(0, table.Count).First(k => string.Equals(table.Text(k, "case"), name, StringComparison.Ordinal));
        return table.Values(row, "value")[0];
    }

    /// <summary>A model with values for its parameters.</summary>
    public static LoadedModel Load(string text, params (string Name, double Value)[] set) =>
        ModelFileReader.ReadText(text, set.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal));

    /// <summary>An observable of a model.</summary>
    public static ObservedModel Observed(LoadedModel loaded, int observable = 0) =>
        new(loaded.Model, loaded.Initial, loaded.Observables[observable].Operator, DenseKernels.Managed, loaded.Times);

    /// <summary>All observables over the times of a model.</summary>
    public static PropagationResult Solve(LoadedModel loaded, PropagationMethod? method = null) => MasterEquationSolver.Solve(
        loaded.Model, loaded.Initial, [.. loaded.Observables.Select(o => o.Operator)], TimeGrid.Of(loaded.Times), new PropagationOptions { Method = method ?? PropagationMethod.Auto, Kernels = DenseKernels.Managed });
}
