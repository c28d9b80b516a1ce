using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Properties.Laws.Errors;

/// <summary>Residence times under Ornstein–Uhlenbeck noise lie within their stated errors of a ladder of 70 digits, as deep as its Kubo number asks for.</summary>
public class GaussianLadderErrors
{
    /// <summary>Δ = 1, Kubo numbers up to a hundred, dampings and couplings over many decades, P up to next to 1.</summary>
    private static Arbitrary<NuclearPair> Pairs { get; } = Arb.From(
        from polarization in Gen.Frequency((6, Matrices.Number), (2, Gen.Elements(0.0, 0.9, 0.97, 0.99, 0.9993, 0.999999)))
        from electronRate in Matrices.LogUniform(1e-2, 1e6)
        from broadening in Matrices.LogUniform(1e-9, 1e2)
        from dipolar in Matrices.LogUniform(1e-6, 1e2)
        select new NuclearPair(dipolar, 1, polarization, electronRate, broadening));

    /// <summary>Kubo numbers from several thousand, where the ladder of the pair is closed with its smooth continuation.</summary>
    private static Arbitrary<NuclearPair> SlowPairs { get; } = Arb.From(
        from polarization in Gen.Frequency((4, Matrices.Number), (2, Gen.Elements(0.0, 0.9, 0.97, 0.99)))
        from electronRate in Matrices.LogUniform(5e-5, 2e-4)
        from broadening in Matrices.LogUniform(1e-9, 1e-2)
        from dipolar in Matrices.LogUniform(1e-6, 1)
        select new NuclearPair(dipolar, 1, polarization, electronRate, broadening));

    [Law(Cases = 60)]
    public Property The_ladder_of_the_pair_states_its_error() => Prop.ForAll(Pairs, p => StatesItsError(p, 1e-11));

    [Law(Cases = 12)]
    public Property The_smooth_end_of_the_ladder_states_its_error() => Prop.ForAll(SlowPairs, p => StatesItsError(p, 1e-9));

    [Law(Cases = 40)]
    public Property The_ladder_of_any_block_states_its_error() => Prop.ForAll(Arb.From(Blocks), s =>
    {
        InvariantBlock block = InvariantBlock.Of(s.Model, [s.Observable]);
        var noise = (OrnsteinUhlenbeckNoise)s.Model.Noise[0].Process;
        BlochSystem equations = block.System(s.Initial, [s.Observable], 0);
        if (equations.Constants.Count > 0)
        {
            return;
        }

        RateEstimate found = ResidenceTime.Rate(s.Model, s.Initial, s.Observable, DenseKernels.Managed);
        double[] drift = (block.Deterministic + (noise.Mean * block.NoiseParts[0])).ToDense();
        double[] start = block.Coordinates(s.Initial);
        double[] row = block.Coordinates(s.Observable);
        double norm = block.NoiseParts[0].LargestModulus();
        int depth = Depth(2 * norm * noise.StandardDeviation / noise.Rate);
        double area = FixedPointLadder.Area(block.Dimension, drift, block.NoiseParts[0].ToDense(), noise.Variance, noise.Rate, start, row, depth);
        double expected = ExactVector.Of(start).Dot(row) / area / 2;
        double error = Math.Abs((found.Value / expected) - 1);
        Assert.True(error <= found.RelativeUncertainty + 2.3e-16, $"off by {error:E2}, claims {found.RelativeUncertainty:E2}");
    });

    private static void StatesItsError(NuclearPair p, double useful)
    {
        double variance = (1 - p.Polarization) * (1 + p.Polarization);
        double[] drift = [-p.Broadening, p.Polarization, 0, -p.Polarization, -p.Broadening, -p.Dipolar, 0, p.Dipolar, 0];
        double[] coupling = [0, 1, 0, -1, 0, 0, 0, 0, 0];
        double area = FixedPointLadder.Area(3, drift, coupling, variance, p.ElectronRate, [0, 0, 1], [0, 0, 1], Depth(Math.Sqrt(variance) / p.ElectronRate));
        RateEstimate found = FlipFlopRates.ResidenceTime(p, ElectronNoise.OrnsteinUhlenbeck);

        // The variance is rounded alike on both sides.
        double error = Math.Abs((found.Value * 2 * area) - 1);
        Assert.True(error <= found.RelativeUncertainty, $"off by {error:E2}, claims {found.RelativeUncertainty:E2}");
        Assert.True(found.RelativeUncertainty < useful, $"claims {found.RelativeUncertainty:E2} only");
    }

    private static Operator One => Operator.Unit(2, 0, 0) + Operator.Unit(2, 1, 1);

    /// <summary>Two levels with dephasing and unital relaxation of any strength.</summary>
    private static Gen<RelaxingSystem> Blocks =>
        from hamiltonian in HermitianGen.Of(2)
        from first in HermitianGen.Of(2)
        from second in HermitianGen.Of(2)
        from rates in Gen.ArrayOf(Matrices.LogUniform(1e-4, 1e3), 2)
        from coupling in HermitianGen.Of(2)
        from mean in Matrices.Number
        from deviation in Matrices.LogUniform(1e-2, 3)
        from rate in Matrices.LogUniform(0.1, 1e3)
        from initial in HermitianGen.Of(2)
        from observable in HermitianGen.Of(2)
        select new RelaxingSystem(
            new OpenSystemModel(hamiltonian, [new Dissipator(first, rates[0]), new Dissipator(second, rates[1])], [new NoiseCoupling(coupling, new OrnsteinUhlenbeckNoise(mean, deviation, rate))]),
            initial - ((initial.Trace() / 2) * One),
            observable - ((observable.Trace() / 2) * One));

    /// <summary>Levels after which what lies beyond has lost 25 digits: exp(-(2/3)n^(3/2)/k) below 1e-25.</summary>
    private static int Depth(double kubo) => 60 + (int)Math.Pow(90 * Math.Max(kubo, 0.01), 2.0 / 3);
}
