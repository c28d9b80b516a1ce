using System.Globalization;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Surveys;

namespace LindbladVerify.Verification.Geometry;

/// <summary>Flip-flop rate and spin diffusion coefficient against the distance from the electron, by any formula or any definition of the rate.</summary>
/// <remarks>D = W a² of Bloembergen, Physica 15, 386 (1949), doi:10.1016/0031-8914(49)90114-7: hops by a to six neighbours.</remarks>
/// <param name="Conventions">What turns a distance into couplings.</param>
/// <param name="Noise">The electron noise.</param>
/// <param name="Method">One of <see cref="RateSurvey.DeterministicMethods"/>: "eq9", "golden-rule", "exact", …</param>
public sealed record DiffusionModel(Conventions Conventions, ElectronNoise Noise, string Method = "golden-rule")
{
    /// <summary>W of a pair whose inner nucleus sits at a distance, 1/s; NaN where the method gives none.</summary>
    /// <param name="distance">r, nm, positive.</param>
    /// <param name="polarization">Electron polarization P, from -1 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    public double Rate(double distance, double polarization)
    {
        double sum = 0;
        foreach (PairCouplings couplings in Conventions.PairsAt(distance))
        {
            sum += couplings.Weight * (RateSurvey.Row(Method, Pair(couplings, polarization), Noise).Value ?? double.NaN);
        }

        return sum;
    }

    /// <summary>D = W a², nm²/s.</summary>
    /// <inheritdoc cref="Rate" path="/*[not(self::summary)]"/>
    public double Coefficient(double distance, double polarization) =>
        Rate(distance, polarization) * Conventions.Separation * Conventions.Separation;

    /// <summary>W(P = low)/W(P = high) at a distance: how much diffusion gains when microwaves depolarise the electron.</summary>
    public double SpeedUp(double distance, double low, double high) => Rate(distance, low) / Rate(distance, high);

    /// <summary>The pair of the model at a distance, where it is a single one.</summary>
    /// <exception cref="InvalidOperationException">The conventions average W over many pairs.</exception>
    public NuclearPair PairAt(double distance, double polarization)
    {
        IReadOnlyList<PairCouplings> pairs = Conventions.PairsAt(distance);
        return pairs.Count == 1
            ? Pair(pairs[0], polarization)
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The conventions {Conventions.Name} average W over {pairs.Count} pairs at {distance:R} nm."));
    }

    private static NuclearPair Pair(PairCouplings c, double polarization) =>
        new(c.Dipolar, c.Hyperfine, polarization, c.ElectronRate, c.Broadening);
}
