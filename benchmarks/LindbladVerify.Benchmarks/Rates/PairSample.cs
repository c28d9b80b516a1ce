using LindbladVerify.Systems.Models;

namespace LindbladVerify.Benchmarks.Rates;

/// <summary>Pairs spread over the paper's decades: Γc/Δ from 0.03 to 100, Γ2/Δ from 0.01 to 2, D up to 0.2 of the smallest rate.</summary>
internal static class PairSample
{
    public static NuclearPair[] Create(int count)
    {
        var random = new Random(1);
        double LogUniform(double low, double high) => low * Math.Pow(high / low, random.NextDouble());
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double hyperfine = LogUniform(1e4, 1e8);
            double electronRate = hyperfine * LogUniform(0.03, 100);
            double broadening = hyperfine * LogUniform(0.01, 2);
            double dipolar = LogUniform(1e-3, 0.2) * Math.Min(electronRate, broadening);
            return new NuclearPair(dipolar, hyperfine, random.NextDouble(), electronRate, broadening);
        })];
    }
}
