using System.Globalization;
using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>
/// Limits of fast Ornstein–Uhlenbeck noise. Its ladder is endless, but level n decays at n times the rate and is reached and left by one step each: by
/// elimination from above, it changes what the levels below obey from the power -(2n - 1) of the rate on. So a finite ladder gives exact orders and leading terms.
/// </summary>
internal static class LadderLimitProver
{
    private const int Levels = 4;

    /// <summary>What algebra says.</summary>
    /// <inheritdoc cref="LimitProver.Prove" path="/exception"/>
    public static (LimitProof Proof, FieldReference Reference) Prove(Formula formula, LimitClaim claim, FieldProgram program, FieldReference reference, RandomFields fields, ulong seed, CancellationToken cancellation)
    {
        RequireFastNoise(LimitPathForm.Of(formula, claim), reference);
        FieldReference kept = reference.WithLadder(Levels);
        LimitProof found = LimitProver.Prove(formula, claim, program, kept, fields, seed, cancellation);
        if (found.Proof.Status != ProofStatus.Proved || found.Order is not { } order)
        {
            return (found.Order is null && found.Proof.Status == ProofStatus.Proved ? new LimitProof(Proof.NotAlgebraic("The levels of the ladder that were kept show no error, and those left out may."), null, null) : found, kept);
        }

        // Relative to the reference itself, which may vanish or grow along the path.
        LimitPathForm path = LimitPathForm.Of(formula, claim);
        PathExpansion? own = PathExpansion.TryFind(LimitProver.InCoordinates(kept, path, cancellation), path.Exponents, path.Direction, out _, LimitProver.Affordable(kept.Equations), cancellation);
        if (own is null || order.ToDouble() + Math.Abs(own.Order.ToDouble()) >= (2 * Levels) + 1)
        {
            return (new LimitProof(Proof.NotAlgebraic(FormattableString.Invariant($"The order {order} is beyond what {Levels} levels of the ladder tell.")), null, null), kept);
        }

        string reason = string.Create(CultureInfo.InvariantCulture, $"{found.Proof.Reason} Of the noise's ladder {Levels} levels were kept: the next counts from the power {(2 * Levels) + 1} of 1/rate on.");
        return (found with { Proof = found.Proof with { Reason = reason } }, kept);
    }

    /// <summary>Refuses paths along which anything else than the rate of the noise grows.</summary>
    private static void RequireFastNoise(LimitPathForm path, FieldReference reference)
    {
        PathCoordinate[] varied = [.. path.Coordinates.Where(c => !c.Exponent.IsZero)];
        BigRational towards = path.Direction == LimitDirection.Infinity ? BigRational.One : -BigRational.One;
        if (varied.Length != 1 || varied[0].Exponent != towards || !varied[0].End.IsZero || reference.Expression.Names().Contains(varied[0].Parameter) || !reference.Parts.All(p => IsFast(p, varied[0].Parameter)))
        {
            throw new NotAlgebraicException("Under Ornstein–Uhlenbeck noise the quantity is an endless continued fraction and no rational function; only where the rate of the noise alone grows does a finite part of it tell orders.");
        }
    }

    /// <summary>Whether a parameter is the rate of every noise of a model, and nothing else in it.</summary>
    private static bool IsFast(FieldPart part, string parameter)
    {
        string[] bound = [.. part.Binding.Where(b => b.Value.Names().Contains(parameter)).Select(b => b.Name)];
        if (bound is not [string own] || part.Binding.First(b => string.Equals(b.Name, own, StringComparison.Ordinal)).Value is not NameExpression || part.FrequencyText?.Names().Contains(parameter) == true)
        {
            return false;
        }

        ModelParts parts = part.Source.Parts();
        Expression[] others =
        [
            parts.Hamiltonian, .. parts.Parameters.Select(p => p.Value), .. parts.Dissipators.SelectMany(d => new[] { d.Operator, d.Rate }), .. parts.Observables.Select(o => o.Operator),
            .. parts.Noise.Select(n => n.Operator), .. parts.Noise.SelectMany(n => n.Process.Numbers.Where(v => v.Key is not "rate").Select(v => v.Value)), .. parts.Density is null ? [] : new[] { parts.Density },
            .. parts.Noise.SelectMany(n => n.Process.Values.Concat(n.Process.Rates.SelectMany(r => r))), .. parts.Initial.Select(l => l.Number).OfType<Expression>(),
        ];
        return part.Source.Ladders.Count == parts.Noise.Count && part.Source.Ladders.All(r => r is NameExpression name && string.Equals(name.Name, own, StringComparison.Ordinal)) && !others.Any(e => e.Names().Contains(own));
    }
}
