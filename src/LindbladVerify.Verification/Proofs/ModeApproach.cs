using System.Runtime.InteropServices;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Rates.PrimeFields;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>
/// How a number approaches a mode along a path. With G the polynomial whose roots are the modes, G(F (1 + δ)) = g₀ + g₁ δ + … has coefficients that are rational
/// along the path. By Newton's polygon exactly one root δ = -g₀/g₁ vanishes where the orders of g_k g₀^(k-1)/g₁^k are positive for all k ≥ 2: the number is then
/// that mode but for a relative error F/R - 1 ≈ g₀/g₁; and where no g_k is larger than g₀ none vanishes: the number approaches no mode.
/// </summary>
/// <param name="reference">A decay rate or a frequency.</param>
/// <param name="path">The path.</param>
/// <param name="predict">The number, at coordinates of the path and at the parameters that belong to them.</param>
/// <param name="size">How large the number is.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class ModeApproach(FieldReference reference, LimitPathForm path, ModeApproach.Prediction predict, FractionSize size, CancellationToken cancellation)
{
    /// <summary>Interpolation in more unknowns than this takes long.</summary>
    private const int MostCoefficients = 32;

    private const int MostKept = 10_000;

    /// <summary>What is known of the equations: each coefficient is asked for at the same points as the others. By prime, equation, prediction and point.</summary>
    private readonly Dictionary<ulong[], ulong[]?> known = new(new SequenceComparer());

    /// <summary>A number at coordinates and the parameters there; false where it has no value.</summary>
    public delegate bool Prediction(Valuation valuation, ReadOnlySpan<ulong> coordinates, ReadOnlySpan<ulong> point, out ulong value);

    /// <summary>What is known of the mode that the number approaches.</summary>
    /// <param name="Error">F/R - 1 to leading order; null where the number is a mode at every point, or approaches none.</param>
    /// <param name="Expansion">The expansion of the error.</param>
    /// <param name="Coefficients">The coefficients of G(F (1 + δ)) over the last, with their orders, null of those that are 0: all that Newton's polygon is drawn from.</param>
    /// <param name="Kind">What the number approaches.</param>
    /// <param name="Equation">The equation that holds of it.</param>
    public sealed record Found(FieldBox? Error, PathExpansion? Expansion, IReadOnlyList<(FieldBox Box, BigRational? Order)> Coefficients, ApproachKind Kind, ModeEquation Equation);

    /// <summary>The equations that may hold for what the reference asks for.</summary>
    public IReadOnlyList<ModeEquation> Equations => reference.Parts[0].Kind switch
    {
        FieldQuantityKind.Decay => [ModeEquation.Single],
        FieldQuantityKind.DecayOfPair => [ModeEquation.Single, ModeEquation.Pair],
        _ => [ModeEquation.Frequency],
    };

    /// <summary>The mode that the number approaches; of several kinds the one that it approaches fastest.</summary>
    /// <exception cref="NotAlgebraicException">There are too many modes, or an expansion costs too much.</exception>
    public Found Find()
    {
        RequireMultiple();
        Found[] all = [.. Equations.Where(e => Degree(e) > 0).Select(Find)];
        return all.FirstOrDefault(f => f.Kind == ApproachKind.Exact)
            ?? all.Where(f => f.Kind == ApproachKind.One).MaxBy(f => f.Expansion!.Order.ToDouble())
            ?? all.FirstOrDefault(f => f.Kind == ApproachKind.Several)
            ?? new Found(null, null, [.. all.SelectMany(f => f.Coefficients)], ApproachKind.None, ModeEquation.Single);
    }

    /// <summary>The proof that the error has its order and leading coefficient, and that no other mode is as near.</summary>
    public Proof Prove(Found found, RationalFunction? coefficient, RandomFields fields, ulong seed)
    {
        FractionSize[] variables = [.. Enumerable.Repeat(FractionSize.Variable, reference.Parameters.Count)];
        FractionSize equation = reference.Size(variables, size);
        FractionSize quotient = equation / equation;
        Proof? ofError = found.Error is null ? null
            : Tested([new(found.Error, found.Expansion!.Order, coefficient)], quotient + (coefficient is null ? FractionSize.Constant(0, 0) : LimitProver.SizeOf(coefficient)), seed);
        if (ofError is { Status: not ProofStatus.Proved } || found.Coefficients.Count == 0)
        {
            return ofError ?? new Proof(ProofStatus.Proved, string.Empty);
        }

        Proof ofOrders = Tested([.. found.Coefficients.Select(c => new LimitStatement(c.Box, c.Order))], quotient, seed + 1);
        return ofError is null || ofOrders.Status != ProofStatus.Proved ? ofOrders
            : ofOrders with { Reason = ofError.Reason, FailureProbability = ofError.FailureProbability + ofOrders.FailureProbability, DegreeBound = Math.Max(ofError.DegreeBound, ofOrders.DegreeBound) };

        Proof Tested(LimitStatement[] statements, FractionSize largest, ulong from) => FieldProver.Prove(new LimitTest(statements, path, largest, reference.Block), fields, from, cancellation);
    }

    private Found Find(ModeEquation equation)
    {
        int degree = Degree(equation);
        if (degree > MostCoefficients)
        {
            throw new NotAlgebraicException("The modes are too many for the order of a limit to be told by algebra: it is measured.");
        }

        // The last coefficient is a number times a power of the prediction.
        (FieldBox Box, BigRational? Order)[] all = [.. Enumerable.Range(0, degree).Select(k => Box(equation, (field, g) => field.TryInverse(g[degree], out ulong inverse) ? field.Multiply(g[k], inverse) : null)).Select(b => (b, OrderOf(b)?.Order))];
        BigRational?[] orders = [.. all.Select(c => c.Order), BigRational.Zero];
        if (orders[0] is not { } first)
        {
            return new Found(null, null, [], ApproachKind.Exact, equation);
        }

        if (!orders.Skip(1).Any(o => o is { } order && order < first))
        {
            return new Found(null, null, all, ApproachKind.None, equation);
        }

        bool isAlone = orders[1] is { } second && second < first && Enumerable.Range(2, degree - 1).All(k => orders[k] is not { } o || o + (first * (k - 1)) - (second * k) > BigRational.Zero);
        if (!isAlone)
        {
            return new Found(null, null, [], ApproachKind.Several, equation);
        }

        FieldEvaluator evaluator = reference.NewEvaluator();
        FieldBox error = Box((valuation, point, prediction) => evaluator.StepToMode(valuation, point, prediction, equation));
        return new Found(error, OrderOf(error), all, ApproachKind.One, equation);
    }

    /// <summary>The expansion along the path; null of what is zero.</summary>
    private PathExpansion? OrderOf(FieldBox box)
    {
        PathExpansion found = PathExpansion.TryFind(box, path.Exponents, path.Direction, out Refusal? refusal, LimitProver.Affordable(reference.Equations), cancellation) ?? throw new NotAlgebraicException(refusal!.Message);
        return found.IsZero ? null : found;
    }

    private FieldBox Box(ModeEquation equation, Func<PrimeField, ulong[], ulong?> value)
    {
        FieldEvaluator evaluator = reference.NewEvaluator();
        return Box((valuation, point, prediction) => Equation(evaluator, valuation, point, prediction, equation) is { } g ? value(valuation.Field, g) : null);
    }

    private FieldBox Box(Func<Valuation, ulong[], ulong, ulong?> value)
    {
        var point = new ulong[reference.Parameters.Count];
        return new FieldBox(path.Coordinates.Count, (Valuation valuation, ReadOnlySpan<ulong> coordinates, out ulong result) =>
        {
            ulong? found = path.TryPoint(valuation.Field, coordinates, point) && predict(valuation, coordinates, point, out ulong prediction)
                ? value(valuation, point, prediction)
                : null;
            result = found ?? 0;
            return found is not null;
        }, cancellation);
    }

    private ulong[]? Equation(FieldEvaluator evaluator, Valuation valuation, ulong[] point, ulong prediction, ModeEquation equation)
    {
        if (reference.DependsOnValuation)
        {
            return evaluator.ModeAround(valuation, point, prediction, equation);
        }

        ulong[] key = [valuation.Field.Modulus, (ulong)equation, prediction, .. point];
        if (known.TryGetValue(key, out ulong[]? found))
        {
            return found;
        }

        if (known.Count >= MostKept)
        {
            known.Clear();
        }

        return known[key] = evaluator.ModeAround(valuation, point, prediction, equation);
    }

    /// <summary>Degree of the equation.</summary>
    private int Degree(ModeEquation equation)
    {
        int n = reference.Block;
        return equation switch { ModeEquation.Single => n, ModeEquation.Pair => n * (n - 1) / 2, _ => n * (n - 1) };
    }

    /// <summary>Relative errors are those of the mode where what is asked to be one is a multiple of the number.</summary>
    private void RequireMultiple()
    {
        var multiple = Systems.Expressions.CompiledExpression.Formula(reference.Expression, [FieldReferences.Part]);
        if (reference.Expression.Names().Any(n => n is not FieldReferences.Part) || multiple.Evaluate([0.0]) != 0 || multiple.Evaluate([2.0]) != 2 * multiple.Evaluate([1.0]))
        {
            throw new NotAlgebraicException("What is asked for is more than a mode: the order is measured.");
        }
    }
}

/// <summary>Lists of numbers that are equal where their numbers are.</summary>
internal sealed class SequenceComparer : IEqualityComparer<ulong[]>
{
    /// <inheritdoc/>
    public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public int GetHashCode(ulong[] obj)
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes(obj.AsSpan()));
        return hash.ToHashCode();
    }
}

/// <summary>What a number approaches along a path.</summary>
internal enum ApproachKind
{
    /// <summary>One mode.</summary>
    One,

    /// <summary>It is a mode at every point.</summary>
    Exact,

    /// <summary>Several modes that are equally near.</summary>
    Several,

    /// <summary>No mode.</summary>
    None,
}
