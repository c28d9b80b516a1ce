using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>One formula file with one claim, and what is known of it.</summary>
/// <param name="Family">The family it belongs to.</param>
/// <param name="Id">The id of the formula, and the name of its file.</param>
/// <param name="Title">What is the matter with it.</param>
/// <param name="Text">The YAML.</param>
/// <param name="Truth">What is known beforehand.</param>
public sealed record Trial(string Family, string Id, string Title, string Text, Truth Truth)
{
    /// <summary>The name of the formula file.</summary>
    public string File => $"{Id}.yaml";
}
