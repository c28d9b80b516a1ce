using System.Globalization;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Noise;

/// <summary>
/// The electron noises P(t) of the pair model. All have mean P and autocovariance (1-P²) exp(-Γc|τ|); they differ in their law.
/// </summary>
/// <remarks>
/// A law is one line of <see cref="Laws"/>. In orthonormal modes, which decay at nΓc, P(t) acts as a_n on level n and couples levels n-1 and n by b_n:
/// b_n² = (1-P²) n(N-n+1)/N for a sum of N two-state noises and (1-P²) n for a Gaussian one; a_n = P, or P(1 - 2n/√N) for an electron-like noise.
/// </remarks>
public sealed record ElectronNoise
{
    private const int MostFluctuators = 10_000;
    private const string Electron = "high: 1, low: -1, rate: Gc, probabilityHigh: \"(1 + P)/2\"";
    private const string Symmetric = "high: \"P + sqrt(1 - P^2)\", low: \"P - sqrt(1 - P^2)\", rate: Gc";

    private static readonly Law[] Laws =
    [
        // Values P ± √(1-P²) with equal populations: what Eq. (4) of the paper is exact for.
        new("symmetric-telegraph", false, false, n => n, (_, p) => MarkovChainNoise.Telegraph(p.High, p.Low, p.Rate), _ => $"kind: telegraph, {Symmetric}"),

        // Values +1 and -1 with populations (1±P)/2: the real electron.
        new("electron-telegraph", false, true, n => n, (_, p) => MarkovChainNoise.Telegraph(1, -1, p.Rate, p.Up), _ => $"kind: telegraph, {Electron}"),

        // Gaussian, mean P, variance 1-P².
        new("ornstein-uhlenbeck", false, false, _ => null, (_, p) => new OrnsteinUhlenbeckNoise(p.Polarization, p.Deviation, p.Rate), _ => null),

        // Normalised sums of N independent telegraphs of either kind.
        new("fluctuators", true, false, n => n, (n, p) => MarkovChainNoise.Fluctuators(n, p.High, p.Low, p.Rate), n => $"{Sum(n)}, {Symmetric}"),
        new("electron-fluctuators", true, true, n => n, (n, p) => MarkovChainNoise.Fluctuators(n, 1, -1, p.Rate, p.Up), n => $"{Sum(n)}, {Electron}"),
    ];

    private readonly Law law;

    private ElectronNoise(Law law, int count)
    {
        this.law = law;
        Count = count;
    }

    /// <summary>The real electron: values ±1.</summary>
    public static ElectronNoise ElectronTelegraph { get; } = Parse("electron-telegraph");

    /// <summary>Values P ± √(1-P²) with equal populations.</summary>
    public static ElectronNoise SymmetricTelegraph { get; } = Parse("symmetric-telegraph");

    /// <summary>Gaussian.</summary>
    public static ElectronNoise OrnsteinUhlenbeck { get; } = Parse("ornstein-uhlenbeck");

    /// <summary>What <see cref="Parse"/> reads: the names of all laws, with N where they take a number.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Laws.Select(l => l.TakesCount ? $"{l.Word}:N" : l.Word)];

    /// <summary>Number of fluctuators; 1 for the other laws.</summary>
    public int Count { get; }

    /// <summary>The name in commands and files.</summary>
    public string Name => law.TakesCount ? string.Create(CultureInfo.InvariantCulture, $"{law.Word}:{Count}") : law.Word;

    /// <summary>Levels of the modes above the ground level; null where they have no end.</summary>
    public int? Levels => law.Levels(Count);

    /// <summary>Whether the values are those of electrons, ±1, so that the law is skewed unless P = 0.</summary>
    public bool IsElectronLike => law.IsElectronLike;

    /// <summary>The noise as a process of a model file, in the parameters P and Gc; null where it has no finite number of states.</summary>
    public string? ModelText => law.ModelText(Count);

    /// <summary>The normalised sum of independent symmetric telegraphs.</summary>
    /// <param name="count">N, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">N is not positive.</exception>
    public static ElectronNoise Fluctuators(int count) => Of("fluctuators", count);

    /// <summary>The normalised sum of independent electron telegraphs.</summary>
    /// <param name="count">N, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">N is not positive.</exception>
    public static ElectronNoise ElectronFluctuators(int count) => Of("electron-fluctuators", count);

    /// <summary>Reads a name: symmetric-telegraph, electron-telegraph, ornstein-uhlenbeck, fluctuators:N (symmetric), electron-fluctuators:N.</summary>
    /// <exception cref="FormatException">The name is unknown or N is not from 1 to 10000.</exception>
    public static ElectronNoise Parse(string name)
    {
        string[] parts = name.Split(':');
        Law? law = parts.Length > 2 ? null : Array.Find(Laws, l => l.TakesCount == (parts.Length == 2) && string.Equals(l.Word, parts[0], StringComparison.Ordinal));
        return law is null
            ? throw new FormatException($"'{name}' is not a noise; allowed are {string.Join(", ", Names.SkipLast(1))} and {Names[^1]}.")
            : new ElectronNoise(law, law.TakesCount ? ParseCount(parts[1]) : 1);
    }

    private static ElectronNoise Of(string word, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new ElectronNoise(Array.Find(Laws, l => string.Equals(l.Word, word, StringComparison.Ordinal))!, count);
    }

    /// <summary>The process with mean P and correlation decay rate Γc.</summary>
    /// <param name="polarization">P, in [-1, 1].</param>
    /// <param name="electronRate">Γc, 1/s.</param>
    public NoiseProcess Process(double polarization, double electronRate) => law.Process(Count, new LawParameters(polarization, electronRate));

    private static int ParseCount(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= MostFluctuators
            ? count
            : throw new FormatException($"The number of fluctuators must be an integer from 1 to 10000, not '{text}'.");

    private static string Sum(int count) => string.Create(CultureInfo.InvariantCulture, $"kind: fluctuators, count: {count}");

    /// <summary>One law: its word, whether a number follows it, and what it can do for that number.</summary>
    private sealed record Law(
        string Word, bool TakesCount, bool IsElectronLike, Func<int, int?> Levels, Func<int, LawParameters, NoiseProcess> Process, Func<int, string?> ModelText);

    /// <summary>What a law is made of.</summary>
    private readonly record struct LawParameters(double Polarization, double Rate)
    {
        public double Deviation => Math.Sqrt((1 - Polarization) * (1 + Polarization));

        public double Up => (1 + Polarization) / 2;

        public double High => Polarization + Deviation;

        public double Low => Polarization - Deviation;
    }
}

/// <summary>The sum of N equal, independent two-state noises, lumped by symmetry.</summary>
internal static class FluctuatorLaw
{
    /// <summary>
    /// The sum of N equal two-state noises in the basis of k deviated ones, symmetrised: level k decays at k·rate, xi keeps level k
    /// with mean + k(high - low)(1 - 2p)/√N and couples k-1 and k by σ√(k(N-k+1)/N), σ² = p(1-p)(high - low)² (Krawtchouk polynomials).
    /// </summary>
    public static NoiseModes Ladder(int count, double high, double low, double rate, double p)
    {
        double mean = (high * p) + (low * (1 - p));
        double skew = (high - low) * (1 - (2 * p)) / Math.Sqrt(count);
        double deviation = Math.Abs(high - low) * Math.Sqrt(p * (1 - p));
        var steps = new List<(int, int, double)>();
        for (int k = 1; k <= count; k++)
        {
            double step = deviation * Math.Sqrt(k * ((count - k + 1) / (double)count));
            steps.Add((k - 1, k, step));
            steps.Add((k, k - 1, step));
        }

        double[] ground = new double[count + 1];
        ground[0] = 1;
        return new NoiseModes(
            SparseMatrix<double>.Diagonal([.. Enumerable.Range(0, count + 1).Select(k => -k * rate)]),
            SparseMatrix<double>.FromEntries(count + 1, count + 1, steps) + SparseMatrix<double>.Diagonal([.. Enumerable.Range(0, count + 1).Select(k => mean + (k * skew))]),
            ground,
            ground,
            IsExact: true);
    }

    /// <summary>Probabilities of k = 0 … n high ones, by ratios of neighbours outwards from the most likely k.</summary>
    public static double[] Binomial(int n, double p)
    {
        double[] law = new double[n + 1];
        int mode = Math.Min(n, (int)((n + 1) * p));
        law[mode] = 1;
        for (int k = mode; k < n; k++)
        {
            law[k + 1] = law[k] * ((n - k) * p) / ((k + 1) * (1 - p));
        }

        for (int k = mode; k > 0; k--)
        {
            law[k - 1] = law[k] * (k * (1 - p)) / ((n - k + 1) * p);
        }

        double sum = law.Sum();
        return Array.ConvertAll(law, w => w / sum);
    }
}
