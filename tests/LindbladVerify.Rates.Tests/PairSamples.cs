using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>Random pairs and all kinds of electron noise.</summary>
public static class PairSamples
{
    /// <summary>Noise names of every kind, for theories.</summary>
    public static TheoryData<string> AllNoises =>
        ["electron-telegraph", "symmetric-telegraph", "ornstein-uhlenbeck", "electron-fluctuators:2", "electron-fluctuators:7", "fluctuators:3"];

    /// <summary>Noise names with a finite number of states.</summary>
    public static TheoryData<string> FiniteNoises =>
        ["electron-telegraph", "symmetric-telegraph", "electron-fluctuators:2", "electron-fluctuators:5", "fluctuators:4"];

    /// <summary>Γc/Δ from 0.03 to 100, Γ2/Δ from 0.01 to 2, D up to 0.2 of the smallest rate, both signs.</summary>
    public static NuclearPair Random(RandomSystems random)
    {
        double hyperfine = random.LogUniform(1e4, 1e8);
        double electronRate = hyperfine * random.LogUniform(0.03, 100);
        double broadening = hyperfine * random.LogUniform(0.01, 2);
        double dipolar = Math.Min(electronRate, broadening) * random.LogUniform(1e-3, 0.2);
        return new NuclearPair(Sign(random) * dipolar, Sign(random) * hyperfine, random.Uniform(-1, 1), electronRate, broadening);
    }

    /// <summary>The same pair with another dipolar coupling.</summary>
    public static NuclearPair WithDipolar(this NuclearPair pair, double dipolar) =>
        new(dipolar, pair.Hyperfine, pair.Polarization, pair.ElectronRate, pair.Broadening);

    /// <summary>The pair at a row of a reference table.</summary>
    public static NuclearPair At(ReferenceDataTable table, int row)
    {
        double[] v = table.Values(row, "D", "Delta", "P", "Gc", "G2");
        return new NuclearPair(v[0], v[1], v[2], v[3], v[4]);
    }

    /// <summary>The process of a noise around a pair.</summary>
    public static NoiseProcess Around(this ElectronNoise noise, NuclearPair pair) => noise.Process(pair.Polarization, pair.ElectronRate);

    private static int Sign(RandomSystems random) => random.Integer(0, 1) == 0 ? -1 : 1;
}
