using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Properties.Generators;

/// <summary>The rate of a pair with an added offset, H + ½ε σz, by the general route; the generator is linear in ε.</summary>
internal sealed class OffsetPair
{
    private readonly BlochSystem system;
    private readonly SparseMatrix<double> perOffset;

    public OffsetPair(NuclearPair pair, ElectronNoise noise)
    {
        system = System(pair, noise, 0);
        perOffset = System(pair, noise, 1).Generator - system.Generator;
    }

    /// <summary>The residence-time rate at an offset in rad/s.</summary>
    public double Rate(double offset) =>
        ResidenceTime.Rate(system with { Generator = system.Generator + (offset * perOffset) }, 0, DenseKernels.Managed).Value;

    private static BlochSystem System(NuclearPair pair, ElectronNoise noise, double offset)
    {
        Operator z = NuclearPair.PolarizationDifference;
        OpenSystemModel model = pair.Model(noise.Process(pair.Polarization, pair.ElectronRate));
        var shifted = new OpenSystemModel(model.Hamiltonian + ((0.5 * offset) * z), model.Dissipators, model.Noise);
        return InvariantBlock.Of(shifted, [z]).System(NuclearPair.FirstNucleusUp, [z], ladderDepth: 12);
    }
}
