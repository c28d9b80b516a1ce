using LindbladVerify.JudgeTrials.Running;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Tables;

/// <summary>How many results came out how.</summary>
public sealed class TrialTally
{
    /// <summary>At most this part of the claims may be left undecided.</summary>
    public const double MostUndecided = 5 / 307.0;

    private readonly TrialResult[] fair;
    private readonly TrialResult[] hard;

    /// <summary>Counts results.</summary>
    public TrialTally(IEnumerable<TrialResult> results)
    {
        TrialResult[] all = [.. results];
        fair = [.. all.Where(r => !r.Trial.Truth.IsHard)];
        hard = [.. all.Where(r => r.Trial.Truth.IsHard)];
    }

    /// <summary>All claims.</summary>
    public int Claims => fair.Length + hard.Length;

    /// <summary>Claims that count as hard.</summary>
    public int Hard => hard.Length;

    /// <summary>Those of them that were judged right.</summary>
    public int HardRight => hard.Count(r => r.Outcome == Outcome.Right);

    /// <summary>Claims that are not hard and have this outcome.</summary>
    public int this[Outcome outcome] => fair.Count(r => r.Outcome == outcome);

    /// <summary>Undecided claims that are let pass.</summary>
    public int AllowedUndecided => (int)Math.Ceiling(MostUndecided * fair.Length);

    /// <summary>Nothing wrong, nothing without a verdict, little undecided.</summary>
    public bool IsGood => this[Outcome.WrongConfirmation] + this[Outcome.WrongRefutation] + this[Outcome.WrongOrder] + this[Outcome.TooSlow] + this[Outcome.Failed] == 0
        && this[Outcome.Undecided] <= AllowedUndecided;
}
