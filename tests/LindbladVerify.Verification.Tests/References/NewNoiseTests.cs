using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.References;

/// <summary>A process that nobody knew before (<see cref="HopperNoise"/>, one file) works wherever noises do, as the Markov chain does that it could be written as.</summary>
public sealed class NewNoiseTests
{
    private const string Hopper = "{ kind: hopper, reach: a, rate: k }";
    private const string Chain = "{ kind: markov-chain, values: [ -a, 0, a ], rates: [ [ 0, k, k ], [ k, 0, k ], [ k, k, 0 ] ] }";

    [LongFact]
    public void AverageAndSamplesAreThoseOfTheChain()
    {
        LoadedModel hopper = File(Hopper).Bind(), chain = File(Chain).Bind();
        PropagationResult average = Average(hopper);
        Assert.Equal(Average(chain).Values[0], average.Values[0]);
        var options = new EnsembleOptions { Trajectories = 4096, Seed = 5, Kernels = DenseKernels.Managed };
        EnsembleResult sampled = NoiseEnsemble.Solve(hopper.Model, hopper.Initial, Observables(hopper), Grid(hopper), options);
        Assert.Equal(NoiseEnsemble.Solve(chain.Model, chain.Initial, Observables(chain), Grid(chain), options).Values[0], sampled.Values[0]);
        Assert.All(Enumerable.Range(1, sampled.Values[0].Length - 1), k => Assert.InRange(Math.Abs(sampled.Values[0][k] - average.Values[0][k]), 0, 5 * sampled.StandardErrors[0][k]));
        Assert.All(sampled.StandardErrors[0], e => Assert.InRange(e, 0, 0.02));
        EnsembleResult jumps = QuantumJumps.Solve(hopper.Model, hopper.Initial, Observables(hopper), Grid(hopper), options);
        Assert.All(Enumerable.Range(1, jumps.Values[0].Length - 1), k => Assert.InRange(Math.Abs(jumps.Values[0][k] - average.Values[0][k]), 0, 5 * jumps.StandardErrors[0][k]));
    }

    [Fact]
    public void RatesAreThoseOfTheChainInDoublesAndInManyDigits()
    {
        var reference = new Reference("own", NoiseNames.None, "exact");
        var point = new ParameterPoint(["J", "a", "k"], [2, 3, 5]);
        double[] doubles = [.. new[] { Hopper, Chain }.Select(p => new ModelQuantity("own", File(p), "z", ModelQuantityKind.ResidenceTime, 2, DenseKernels.Managed).Evaluate(reference, point).Value)];
        Assert.Equal(doubles[1], doubles[0]);
        Assert.True(doubles[0] > 0);
        Ball[] digits = [.. new[] { Hopper, Chain }.Select(p => PreciseModelQuantity.TryCreate(File(p), "z", ModelQuantityKind.ResidenceTime, 2, out string reason)!
            .Evaluate(_ => new Dictionary<string, Ball>(StringComparer.Ordinal) { ["J"] = Ball.Exact(BigFloat.Of(2L)), ["a"] = Ball.Exact(BigFloat.Of(3L)), ["k"] = Ball.Exact(BigFloat.Of(5L)) }, 1e-40, 4096, CancellationToken.None).Value!.Value)];
        BigFloat difference = BigFloat.Abs(digits[0].Value - digits[1].Value);
        Assert.True(difference <= digits[0].Error + digits[1].Error);
        Assert.Equal(doubles[0], (double)digits[0].Value, 1e-12 * doubles[0]);
    }

    [Fact]
    public void PrimeFieldsAndCertificatesKnowIt()
    {
        FieldModel hopper = FieldModel.Create(File(Hopper), "z", ["J", "a", "k"]);
        Assert.Equal(FieldModel.Create(File(Chain), "z", ["J", "a", "k"]).Equations, hopper.Equations);
        NoiseParts parts = File(Hopper).Parts().Noise.Single().Process;
        Assert.Equal("markov-chain", parts.Kind);
        Assert.Equal(3, parts.Values.Count);
    }

    [Fact]
    public void ErrorsNameItBesideTheOthers()
    {
        ModelFileException unknown = Assert.Throws<ModelFileException>(() => File("{ kind: hoper, reach: a, rate: k }"));
        Assert.Contains("process.kind 'hoper' is unknown (did you mean 'hopper'?); the kinds are telegraph, ornstein-uhlenbeck, markov-chain, fluctuators, trace, hopper", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("'hopper' is unknown", Assert.Throws<ModelFileException>(() => ModelFileReader.OpenText(Text(Hopper))).Message, StringComparison.Ordinal);
        Assert.Contains("of kind hopper", Assert.Throws<ModelFileException>(() => File("{ kind: hopper, reach: a }")).Message, StringComparison.Ordinal);
        Assert.Contains("rate must be positive (1/s), not -1", Assert.Throws<ModelFileException>(() => File("{ kind: hopper, reach: a, rate: -1 }").Bind()).Message, StringComparison.Ordinal);
    }

    private static PropagationResult Average(LoadedModel loaded) =>
        MasterEquationSolver.Solve(loaded.Model, loaded.Initial, Observables(loaded), Grid(loaded), new PropagationOptions { Kernels = DenseKernels.Managed });

    private static Operator[] Observables(LoadedModel loaded) => [.. loaded.Observables.Select(o => o.Operator)];

    private static TimeGrid Grid(LoadedModel loaded) => TimeGrid.Of(loaded.Times);

    private static ModelFile File(string process) => new(Text(process), "hopper.yaml", ".", kinds: HopperField.WithHopper);

    private static string Text(string process) => $$"""
        spins: { s: 1/2 }
        parameters: { J: 2, a: 3, k: 5 }
        hamiltonian: "J*s.x"
        dissipators:
          - { operator: "s.z", rate: 0.4 }
        noise:
          - operator: "s.z"
            process: {{process}}
        initial: { s: up }
        observables: { z: "2*s.z" }
        times: { from: 0, to: 2, points: 9 }
        """;
}
