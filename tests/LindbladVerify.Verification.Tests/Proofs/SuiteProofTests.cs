using LindbladVerify.Algebra.Fields;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using Xunit;

namespace LindbladVerify.Verification.Tests.Proofs;

/// <summary>The paper's suite: what is proved, and every leading error of docs/theory.md for noise of finitely many values.</summary>
public sealed class SuiteProofTests
{
    private static readonly string[] Variables = ["D", "Delta", "P", "Gc", "G2"];

    public static TheoryData<string> Proved =>
    [
        "eq4.spectrum", "eq5.coherence-decay", "eq8.lorentzian", "eq9.symmetric-telegraph", "closed-form.electron-telegraph", "longitudinal-rate.electron-telegraph",
        "neighbour-rate.golden-rule", "rate-matrix.first-diagonal", "rate-matrix.first-off-diagonal", "rate-matrix.second-diagonal", "rate-matrix.second-off-diagonal",
        "residence-time.electron-telegraph.exact", "residence-time.electron-telegraph.quantum-electron", "residence-time.symmetric-telegraph.exact",
        "static-level.polarized", "static-level.polarized-residence-time", "excess.symmetric-telegraph", "pole-form.symmetric-telegraph",
        "rate-matrix.residence-of-difference.harmonic-mean", "eq9.polarization-sign", "eq9.hyperfine-sign", "eq9.dipolar-sign", "eq9.scaling",
    ];

    [Theory]
    [MemberData(nameof(Proved))]
    public void ExactClaimsAreProved(string id)
    {
        Verdict verdict = Find(id);
        Assert.Equal(VerdictKind.Exact, verdict.Kind);
        Assert.True(verdict.Proof!.Status == ProofStatus.Proved, verdict.Proof.Reason);
        Assert.InRange(verdict.Proof.FailureProbability, 1e-300, 1e-40);
        Assert.True(verdict.Proof.DegreeBound >= 1 && verdict.Proof.Primes >= 3 && verdict.Proof.Points >= 3);
    }

    [Theory]
    [InlineData("closed-form.fast-electron-symmetric-telegraph", 2, "-4*P^2*(1 - P^2)*(Delta/Gc)^2*Delta^2/(G2^2 + P^2*Delta^2)")]
    [InlineData("eq9.fast-electron", 2, "4*P^2*(1 - P^2)*(Delta/Gc)^2*Delta^2/(G2^2 + P^2*Delta^2)")]
    [InlineData("eq9.small-hyperfine-electron-telegraph", 4, "4*P^2*(1 - P^2)*Delta^4/(G2^2*(Gc + G2)^2)")]
    [InlineData("eq9.large-hyperfine-electron-telegraph", 0, "1/(1 - 2*P^2)^2 - 1")]
    [InlineData("eq9.polarized-limit-electron-telegraph", 1, "8*(1 - P)*Delta^4/((Delta^2 + G2^2)*(Delta^2 + (Gc + G2)^2))")]
    [InlineData("eq10.slow-electron", 1, "Gc*((2*P^2 - 1)*Delta^2 - G2^2)/(2*G2*(Delta^2 + G2^2))")]
    [InlineData("eq10.proportional-broadening", 0, "(2*P^2 - 1)/(2*(1 - P^2 + G2/Gc))")]
    [InlineData("eq10.small-hyperfine", 0, "-Gc/(2*G2 + Gc)")]
    [InlineData("eq10.large-hyperfine", 0, "Gc*(2*P^2 - 1)/(2*(G2 + (1 - P^2)*Gc))")]
    [InlineData("eq10.zero-polarization", 0, "-Gc*(2*Delta^2 + 2*G2^2 + 3*G2*Gc + Gc^2)/((Gc + G2)*(4*Delta^2 + (2*G2 + Gc)^2))")]
    [InlineData("eq10.large-broadening", 1, "-Gc/(2*G2)")]
    [InlineData("eq11.fast-electron", 2, "-(1 - P^2)*Delta^2/Gc^2")]
    [InlineData("eq11.fast-electron-fixed-narrowing", 1, "-(1 - P^2)*(Delta/Gc)^2*(G2 + (2 - 3*P^2)*Delta^2/Gc)/(G2 + (1 - P^2)*Delta^2/Gc)")]
    [InlineData("eq11.small-hyperfine", 2, "-(1 - P^2)*Delta^2/(Gc*(Gc + G2))")]
    [InlineData("eq11.zero-polarization", 0, "-G2*Delta^2/((Delta^2 + G2*Gc)*(Gc + G2))")]
    [InlineData("eq11.polarized-limit-symmetric-telegraph", 1, "2*(1 - P)*Delta^2*(Delta^2 - G2*(Gc + G2))/(G2*Gc*(Delta^2 + (Gc + G2)^2))")]
    [InlineData("eq11.large-broadening", 1, "-(1 - P^2)*Delta^2/(Gc*G2)")]
    [InlineData("eq11.small-broadening", 0, "Delta^2*P^2*(3*P^2 - 2)/(Delta^2*(1 - P^2)^2 + Gc^2*P^2)")]
    [InlineData("eq11.as-printed.fast-electron", 0, "(1 - P^2)*Delta^2*((2*P^2 - 1)*Delta^2 - G2^2)/(Delta^4*(1 - P^2)^2 + G2^2*Delta^2*(2 - P^2) + G2^4)")]
    [InlineData("eq11.as-printed.small-hyperfine", 2, "-(1 - P^2)*Gc*Delta^2/(G2^2*(Gc + G2))")]
    [InlineData("eq11.as-printed.zero-polarization", 0, "-Gc*Delta^2/((Delta^2 + G2^2)*(Gc + G2))")]
    [InlineData("eq11.as-printed.large-broadening", 3, "-(1 - P^2)*Gc*Delta^2/G2^3")]
    public void LeadingErrorsAreThoseOfTheTheory(string id, double order, string expected)
    {
        Verdict verdict = Find(id);
        Assert.NotNull(verdict.LeadingError);
        Assert.Equal(order, verdict.LeadingError.Order, 12);
        Assert.True(Equal(expected, verdict.LeadingError.Expression!), verdict.LeadingError.Expression);
        Assert.Equal(order > 0 ? ProofStatus.Proved : ProofStatus.Refuted, verdict.Proof!.Status);
        if (order > 0)
        {
            Assert.Equal(order, verdict.Order!.Value);
            Assert.Equal(0, verdict.Order.StandardError);
            Assert.True(verdict.Order.IsProved);
        }
    }

    [Fact]
    public void TheRealElectronGetsItsRateAndTheDifferenceInFactors()
    {
        Verdict verdict = Find("eq9.electron-telegraph");
        Assert.Equal(ProofStatus.Refuted, verdict.Proof!.Status);
        Assert.True(Equal("D^2/2*(Gc*(1-P^2)*Delta^2+G2*((Gc+G2)^2+Delta^2))/((Delta^2+G2*(Gc+G2))^2+Delta^2*P^2*Gc^2)", verdict.Truth!), verdict.Truth);
        Assert.True(Equal("4*P^2*(1-P^2)*Delta^4/(((1-2*P^2)*Delta^2+G2*(Gc+G2))^2+Delta^2*P^2*(Gc+2*G2)^2)", verdict.Difference!), verdict.Difference);
        Assert.StartsWith("4*Delta^4*P^2*(1 - P^2)/", verdict.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingContradictsAndWhatIsNotProvedSaysWhy()
    {
        Assert.All(SuiteRuns.Chessari2023.Verdicts, v =>
        {
            Assert.Null(v.Contradiction);
            Assert.False(string.IsNullOrWhiteSpace(v.Proof!.Reason));
            Assert.True(v.AsDeclared, v.Id);
        });
        Assert.Contains("Ornstein", Find("eq9.ornstein-uhlenbeck").Proof!.Reason, StringComparison.Ordinal);
    }

    private static Verdict Find(string id) => SuiteRuns.Chessari2023.Verdicts.Single(v => string.Equals(v.Id, id, StringComparison.Ordinal));

    private static bool Equal(string left, string right)
    {
        var program = FieldProgram.Compile(Variables, [], [Expression.Parse(left), Expression.Parse(right)]);
        var sampler = new FieldSampler(3);
        var point = new ulong[Variables.Length];
        var values = new ulong[2];
        for (int prime = 0; prime < 4; prime++)
        {
            PrimeField field = PrimeField.At(prime);
            sampler.Fill(field, point);
            if (!program.TryRun(new Valuation(field, sampler), point, values) || values[0] != values[1])
            {
                return false;
            }
        }

        return true;
    }
}
