using LindbladVerify.Verification.Ablation;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Maps;

namespace LindbladVerify.Verification.Suites;

/// <summary>The verdicts of a run.</summary>
/// <param name="Verdicts">Those reached, in order.</param>
/// <param name="Total">Claims in all.</param>
/// <param name="Cancelled">Whether the run was stopped before the end.</param>
public sealed record SuiteResult(IReadOnlyList<Verdict> Verdicts, int Total, bool Cancelled)
{
    /// <summary>For each formula that predicts a flip-flop rate, its agreement with every known model.</summary>
    public IReadOnlyList<FormulaModels> Models { get; init; } = [];

    /// <summary>Maps of where formulas of the suite hold, two per formula at most.</summary>
    public IReadOnlyList<ValidityMap> Maps { get; init; } = [];
}
