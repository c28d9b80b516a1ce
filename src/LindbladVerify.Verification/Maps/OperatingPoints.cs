using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Maps;

/// <summary>
/// The conditions of Fig. 3 of Chessari et al., doi:10.1103/PhysRevB.107.224429, with the conventions <see cref="ConventionSets.S1"/>: the
/// paper states neither its averages over directions nor its factors of 2π, and these reproduce most of its numbers.
/// </summary>
public static class OperatingPoints
{
    /// <summary>Halfway between the breakdown radius and the hidden-spin radius, at the polarization of the paper's mid-range effect.</summary>
    public static ParameterPoint Default { get; } = At(0.5, 0.7);

    /// <summary>The points marked on maps: along r at P = 0.7, and at the hidden-spin radius the two polarizations whose ratio is the paper's speed-up.</summary>
    public static IReadOnlyList<OperatingPoint> All { get; } =
    [
        Mark(0.34, 0.7),
        Mark(0.5, 0.7),
        Mark(0.7, 0.7),
        Mark(0.9, 0.7),
        Mark(0.9, 0.5),
        Mark(0.9, 0.9993),
    ];

    /// <summary>Whether a formula has the parameters of the pair.</summary>
    public static bool Applies(Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return formula.SharesParameters && formula.Parameters.Select(p => p.Name).SequenceEqual(PairParameters.Names, StringComparer.Ordinal);
    }

    /// <summary>The parameters of the pair at a distance from the electron.</summary>
    /// <param name="distance">r, nm, positive.</param>
    /// <param name="polarization">P.</param>
    /// <exception cref="ArgumentOutOfRangeException">The distance is not positive.</exception>
    public static ParameterPoint At(double distance, double polarization)
    {
        PairCouplings pair = ConventionSets.S1.PairsAt(distance).Single();
        return new ParameterPoint(PairParameters.Names, [pair.Dipolar, pair.Hyperfine, polarization, pair.ElectronRate, pair.Broadening]);
    }

    private static OperatingPoint Mark(double distance, double polarization) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{distance:R} nm, P = {polarization:R}"), distance, At(distance, polarization));
}
