namespace LindbladVerify.Formulas.Chessari2023.Common;

/// <summary>The limits of the broadening by flipping neighbours.</summary>
internal static class NeighbourLimits
{
    private static readonly string[] Couplings = ["D1a", "D2a", "D1b", "D2b"];

    /// <summary>All couplings to the neighbours become weak at a fixed correlation time.</summary>
    public static LimitPath WeakCoupling { get; } =
        new((p, e) => Times(AtLongCorrelation(p), e, Couplings), "D1k = D1k0 epsilon, D2k = D2k0 epsilon, from tau = 3e-6 s");

    public static LimitPath ShortCorrelation { get; } =
        new((p, e) => Times(AtLongCorrelation(p), e, "tau"), "tau = 3e-6 s epsilon");

    /// <summary>As <see cref="WeakCoupling"/> with clearly polarized neighbours: away from p² = 1/5, where the leading error changes sign.</summary>
    public static LimitPath WeakCouplingPolarized { get; } =
        new((p, e) => Times(Polarized(p), e, Couplings), "D1k = D1k0 epsilon, D2k = D2k0 epsilon, from tau = 3e-6 s, p -> 0.6 + 0.3 p");

    /// <summary>As <see cref="ShortCorrelation"/> with clearly polarized neighbours.</summary>
    public static LimitPath ShortCorrelationPolarized { get; } =
        new((p, e) => Times(Polarized(p), e, "tau"), "tau = 3e-6 s epsilon, p -> 0.6 + 0.3 p");

    /// <summary>Only neighbour a is there.</summary>
    public static LimitPath SingleNeighbour { get; } =
        new((p, e) => Times(AtLongCorrelation(p).With("D1b", 0).With("D2b", 0), e, "D1a", "D2a"), "D1b = D2b = 0, D1a = D1a0 epsilon, D2a = D2a0 epsilon, from tau = 3e-6 s");

    /// <summary>One neighbour, and an offset comparable with the rate of its flips: the coupling becomes weak.</summary>
    public static LimitPath WingAtFixedOffset { get; } =
        new(
            (p, e) => Times(AtLongCorrelation(p).With("delta", Steepness(p) / 3e-6), e, "D1a", "D2a"),
            "D1a = D1a0 epsilon, D2a = D2a0 epsilon, delta tau = (delta0 tau0)^(1/5), from tau = 3e-6 s");

    /// <summary>One neighbour, and an offset comparable with the width of the line, d² tau: the coupling becomes weak.</summary>
    public static LimitPath CentreOfTheLine { get; } =
        new(
            (p, e) => Times(AtLongCorrelation(p), e, "D1a", "D2a").With("delta", Steepness(p) * 3e-6 * Math.Pow((p["D1a"] - p["D2a"]) * e, 2)),
            "D1a = D1a0 epsilon, D2a = D2a0 epsilon, delta = (delta0 tau0)^(1/5) (D1a - D2a)^2 tau, from tau = 3e-6 s");

    /// <summary>A number next to 1 made of the point's delta tau.</summary>
    private static double Steepness(ParameterPoint p) => Math.Pow(Math.Abs(p["delta"]) * p["tau"], 0.2);

    private static ParameterPoint Polarized(ParameterPoint point) => AtLongCorrelation(point).With("p", 0.6 + (0.3 * Math.Abs(point["p"])));

    private static ParameterPoint AtLongCorrelation(ParameterPoint point) => point.With("tau", 3e-6);

    private static ParameterPoint Times(ParameterPoint point, double epsilon, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            point = point.With(name, point[name] * epsilon);
        }

        return point;
    }
}
