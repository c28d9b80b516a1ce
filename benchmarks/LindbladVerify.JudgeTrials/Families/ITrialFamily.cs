namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Trials of one kind.</summary>
public interface ITrialFamily
{
    /// <summary>A word for it, and the start of the ids of its trials.</summary>
    string Name { get; }

    /// <summary>What is tried, in one sentence.</summary>
    string Summary { get; }

    /// <summary>Writes the trials, always in the same order for the same random numbers.</summary>
    void Write(TrialWriter writer, TrialRandom random);
}
