using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Properties.Generators;

/// <summary>
/// Hostile relaxing systems: rates over twelve decades, full and therefore non-normal jump operators, telegraph noise, and cascades of
/// equal or nearly equal rates, which have no complete set of eigenvectors.
/// </summary>
internal static class RelaxingSystemGen
{
    public static Arbitrary<RelaxingSystem> Arbitrary { get; } = Arb.From(
        Gen.Frequency((3, Stiff(noisy: false)), (3, Stiff(noisy: true)), (2, Cascade())));

    public static Arbitrary<RelaxingSystem> Cascades { get; } = Arb.From(Cascade());

    private static Gen<RelaxingSystem> Stiff(bool noisy) =>
        from dimension in Gen.Choose(2, noisy ? 2 : 3)
        from hamiltonian in HermitianGen.Of(dimension)
        from strength in Matrices.LogUniform(1e-6, 1e3)
        from count in Gen.Choose(1, 3)
        from jumps in Gen.ArrayOf(JumpOperatorGen.Of(dimension), count)
        from rates in Gen.ArrayOf(Matrices.LogUniform(1e-6, 1e6), count)
        from noise in NoiseOf(dimension)
        from initial in DensityMatrixGen.Of(dimension)
        from observable in HermitianGen.Of(dimension)
        select new RelaxingSystem(
            new OpenSystemModel(strength * hamiltonian, [.. jumps.Zip(rates, (l, r) => new Dissipator(l, r))], noisy ? [noise] : []),
            initial,
            observable);

    private static Gen<NoiseCoupling> NoiseOf(int dimension) =>
        from coupling in HermitianGen.Of(dimension)
        from high in Matrices.LogUniform(1e-3, 1e5)
        from low in Matrices.LogUniform(1e-3, 1e5)
        from rate in Matrices.LogUniform(1e-6, 1e6)
        from population in Gen.Choose(1, 9972).Select(k => k / 9973.0)
        select new NoiseCoupling(coupling, MarkovChainNoise.Telegraph(high, -low, rate, population));

    /// <summary>Levels 3 → 2 → 1 → 0, each emptied at the same rate or at rates that differ in the last digits.</summary>
    private static Gen<RelaxingSystem> Cascade() =>
        from levels in Gen.Choose(3, 5)
        from rate in Matrices.LogUniform(1e-6, 1e6)
        from offsets in Gen.ArrayOf(Gen.Elements(0.0, 0.0, 0.0, 1e-12, 1e-7), levels)
        select new RelaxingSystem(
            new OpenSystemModel(
                0.0 * Operator.Unit(levels, 0, 0),
                [.. Enumerable.Range(1, levels - 1).Select(k => new Dissipator(Operator.Unit(levels, k - 1, k), rate * (1 + offsets[k])))]),
            Operator.Unit(levels, levels - 1, levels - 1),
            Operator.Unit(levels, 1, 1));
}
