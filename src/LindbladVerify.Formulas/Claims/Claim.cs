namespace LindbladVerify.Formulas.Claims;

/// <summary>A statement about a formula that could be false.</summary>
/// <param name="Id">Id within the formula, for example "fast-electron".</param>
/// <param name="Statement">The statement in one sentence.</param>
/// <param name="Declared">What the author expects the verdict to be.</param>
public abstract record Claim(string Id, string Statement, VerdictKind Declared)
{
    /// <summary>The part of the domain that the claim speaks of; null for all of it. A bound has a region of its own.</summary>
    public ClaimRegion? Region { get; init; }

    /// <summary>Whether the claim speaks of a point.</summary>
    public bool Holds(ParameterPoint point) => Region?.Holds(point) ?? true;
}

/// <summary>A part of the domain of a formula.</summary>
/// <param name="Holds">Whether a point lies in it.</param>
/// <param name="Text">The condition in words.</param>
public sealed record ClaimRegion(Func<ParameterPoint, bool> Holds, string Text);

/// <summary>The formula equals the reference everywhere in its domain.</summary>
/// <param name="Id">Id within the formula.</param>
/// <param name="Statement">The statement in one sentence.</param>
/// <param name="Declared">What the author expects.</param>
/// <param name="Reference">What it is compared with.</param>
internal sealed record IdentityClaim(string Id, string Statement, VerdictKind Declared, Reference Reference)
    : Claim(Id, Statement, Declared);

/// <summary>The relative error against the reference vanishes as epsilon tends to 0 along a path.</summary>
/// <param name="Id">Id within the formula.</param>
/// <param name="Statement">The statement in one sentence.</param>
/// <param name="Declared">What the author expects.</param>
/// <param name="Reference">What it is compared with.</param>
/// <param name="Path">Maps a point of the domain and epsilon in (0, 1] to the point at which formula and reference are compared; epsilon = 1 is the start.</param>
/// <param name="PathText">The path in words, for example "Gc = Gc0/epsilon".</param>
/// <param name="DeclaredOrder">The power of epsilon expected of the relative error (at least), or null to infer it.</param>
internal record LimitClaim(string Id, string Statement, VerdictKind Declared, Reference Reference, Func<ParameterPoint, double, ParameterPoint> Path, string PathText, double? DeclaredOrder)
    : Claim(Id, Statement, Declared);

/// <summary>The relative error against the reference is at most <paramref name="Within"/> wherever a condition holds.</summary>
/// <param name="Id">Id within the formula.</param>
/// <param name="Statement">The statement in one sentence.</param>
/// <param name="Declared">What the author expects.</param>
/// <param name="Reference">What it is compared with.</param>
/// <param name="Within">Largest relative error allowed; may be infinite for one-sided claims.</param>
/// <param name="Where">The region.</param>
/// <param name="WhereText">The region in words.</param>
/// <param name="Sign">+1: the formula may only be too large; -1: only too small; 0: either.</param>
internal sealed record BoundClaim(string Id, string Statement, VerdictKind Declared, Reference Reference, double Within, Func<ParameterPoint, bool> Where, string WhereText, int Sign = 0)
    : Claim(Id, Statement, Declared);

/// <summary>The formula obeys f(map(point)) = factor(point) f(point): a symmetry (factor 1) or a scaling law. Tested on formula and reference alike.</summary>
/// <param name="Id">Id within the formula.</param>
/// <param name="Statement">The statement in one sentence.</param>
/// <param name="Declared">What the author expects.</param>
/// <param name="Map">The transformed point.</param>
/// <param name="MapText">The transformation in words.</param>
/// <param name="Factor">The factor that the prediction must gain.</param>
/// <param name="Reference">The computed quantity that must obey the same law, or null to test the formula alone.</param>
internal record SymmetryClaim(string Id, string Statement, VerdictKind Declared, Func<ParameterPoint, ParameterPoint> Map, string MapText, Func<ParameterPoint, double> Factor, Reference? Reference = null)
    : Claim(Id, Statement, Declared);

/// <summary>The quantity never falls (or never rises) as one parameter grows and the others stay. Tested on formula and reference alike.</summary>
/// <param name="Id">Id within the formula.</param>
/// <param name="Statement">The statement in one sentence.</param>
/// <param name="Declared">What the author expects.</param>
/// <param name="Parameter">Name of the parameter that grows.</param>
/// <param name="Direction">+1: never falls; -1: never rises.</param>
/// <param name="Reference">The computed quantity that must obey the same law, or null to test the formula alone.</param>
internal sealed record MonotonicityClaim(string Id, string Statement, VerdictKind Declared, string Parameter, int Direction, Reference? Reference = null)
    : Claim(Id, Statement, Declared);

/// <summary>The quantity is nowhere negative. Tested on formula and reference alike.</summary>
/// <param name="Id">Id within the formula.</param>
/// <param name="Statement">The statement in one sentence.</param>
/// <param name="Declared">What the author expects.</param>
/// <param name="Reference">The computed quantity that must obey the same law, or null to test the formula alone.</param>
internal sealed record PositivityClaim(string Id, string Statement, VerdictKind Declared, Reference? Reference = null)
    : Claim(Id, Statement, Declared);

/// <summary>One computed quantity is never above, or never below, another.</summary>
/// <param name="Id">Id within the formula.</param>
/// <param name="Statement">The statement in one sentence.</param>
/// <param name="Declared">What the author expects.</param>
/// <param name="Reference">The quantity on the left.</param>
/// <param name="Other">The quantity on the right.</param>
/// <param name="Relation">One of <see cref="Relations"/>.</param>
internal sealed record InequalityClaim(string Id, string Statement, VerdictKind Declared, Reference Reference, Reference Other, string Relation)
    : Claim(Id, Statement, Declared)
{
    /// <summary>The relations there are.</summary>
    public static readonly string[] Relations = ["<=", ">=", "<", ">"];

    /// <summary>+1 where the left side may not be above the right one, -1 where it may not be below.</summary>
    public int Sign => Relation[0] == '<' ? 1 : -1;

    /// <summary>Whether equality breaks it.</summary>
    public bool IsStrict => Relation.Length == 1;
}

/// <summary>The words a verdict can say; also what an author declares beforehand.</summary>
public enum VerdictKind
{
    /// <summary>Agrees with the reference to its error bound at every point tested.</summary>
    Exact,

    /// <summary>The relative error vanishes in the stated limit with a measured order.</summary>
    Asymptotic,

    /// <summary>The relative error stays within the stated bound in the stated region.</summary>
    Bounded,

    /// <summary>Refuted by a counterexample or by an error that does not vanish.</summary>
    False,

    /// <summary>The evidence does not decide: too few usable points, or reference too uncertain.</summary>
    Inconclusive,

    /// <summary>The reference does not exist where the claim speaks.</summary>
    OutOfDomain,
}

/// <summary>The noises that a <see cref="Reference"/> can name. All have the same mean P and the same autocorrelation (1 - P^2) exp(-Gc |t|) of the electron polarization.</summary>
internal static class NoiseNames
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
