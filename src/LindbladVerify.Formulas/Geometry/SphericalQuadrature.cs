using System.Globalization;

namespace LindbladVerify.Formulas.Geometry;

/// <summary>Averages over all directions by a weighted set of points on the unit sphere.</summary>
/// <param name="Degree">Spherical harmonics up to this degree are averaged exactly.</param>
/// <param name="Points">Unit vectors with weights that add up to 1.</param>
internal sealed record SphericalQuadrature(int Degree, IReadOnlyList<SphericalPoint> Points)
{
    /// <summary>The mean of a function over all directions.</summary>
    public double Average(Func<Position, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        double sum = 0;
        foreach (SphericalPoint point in Points)
        {
            sum += point.Weight * function(point.Direction);
        }

        return sum;
    }
}

/// <summary>
/// Lebedev's rules: points that the octahedral group with inversion maps onto themselves, with weights that are exact for all
/// spherical harmonics up to a degree.
/// </summary>
/// <remarks>
/// V. I. Lebedev, USSR Comput. Math. Math. Phys. 16, 10 (1976), doi:10.1016/0041-5553(76)90100-2; V. I. Lebedev and D. N. Laikov,
/// Doklady Mathematics 59, 477 (1999). Only rules with positive weights are here. Tests average every harmonic up to the degree, which no
/// wrong digit survives.
/// </remarks>
internal static class LebedevRule
{
    // Generators of orbits: (x, y, z) with its weight; the orbit is every permutation with every choice of signs.
    private static readonly Dictionary<int, (double X, double Y, double Weight)[]> Orbits = new()
    {
        [3] = [Axis(1.0 / 6)],
        [5] = [Axis(1.0 / 15), Diagonal(3.0 / 40)],
        [7] = [Axis(1.0 / 21), Edge(4.0 / 105), Diagonal(9.0 / 280)],
        [9] = [Axis(1.0 / 105), Diagonal(9.0 / 280), (0.4597008433809831, 0, 1.0 / 35)],
        [11] = [Axis(4.0 / 315), Edge(64.0 / 2835), Diagonal(27.0 / 1280), Pair(1 / Math.Sqrt(11), 14641.0 / 725760)],
        [17] =
        [
            Axis(0.3828270494937162e-2), Diagonal(0.9793737512487512e-2),
            Pair(0.1851156353447362, 0.8211737283191111e-2), Pair(0.6904210483822922, 0.9942814891178103e-2), Pair(0.3956894730559419, 0.9595471336070963e-2),
            (0.4783690288121502, 0, 0.9694996361663028e-2),
        ],
        [23] =
        [
            Axis(0.1782340447244611e-2), Edge(0.5716905949977102e-2), Diagonal(0.5573383178848738e-2),
            Pair(0.6712973442695226, 0.5608704082587997e-2), Pair(0.2892465627575439, 0.5158237711805383e-2),
            Pair(0.4446933178717437, 0.5518771467273614e-2), Pair(0.1299335447650067, 0.4106777028169394e-2),
            (0.3457702197611283, 0, 0.5051846064614808e-2), (0.1590417105383530, 0.8360360154824589, 0.5530248916233094e-2),
        ],
        [29] =
        [
            Axis(0.8545911725128148e-3), Diagonal(0.3599119285025571e-2),
            Pair(0.3515640345570105, 0.3449788424305883e-2), Pair(0.6566329410219612, 0.3604822601419882e-2),
            Pair(0.4729054132581005, 0.3576729661743367e-2), Pair(0.9618308522614784e-1, 0.2352101413689164e-2),
            Pair(0.2219645236294178, 0.3108953122413675e-2), Pair(0.7011766416089545, 0.3650045807677255e-2),
            (0.2644152887060663, 0, 0.2982344963171804e-2), (0.5718955891878961, 0, 0.3600820932216460e-2),
            (0.2510034751770465, 0.8000727494073952, 0.3571540554273387e-2), (0.1233548532583327, 0.4127724083168531, 0.3392312205006170e-2),
        ],
    };

    /// <summary>The degrees for which there is a rule, ascending: 6, 14, 26, 38, 50, 110, 194 and 302 points.</summary>
    public static IReadOnlyList<int> Degrees { get; } = [.. Orbits.Keys.Order()];

    /// <summary>The rule of a degree.</summary>
    /// <param name="degree">One of <see cref="Degrees"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rule.</exception>
    public static SphericalQuadrature OfDegree(int degree) =>
        Orbits.TryGetValue(degree, out (double X, double Y, double Weight)[]? orbits)
            ? new SphericalQuadrature(degree, [.. orbits.SelectMany(o => Orbit(o.X, o.Y, o.Weight))])
            : throw new ArgumentOutOfRangeException(nameof(degree), degree, $"There is no Lebedev rule of degree {degree} here; there are {string.Join(", ", Degrees)}.");

    private static (double X, double Y, double Weight) Axis(double weight) => (1, 0, weight);

    private static (double X, double Y, double Weight) Edge(double weight) => (Math.Sqrt(0.5), Math.Sqrt(0.5), weight);

    private static (double X, double Y, double Weight) Diagonal(double weight) => (Math.Sqrt(1.0 / 3), Math.Sqrt(1.0 / 3), weight);

    private static (double X, double Y, double Weight) Pair(double l, double weight) => (l, l, weight);

    private static IEnumerable<SphericalPoint> Orbit(double x, double y, double weight)
    {
        double rest = 1 - (x * x) - (y * y);
        double z = rest < 1e-14 ? 0 : Math.Sqrt(rest);
        z = Math.Abs(z - x) < 1e-14 ? x : z; // (1,1,1)/√3 must not become eight points too many by rounding
        var seen = new HashSet<Position>();
        foreach ((double a, double b, double c) in new[] { (x, y, z), (x, z, y), (y, x, z), (y, z, x), (z, x, y), (z, y, x) })
        {
            for (int signs = 0; signs < 8; signs++)
            {
                Position point = new(Signed(a, signs & 1), Signed(b, signs & 2), Signed(c, signs & 4));
                if (seen.Add(point))
                {
                    yield return new SphericalPoint(point, weight);
                }
            }
        }
    }

    private static double Signed(double value, int negative) => value == 0 ? 0 : negative == 0 ? value : -value;
}

/// <summary>What "averaged over all orientations" means for the dipolar coupling of the two nuclei, d = (μ0/4π)γ²ħ/a³.</summary>
internal enum DipolarAverage
{
    /// <summary>D12 = d, without any angular factor.</summary>
    None,

    /// <summary>D12 = √⟨(d (1 - 3cos²θ)/2)²⟩ = d/√5. Since W is proportional to D12² this is the average of W, if the hyperfine couplings do not depend on the direction.</summary>
    RootMeanSquare,

    /// <summary>D12 = ⟨|d (1 - 3cos²θ)/2|⟩ = 2/(3√3) d.</summary>
    MeanMagnitude,
}

/// <summary>What "averaged over all orientations" means for the hyperfine couplings of a pair.</summary>
internal enum HyperfineAverage
{
    /// <summary>A = K/r³, without any angular factor.</summary>
    None,

    /// <summary>A = K/r³ ⟨|3cos²θ - 1|⟩ = 4/(3√3) K/r³: the mean magnitude of each coupling.</summary>
    MeanMagnitude,

    /// <summary>A = K/r³ √⟨(3cos²θ - 1)²⟩ = √(4/5) K/r³: the root mean square of each coupling.</summary>
    RootMeanSquare,

    /// <summary>Δ = √⟨(A1 - A2)²⟩ over all directions of the pair: the root mean square of the difference.</summary>
    RootMeanSquareDifference,

    /// <summary>The rate W itself is averaged over all directions of the pair, with the couplings of each direction.</summary>
    Rate,
}

/// <summary>The sphere that belongs to one electron: its volume is the inverse of the electron concentration.</summary>
internal static class MeanVolume
{
    /// <summary>r_MV = (3/(4π c N_A))^(1/3), nm: 1.994 nm at 50 mmol/L.</summary>
    /// <param name="concentration">mol/L, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The concentration is not positive.</exception>
    public static double Radius(double concentration)
    {
        Require.Positive(concentration, nameof(concentration));
        double perCubicNanometre = concentration * PhysicalConstants.Avogadro.Value * 1e-24;
        return Math.Cbrt(3 / (4 * Math.PI * perCubicNanometre));
    }
}

/// <summary>Domain checks that name the parameter, its value and what is allowed.</summary>
internal static class Require
{
    public static void Finite(double value, string name) =>
        Check(double.IsFinite(value), value, name, "any finite number");

    public static void Positive(double value, string name) =>
        Check(value > 0 && double.IsFinite(value), value, name, "a positive finite number");

    public static void NotNegative(double value, string name) =>
        Check(value >= 0 && double.IsFinite(value), value, name, "zero or a positive finite number");

    public static void Polarization(double value, string name) =>
        Check(Math.Abs(value) <= 1, value, name, "a number from -1 to 1");

    private static void Check(bool condition, double value, string name, string allowed)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} = {value:R} is not allowed: it must be {allowed}."));
        }
    }
}
