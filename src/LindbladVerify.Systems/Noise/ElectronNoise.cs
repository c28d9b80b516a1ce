using System.Globalization;

namespace LindbladVerify.Systems.Noise;

/// <summary>
/// The electron noises P(t) of the pair model. All have mean P and autocovariance (1-P²) exp(-Γc|τ|); they differ in their law.
/// </summary>
/// <param name="Kind">The law.</param>
/// <param name="Count">Number of fluctuators; 1 for the other kinds.</param>
public sealed record ElectronNoise(ElectronNoiseKind Kind, int Count = 1)
{
    /// <summary>The real electron: values ±1.</summary>
    public static ElectronNoise ElectronTelegraph { get; } = new(ElectronNoiseKind.ElectronTelegraph);

    /// <summary>Values P ± √(1-P²) with equal populations.</summary>
    public static ElectronNoise SymmetricTelegraph { get; } = new(ElectronNoiseKind.SymmetricTelegraph);

    /// <summary>Gaussian.</summary>
    public static ElectronNoise OrnsteinUhlenbeck { get; } = new(ElectronNoiseKind.OrnsteinUhlenbeck);

    /// <summary>The name in commands and files.</summary>
    public string Name => Kind switch
    {
        ElectronNoiseKind.ElectronTelegraph => "electron-telegraph",
        ElectronNoiseKind.SymmetricTelegraph => "symmetric-telegraph",
        ElectronNoiseKind.OrnsteinUhlenbeck => "ornstein-uhlenbeck",
        ElectronNoiseKind.SymmetricFluctuators => string.Create(CultureInfo.InvariantCulture, $"fluctuators:{Count}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"electron-fluctuators:{Count}"),
    };

    /// <summary>Reads a name: symmetric-telegraph, electron-telegraph, ornstein-uhlenbeck, fluctuators:N (symmetric), electron-fluctuators:N.</summary>
    /// <exception cref="FormatException">The name is unknown or N is not from 1 to 10000.</exception>
    public static ElectronNoise Parse(string name)
    {
        string[] parts = name.Split(':');
        switch (parts)
        {
            case ["electron-telegraph"]: return ElectronTelegraph;
            case ["symmetric-telegraph"]: return SymmetricTelegraph;
            case ["ornstein-uhlenbeck"]: return OrnsteinUhlenbeck;
            case ["electron-fluctuators", string count]: return new(ElectronNoiseKind.ElectronFluctuators, ParseCount(count));
            case ["fluctuators", string count]: return new(ElectronNoiseKind.SymmetricFluctuators, ParseCount(count));
            default:
                throw new FormatException($"'{name}' is not a noise; allowed are symmetric-telegraph, electron-telegraph, ornstein-uhlenbeck, fluctuators:N and electron-fluctuators:N.");
        }
    }

    /// <summary>The process with mean P and correlation decay rate Γc.</summary>
    public NoiseProcess Process(double polarization, double electronRate)
    {
        double deviation = Math.Sqrt((1 - polarization) * (1 + polarization));
        double up = (1 + polarization) / 2;
        return Kind switch
        {
            ElectronNoiseKind.ElectronTelegraph => MarkovChainNoise.Telegraph(1, -1, electronRate, up),
            ElectronNoiseKind.SymmetricTelegraph => MarkovChainNoise.Telegraph(polarization + deviation, polarization - deviation, electronRate),
            ElectronNoiseKind.OrnsteinUhlenbeck => new OrnsteinUhlenbeckNoise(polarization, deviation, electronRate),
            ElectronNoiseKind.SymmetricFluctuators => MarkovChainNoise.Fluctuators(Count, polarization + deviation, polarization - deviation, electronRate),
            _ => MarkovChainNoise.Fluctuators(Count, 1, -1, electronRate, up),
        };
    }

    private static int ParseCount(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 10_000
            ? count
            : throw new FormatException($"The number of fluctuators must be an integer from 1 to 10000, not '{text}'.");
}
