namespace LindbladVerify.Formulas.Claims;

/// <summary>The noises that a <see cref="Reference"/> can name. All have the same mean P and the same autocorrelation (1 - P^2) exp(-Gc |t|) of the electron polarization.</summary>
public static class NoiseNames
{
    /// <summary>Two values P + q and P - q, q = sqrt(1 - P^2), equally populated, flipped at Gc/2 both ways: the noise for which Eq. (4) of Chessari et al. is exact.</summary>
    public const string SymmetricTelegraph = "symmetric-telegraph";

    /// <summary>Two values +1 and -1 with populations (1 + P)/2 and (1 - P)/2, flipped up at Gc (1 + P)/2 and down at Gc (1 - P)/2: a real electron.</summary>
    public const string ElectronTelegraph = "electron-telegraph";

    /// <summary>Stationary Gaussian process of mean P, variance 1 - P^2 and relaxation rate Gc.</summary>
    public const string OrnsteinUhlenbeck = "ornstein-uhlenbeck";

    /// <summary>No noise at all: the electron is held at P = 1 whatever the point says.</summary>
    public const string Polarized = "polarized";

    /// <summary>The quantity involves no noise.</summary>
    public const string None = "none";

    /// <summary>The normalised sum of <paramref name="count"/> independent symmetric telegraph noises.</summary>
    /// <param name="count">The number of fluctuators, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static string Fluctuators(int count) =>
        count >= 1
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"fluctuators:{count}")
            : throw new ArgumentOutOfRangeException(nameof(count), count, "The number of fluctuators must be at least 1.");
}
