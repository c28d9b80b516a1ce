using BenchmarkDotNet.Attributes;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Benchmarks.Rates;

/// <summary>Time of one exact rate (residence time, all orders in D): by the noise ladder, and by the general route through a model.</summary>
[MemoryDiagnoser]
public class ExactRateBenchmarks
{
    private const int Count = 1024;
    private readonly NuclearPair[] pairs = PairSample.Create(Count);
    private ElectronNoise noise = ElectronNoise.ElectronTelegraph;
    private BlochSystem[] systems = [];

    [Params("electron-telegraph", "symmetric-telegraph", "ornstein-uhlenbeck", "fluctuators:8")]
    public string Noise { get; set; } = "electron-telegraph";

    [GlobalSetup]
    public void Setup()
    {
        noise = ElectronNoise.Parse(Noise);
        Operator z = NuclearPair.PolarizationDifference;
        systems = [.. pairs.Take(16).Select(p => InvariantBlock.Of(p.Model(noise.Process(p.Polarization, p.ElectronRate)), [z]).System(NuclearPair.FirstNucleusUp, [z]))];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public double Ladder()
    {
        double sum = 0;
        foreach (NuclearPair pair in pairs)
        {
            sum += FlipFlopRates.ResidenceTimeValue(pair, noise);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public double GoldenRule()
    {
        double sum = 0;
        foreach (NuclearPair pair in pairs)
        {
            sum += FlipFlopRates.GoldenRuleValue(pair, noise);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 16)]
    public double GeneralSolve()
    {
        double sum = 0;
        foreach (BlochSystem system in systems)
        {
            sum += ResidenceTime.Rate(system, 0, DenseKernels.Managed).Value;
        }

        return sum;
    }
}
