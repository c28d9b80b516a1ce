namespace LindbladVerify.Formulas.Chessari2023.Common;

/// <summary>
/// The limits of longitudinal relaxation. Each starts (epsilon = 1) where all frequencies are comparable: from a point of the domain,
/// Gc is replaced by w0 (Gc/w0)^(1/5), Az by w0/5 (Az/w0)^(1/20), Aperp by w0/5 (Aperp/w0)^(1/20) and P by 0.1 + 0.8 P.
/// </summary>
internal static class LongitudinalLimits
{
    private const string StartText = ", from a start with comparable frequencies: Gc -> w0 (Gc/w0)^(1/5), Az -> w0/5 (Az/w0)^(1/20), Aperp -> w0/5 (Aperp/w0)^(1/20), P -> 0.1 + 0.8 P";

    /// <summary>The whole hyperfine field becomes weak against the Larmor frequency.</summary>
    public static LimitPath WeakHyperfine { get; } = From((p, e) => p.With("Az", p["Az"] * e).With("Aperp", p["Aperp"] * e), "Az = Az0 epsilon, Aperp = Aperp0 epsilon");

    public static LimitPath WeakPseudosecular { get; } = From((p, e) => p.With("Aperp", p["Aperp"] * e), "Aperp = Aperp0 epsilon");

    public static LimitPath WeakPseudosecularAlone { get; } = From((p, e) => p.With("Az", 0).With("Aperp", p["Aperp"] * e), "Az = 0, Aperp = Aperp0 epsilon");

    public static LimitPath WeakHyperfineUnpolarized { get; } =
        From((p, e) => p.With("P", 0).With("Az", p["Az"] * e).With("Aperp", p["Aperp"] * e), "P = 0, Az = Az0 epsilon, Aperp = Aperp0 epsilon");

    /// <summary>The electron becomes slow while the hyperfine field becomes weak: slower than any Larmor precession, and at last slower than the field itself.</summary>
    public static LimitPath WeakHyperfineSlowElectron { get; } =
        From((p, e) => p.With("Az", p["Az"] * e).With("Aperp", p["Aperp"] * e).With("Gc", p["Gc"] * e * e), "Az = Az0 epsilon, Aperp = Aperp0 epsilon, Gc = Gc0 epsilon^2");

    public static LimitPath WeakHyperfineFastElectron { get; } =
        From((p, e) => p.With("Az", p["Az"] * e).With("Aperp", p["Aperp"] * e).With("Gc", p["Gc"] / e), "Az = Az0 epsilon, Aperp = Aperp0 epsilon, Gc = Gc0/epsilon");

    private static LimitPath From(Func<ParameterPoint, double, ParameterPoint> path, string text) =>
        new((point, epsilon) => path(Start(point), epsilon), text + StartText);

    private static ParameterPoint Start(ParameterPoint point)
    {
        double larmor = Math.Abs(point["w0"]);
        return point
            .With("w0", larmor)
            .With("Az", larmor / 5 * Math.Pow(Math.Abs(point["Az"]) / larmor, 0.05))
            .With("Aperp", larmor / 5 * Math.Pow(Math.Abs(point["Aperp"]) / larmor, 0.05))
            .With("Gc", larmor * Math.Pow(point["Gc"] / larmor, 0.2))
            .With("P", 0.1 + (0.8 * Math.Abs(point["P"])));
    }
}
