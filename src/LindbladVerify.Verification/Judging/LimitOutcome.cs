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

    /// <summary>It falls without end as far as it was followed, but as a power of the logarithm: more slowly than any power.</summary>
    SlowerThanAnyPower,

    /// <summary>Towards the end the formula has no value where the reference has one.</summary>
    FormulaMissing,

    /// <summary>Towards the end the reference has no value.</summary>
    ReferenceMissing,

    /// <summary>What stays of it may be that of levels left out of an oscillator.</summary>
    Truncated,

    /// <summary>Too few points above the rounding floor to tell.</summary>
    TooFewPoints,
}
