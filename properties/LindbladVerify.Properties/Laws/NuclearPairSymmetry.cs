using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Properties.Laws;

/// <summary>z(t) of the pair is the same for -P, -Δ and -D, stays within [-1, 1], and follows the scale of all rates.</summary>
public class NuclearPairSymmetry
{
    private static readonly ElectronNoise[] Noises = [ElectronNoise.ElectronTelegraph, ElectronNoise.SymmetricTelegraph, ElectronNoise.Parse("fluctuators:2")];

    [Law(Cases = 40)]
    public Property Signs_do_not_matter() => Prop.ForAll(NuclearPairGen.Arbitrary, p =>
    {
        foreach (ElectronNoise noise in Noises)
        {
            double[] z = Course(p, noise);
            Same(z, Course(new NuclearPair(p.Dipolar, p.Hyperfine, -p.Polarization, p.ElectronRate, p.Broadening), noise), "z(-P) = z(P)");
            Same(z, Course(new NuclearPair(p.Dipolar, -p.Hyperfine, p.Polarization, p.ElectronRate, p.Broadening), noise), "z(-Δ) = z(Δ)");
            Same(z, Course(new NuclearPair(-p.Dipolar, p.Hyperfine, p.Polarization, p.ElectronRate, p.Broadening), noise), "z(-D) = z(D)");
            Assert.All(z, v => Assert.InRange(v, -1 - 1e-11, 1 + 1e-11));
        }
    });

    [Law(Cases = 40)]
    public Property All_rates_scale_against_time() => Prop.ForAll(NuclearPairGen.Arbitrary, p =>
    {
        const double scale = 3.7e-5;
        var scaled = new NuclearPair(scale * p.Dipolar, scale * p.Hyperfine, p.Polarization, scale * p.ElectronRate, scale * p.Broadening);
        Same(Course(p, Noises[0]), Course(scaled, Noises[0]), "z depends on rate · time alone");
    });

    /// <summary>z at a few times up to some forty turns of the fastest rate.</summary>
    private static double[] Course(NuclearPair pair, ElectronNoise noise)
    {
        OpenSystemModel model = pair.Model(noise.Process(pair.Polarization, pair.ElectronRate));
        BlochSystem system = InvariantBlock.Of(model, [NuclearPair.PolarizationDifference]).System(NuclearPair.FirstNucleusUp, [NuclearPair.PolarizationDifference]);
        double fastest = Math.Abs(pair.Hyperfine) + Math.Abs(pair.Dipolar) + pair.ElectronRate + pair.Broadening;
        return [.. new[] { 0.3, 4, 40 }.Select(t => system.Expectation(0, ReferenceExponential.Apply(system.Generator, t / fastest, system.Initial)))];
    }

    private static void Same(double[] expected, double[] actual, string why) =>
        Approx.Equal(expected, actual, 1e-12, why + "; ε·‖L‖t of some forty, with squarings");
}
