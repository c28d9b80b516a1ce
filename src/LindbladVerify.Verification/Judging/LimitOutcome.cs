namespace LindbladVerify.Verification.Judging;

/// <summary>What the error does along one sweep of a limit.</summary>
internal enum LimitOutcome
{
    /// <summary>It falls with a measured power.</summary>
    Vanishes,

    /// <summary>It tends to a constant or grows.</summary>
    DoesNotVanish,

    /// <summary>It falls, but levels off at the end of the sweep: neither a power nor a constant yet.</summary>
    Unsettled,

    /// <summary>It is rounding from the start: the formula agrees along the whole path.</summary>
    AtFloor,

    /// <summary>It falls to rounding from one point to the next: from there on the formula is exact.</summary>
    Ends,

    /// <summary>Too few points above the rounding floor to tell.</summary>
    TooFewPoints,
}
