using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.References;

/// <summary>Rates read off rate matrices, against residence times of the general solver inverted by hand and against full Liouvillians in NumPy.</summary>
public sealed class RateMatrixReferenceTests
{
    private static readonly RelaxingPairRateReference Relaxing = new(DenseKernels.Managed);
    private static readonly CorrelatedRelaxationRateReference Correlated = new(DenseKernels.Managed);
    private static readonly NetworkTransferRateReference Network = new(DenseKernels.Managed);

    [Fact]
    public void TheEntriesAreThoseOfTheInverseOfTheResidenceTimes()
    {
        var random = new RandomSystems(91);
        for (int k = 0; k < 30; k++)
        {
            double g1a = random.Uniform(0.05, 1), g1b = random.Uniform(0.05, 1);
            var point = new ParameterPoint(
                ["D", "Delta", "P", "Gc", "G1a", "G1b", "G2II"],
                [random.Uniform(0.3, 2), random.Uniform(-3, 3), random.Uniform(-1, 1), random.Uniform(0.3, 3), g1a, g1b, random.Uniform(0.1, 1)]);
            OpenSystemModel model = new RelaxingPair(point["D"], point["Delta"], g1a, g1b, point["G2II"]).Model(ElectronNoise.ElectronTelegraph.Process(point["P"], point["Gc"]));
            double[,] t = ResidenceTimes(model, RelaxingPair.FirstNucleus, RelaxingPair.SecondNucleus);
            double determinant = (t[0, 0] * t[1, 1]) - (t[0, 1] * t[1, 0]);

            // det T loses up to the ratio of exchange and relaxation, below 1e2 here.
            Approx.Relative((t[1, 1] / determinant) - (2 * g1a), Value(Relaxing, point, Reference.FirstToFirstMethod), 1e-11, $"K11, {point}");
            Approx.Relative(t[0, 1] / determinant, Value(Relaxing, point, Reference.SecondToFirstMethod), 1e-11, $"K12, {point}");
            Approx.Relative(t[1, 0] / determinant, Value(Relaxing, point, Reference.FirstToSecondMethod), 1e-11, $"K21, {point}");
            Approx.Relative((t[0, 0] / determinant) - (2 * g1b), Value(Relaxing, point, Reference.SecondToSecondMethod), 1e-11, $"K22, {point}");
            double residence = t[0, 0] + t[1, 1] - t[0, 1] - t[1, 0];
            Approx.Relative(1 / residence, Value(Relaxing, point, Reference.ResidenceOfDifferenceMethod), 1e-11, $"2/(2∫z), z(0) = 2; {point}");
        }
    }

    [Fact]
    public void CorrelatedRelaxationIsThatOfTheFullLiouvillian()
    {
        var point = new ParameterPoint(["w0", "delta", "D", "A1", "A2", "phi", "P", "Gc", "G2II"], [20, 0.3, 0.2, 1.5, 0.9, 0.7, 0.4, 9, 0.05]);
        Approx.Relative(0.011088371393997636, Value(Correlated, point, Reference.ExactMethod), 1e-11, "NumPy, 32 dimensions, inverse of residence times");
    }

    [Theory]
    [InlineData(0, 0.051053313986224286)]
    [InlineData(0.5, 0.09351275838054751)]
    public void TransferAmongThreeNucleiIsThatOfTheFullLiouvillian(double direct, double expected)
    {
        var point = new ParameterPoint(["A1", "A2", "A3", "D12", "D23", "D13", "P", "Gc", "G2"], [1, 0.3, -0.5, 0.4, 0.7, direct, 0.6, 1.3, 0.8]);
        Approx.Relative(expected, Value(Network, point, Reference.ExactMethod), 1e-11, "NumPy, quantum electron, 256 dimensions");
    }

    [Fact]
    public void TransferAlongFourNucleiIsTheResidenceTimeOfTheirDifference()
    {
        var point = new ParameterPoint(["A1", "A2", "A3", "A4", "D12", "D23", "D34", "P", "Gc", "G2"], [1.1, 0.3, -0.5, 0.2, 0.4, 0.7, 0.9, 0.6, 1.3, 0.8]);
        var network = new NuclearNetwork([1.1, 0.3, -0.5, 0.2], [(0, 1, 0.4), (1, 2, 0.7), (2, 3, 0.9)], 0.8);
        Operator difference = network.Longitudinal(0) - network.Longitudinal(3);
        BlochSystem system = InvariantBlock.Of(network.Model(ElectronNoise.ElectronTelegraph.Process(0.6, 1.3)), [difference]).System(difference, [difference]);
        Approx.Relative(ResidenceTime.Rate(system, 0, DenseKernels.Managed).Value, Value(Network, point, Reference.ExactMethod), 1e-11, "what it conserves found by singular values");
    }

    [Fact]
    public void ForTwoNucleiTransferIsTheFlipFlopRate()
    {
        var point = new ParameterPoint(["A1", "A2", "D12", "P", "Gc", "G2"], [1.1, 0.3, 0.4, 0.6, 1.3, 0.8]);
        double expected = Rates.FlipFlop.FlipFlopRates.ResidenceTimeValue(new NuclearPair(0.4, 0.8, 0.6, 1.3, 0.8), ElectronNoise.ElectronTelegraph);
        Approx.Relative(expected, Value(Network, point, Reference.ExactMethod), 1e-13, "the ladder of the pair");
    }

    [Fact]
    public void ACouplingAMillionTimesWeakerKeepsItsDigits()
    {
        // W12 ≫ W23: the chain is as slow as its last link to 1e-12, and the pairwise rates are exact to (D/G2)².
        var chain = new ParameterPoint(["A1", "A2", "A3", "D12", "D23", "P", "Gc", "G2"], [0, 0, 2, 1e-3, 1e-9, 0.6, 1.3, 0.8]);
        double expected = Rates.FlipFlop.FlipFlopRates.ResidenceTimeValue(new NuclearPair(1e-9, -2, 0.6, 1.3, 0.8), ElectronNoise.ElectronTelegraph);
        Approx.Relative(expected, Value(Network, chain, Reference.ExactMethod), 1e-6, "order (1e-3/0.8)²");
        ParameterPoint scaled = chain.With("A3", 6).With("D12", 3e-3).With("D23", 3e-9).With("Gc", 3.9).With("G2", 2.4);
        Approx.Relative(3 * Value(Network, chain, Reference.ExactMethod), Value(Network, scaled, Reference.ExactMethod), 1e-13, "all rates three times");
    }

    [Fact]
    public void GaussianNoiseIsRefusedByName()
    {
        var point = new ParameterPoint(["A1", "A2", "D12", "P", "Gc", "G2"], [1.1, 0.3, 0.4, 0.6, 1.3, 0.8]);
        Assert.Contains("OrnsteinUhlenbeck", Assert.Throws<ArgumentException>(() => Network.Evaluate(new(Network.Quantity, NoiseNames.OrnsteinUhlenbeck, Reference.ExactMethod), point)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Network.Evaluate(new(Network.Quantity, NoiseNames.ElectronTelegraph, "K11"), point));
    }

    private static double Value(IReferenceQuantity quantity, ParameterPoint point, string method) =>
        quantity.Evaluate(new Reference(quantity.Quantity, NoiseNames.ElectronTelegraph, method), point).Value;

    /// <summary>T_ij = ∫⟨Iiz⟩dt, ⟨Iiz⟩ in units of its start, by the general residence-time solver.</summary>
    private static double[,] ResidenceTimes(OpenSystemModel model, params Operator[] polarizations)
    {
        InvariantBlock block = InvariantBlock.Of(model, polarizations);
        var times = new double[polarizations.Length, polarizations.Length];
        for (int j = 0; j < polarizations.Length; j++)
        {
            BlochSystem system = block.System(polarizations[j], polarizations);
            for (int i = 0; i < polarizations.Length; i++)
            {
                times[i, j] = ResidenceTime.Integral(system, i, DenseKernels.Managed)!.Value.Area / system.Expectation(j, system.Initial);
            }
        }

        return times;
    }
}
