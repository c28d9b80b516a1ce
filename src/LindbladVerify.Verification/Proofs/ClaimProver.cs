using System.Globalization;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Verification.Proofs;

/// <summary>Adds to verdicts what exact algebra says of their claims.</summary>
internal sealed class ClaimProver(JudgingSettings settings)
{
    private const double OrderRounding = 1e-9;
    private const double OrderTolerance = 0.1;
    private readonly RandomFields fields = new(settings.Seed);
    private readonly Dictionary<(string Formula, Reference Reference), FieldReference> references = [];
    private readonly Dictionary<string, (FormulaExpression Expression, FieldProgram Program)> formulas = new(StringComparer.Ordinal);

    /// <summary>The verdict with its proof.</summary>
    public Verdict Of(Formula formula, Claim claim, Verdict verdict)
    {
        if (!settings.Proofs)
        {
            return verdict with { Proof = Proof.Skipped("Proofs were left out.") };
        }

        try
        {
            return ProofWeighing.Settle(formula, claim, Attempt(formula, claim, verdict));
        }
        catch (NotAlgebraicException e)
        {
            return verdict with { Proof = Proof.NotAlgebraic(e.Message) };
        }
        catch (ExpressionException e)
        {
            return verdict with { Proof = Proof.NotAlgebraic(e.Message) };
        }
        catch (ModelFileException e)
        {
            return verdict with { Proof = Proof.NotAlgebraic(e.Message) };
        }
    }

    private Verdict Attempt(Formula formula, Claim claim, Verdict verdict) => claim switch
    {
        IdentityClaim identity => Identity(formula, identity, verdict),
        LimitClaim limit => Limit(formula, limit, verdict),
        SymmetryClaim symmetry => verdict with { Proof = Symmetry(formula, symmetry) },
        BoundClaim bound when bound.WhereText is not "everywhere" => verdict with { Proof = Proof.Skipped("A bound on a part of the domain is sampled.") },
        BoundClaim bound => verdict with { Proof = Inequality(formula, bound.Reference).Bound(bound) },
        _ when claim.Region is not null => verdict with { Proof = Proof.Skipped("An inequality on a part of the domain is sampled.") },
        MonotonicityClaim monotonicity => verdict with { Proof = Inequality(formula, monotonicity.Reference).Monotonicity(monotonicity) },
        PositivityClaim positivity => verdict with { Proof = Inequality(formula, positivity.Reference).Positivity() },
        _ => verdict with { Proof = Proof.Skipped("There is no proof for claims of this kind.") },
    };

    private Verdict Identity(Formula formula, IdentityClaim claim, Verdict verdict)
    {
        FieldReference reference = ReferenceOf(formula, claim.Reference);
        if (reference.IsCourse)
        {
            var course = new CourseProgram(FormulaExpression.Of(formula).WrittenOut(), FormulaBody.Time, reference.Parameters);
            return verdict with { Proof = FieldProver.Prove(new CourseTest(course, reference), fields, settings.Seed) };
        }

        (FormulaExpression expression, FieldProgram program) = FormulaOf(formula);
        Proof proof = FieldProver.Prove(new IdentityTest(program, reference), fields, settings.Seed);
        verdict = verdict with { Certificate = proof.Status is ProofStatus.Proved or ProofStatus.Refuted ? Certificates.Certificate.OfIdentity(claim.Statement, reference.Parameters, expression, reference) : null };
        if (proof.Status == ProofStatus.Refuted && !reference.IsMode)
        {
            verdict = Explained(verdict, program, reference);
        }

        return verdict with { Proof = reference.Remark.Length > 0 && proof.Status == ProofStatus.Proved ? proof with { LeavesToSampling = true, Reason = $"{proof.Reason[..^1]}: it is a mode everywhere; {reference.Remark}." } : proof };
    }

    /// <summary>The right formula, and how the wrong one differs from it, where they can be written.</summary>
    private Verdict Explained(Verdict verdict, FieldProgram program, FieldReference reference)
    {
        var rest = LimitPathForm.AtRest(reference.Parameters);
        FractionSize[] variables = [.. Enumerable.Repeat(FractionSize.Variable, reference.Parameters.Count)];
        FractionSize predicted = program.Sizes(variables)[0];
        FractionSize size = (predicted / reference.Size(variables, predicted)) + FractionSize.Constant(0, 0);
        return verdict with
        {
            Truth = Written(() => LimitProver.InCoordinates(reference, rest)),
            Difference = Written(() => LimitProver.Error(program, reference, rest)),
        };

        string? Written(Func<FieldBox> box)
        {
            try
            {
                FieldBox quantity = box();
                RationalFunction? function = RationalReconstruction.Run(quantity, LimitProver.Affordable).Function;
                return function is not null && FieldProver.Prove(new FunctionTest(quantity, function, size, reference.Block), fields, settings.Seed).Status == ProofStatus.Proved && function.Numerator.Terms.Count + function.Denominator.Terms.Count <= LimitProver.MostTerms ? LimitProver.Written(function, reference.Parameters) : null;
            }
            catch (NotAlgebraicException)
            {
                return null;
            }
        }
    }

    private Verdict Limit(Formula formula, LimitClaim claim, Verdict verdict)
    {
        (_, FieldProgram program) = FormulaOf(formula);
        LimitProof found = LimitProver.Prove(formula, claim, program, ReferenceOf(formula, claim.Reference), fields, settings.Seed);
        verdict = verdict with { Proof = found.Proof };
        if (found.Proof.Status != ProofStatus.Proved)
        {
            return verdict;
        }

        if (found.Order is not { } power)
        {
            return verdict with { Proof = found.Proof with { Reason = $"The formula is exact along the path. {found.Proof.Reason}" } };
        }

        double order = power.ToDouble();
        verdict = verdict with { LeadingError = new LeadingError(found.Expression, order) };
        bool vanishes = order > 0 && (claim.DeclaredOrder is not { } declared || order >= declared - OrderRounding);
        if (!vanishes)
        {
            return verdict with { Proof = found.Proof with { Status = ProofStatus.Refuted, Reason = string.Create(CultureInfo.InvariantCulture, $"The relative error is of order {power} in epsilon. {found.Proof.Reason}") } };
        }

        string reason = string.Create(CultureInfo.InvariantCulture, $"The relative error is of order {power} in epsilon for all but special starts. {found.Proof.Reason}");
        return verdict.Kind == VerdictKind.Asymptotic && verdict.Order is { } measured && Math.Abs(measured.Value - order) < OrderTolerance
            ? verdict with { Proof = found.Proof with { Reason = reason }, Order = measured with { Value = order, StandardError = 0, IsProved = true } }
            : verdict with { Proof = found.Proof with { Reason = reason } };
    }

    private InequalityProver Inequality(Formula formula, Reference? reference) =>
        new(formula, FormulaOf(formula).Program, reference is null ? null : ReferenceOf(formula, reference), fields, settings.Seed);

    /// <summary>The law holds where it holds for formula and reference alike.</summary>
    private Proof Symmetry(Formula formula, SymmetryClaim claim)
    {
        var map = PointMap.Of(formula, claim);
        (_, FieldProgram program) = FormulaOf(formula);
        Proof own = FieldProver.Prove(SymmetryTest.OfFormula(map, program), fields, settings.Seed);
        if (own.Status != ProofStatus.Proved || claim.Reference is null)
        {
            return own with { Reason = $"The formula: {own.Reason}" };
        }

        Proof truth = FieldProver.Prove(SymmetryTest.OfReference(map, ReferenceOf(formula, claim.Reference)), fields, settings.Seed + 1);
        if (truth.Status == ProofStatus.Refuted && ReferenceOf(formula, claim.Reference).IsMode)
        {
            return Proof.NotAlgebraic("The modes change under the map, which does not tell what the one asked for does.") with { Block = truth.Block };
        }

        return truth.Status == ProofStatus.Proved
            ? truth with { Reason = $"Formula and reference: {truth.Reason}", DegreeBound = Math.Max(own.DegreeBound, truth.DegreeBound), FailureProbability = own.FailureProbability + truth.FailureProbability }
            : truth with { Reason = $"The reference: {truth.Reason}" };
    }

    private FieldReference ReferenceOf(Formula formula, Reference reference)
    {
        if (!references.TryGetValue((formula.Id, reference), out FieldReference? known))
        {
            string[] parameters = [.. formula.Parameters.Select(p => p.Name)];
            known = formula is FileFormula file
                ? file.Description.FieldReference(reference, parameters)
                : BuiltInReferences.Of(reference, parameters, [.. parameters.Select(p => (p, (Expression)new NameExpression(p)))]);
            references[(formula.Id, reference)] = known;
        }

        return known;
    }

    private (FormulaExpression Expression, FieldProgram Program) FormulaOf(Formula formula)
    {
        if (!formulas.TryGetValue(formula.Id, out (FormulaExpression, FieldProgram) known))
        {
            var expression = FormulaExpression.Of(formula);
            formulas[formula.Id] = known = (expression, expression.Compile([.. formula.Parameters.Select(p => p.Name)]));
        }

        return known;
    }
}
