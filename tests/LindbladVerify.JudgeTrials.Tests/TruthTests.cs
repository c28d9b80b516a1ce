using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.JudgeTrials.Scoring;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.JudgeTrials.Tests;

/// <summary>The rules by which a verdict is scored.</summary>
public sealed class TruthTests
{
    [Theory]
    [InlineData(VerdictKind.False, Outcome.Right)]
    [InlineData(VerdictKind.Exact, Outcome.WrongConfirmation)]
    [InlineData(VerdictKind.Asymptotic, Outcome.WrongConfirmation)]
    [InlineData(VerdictKind.Bounded, Outcome.WrongConfirmation)]
    [InlineData(VerdictKind.Inconclusive, Outcome.Undecided)]
    [InlineData(VerdictKind.OutOfDomain, Outcome.Undecided)]
    public void WrongClaimHasOneRightVerdict(VerdictKind kind, Outcome expected) =>
        Assert.Equal(expected, Truth.False.Score(Said(kind)));

    [Fact]
    public void RightClaimMustNotBeRefuted() => Assert.Equal(Outcome.WrongRefutation, Truth.Exact.Score(Said(VerdictKind.False)));

    [Theory]
    [InlineData(1.01, Outcome.Right)]
    [InlineData(1.03, Outcome.WrongOrder)]
    [InlineData(2.0, Outcome.WrongOrder)]
    public void OrderIsPartOfTheTruth(double found, Outcome expected) =>
        Assert.Equal(expected, Truth.Asymptotic(1).Score(Said(VerdictKind.Asymptotic, found)));

    [Fact]
    public void OrderMustBeFoundWhereItIsAskedFor()
    {
        Assert.Equal(Outcome.WrongOrder, Truth.Asymptotic(1, inferred: true).Score(Said(VerdictKind.Asymptotic)));
        Assert.Equal(Outcome.Right, Truth.Asymptotic(1).Score(Said(VerdictKind.Asymptotic)));
    }

    [Fact]
    public void SlowErrorIsNotOneThatDoesNotVanish()
    {
        Assert.Equal(Outcome.WrongRefutation, Truth.SlowerThanDeclared.Score(Said(VerdictKind.False) with { Reason = "The error does not vanish." }));
        Assert.Equal(Outcome.Right, Truth.SlowerThanDeclared.Score(Said(VerdictKind.False) with { Reason = "Slower than any power seen." }));
    }

    private static Verdict Said(VerdictKind kind, double? order = null) => new()
    {
        Id = "f.claim",
        Statement = "s",
        Source = new Source("constructed", string.Empty, string.Empty),
        Variant = "as given",
        Kind = kind,
        Declared = VerdictKind.Exact,
        Reason = "r",
        Order = order is double value ? new MeasuredOrder(value, 0, 1e-9, 1, 8, []) : null,
    };
}
