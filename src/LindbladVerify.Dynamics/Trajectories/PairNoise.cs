using System.Globalization;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>A noise kind with, for sums of fluctuators, their number.</summary>
public sealed record PairNoise
{
    /// <summary>Most fluctuators accepted; beyond it the Ornstein–Uhlenbeck limit is the practical model.</summary>
    public const int MaximumFluctuators = 1024;

    private PairNoise(PairNoiseKind kind, int fluctuators) => (Kind, Fluctuators) = (kind, fluctuators);

    /// <summary>Values +1 and −1: the real electron.</summary>
    public static PairNoise ElectronTelegraph { get; } = new(PairNoiseKind.ElectronTelegraph, 1);

    /// <summary>Values P ± √(1 − P²).</summary>
    public static PairNoise SymmetricTelegraph { get; } = new(PairNoiseKind.SymmetricTelegraph, 1);

    /// <summary>Gaussian noise.</summary>
    public static PairNoise OrnsteinUhlenbeck { get; } = new(PairNoiseKind.OrnsteinUhlenbeck, 0);

    /// <summary>The process.</summary>
    public PairNoiseKind Kind { get; }

    /// <summary>Number of telegraphs summed: N for fluctuators, 1 for a single telegraph, 0 for Gaussian noise.</summary>
    public int Fluctuators { get; }

    /// <summary>Whether the path mirrored about its mean has the same law, whatever P is.</summary>
    public bool IsSymmetric => Kind is PairNoiseKind.SymmetricTelegraph or PairNoiseKind.OrnsteinUhlenbeck or PairNoiseKind.SymmetricFluctuators;

    /// <summary>Name on the command line and in files.</summary>
    public string Name => Kind switch
    {
        PairNoiseKind.ElectronTelegraph => "electron-telegraph",
        PairNoiseKind.SymmetricTelegraph => "symmetric-telegraph",
        PairNoiseKind.OrnsteinUhlenbeck => "ornstein-uhlenbeck",
        PairNoiseKind.SymmetricFluctuators => string.Create(CultureInfo.InvariantCulture, $"fluctuators:{Fluctuators}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"electron-fluctuators:{Fluctuators}"),
    };

    /// <summary>A normalised sum of N symmetric telegraphs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">N is not in 1 … <see cref="MaximumFluctuators"/>.</exception>
    public static PairNoise SymmetricFluctuators(int count) => new(PairNoiseKind.SymmetricFluctuators, Checked(count));

    /// <summary>A normalised sum of N electron telegraphs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">N is not in 1 … <see cref="MaximumFluctuators"/>.</exception>
    public static PairNoise ElectronFluctuators(int count) => new(PairNoiseKind.ElectronFluctuators, Checked(count));

    /// <summary>Reads a <see cref="Name"/>.</summary>
    /// <exception cref="FormatException">The text names no noise.</exception>
    public static PairNoise Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(':');
        if (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count is >= 1 and <= MaximumFluctuators)
        {
            switch (parts[0])
            {
                case "fluctuators":
                    return SymmetricFluctuators(count);
                case "electron-fluctuators":
                    return ElectronFluctuators(count);
            }
        }

        return text switch
        {
            "electron-telegraph" => ElectronTelegraph,
            "symmetric-telegraph" => SymmetricTelegraph,
            "ornstein-uhlenbeck" => OrnsteinUhlenbeck,
            _ => throw new FormatException(
                $"noise '{text}' is not known; allowed are electron-telegraph, symmetric-telegraph, ornstein-uhlenbeck, "
                + $"fluctuators:N and electron-fluctuators:N with N from 1 to {MaximumFluctuators}."),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static int Checked(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaximumFluctuators);
        return count;
    }
}
