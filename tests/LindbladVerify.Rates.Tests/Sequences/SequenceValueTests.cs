using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests.Sequences;

/// <summary>Expectation values along sequences of delays, rotations and pulses.</summary>
public sealed class SequenceValueTests
{
    public static TheoryData<string> Methods => ["auto", "dense", "krylov", "runge-kutta"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void PulsesUnderNoiseAndRelaxationAreThoseOfAnIndependentSolution(string method)
    {
        LoadedModel loaded = SequenceModels.Load(SequenceModels.Pulses);
        PropagationResult result = SequenceModels.Solve(loaded, PropagationMethod.Named(method));

        for (int o = 0; o < loaded.Observables.Count; o++)
        {
            Assert.Equal(SequenceModels.Reference($"pulses.{loaded.Observables[o].Name}"), result.Values[o][0], 1e-9);
        }

        Assert.True(result.ToleranceReached);
    }

    [LongTheory]
    [InlineData("monte-carlo")]
    [InlineData("quantum-jumps")]
    public void TrajectoriesAverageToTheSameAndDoNotDependOnThreads(string name)
    {
        LoadedModel loaded = SequenceModels.Load(SequenceModels.Pulses);
        SamplingMethod method = SamplingMethod.Named(name)!;
        EnsembleResult Run(int threads) => method.Solve(
            loaded.Model, loaded.Initial, [.. loaded.Observables.Select(o => o.Operator)], TimeGrid.Of(loaded.Times), new EnsembleOptions { Trajectories = 2000, Seed = 5, Threads = threads, Kernels = DenseKernels.Managed });
        EnsembleResult one = Run(1), two = Run(2);

        for (int o = 0; o < loaded.Observables.Count; o++)
        {
            Assert.Equal(one.Values[o][0], two.Values[o][0]);
            Assert.InRange(one.Values[o][0] - SequenceModels.Reference($"pulses.{loaded.Observables[o].Name}"), -5 * one.StandardErrors[o][0], 5 * one.StandardErrors[o][0]);
        }
    }

    [Fact]
    public void AnEchoUnderGaussianNoiseIsItsClosedForm()
    {
        const double Sigma = 2000, Rate = 1500, Time = 2e-3;
        LoadedModel loaded = SequenceModels.Load("""
            spins: { I: 1/2 }
            hamiltonian: "5000*I.z"
            noise:
              - operator: "I.z"
                process: { kind: ornstein-uhlenbeck, standardDeviation: 2000, rate: 1500 }
            sequence:
              steps:
                - rotate: { operator: "I.y", angle: "pi/2" }
                - delay: 1.0e-3
                - rotate: { operator: "I.x", angle: "pi" }
                - delay: 1.0e-3
            initial: { I: up }
            observables: { x: "2*I.x" }
            """);
        double exact = Math.Exp(-Sigma * Sigma / (Rate * Rate) * ((Rate * Time) - 3 + (4 * Math.Exp(-Rate * Time / 2)) - Math.Exp(-Rate * Time)));

        Assert.Equal(exact, SequenceModels.Solve(loaded).Values[0][0], 1e-10);
    }

    [Fact]
    public void OutputsAtRotationsComeAfterThemAndBeforeThoseThatOpenARound()
    {
        LoadedModel loaded = SequenceModels.Load("""
            spins: { I: 1/2 }
            hamiltonian: "0*I.z"
            sequence:
              repeat: 2
              steps:
                - rotate: { operator: "I.x", angle: "pi/2" }
                - delay: 1
                - rotate: { operator: "I.x", angle: "pi/2" }
                - delay: 1
            initial: { I: up }
            observables: { z: "2*I.z", y: "2*I.y" }
            times: [0, 0.5, 1, 1.5, 2, 2.5, 4]
            """);

        foreach (string method in new[] { "dense", "krylov" })
        {
            PropagationResult result = SequenceModels.Solve(loaded, PropagationMethod.Named(method));
            double[] z = [1, 0, -1, -1, -1, 0, 1];
            Assert.All(z.Zip(result.Values[0]), p => Assert.Equal(p.First, p.Second, 1e-14));
            Assert.Equal(-1, result.Values[1][1], 1e-14);
            Assert.Equal(1, result.Values[1][5], 1e-14);
        }
    }

    [Fact]
    public void TenThousandCyclesAreAMatrixPower()
    {
        LoadedModel many = SequenceModels.Load(SequenceModels.Train, ("n", 10_000), ("dw", 100));
        PropagationResult result = SequenceModels.Solve(many);
        double rate = SequenceModels.Observed(many).CycleRate().Value;
        double four = SequenceModels.Solve(SequenceModels.Load(SequenceModels.Train, ("n", 4), ("dw", 100))).Values[0][0];
        double six = SequenceModels.Solve(SequenceModels.Load(SequenceModels.Train, ("n", 6), ("dw", 100))).Values[0][0];

        // Late cycles decay at the rate of the slowest mode.
        Assert.Equal(Math.Log(four / six) / 8e-3, rate, 1e-6 * rate);
        Assert.Equal(rate, -Math.Log(result.Values[0][0] / four) / ((10_000 - 4) * 4e-3), 1e-9 * rate);
        Assert.True(result.Statistics.Products < 200, $"{result.Statistics.Products} products");
    }

    [Fact]
    public void InversionsOfManySpinsLeaveSmallBlocks()
    {
        string spins = string.Join(", ", Enumerable.Range(1, 10).Select(k => $"I{k}: 1/2"));
        string coupling = string.Join(" + ", Enumerable.Range(2, 9).Select(k => $"{100 * k}*I1.z*I{k}.z"));
        string turn = string.Join(" + ", Enumerable.Range(1, 10).Select(k => $"I{k}.x"));
        string up = string.Join(", ", Enumerable.Range(2, 9).Select(k => $"I{k}: mixed"));
        LoadedModel loaded = SequenceModels.Load($$"""
            spins: { {{spins}} }
            hamiltonian: "300*I1.z + {{coupling}}"
            sequence:
              steps:
                - rotate: { operator: "I1.y", angle: "pi/2" }
                - delay: 1.0e-3
                - rotate: { operator: "{{turn}}", angle: "pi" }
                - delay: 1.0e-3
            initial: { I1: up, {{up}} }
            observables: { x: "2*I1.x" }
            """);
        PropagationResult result = SequenceModels.Solve(loaded);

        // The couplings are not refocused by turning all spins, the offset is.
        double expected = Enumerable.Range(2, 9).Aggregate(1.0, (product, k) => product * Math.Cos(100 * k * 1e-3));
        Assert.Equal(expected, result.Values[0][0], 1e-10);
        Assert.True(result.Dimension.Solved <= 1536, $"{result.Dimension.Solved} equations");
    }

    [Fact]
    public void DrivesGoOnThroughPulsesOnTheAbsoluteClock()
    {
        const string Text = """
            spins: { I: 1/2 }
            hamiltonian: "0*I.z"
            drive:
              - { operator: "I.z", envelope: "3*t" }
            sequence:
              repeat: 2
              steps:
                - delay: 0.5
                - rotate: { operator: "I.x", angle: "pi" }
                - delay: 0.5
            initial: { density: "I.one/2 + I.x" }
            observables: { x: "2*I.x", y: "2*I.y" }
            """;
        PropagationResult result = SequenceModels.Solve(SequenceModels.Load(Text));

        // The phase gathered changes its sign with every inversion.
        double Phase(double from, double to) => 1.5 * ((to * to) - (from * from));
        double phase = Phase(0, 0.5) - Phase(0.5, 1.5) + Phase(1.5, 2);
        Assert.Equal(Math.Cos(phase), result.Values[0][0], 1e-9);
        Assert.Equal(Math.Sin(phase), result.Values[1][0], 1e-9);
    }

    [Theory]
    [InlineData("[ { rotate: { operator: \"I.x\", angle: pi } } ]")]
    [InlineData("[ { delay: 1 }, { repeat: 3, steps: [ { rotate: { operator: \"I.x\", angle: pi } } ] } ]")]
    [InlineData("[ { repeat: 3, steps: [ { delay: 1 }, { rotate: { operator: \"I.y\", angle: pi } } ] } ]")]
    public void TheLastStepIsAlwaysDone(string steps)
    {
        LoadedModel loaded = SequenceModels.Load($$"""
            spins: { I: 1/2 }
            hamiltonian: "3*I.z"
            dissipators: [ { operator: "I.z", rate: 1 } ]
            sequence: { steps: {{steps}} }
            initial: { I: up }
            observables: { z: "2*I.z" }
            """);

        Assert.Equal(-1, SequenceModels.Solve(loaded).Values[0][0], 1e-14);
        Assert.Equal(-1, SequenceModels.Observed(loaded).AfterSequence().Value, 1e-14);
        EnsembleResult jumps = SamplingMethod.QuantumJumps.Solve(loaded.Model, loaded.Initial, [loaded.Observables[0].Operator], TimeGrid.Of(loaded.Times), new EnsembleOptions { Trajectories = 16, Kernels = DenseKernels.Managed });
        Assert.Equal(-1, jumps.Values[0][0], 1e-12);
    }

    [Fact]
    public void ShortStrongPulsesBecomeIdealOnes()
    {
        double At(double length)
        {
            LoadedModel loaded = SequenceModels.Load($$"""
                spins: { I: 1/2 }
                parameters: { tp: {{length.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}} }
                hamiltonian: "200*I.z"
                noise:
                  - { operator: "I.z", process: { kind: telegraph, high: 500, low: -500, rate: 300 } }
                sequence:
                  repeat: 4
                  steps:
                    - delay: "1e-3 - tp/2"
                    - pulse: { duration: tp, hamiltonian: "pi/tp*I.x" }
                    - delay: "1e-3 - tp/2"
                initial: { density: "I.one/2 + I.x" }
                observables: { x: "2*I.x" }
                """);
            return SequenceModels.Solve(loaded).Values[0][0];
        }

        double ideal = SequenceModels.Solve(SequenceModels.Load("""
            spins: { I: 1/2 }
            hamiltonian: "200*I.z"
            noise:
              - { operator: "I.z", process: { kind: telegraph, high: 500, low: -500, rate: 300 } }
            sequence: { repeat: 4, steps: [ { delay: 1e-3 }, { rotate: { operator: "I.x", angle: pi } }, { delay: 1e-3 } ] }
            initial: { density: "I.one/2 + I.x" }
            observables: { x: "2*I.x" }
            """)).Values[0][0];
        double far = At(2e-5) - ideal, near = At(2e-7) - ideal;
        Assert.InRange(Math.Abs(near), 1e-12, 2e-5);
        Assert.InRange(far / near, 30, 20_000);
    }
}
