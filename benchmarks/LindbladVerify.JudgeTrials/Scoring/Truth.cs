using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.JudgeTrials.Scoring;

/// <summary>What is known of a claim before anybody judges it: the words that are right, and the order where a limit has one.</summary>
/// <param name="Word">The row of the confusion matrix.</param>
/// <param name="Accepted">The verdicts that are right. Any other confirmation is a wrong confirmation, any other "false" a wrong refutation, the rest undecided.</param>
public sealed record Truth(string Word, params VerdictKind[] Accepted)
{
    /// <summary>How far a measured order may lie from the true one.</summary>
    public const double UsualTolerance = 0.02;

    /// <summary>The formula is the law, everywhere in its domain.</summary>
    public static Truth Exact { get; } = new("exact", VerdictKind.Exact);

    /// <summary>A limit of a formula that is the law: exact says more than asymptotic, and both are true.</summary>
    public static Truth ExactLimit { get; } = new("exact", VerdictKind.Exact, VerdictKind.Asymptotic);

    /// <summary>The error stays within the bound where the claim speaks, and formula and reference exist there.</summary>
    public static Truth Bounded { get; } = new("bounded", VerdictKind.Bounded, VerdictKind.Exact);

    /// <summary>A certain witness exists.</summary>
    public static Truth False { get; } = new("false", VerdictKind.False);

    /// <summary>The formula is no number on a part of the domain: refuted, or out of its domain; never confirmed.</summary>
    public static Truth Undefined { get; } = new("undefined", VerdictKind.False, VerdictKind.OutOfDomain);

    /// <summary>The reference does not exist on a part of the domain, and the formula agrees with it elsewhere.</summary>
    public static Truth WithoutReference { get; } = new("out-of-domain", VerdictKind.OutOfDomain);

    /// <summary>A true law of an oscillator, tried with too few levels: only truncation speaks against it.</summary>
    public static Truth Truncated { get; } = new("truncated", VerdictKind.Inconclusive, VerdictKind.OutOfDomain, VerdictKind.Exact);

    /// <summary>A wrong law of an oscillator, tried with so few levels that truncation is as large as its error.</summary>
    public static Truth WrongAndTruncated { get; } = new("truncated", VerdictKind.Inconclusive, VerdictKind.OutOfDomain, VerdictKind.False);

    /// <summary>The error vanishes more slowly than any power.</summary>
    public static Truth SlowerThanAnyPower { get; } = new("slow", VerdictKind.Asymptotic, VerdictKind.Inconclusive) { ForbiddenReason = "does not vanish" };

    /// <summary>The error vanishes more slowly than any power, and a power was declared.</summary>
    public static Truth SlowerThanDeclared { get; } = new("slow", VerdictKind.False, VerdictKind.Inconclusive) { ForbiddenReason = "does not vanish" };

    /// <summary>The order of the error in the limit, on the worst path; null where there is none to compare.</summary>
    public double? Order { get; private init; }

    /// <summary>How far the measured order may lie from it.</summary>
    public double OrderTolerance { get; private init; } = UsualTolerance;

    /// <summary>Whether a verdict without an order is incomplete, as where the file says <c>order: infer</c>.</summary>
    public bool AsksForOrder { get; private init; }

    /// <summary>Words that a "false" must not give as its reason; null where any will do.</summary>
    public string? ForbiddenReason { get; private init; }

    /// <summary>The telling points are so few or lie so deep that missing them is counted in a column of its own and fails nothing.</summary>
    public bool IsHard { get; private init; }

    /// <summary>The error vanishes in the limit.</summary>
    /// <param name="order">With this power on the worst path; null for one that is faster than any.</param>
    /// <param name="inferred">Whether the order must be found.</param>
    /// <param name="tolerance">How far the found one may be off.</param>
    public static Truth Asymptotic(double? order, bool inferred = false, double tolerance = UsualTolerance) =>
        new("asymptotic", VerdictKind.Asymptotic) { Order = order, AsksForOrder = inferred, OrderTolerance = tolerance };

    /// <summary>The same truth, hard to see if the condition holds.</summary>
    public Truth HardIf(bool hard) => this with { IsHard = hard };

    /// <summary>How a verdict compares with this.</summary>
    public Outcome Score(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (!Accepted.Contains(verdict.Kind))
        {
            return verdict.Kind switch
            {
                VerdictKind.Exact or VerdictKind.Asymptotic or VerdictKind.Bounded => Outcome.WrongConfirmation,
                VerdictKind.False => Outcome.WrongRefutation,
                _ => Outcome.Undecided,
            };
        }

        if (verdict.Kind == VerdictKind.False && ForbiddenReason is not null && verdict.Reason.Contains(ForbiddenReason, StringComparison.OrdinalIgnoreCase))
        {
            return Outcome.WrongRefutation;
        }

        return verdict.Kind == VerdictKind.Asymptotic && Order is double order && !IsNear(order, verdict.Order) ? Outcome.WrongOrder : Outcome.Right;
    }

    /// <summary>The expectation in words, as in "asymptotic, order 0.5".</summary>
    public string Expected() =>
        string.Join(" or ", Accepted.Select(VerdictWords.Of)) + (Order is double order ? FormattableString.Invariant($", order {order:G4}") : string.Empty);

    private bool IsNear(double order, MeasuredOrder? measured) =>
        measured is null ? !AsksForOrder : Math.Abs(measured.Value - order) <= OrderTolerance;
}
