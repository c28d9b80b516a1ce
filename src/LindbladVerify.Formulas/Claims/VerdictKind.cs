namespace LindbladVerify.Formulas.Claims;

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
