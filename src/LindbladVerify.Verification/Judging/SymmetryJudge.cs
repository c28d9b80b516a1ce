using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>Judges "f(map(x)) = factor(x) f(x)": the formula must obey it, and where a reference is named the truth must obey it too.</summary>
internal static class SymmetryJudge
{
    /// <summary>The reference costs more than the formula: it is tested at a part of the points.</summary>
    private const int ReferenceShare = 8;
    private const int Bits = 256;

    public static Verdict Judge(Formula formula, SymmetryClaim claim, JudgingContext context)
    {
        JudgingSettings settings = context.Settings;
        InteriorScan own = InteriorScan.Run(formula, p => FormulaSide(claim, formula, p), settings, context.Points(formula, claim), context.Cancellation);
        PointEvidence ofFormula = Weighed(own, claim, settings);
        PointEvidence? ofReference = null;
        Comparison[] all = [.. own.Comparisons.Where(c => claim.Holds(c.Point))];
        var evidence = new List<EvidenceRow> { new("symmetry", $"The formula under {claim.MapText} at {ofFormula.Points()}: largest deviation {Largest(all):G2}.", ofFormula.Asked, Largest(all)) };
        if (claim.Reference is { } reference)
        {
            var comparer = new PointComparer(formula, reference, context.Library, context.Cancellation);
            InteriorScan truth = InteriorScan.Run(formula, p => ReferenceSide(claim, reference, formula, comparer, p, context.Library), settings, comparer.Share(context.Points(formula, claim)) / ReferenceShare, context.Cancellation);
            ofReference = Weighed(truth, claim, settings);
            Comparison[] there = [.. truth.Comparisons.Where(c => claim.Holds(c.Point))];
            all = [.. all, .. there];
            evidence.Add(new("symmetry", $"{reference} under the same map at {ofReference.Points()}: largest deviation {Largest(there):G2}.", ofReference.Asked, Largest(there)));
        }

        VerdictKind kind = Strongest(ofFormula, ofReference);
        Comparison? worst = all.Where(c => c.IsUsable).MaxBy(c => (IdentityJudge.Violation(c, settings), c.RelativeError));
        string reason = kind switch
        {
            VerdictKind.Exact => $"Holds under {claim.MapText} at {ofFormula.Points()}, to {Largest(all):G2}.",
            VerdictKind.False when worst is not null && ofFormula.Violations + (ofReference?.Violations ?? 0) > 0 => $"Off by {IdentityJudge.Percent(worst.RelativeError)} at {worst.Point}.",
            _ => ofFormula.Asked == 0 ? "No point of the domain was found in the region of the claim." : $"{ofFormula.Missing()} {ofReference?.Missing()}".Trim(),
        };
        return Judging.Judge.Draft(formula, claim, kind, reason) with
        {
            LargestRelativeError = worst?.RelativeError ?? double.NaN,
            WorstPoint = worst?.Point,
            Evidence = evidence,
            Counterexample = kind == VerdictKind.False ? CounterexampleSimplifier.AsFound(formula, claim.Id, ofFormula.Violations + (ofReference?.Violations ?? 0) > 0 ? worst! : ofFormula.Silent ?? worst!) : null,
        };
    }

    private static PointEvidence Weighed(InteriorScan scan, SymmetryClaim claim, JudgingSettings settings) =>
        new(scan, scan.Comparisons.Where(c => claim.Holds(c.Point)), c => IdentityJudge.Violation(c, settings), c => IdentityJudge.Agrees(c, settings), settings: null);

    /// <summary>The formula decides where the law is its own; the reference can refute, and leave undecided.</summary>
    private static VerdictKind Strongest(PointEvidence formula, PointEvidence? reference)
    {
        VerdictKind own = formula.Weigh(VerdictKind.Exact);
        VerdictKind truth = reference?.Weigh(VerdictKind.Exact) ?? VerdictKind.Exact;
        return own == VerdictKind.False || truth == VerdictKind.Exact ? own : truth;
    }

    private static double Largest(IEnumerable<Comparison> all) => all.Where(c => c.IsUsable).Select(c => c.RelativeError).DefaultIfEmpty(double.NaN).Max();

    private static Comparison FormulaSide(SymmetryClaim claim, Formula formula, ParameterPoint point)
    {
        if (FileFormula.InDigits(formula) is { } file && claim is FileSymmetryClaim precise)
        {
            return PreciseSide(precise, file, point, p => PreciseComparer.Predict(file, p));
        }

        return Side(claim, point, at => InteriorScan.Predict(formula, at), new JudgingSettings().Agreement);
    }

    private static Comparison ReferenceSide(SymmetryClaim claim, Reference reference, Formula formula, PointComparer comparer, ParameterPoint point, ReferenceLibrary library) =>
        FileFormula.InDigits(formula) is { } file && claim is FileSymmetryClaim precise && comparer.Precise is { } digits
            ? PreciseSide(precise, file, point, p => digits.Computed(p).Value)
            : Side(claim, point, at => library.Evaluate(reference, formula, at) is var v ? (v.Value, v.RelativeUncertainty * Math.Abs(v.ErrorScale)) : default, new JudgingSettings().Agreement);

    private static Comparison Side(SymmetryClaim claim, ParameterPoint point, Func<ParameterPoint, (double Value, double Error)> evaluate, double slack)
    {
        try
        {
            (double here, double hereError) = evaluate(point);
            (double there, double thereError) = evaluate(claim.Map(point));
            if (!double.IsFinite(there))
            {
                // Where the image lies outside, the law says nothing.
                return new Comparison(point, double.NaN, double.NaN, 0);
            }

            double expected = claim.Factor(point) * here;
            double uncertainty = (hereError / Math.Abs(here)) + (thereError / Math.Abs(there));
            return new Comparison(point, there, expected, double.IsNaN(uncertainty) ? 0 : uncertainty) { Slack = slack };
        }
        catch (ArgumentOutOfRangeException e)
        {
            return new Comparison(point, double.NaN, double.NaN, 0) { Remark = e.Message };
        }
    }

    private static Comparison PreciseSide(FileSymmetryClaim claim, FileFormula formula, ParameterPoint point, Func<PrecisePoint, Ball?> evaluate)
    {
        PrecisePoint here = formula.Precise(point);
        if (claim.MapPrecisely(here, Bits) is not { } image || claim.FactorPrecisely(here, Bits) is not { } factor || evaluate(here) is not { } before)
        {
            return new Comparison(point, double.NaN, double.NaN, 0);
        }

        if (evaluate(image) is not { } there)
        {
            return new Comparison(point, double.NaN, double.NaN, 0);
        }

        Ball expected = factor * before;
        BigFloat difference = there.Value - expected.Value;
        BigFloat size = BigFloat.Abs(expected.Value);
        BigFloat uncertainty = there.Error + expected.Error;
        bool isNothing = BigFloat.Abs(difference) <= uncertainty;
        double error = isNothing && size <= uncertainty ? 0 : size.IsZero ? double.PositiveInfinity : (double)(difference / size.To(Bits));
        double relative = size.IsZero ? 0 : (double)(uncertainty.To(32) / size.To(32));
        return new Comparison(point, (double)there.Value, (double)expected.Value, Math.Max(relative, double.Epsilon)) { PreciseError = error, IsPrecise = true };
    }
}
