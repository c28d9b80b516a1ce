using System.Collections.Concurrent;
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
internal sealed class ClaimProver(JudgingSettings settings, CancellationToken cancellation)
{
    private const double OrderRounding = 1e-9;
    private const double OrderTolerance = 0.1;
    private readonly ConcurrentDictionary<(string Formula, string Claim), Lazy<ClaimProof>> proofs = new();
    private readonly RandomFields fields = new(settings.Seed);
    private readonly ConcurrentDictionary<string, Lock> gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Formula, Reference Reference), FieldReference> references = new();
    private readonly ConcurrentDictionary<string, (FormulaExpression Expression, FieldProgram Program)> formulas = new(StringComparer.Ordinal);

    /// <summary>Names the claims that will be asked for, so that each is proved once.</summary>
    /// <param name="work">The claims.</param>
    public void Expect(IReadOnlyList<(Formula Formula, Claim Claim)> work)
    {
        foreach ((Formula formula, Claim claim) in work.Where(_ => settings.Proofs))
        {
            proofs[(formula.Id, claim.Id)] = new Lazy<ClaimProof>(() => Prove(formula, claim));
        }
    }

    /// <summary>Proves the expected claims of a formula before they are asked for.</summary>
    /// <param name="formula">The formula.</param>
    public void ProveAhead(Formula formula)
    {
        foreach (Claim claim in formula.Claims.Where(_ => settings.Proofs && !cancellation.IsCancellationRequested))
        {
            try
            {
                _ = Asked(formula, claim);
            }
            catch (Exception e) when (FormulaJudgement.NumericalCause(e) is not null)
            {
                // Who asks for the claim is told again.
            }
        }
    }

    /// <summary>Whether a claim is proved, all of it.</summary>
    public bool IsProved(Formula formula, Claim claim)
    {
        try
        {
            return settings.Proofs && Said(Asked(formula, claim)).Status == ProofStatus.Proved;
        }
        catch (Exception e) when (FormulaJudgement.NumericalCause(e) is not null)
        {
            // Who asks for the proof is told again.
            return false;
        }
    }

    /// <summary>The verdict with its proof.</summary>
    public Verdict Of(Formula formula, Claim claim, Verdict verdict)
    {
        if (!settings.Proofs)
        {
            return verdict with { Proof = Proof.Skipped("Proofs were left out.") };
        }

        ClaimProof found = Asked(formula, claim);
        Proof said = Said(found);
        if (said.Status == ProofStatus.PartlyProved)
        {
            int points = verdict.Evidence.Count == 0 ? 0 : verdict.Evidence[0].Points;
            said = said with { SampledPoints = points, Reason = string.Create(CultureInfo.InvariantCulture, $"{said.Reason} Not proved: {said.LeftToSampling}, which was seen at {points} points.") };
        }

        verdict = verdict with { Proof = said, LeadingError = found.LeadingError, Difference = found.Difference, Truth = found.Truth, Certificate = found.Certificate };
        if (said.Status == ProofStatus.PartlyProved && found.LeadingError is { Order: var ofMode } && verdict is { Kind: VerdictKind.Asymptotic, Order: { } seen } && Math.Abs(seen.Value - ofMode) > OrderTolerance * Math.Max(1, ofMode))
        {
            // Another mode than the one that is measured, or none of one name all the way.
            verdict = verdict with { Proof = Proof.NotAlgebraic(string.Create(CultureInfo.InvariantCulture, $"Algebra finds a mode to which the formula tends with the order {ofMode:G4}, and measured is {seen.Value:G4}: another one.")) with { Block = said.Block }, LeadingError = null, Certificate = null };
        }

        if (found.Proof.Status == ProofStatus.Proved && found.LeadingError is { Order: var order } && verdict is { Kind: VerdictKind.Asymptotic, Order: { } measured } && Math.Abs(measured.Value - order) < OrderTolerance)
        {
            verdict = verdict with { Order = measured with { Value = order, StandardError = 0, IsProved = true } };
        }

        return ProofWeighing.Settle(formula, claim, verdict);
    }

    private Proof Said(ClaimProof found) => settings.ProofFault?.Invoke(found.Proof) ?? found.Proof;

    private ClaimProof Asked(Formula formula, Claim claim) =>
        proofs.TryGetValue((formula.Id, claim.Id), out Lazy<ClaimProof>? expected) ? expected.Value : Prove(formula, claim);

    private ClaimProof Prove(Formula formula, Claim claim)
    {
        // One at a time of each formula: its references and programs are compiled once and used again.
        lock (gates.GetOrAdd(formula.Id, _ => new Lock()))
        {
            try
            {
                ClaimProof found = Attempt(formula, claim);
                cancellation.ThrowIfCancellationRequested();
                return found;
            }
            catch (NotAlgebraicException e)
            {
                return new ClaimProof(Proof.NotAlgebraic(e.Message));
            }
            catch (ExpressionException e)
            {
                return new ClaimProof(Proof.NotAlgebraic(e.Message));
            }
            catch (ModelFileException e)
            {
                return new ClaimProof(Proof.NotAlgebraic(e.Message));
            }
        }
    }

    private ClaimProof Attempt(Formula formula, Claim claim) => claim switch
    {
        IdentityClaim identity => Identity(formula, identity),
        LimitClaim limit => Limit(formula, limit),
        SymmetryClaim symmetry => Symmetry(formula, symmetry),
        BoundClaim bound when bound.WhereText is not "everywhere" => new ClaimProof(Proof.Skipped("A bound on a part of the domain is sampled.")),
        BoundClaim bound => Inequality(formula, claim, bound.Reference, p => p.Bound(bound)),
        _ when claim.Region is not null => new ClaimProof(Proof.Skipped("An inequality on a part of the domain is sampled.")),
        MonotonicityClaim monotonicity => Inequality(formula, claim, monotonicity.Reference, p => p.Monotonicity(monotonicity)),
        PositivityClaim positivity => Inequality(formula, claim, positivity.Reference, p => p.Positivity()),
        _ => new ClaimProof(Proof.Skipped("There is no proof for claims of this kind.")),
    };

    private ClaimProof Identity(Formula formula, IdentityClaim claim)
    {
        FieldReference reference = ReferenceOf(formula, claim.Reference);
        if (reference.IsCourse)
        {
            var text = FormulaExpression.Of(formula);
            var course = new CourseProgram(text.WrittenOut(), FormulaBody.Time, reference.Parameters);
            Proof ofCourse = FieldProver.Prove(new CourseTest(course, reference), fields, settings.Seed, cancellation);
            return new ClaimProof(ofCourse) { Certificate = IsDecided(ofCourse) ? CertificateOf(() => Certificate.OfCourse(claim.Statement, text, reference)) : null };
        }

        (FormulaExpression expression, FieldProgram program) = FormulaOf(formula);
        Proof proof = FieldProver.Prove(new IdentityTest(program, reference), fields, settings.Seed, cancellation);
        if (reference.IsMode && proof.Status == ProofStatus.Proved)
        {
            proof = new SlowestModeProver(formula, program, reference, fields, settings.Seed, cancellation).Complete(proof);
        }

        var found = new ClaimProof(proof) { Certificate = IsDecided(proof) ? CertificateOf(claim, expression, reference) : null };
        return proof.Status == ProofStatus.Refuted && !reference.IsMode ? Explained(found, program, reference) : found;
    }

    private static string? CertificateOf(Formula formula, LimitClaim claim, FormulaExpression expression, FieldReference reference, LimitProof found) => CertificateOf(() =>
    {
        string order = found.Proof.Status == ProofStatus.Refuted ? "the formula tends to no mode along the path" : found.Order is { } power ? string.Create(CultureInfo.InvariantCulture, $"formula/reference - 1 is of order {power} along the path") : "formula/reference is 1 along the path";
        int levels = reference.Parts.Max(p => p.Ladder);
        string kept = levels == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"; of the noise's ladder {levels} levels are kept, and the next counts from the power {(2 * levels) + 1} of 1/rate on");
        return Certificate.OfLimit($"{claim.Statement} ({order}{kept})", expression, reference, LimitPathForm.Of(formula, claim), claim.DeclaredOrder, found);
    });

    private static string? CertificateOf(IdentityClaim claim, FormulaExpression expression, FieldReference reference) =>
        CertificateOf(() => Certificate.OfIdentity(reference.IsMode ? $"{claim.Statement} (the value is a mode; which of the modes is left open)" : claim.Statement, reference.Parameters, expression, reference));

    private static bool IsDecided(Proof proof) => proof.Status is ProofStatus.Proved or ProofStatus.PartlyProved or ProofStatus.Refuted;

    private static string? CertificateOf(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (NotAlgebraicException)
        {
            return null;
        }
    }

    /// <summary>The right formula, and how the wrong one differs from it, where they can be written.</summary>
    private ClaimProof Explained(ClaimProof found, FieldProgram program, FieldReference reference)
    {
        var rest = LimitPathForm.AtRest(reference.Parameters);
        FractionSize[] variables = [.. Enumerable.Repeat(FractionSize.Variable, reference.Parameters.Count)];
        FractionSize predicted = program.Sizes(variables)[0];
        FractionSize size = (predicted / reference.Size(variables, predicted)) + FractionSize.Constant(0, 0);
        return found with
        {
            Truth = Written(() => LimitProver.InCoordinates(reference, rest, cancellation)),
            Difference = Written(() => LimitProver.Error(program, reference, rest, cancellation)),
        };

        string? Written(Func<FieldBox> box)
        {
            try
            {
                FieldBox quantity = box();
                RationalFunction? function = RationalReconstruction.Run(quantity, LimitProver.Affordable(reference.Equations), cancellation).Function;
                return function is not null && FieldProver.Prove(new FunctionTest(quantity, function, size, reference.Block), fields, settings.Seed, cancellation).Status == ProofStatus.Proved && function.Numerator.Terms.Count + function.Denominator.Terms.Count <= LimitProver.MostTerms ? LimitProver.Written(function, reference.Parameters) : null;
            }
            catch (NotAlgebraicException)
            {
                return null;
            }
        }
    }

    private ClaimProof Limit(Formula formula, LimitClaim claim)
    {
        (FormulaExpression expression, FieldProgram program) = FormulaOf(formula);
        FieldReference reference = ReferenceOf(formula, claim.Reference);
        (LimitProof found, reference) = reference.HasLadder
            ? LadderLimitProver.Prove(formula, claim, program, reference, fields, settings.Seed, cancellation)
            : (LimitProver.Prove(formula, claim, program, reference, fields, settings.Seed, cancellation), reference);
        if (found.Proof.Status != ProofStatus.Proved)
        {
            return new ClaimProof(found.Proof) { Certificate = IsDecided(found.Proof) ? CertificateOf(formula, claim, expression, reference, found) : null };
        }

        if (found.Order is not { } power)
        {
            Proof exact = found.Proof with { Reason = $"The formula is exact along the path. {found.Proof.Reason}" };
            return new ClaimProof(reference.IsMode ? OfSomeMode(exact, reference) : exact) { Certificate = CertificateOf(formula, claim, expression, reference, found) };
        }

        double order = power.ToDouble();
        bool vanishes = order > 0 && (claim.DeclaredOrder is not { } declared || order >= declared - OrderRounding);
        string starts = vanishes ? " for all but special starts" : string.Empty;
        string reason = string.Create(CultureInfo.InvariantCulture, $"The relative error is of order {power} in epsilon{starts}. {found.Proof.Reason}");
        Proof proof = found.Proof with { Status = vanishes ? ProofStatus.Proved : ProofStatus.Refuted, Reason = reason };
        return new ClaimProof(vanishes && reference.IsMode ? OfSomeMode(proof, reference) : proof) { LeadingError = new LeadingError(found.Expression, order), Certificate = CertificateOf(formula, claim, expression, reference, found) };
    }

    /// <summary>What is proved of a mode but for which of the modes it is.</summary>
    private static Proof OfSomeMode(Proof proof, FieldReference reference) =>
        proof with { Status = ProofStatus.PartlyProved, LeftToSampling = reference.Remark, Reason = $"{proof.Reason[..^1]}: of one mode, to which the formula tends." };

    private ClaimProof Inequality(Formula formula, Claim claim, Reference? reference, Func<InequalityProver, Proof> prove)
    {
        (FormulaExpression expression, FieldProgram program) = FormulaOf(formula);
        FieldReference? truth = reference is null ? null : ReferenceOf(formula, reference);
        var prover = new InequalityProver(formula, program, truth, fields, settings.Seed, cancellation);
        Proof proof = prove(prover);
        return new ClaimProof(proof) { Certificate = proof.Status == ProofStatus.Proved ? CertificateOf(() => Certificate.OfInequality(claim.Statement, formula, expression, truth, prover.Checks)) : null };
    }

    private ClaimProof Symmetry(Formula formula, SymmetryClaim claim)
    {
        var map = PointMap.Of(formula, claim);
        Proof proof = Symmetry(formula, claim, map);
        string[] parameters = [.. formula.Parameters.Select(p => p.Name)];
        return new ClaimProof(proof)
        {
            Certificate = IsDecided(proof) ? CertificateOf(() => Certificate.OfSymmetry(claim.Statement, parameters, FormulaOf(formula).Expression, claim.Reference is null ? null : ReferenceOf(formula, claim.Reference), map)) : null,
        };
    }

    /// <summary>The law holds where it holds for formula and reference alike.</summary>
    private Proof Symmetry(Formula formula, SymmetryClaim claim, PointMap map)
    {
        (_, FieldProgram program) = FormulaOf(formula);
        Proof own = FieldProver.Prove(SymmetryTest.OfFormula(map, program), fields, settings.Seed, cancellation);
        if (own.Status != ProofStatus.Proved || claim.Reference is null)
        {
            return own with { Reason = $"The formula: {own.Reason}" };
        }

        Proof truth = FieldProver.Prove(SymmetryTest.OfReference(map, ReferenceOf(formula, claim.Reference)), fields, settings.Seed + 1, cancellation);
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
            if (expression.Helpers.Select(h => h.Value).Append(expression.Value).Any(e => e.Names().Contains(FormulaBody.Time)) && formula.Parameters.All(p => p.Name is not FormulaBody.Time))
            {
                throw new NotAlgebraicException("A time course at one time is no rational function: what is claimed of it is sampled.");
            }

            formulas[formula.Id] = known = (expression, expression.Compile([.. formula.Parameters.Select(p => p.Name)]));
        }

        return known;
    }
}
