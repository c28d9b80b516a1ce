using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023.Common;

/// <summary>Claims in the words of the nuclear pair.</summary>
internal static class PairClaims
{
    /// <summary>Multiplies every rate and coupling; not a power of two, so that rounding takes part.</summary>
    public const double ScalingFactor = 7.3;

    public static IdentityClaim Identity(string id, string statement, VerdictKind declared, Reference reference) =>
        new(id, statement, declared, reference);

    /// <summary>A limit in which the error vanishes with the given order.</summary>
    public static LimitClaim Vanishes(string id, string statement, double order, Reference reference, LimitPath path) =>
        new(id, statement, VerdictKind.Asymptotic, reference, path.Path, path.Text, order);

    /// <summary>A limit in which the error does not vanish, although the formula might be thought to hold there.</summary>
    public static LimitClaim Fails(string id, string statement, Reference reference, LimitPath path) =>
        new(id, statement, VerdictKind.False, reference, path.Path, path.Text, null);

    public static BoundClaim NeverBelow(string id, string statement, Reference reference) =>
        new(id, statement, VerdictKind.Bounded, reference, double.PositiveInfinity, _ => true, "everywhere", 1);

    public static BoundClaim NeverAbove(string id, string statement, Reference reference) =>
        new(id, statement, VerdictKind.Bounded, reference, double.PositiveInfinity, _ => true, "everywhere", -1);

    public static SymmetryClaim Scaling(Reference reference) =>
        new(
            "scaling",
            "Multiplying every coupling and rate by a factor multiplies W by it.",
            VerdictKind.Exact,
            p => Scaled(p, "D", "Delta", "Gc", "G2"),
            "(D, Delta, Gc, G2) -> 7.3 (D, Delta, Gc, G2)",
            _ => ScalingFactor,
            reference);

    public static SymmetryClaim PolarizationSign(Reference reference, VerdictKind declared = VerdictKind.Exact) =>
        Even("polarization-sign", "P", "the sign of the electron polarization", reference, declared);

    /// <summary>P, Delta and D enter by their magnitude alone, and all rates scale together.</summary>
    public static IEnumerable<Claim> Laws(Reference reference, bool evenInPolarization = true) =>
    [
        PolarizationSign(reference, evenInPolarization ? VerdictKind.Exact : VerdictKind.False),
        Even("hyperfine-sign", "Delta", "the sign of the hyperfine difference", reference, VerdictKind.Exact),
        Even("dipolar-sign", "D", "the sign of the dipolar coupling", reference, VerdictKind.Exact),
        Scaling(reference),
    ];

    public static ParameterPoint Scaled(ParameterPoint point, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            point = point.With(name, point[name] * ScalingFactor);
        }

        return point;
    }

    private static SymmetryClaim Even(string id, string name, string what, Reference reference, VerdictKind declared) =>
        new(id, $"W does not depend on {what}.", declared, p => p.With(name, -p[name]), $"{name} -> -{name}", _ => 1, reference);
}
