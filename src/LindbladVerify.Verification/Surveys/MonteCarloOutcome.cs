namespace LindbladVerify.Verification.Surveys;

/// <summary>How a Monte Carlo run ended.</summary>
public enum MonteCarloOutcome
{
    /// <summary>As planned.</summary>
    Complete,

    /// <summary>Finished, but its standard error is above the target.</summary>
    TargetNotReached,

    /// <summary>Cancelled; the estimate, if there is one, rests on the trajectories that were complete.</summary>
    Cancelled,

    /// <summary>Not begun or not finished because it would take too long; there is no estimate.</summary>
    Refused,
}
