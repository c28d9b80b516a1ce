using LindbladVerify.Algebra.Fields;
using LindbladVerify.Formulas;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>
/// Whether a decay rate that is that of a mode is that of the slowest: the polynomial of the other modes, shifted by the rate, has no root with a positive real
/// part. Up to its third degree Routh and Hurwitz say so by the signs of rational functions of the parameters, which polynomials with positive coefficients may show.
/// </summary>
/// <remarks>Source: Gantmacher, The Theory of Matrices, vol. 2, ch. XV. What is not shown stays sampled, and is said to be.</remarks>
internal sealed class SlowestModeProver(Formula formula, FieldProgram program, FieldReference reference, RandomFields fields, ulong seed, CancellationToken cancellation)
{
    private const int LargestDegree = 3;
    private const int SquareOfFrequency = -1;

    /// <summary>The proof that a number is a mode, with what else can be said.</summary>
    /// <param name="isMode">The proof that it is a mode.</param>
    public Proof Complete(Proof isMode)
    {
        string root = $"{isMode.Reason[..^1]}: at all parameters the value belongs to a root of the characteristic polynomial of the modes that the observable sees.";
        Proof partly = isMode with { Status = ProofStatus.PartlyProved, LeftToSampling = reference.Remark, Reason = root };
        if (!string.Equals(reference.Remark, FieldReferences.SlowestMode, StringComparison.Ordinal))
        {
            return partly;
        }

        try
        {
            return Slowest() is { } proof
                ? isMode with { Reason = $"{root} {(proof.Points == 0 ? "It has no other." : "No other has a smaller decay rate: Hurwitz's conditions hold on the whole domain, as polynomials with positive coefficients show.")}", FailureProbability = isMode.FailureProbability + proof.FailureProbability }
                : partly;
        }
        catch (NotAlgebraicException)
        {
            // The rate holds a square root, or a condition is too large.
            return partly;
        }
    }

    /// <summary>The proof of Hurwitz's conditions; one without points where there is no other mode, null where they are not shown.</summary>
    private Proof? Slowest()
    {
        int degree = DegreeOfOthers();
        if (degree is < 0 or > LargestDegree)
        {
            return null;
        }

        // Each condition is made of at most two coefficients of the polynomial that must vanish at the rate, or of resultants of its halves.
        FractionSize size = new IdentityTest(program, reference).Size();
        var whole = new Proof(ProofStatus.Proved, string.Empty);
        var prover = new InequalityProver(formula, program, reference, fields, seed, cancellation);
        int[] conditions = [.. Enumerable.Range(0, degree + (degree == LargestDegree ? 1 : 0)), .. reference.Parts[0].Kind == FieldQuantityKind.DecayOfPair ? [SquareOfFrequency] : Array.Empty<int>()];
        foreach (int k in conditions)
        {
            (bool isShown, Proof proof) = prover.NowhereNegative(Condition(k), size * size);
            if (!isShown)
            {
                return null;
            }

            whole = whole with { Points = whole.Points + proof.Points, FailureProbability = whole.FailureProbability + proof.FailureProbability };
        }

        return whole;
    }

    /// <summary>A coefficient of x³ + c2 x² + c1 x + c0, or c2 c1 - c0, or ω² of the pair, which turns and does not decay only where that is not negative.</summary>
    private FieldBox Condition(int k)
    {
        FieldEvaluator evaluator = reference.NewEvaluator();
        var prediction = new ulong[1];
        return new FieldBox(reference.Parameters.Count, (Valuation valuation, ReadOnlySpan<ulong> point, out ulong value) =>
        {
            value = 0;
            if (!program.TryRun(valuation, point, prediction) || evaluator.OtherModes(valuation, point, prediction[0], out ulong square) is not { } others)
            {
                return false;
            }

            PrimeField field = valuation.Field;
            value = k == SquareOfFrequency ? square : k < LargestDegree ? others[k] : field.Subtract(field.Multiply(others[2], others[1]), others[0]);
            return true;
        }, cancellation);
    }

    /// <summary>How many other modes there are, at a point at random; -1 where none was found.</summary>
    private int DegreeOfOthers()
    {
        const int Draws = 64;
        FieldEvaluator evaluator = reference.NewEvaluator();
        PrimeField field = fields.At(0);
        var sampler = new FieldSampler(seed + 2);
        var valuation = new Valuation(field, sampler);
        var point = new ulong[reference.Parameters.Count];
        var prediction = new ulong[1];
        for (int draw = 0; draw < Draws; draw++)
        {
            sampler.Fill(field, point);
            valuation.Restart(0);
            if (program.TryRun(valuation, point, prediction) && evaluator.OtherModes(valuation, point, prediction[0], out _) is { } others)
            {
                return others.Length - 1;
            }
        }

        return -1;
    }
}
