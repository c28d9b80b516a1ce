using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Properties.Generators;

/// <summary>Points of the pair model: D, Δ, Γc and Γ2 log-uniform over the paper's decades, P over [-1, 1] with its ends.</summary>
internal static class NuclearPairGen
{
    public static Arbitrary<NuclearPair> Arbitrary { get; } = Arb.From(
        from dipolar in Matrices.LogUniform(1e2, 1e5)
        from hyperfine in Matrices.LogUniform(1e4, 1e8)
        from polarization in Gen.Frequency((6, Matrices.Number), (1, Gen.Elements(-1.0, 0.0, 0.9993, 1.0, Math.Sqrt(0.5))))
        from electronRate in Matrices.LogUniform(1e5, 1e8)
        from broadening in Matrices.LogUniform(1e3, 1e6)
        select new NuclearPair(dipolar, hyperfine, polarization, electronRate, broadening),
        Shrink);

    /// <summary>Each parameter to a round value: one significant digit, then a power of ten; P to 0, ½ or 1.</summary>
    private static IEnumerable<NuclearPair> Shrink(NuclearPair p)
    {
        foreach (double v in Rounder(p.Dipolar))
        {
            yield return new NuclearPair(v, p.Hyperfine, p.Polarization, p.ElectronRate, p.Broadening);
        }

        foreach (double v in Rounder(p.Hyperfine))
        {
            yield return new NuclearPair(p.Dipolar, v, p.Polarization, p.ElectronRate, p.Broadening);
        }

        foreach (double v in new[] { 0, 0.5, 1 }.TakeWhile(v => v != p.Polarization))
        {
            yield return new NuclearPair(p.Dipolar, p.Hyperfine, v, p.ElectronRate, p.Broadening);
        }

        foreach (double v in Rounder(p.ElectronRate))
        {
            yield return new NuclearPair(p.Dipolar, p.Hyperfine, p.Polarization, v, p.Broadening);
        }

        foreach (double v in Rounder(p.Broadening))
        {
            yield return new NuclearPair(p.Dipolar, p.Hyperfine, p.Polarization, p.ElectronRate, v);
        }
    }

    private static IEnumerable<double> Rounder(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double digit = Math.Round(value / power) * power;
        return new[] { power, digit }.Distinct().TakeWhile(v => v != value);
    }
}
