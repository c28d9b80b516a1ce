using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Verification.Proofs;

/// <summary>What a proof means for the verdict that points gave: it may refute what every point confirmed; where both cannot be right, that is said.</summary>
internal static class ProofWeighing
{
    /// <summary>A relative difference that no scan overlooks.</summary>
    private const double Visible = 1e-6;

    /// <summary>Orders that are fitted differ from the true ones by less than this.</summary>
    private const double OrderTolerance = 0.3;

    private const int Witnesses = 64;
    private const int Bits = 256;

    /// <summary>The verdict after the proof.</summary>
    public static Verdict Settle(Formula formula, Claim claim, Verdict verdict) => (verdict.Proof?.Status, verdict.Kind) switch
    {
        (ProofStatus.Proved or ProofStatus.PartlyProved, VerdictKind.False) => Unconfirmed(claim, verdict),
        (ProofStatus.Refuted, VerdictKind.Exact or VerdictKind.Asymptotic) => Unseen(formula, claim, verdict),
        (ProofStatus.Refuted, VerdictKind.Inconclusive) => Refuted(verdict, "Refuted by exact algebra; points alone did not decide."),
        _ => verdict,
    };

    /// <summary>Algebra proves what points refute.</summary>
    private static Verdict Unconfirmed(Claim claim, Verdict verdict)
    {
        // What the certificate shows is true and not what decides.
        verdict = verdict with { Certificate = null };
        if (verdict.Proof!.Status == ProofStatus.PartlyProved)
        {
            return verdict with { LeadingError = null, Proof = verdict.Proof with { Status = ProofStatus.NotAlgebraic, LeftToSampling = string.Empty, SampledPoints = 0, Reason = $"{verdict.Proof.Reason} Not everywhere is it the one that is asked for." } };
        }

        if (claim is LimitClaim)
        {
            return verdict with { Proof = verdict.Proof with { Status = ProofStatus.NotAlgebraic, Reason = $"{verdict.Proof.Reason} Special starts were found at which it does not hold." } };
        }

        return verdict.Counterexample is { } example && double.IsFinite(example.Predicted) && double.IsFinite(example.RelativeError)
            ? verdict with { Contradiction = string.Create(CultureInfo.InvariantCulture, $"algebra proves the claim, and at {example.Point.ToText()} it is off by {example.RelativeError:G2}") }
            : verdict with { Proof = verdict.Proof with { Status = ProofStatus.NotAlgebraic, Reason = $"{verdict.Proof.Reason} The claim fails only where one side has no value." } };
    }

    /// <summary>Algebra refutes what points confirm: a needle between them or a difference below what they can see, or a fault.</summary>
    private static Verdict Unseen(Formula formula, Claim claim, Verdict verdict)
    {
        if (claim is LimitClaim && verdict.LeadingError is { Order: > 0 and var order })
        {
            return verdict.Order is { } measured && measured.Value - order > OrderTolerance
                ? verdict with { Contradiction = string.Create(CultureInfo.InvariantCulture, $"algebra gives the order {order:G4}, and paths give {measured.Value:G4}") }
                : Refuted(verdict, string.Create(CultureInfo.InvariantCulture, $"Refuted by exact algebra: the relative error is of order {order:G4}."));
        }

        double largest = Largest(formula, claim is LimitClaim ? verdict.LeadingError?.Expression : verdict.Difference);
        return largest > Visible
            ? verdict with { Contradiction = string.Create(CultureInfo.InvariantCulture, $"algebra gives a relative difference of {largest:G2}, and no point shows it") }
            : Refuted(verdict, double.IsNaN(largest)
                ? "Refuted by exact algebra: formula and reference are different rational functions, though they agree at every point that was asked."
                : string.Create(CultureInfo.InvariantCulture, $"Refuted by exact algebra: the relative difference is at most {largest:G2} at {Witnesses} points, which no point could tell from 0 for certain."));
    }

    private static Verdict Refuted(Verdict verdict, string reason) => verdict with
    {
        Kind = VerdictKind.False,
        Reason = reason,
        Evidence = [new EvidenceRow("algebra", $"{reason} {verdict.Proof!.Reason}", verdict.Proof.Points, double.NaN), .. verdict.Evidence],
    };

    /// <summary>The largest modulus of an expression at points of the domain; not a number where it has none.</summary>
    private static double Largest(Formula formula, string? text)
    {
        if (text is null)
        {
            return double.NaN;
        }

        var expression = Expression.Parse(text);
        var sampler = new DomainSampler(formula.Parameters, 1);
        double largest = double.NaN;
        for (int k = 0; k < Witnesses; k++)
        {
            ParameterPoint point = sampler.Point(k);
            var values = point.Names.Zip(point.Values).ToDictionary(p => p.First, p => Ball.Exact(BigFloat.Of(p.Second)), StringComparer.Ordinal);
            if (PreciseArithmetic.Evaluate(expression, values, Bits).Number is { } number)
            {
                double size = Math.Abs((double)number.Value);
                largest = double.IsNaN(largest) ? size : Math.Max(largest, size);
            }
        }

        return largest;
    }
}
