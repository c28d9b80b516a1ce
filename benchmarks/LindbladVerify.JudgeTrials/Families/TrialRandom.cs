using System.Globalization;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Random choices that are the same on every machine for one seed: SplitMix64 (doi:10.1145/2660193.2660195).</summary>
/// <param name="seed">Where the sequence starts.</param>
public sealed class TrialRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit()
    {
        state += 0x9E3779B97F4A7C15UL;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) * Math.Pow(2, -53);
    }

    /// <summary>Uniform in a range, with so many decimals that the file is easy to read.</summary>
    public double Uniform(double low, double high, int decimals = 4) => Math.Round(low + ((high - low) * Unit()), decimals);

    /// <summary>A number of two digits between a power of ten and the next.</summary>
    public double OfDecade(int exponent) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{Uniform(1, 9.9, 1)}e{exponent}"), CultureInfo.InvariantCulture);

    /// <summary>A whole number from low to high, both included.</summary>
    public int Integer(int low, int high) => low + (int)((high - low + 1) * Unit());

    /// <summary>One of several.</summary>
    public T Pick<T>(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items[Integer(0, items.Count - 1)];
    }

    /// <summary>True half of the time.</summary>
    public bool Coin() => Unit() < 0.5;
}
