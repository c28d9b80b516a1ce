namespace LindbladVerify.Formulas.Chessari2023.Common;

/// <summary>
/// The limits of the nuclear pair. Each starts (epsilon = 1) where all rates are comparable and no term is special, so that the
/// leading power of epsilon shows within a few decades: from a point of the domain, X = Gc and X = G2 are replaced by
/// Delta (X/Delta)^(1/5), P by 0.1 + 0.8 P and D by a fifth of the smallest rate.
/// </summary>
internal static class PairLimits
{
    private const string StartText = ", from a start with comparable rates: X -> Delta (X/Delta)^(1/5) for X = Gc, G2; P -> 0.1 + 0.8 P; D = min(Delta, Gc, G2)/5";

    public static LimitPath SlowElectron { get; } = From((p, e) => p.With("Gc", p["Gc"] * e), "Gc = Gc0 epsilon");

    public static LimitPath FastElectron { get; } = From((p, e) => p.With("Gc", p["Gc"] / e), "Gc = Gc0/epsilon");

    /// <summary>Both rates vanish in proportion.</summary>
    public static LimitPath ProportionalBroadening { get; } =
        From((p, e) => p.With("Gc", p["Gc"] * e).With("G2", p["G2"] * e), "Gc = Gc0 epsilon, G2 = G20 epsilon");

    /// <summary>Both rates vanish in proportion where the two telegraph lines meet a level crossing.</summary>
    public static LimitPath CrossingWithProportionalBroadening { get; } =
        From((p, e) => p.With("P", Math.Sqrt(0.5)).With("Gc", p["Gc"] * e).With("G2", p["G2"] * e), "P = 1/sqrt(2), Gc = Gc0 epsilon, G2 = G20 epsilon");

    /// <summary>Fast electron at fixed Delta²/Gc, P fixed.</summary>
    public static LimitPath FastElectronAtFixedNarrowing { get; } =
        From((p, e) => p.With("Gc", p["Gc"] / e).With("Delta", p["Delta"] / Math.Sqrt(e)), "Gc = Gc0/epsilon, Delta = Delta0/sqrt(epsilon)");

    /// <summary>White noise: fast electron at fixed mean splitting Delta P and fixed Delta²/Gc.</summary>
    public static LimitPath WhiteNoise { get; } =
        From(
            (p, e) => p.With("Gc", p["Gc"] / e).With("Delta", p["Delta"] / Math.Sqrt(e)).With("P", p["P"] * Math.Sqrt(e)),
            "Gc = Gc0/epsilon, Delta = Delta0/sqrt(epsilon), P = P0 sqrt(epsilon)");

    public static LimitPath SmallHyperfine { get; } = From((p, e) => p.With("Delta", p["Delta"] * e), "Delta = Delta0 epsilon");

    public static LimitPath LargeHyperfine { get; } = From((p, e) => p.With("Delta", p["Delta"] / e), "Delta = Delta0/epsilon");

    public static LimitPath SmallBroadening { get; } = From((p, e) => p.With("G2", p["G2"] * e), "G2 = G20 epsilon");

    public static LimitPath LargeBroadening { get; } = From((p, e) => p.With("G2", p["G2"] / e), "G2 = G20/epsilon");

    public static LimitPath ZeroPolarization { get; } = From((p, e) => p.With("P", p["P"] * e), "P = P0 epsilon");

    public static LimitPath FullPolarization { get; } = From((p, e) => p.With("P", 1 - ((1 - p["P"]) * e)), "1 - P = (1 - P0) epsilon");

    public static LimitPath WeakCoupling { get; } = From((p, e) => p.With("D", p["D"] * e), "D = D0 epsilon");

    private static LimitPath From(Func<ParameterPoint, double, ParameterPoint> path, string text) =>
        new((point, epsilon) => path(Start(point), epsilon), text + StartText);

    private static ParameterPoint Start(ParameterPoint point)
    {
        double delta = Math.Abs(point["Delta"]);
        double gc = delta * Math.Pow(point["Gc"] / delta, 0.2);
        double g2 = delta * Math.Pow(point["G2"] / delta, 0.2);
        return point
            .With("Delta", delta)
            .With("Gc", gc)
            .With("G2", g2)
            .With("P", 0.1 + (0.8 * Math.Abs(point["P"])))
            .With("D", Math.Min(delta, Math.Min(gc, g2)) / 5);
    }
}
