namespace LindbladVerify.Verification.Surveys;

/// <summary>How a Monte Carlo run ended.</summary>
public enum MonteCarloOutcome
{
    /// <summary>As planned.</summary>
    Complete,

    /// <summary>Finished, but its standard error is above the target.</summary>
    TargetNotReached,

    /// <summary>Cancelled; the estimate rests on the trajectories that were complete.</summary>
    Cancelled,
}
