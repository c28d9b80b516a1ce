using System.Diagnostics;
using System.Globalization;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Benchmarks.Rates;

/// <summary>`points-per-second`: exact rates per second for every noise on one thread, beside NumPy's batched solve of the same 6x6 systems.</summary>
internal static class PointsPerSecond
{
    private const int Points = 1 << 14;
    private const int Rounds = 5;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(0.3);

    public static int Run()
    {
        NuclearPair[] pairs = PairSample.Create(Points);
        Console.WriteLine($"Exact flip-flop rates (residence time), million points per second on one thread, best of {Rounds}:");
        foreach (string name in new[] { "electron-telegraph", "symmetric-telegraph", "ornstein-uhlenbeck", "fluctuators:8" })
        {
            ElectronNoise noise = ElectronNoise.Parse(name);
            Print(name, Best(() => Sum(pairs, noise)));
        }

        NuclearPair[] slow = [.. pairs.Take(256).Select(p => new NuclearPair(p.Dipolar, p.Hyperfine, p.Polarization, 1e-7 * Math.Abs(p.Hyperfine), p.Broadening))];
        Print("  Kubo number near 1e7", Best(() => Sum(slow, ElectronNoise.OrnsteinUhlenbeck)) * slow.Length / Points);
        if (NumPySolve.Measure(pairs[0], FlipFlopRates.ResidenceTimeValue(pairs[0], ElectronNoise.ElectronTelegraph)) is { } numpy)
        {
            Print($"NumPy {numpy.Version} solve [n, 6, 6]", numpy.PointsPerSecond);
        }
        else
        {
            Console.WriteLine("  NumPy is not installed: nothing to compare with.");
        }

        return 0;
    }

    private static void Print(string name, double pointsPerSecond) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-24} {pointsPerSecond / 1e6,8:G4}"));

    /// <summary>The fastest of several rounds: what the machine does when nobody else uses it.</summary>
    private static double Best(Action batch)
    {
        double best = 0;
        for (int round = 0; round < Rounds; round++)
        {
            long batches = 0;
            var clock = Stopwatch.StartNew();
            do
            {
                batch();
                batches++;
            }
            while (clock.Elapsed < Round);
            best = Math.Max(best, batches * (double)Points / clock.Elapsed.TotalSeconds);
        }

        return best;
    }

    private static void Sum(NuclearPair[] pairs, ElectronNoise noise)
    {
        double sum = 0;
        foreach (NuclearPair pair in pairs)
        {
            sum += FlipFlopRates.ResidenceTimeValue(pair, noise);
        }

        if (!(sum > 0))
        {
            throw new InvalidOperationException($"The rates of {noise.Name} sum to {sum}.");
        }
    }
}
