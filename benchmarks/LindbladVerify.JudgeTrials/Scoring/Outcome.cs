namespace LindbladVerify.JudgeTrials.Scoring;

/// <summary>How a verdict compares with the truth that the trial was built with.</summary>
public enum Outcome
{
    /// <summary>An accepted word, and the right order where the limit has one.</summary>
    Right,

    /// <summary>A claim that is wrong was called exact, asymptotic or bounded, or a weaker truth was called a stronger one.</summary>
    WrongConfirmation,

    /// <summary>A claim that is right was called false.</summary>
    WrongRefutation,

    /// <summary>The word is right, the order is not.</summary>
    WrongOrder,

    /// <summary>Inconclusive or out of domain where the claim can be decided.</summary>
    Undecided,

    /// <summary>No verdict within the time allowed.</summary>
    TooSlow,

    /// <summary>The file was refused, or the judge ended with an error.</summary>
    Failed,
}
