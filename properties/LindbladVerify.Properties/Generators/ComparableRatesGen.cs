using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Properties.Generators;

/// <summary>Pairs whose rates lie within a few decades of each other: Γc/Δ from 0.03 to 100, Γ2/Δ from 0.03 to 2, D up to half of the smallest rate.</summary>
internal static class ComparableRatesGen
{
    /// <summary>Every kind of electron noise.</summary>
    public static IReadOnlyList<ElectronNoise> Noises { get; } =
    [
        ElectronNoise.ElectronTelegraph,
        ElectronNoise.SymmetricTelegraph,
        ElectronNoise.OrnsteinUhlenbeck,
        ElectronNoise.Parse("fluctuators:3"),
        ElectronNoise.Parse("electron-fluctuators:5"),
    ];

    /// <summary>Those with finitely many states.</summary>
    public static IReadOnlyList<ElectronNoise> FiniteNoises { get; } = [.. Noises.Where(n => n.Levels is not null)];

    public static Arbitrary<NuclearPair> Arbitrary { get; } = Arb.From(
        from hyperfine in Matrices.LogUniform(1e4, 1e8)
        from polarization in Gen.Frequency((6, Matrices.Number), (1, Gen.Elements(-1.0, 0.0, 0.9993, 1.0, Math.Sqrt(0.5))))
        from electronRate in Matrices.LogUniform(0.03, 100)
        from broadening in Matrices.LogUniform(0.03, 2)
        from dipolar in Matrices.LogUniform(1e-3, 0.5)
        select new NuclearPair(
            hyperfine * dipolar * Math.Min(electronRate, broadening),
            hyperfine,
            polarization,
            hyperfine * electronRate,
            hyperfine * broadening),
        NuclearPairGen.Arbitrary.Shrinker);

    /// <summary>The pair with another dipolar coupling.</summary>
    public static NuclearPair WithDipolar(this NuclearPair p, double dipolar) => new(dipolar, p.Hyperfine, p.Polarization, p.ElectronRate, p.Broadening);

    /// <summary>All couplings and rates times a factor.</summary>
    public static NuclearPair Scaled(this NuclearPair p, double factor) =>
        new(factor * p.Dipolar, factor * p.Hyperfine, p.Polarization, factor * p.ElectronRate, factor * p.Broadening);
}
