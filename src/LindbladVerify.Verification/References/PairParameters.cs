using LindbladVerify.Formulas;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Verification.References;

/// <summary>The parameters of the nuclear pair as points name them: the one list that references, maps, Monte Carlo and formula files share.</summary>
internal static class PairParameters
{
    /// <summary>What formula files call each parameter, and its name in points: D, Delta (rad/s), P, Gc, G2 (1/s).</summary>
    public static IReadOnlyList<(string Key, string Name)> Roles { get; } =
        [("dipolar", "D"), ("hyperfine", "Delta"), ("polarization", "P"), ("electronRate", "Gc"), ("broadening", "G2")];

    /// <summary>The names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Roles.Select(r => r.Name)];

    /// <summary>The pair at a point.</summary>
    /// <param name="point">A point with all names.</param>
    /// <param name="polarization">What stands in for P; null for that of the point.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public static NuclearPair Pair(ParameterPoint point, double? polarization = null) =>
        new(point["D"], point["Delta"], polarization ?? point["P"], point["Gc"], point["G2"]);

    /// <summary>The point of a pair.</summary>
    public static ParameterPoint Point(NuclearPair pair) => new(Names, [pair.Dipolar, pair.Hyperfine, pair.Polarization, pair.ElectronRate, pair.Broadening]);
}
