using System.Diagnostics;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Presentation;
using LindbladVerify.Rates.PrimeFields;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>
/// Expansions of decay rates along a path. By Newton's polygon of D(-x) the smallest root is alone where the first edge has length one; its leading term is -c₀/c₁,
/// and each further term is what the sum of those before it lacks, by <see cref="ModeApproach"/>. Where that edge is longer, several modes are equally slow: their
/// leading terms are the roots of its polynomial, of which those that are rational have expansions.
/// </summary>
/// <param name="reference">A decay rate.</param>
/// <param name="form">The path.</param>
/// <param name="typical">[parameters] a point at which it is seen which of equally slow modes is the slowest.</param>
/// <param name="scale">What is asked for over the decay rate of the mode.</param>
/// <param name="limits">What it may cost; null for the usual.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class ModeExpansion(FieldReference reference, LimitPathForm form, IReadOnlyList<double> typical, BigRational scale, ReconstructionLimits? limits, CancellationToken cancellation)
{
    private const ulong Seed = 1;
    private long probes;
    private int definitions;

    /// <summary>The leading terms of the mode that is the smallest along the path.</summary>
    /// <param name="path">The path as it was asked for.</param>
    /// <param name="count">How many terms.</param>
    /// <exception cref="DerivationException">There is no such mode, or its terms are too large.</exception>
    public Derivation Terms(DerivationPath path, int count)
    {
        long begun = Stopwatch.GetTimestamp();
        definitions = count == 1 ? new PresentationOptions().Definitions : 0;
        ModeEquation[] equations = reference.Parts[0].Kind switch
        {
            FieldQuantityKind.Decay => [ModeEquation.Single],
            FieldQuantityKind.DecayOfPair => [ModeEquation.Single, ModeEquation.Pair],
            _ => throw new DerivationException("A frequency is half the distance of two modes, and which distance belongs to the slowest pair does not follow from its size along a path: expansions are offered for decay rates (spectral-gap, line-width) and not for frequencies. Without a limit a frequency is written where it has a closed form, and a limit of a formula of one's own is proved by verify."),
        };
        DerivedTerm? alone = equations.Select(First).FirstOrDefault(t => t is not null);
        DerivedTerm first = alone ?? OfSeveral();
        var terms = new List<DerivedTerm> { first };
        var fields = new RandomFields(Seed);
        Proof? proof = null;
        while (true)
        {
            var approach = new ModeApproach(reference, form, Sum, terms.Select(t => LimitProver.SizeOf(t.Function)).Aggregate((a, b) => a + b), cancellation);
            ModeApproach.Found found = approach.Find();
            if (found.Kind is ApproachKind.Several or ApproachKind.None)
            {
                throw new DerivationException("Several modes are equally near to the terms found: the expansion could not be proved.");
            }

            bool isLast = found.Kind == ApproachKind.Exact || terms.Count == count;
            DerivedTerm? next = isLast ? null : Next(first, found.Expansion!);
            Proof step = found.Kind == ApproachKind.Exact ? FieldProver.Prove(Identity(terms), fields, Seed, cancellation)
                : approach.Prove(found, next is null ? null : Error(first, next), fields, Seed);
            if (step.Status != ProofStatus.Proved)
            {
                throw new DerivationException($"The expansion that was found could not be proved: {step.Reason}");
            }

            proof = proof is null ? step : step with { FailureProbability = proof.FailureProbability + step.FailureProbability };
            if (next is null)
            {
                break;
            }

            terms.Add(next);
        }

        return new Derivation
        {
            Quantity = string.Empty,
            Observable = string.Empty,
            Parameters = reference.Parameters,
            Terms = terms,
            Block = reference.Block,
            Proof = proof with
            {
                Status = ProofStatus.PartlyProved,
                LeftToSampling = reference.Remark,
                Reason = $"{proof.Reason} It is the mode, or the mean of two, that is the smallest along the path; {(alone is null ? "of those that are equally slow it is the slowest at the numbers of the file; " : string.Empty)}that none that turns faster decays more slowly is not shown.",
            },
            Path = path,
            Probes = probes,
            Elapsed = Stopwatch.GetElapsedTime(begun),
        };

        bool Sum(Valuation valuation, ReadOnlySpan<ulong> coordinates, ReadOnlySpan<ulong> point, out ulong value)
        {
            value = 0;
            foreach (DerivedTerm term in terms)
            {
                if (!term.Function.TryEvaluate(valuation.Field, coordinates, out ulong part))
                {
                    return false;
                }

                value = valuation.Field.Add(value, part);
            }

            return true;
        }
    }

    /// <summary>E of R = F/(1 + E), from the term -F E.</summary>
    private static RationalFunction Error(DerivedTerm first, DerivedTerm next) =>
        next.Function.Over(first.Function).ScaledBy(-1);

    /// <summary>The leading term of the smallest root; null where it is not alone.</summary>
    private DerivedTerm? First(ModeEquation equation)
    {
        BigRational?[] orders = Orders(equation);
        if (orders.Length < 2 || orders[0] is not { } lowest || orders[1] is not { } next)
        {
            return null;
        }

        // The slope from the start to point k is the order of the roots of that edge, but for its sign.
        BigRational slope = lowest - next;
        if (Enumerable.Range(2, orders.Length - 2).Any(k => orders[k] is { } order && lowest - order >= slope * k))
        {
            return null;
        }

        FieldBox box = Box(equation, c => (0, 1), sign: -1);
        PathExpansion expansion = PathExpansion.TryFind(box, form.Exponents, form.Direction, out Refusal? refusal, limits, cancellation) ?? throw new DerivationException(refusal!.Message);
        return Term(Scaled(Reconstructed(expansion)), expansion.Exponent);
    }

    /// <summary>The leading term of the slowest of several modes that are equally slow along the path.</summary>
    /// <exception cref="DerivationException">It is no rational function.</exception>
    private DerivedTerm OfSeveral()
    {
        BigRational?[] orders = Orders(ModeEquation.Single);
        if (orders.Length < 2 || orders[0] is not { } lowest)
        {
            throw new DerivationException("Along this path the slowest mode does not decay at all: there is nothing to expand.");
        }

        BigRational slope = Enumerable.Range(1, orders.Length - 1).Where(k => orders[k] is not null).Select(k => (lowest - orders[k]!.Value) / k).Aggregate((a, b) => a > b ? a : b);
        int[] edge = [.. Enumerable.Range(0, orders.Length).Where(k => orders[k] is { } order && lowest - order == slope * k)];

        // The polynomial of the edge in x, the last variable, over one denominator.
        int n = form.Coordinates.Count;
        int[] places = [.. Enumerable.Range(0, n)];
        RationalFunction[] leading = [.. edge.Select(k => k == orders.Length - 1 ? One(n) : Reconstructed(Expanded(k)))];
        MultivariatePolynomial below = leading.Aggregate(MultivariatePolynomial.Constant(n, 1), (product, f) => product * f.Denominator.TryDivide(PolynomialGcd.Of(product, f.Denominator))!);
        MultivariatePolynomial polynomial = edge.Zip(leading, (k, f) => (f.Numerator * below.TryDivide(f.Denominator)!).Rename(n + 1, places) * MultivariatePolynomial.Variable(n + 1, n).Power(k)).Aggregate((a, b) => a + b);
        double[] there = [.. form.Coordinates.Zip(typical, (c, x) => c.Sign == 0 ? c.End.ToDouble() : c.Sign * (x - c.End.ToDouble()))];
        LeadingMode slowest = PolynomialFactorization.Of(polynomial).Factors.Where(f => f.Polynomial.Degree(n) > 0).Select(f => Leading(f, n, there)).Where(m => m is not null).MinBy(m => m!.Value)
            ?? throw new DerivationException(FormattableString.Invariant($"{edge[^1]} modes are equally slow along this path, and all of them turn: a spectral gap is that of a mode without frequency (line-width is that of any)."));
        return slowest.Rate is { } rate ? Term(Scaled(rate), form.Direction == LimitDirection.Zero ? slope : -slope)
            : throw new DerivationException(FormattableString.Invariant($"{edge[^1]} modes are equally slow along this path, and {slowest.Obstacle}: the slowest has no expansion in rational functions."));

        PathExpansion Expanded(int k) => PathExpansion.TryFind(Box(ModeEquation.Single, c => (k, c - 1), 1), form.Exponents, form.Direction, out Refusal? refusal, limits, cancellation) ?? throw new DerivationException(refusal!.Message);
    }

    /// <summary>What a factor of the polynomial of equally slow modes says of them; null where it is of none that is asked for.</summary>
    private LeadingMode? Leading(PolynomialFactor factor, int n, double[] there)
    {
        MultivariatePolynomial[] c = [.. factor.Polynomial.CoefficientsIn(n).Select(p => p.Drop(n))];
        if (c.Length > 3)
        {
            return new LeadingMode(double.NegativeInfinity, null, FormattableString.Invariant($"their leading decay rates are roots of a polynomial of degree {c.Length - 1} that has no factors"));
        }

        RationalFunction middle = c.Length == 2 ? RationalFunction.Reduce(-c[0], c[1]) : RationalFunction.Reduce(-c[1], c[2].Scale(2));
        double value = ModeDeriver.At(middle, there);
        double root = c.Length == 2 ? 0 : ModeDeriver.At(RationalFunction.Reduce((c[1] * c[1]) - (c[0] * c[2]).Scale(4), (c[2] * c[2]).Scale(4)), there);
        if (root < 0 && reference.Parts[0].Kind == FieldQuantityKind.Decay)
        {
            return null;
        }

        return factor.Multiplicity > 1 ? new LeadingMode(value - Math.Sqrt(Math.Max(0, root)), null, "some of them are equal to leading order")
            : root > 0 ? new LeadingMode(value - Math.Sqrt(root), null, "its leading decay rate holds a square root")
            : new LeadingMode(value, middle, string.Empty);
    }

    private static RationalFunction One(int variables) => new(MultivariatePolynomial.Constant(variables, 1), MultivariatePolynomial.Constant(variables, 1));

    private DerivedTerm Next(DerivedTerm first, PathExpansion error) =>
        Term(first.Function.Times(Reconstructed(error)).ScaledBy(-1), first.Exponent + error.Exponent);

    private DerivedTerm Term(RationalFunction function, BigRational exponent) =>
        new(function, FormulaPresenter.Present(function, form.Names, new PresentationOptions { Definitions = definitions }), exponent);

    private RationalFunction Scaled(RationalFunction f) => RationalFunction.Reduce(f.Numerator.Scale(scale), f.Denominator);

    private RationalFunction Reconstructed(PathExpansion expansion)
    {
        ReconstructionResult result = RationalReconstruction.Run(expansion.Coefficient(0), limits, cancellation);
        probes += result.Probes;
        cancellation.ThrowIfCancellationRequested();
        return result.Function ?? throw new DerivationException(result.Refusal!.Message);
    }

    /// <summary>Orders of the coefficients over the last; null of those that are 0.</summary>
    /// <exception cref="DerivationException">There are too many modes.</exception>
    private BigRational?[] Orders(ModeEquation equation)
    {
        const int MostModes = 40;
        int count = reference.Block > MostModes
            ? throw new DerivationException(FormattableString.Invariant($"{reference.Block} modes are too many for an expansion; at most {MostModes} are followed."))
            : reference.NewEvaluator().DecayCoefficients(equation);
        return [.. Enumerable.Range(0, count).Select(k =>
        {
            PathExpansion found = PathExpansion.TryFind(Box(equation, c => (k, c - 1), 1), form.Exponents, form.Direction, out Refusal? refusal, limits, cancellation) ?? throw new DerivationException(refusal!.Message);
            return found.IsZero ? null : (BigRational?)found.Order;
        })];
    }

    /// <summary>± one coefficient over another one, whose places follow from how many there are.</summary>
    private FieldBox Box(ModeEquation equation, Func<int, (int Above, int Below)> places, int sign)
    {
        FieldEvaluator evaluator = reference.NewEvaluator();
        var point = new ulong[reference.Parameters.Count];
        return new FieldBox(form.Coordinates.Count, (Valuation valuation, ReadOnlySpan<ulong> coordinates, out ulong value) =>
        {
            value = 0;
            if (!form.TryPoint(valuation.Field, coordinates, point) || evaluator.DecayEquation(valuation, point, equation) is not { } c)
            {
                return false;
            }

            (int above, int below) = places(c.Length);
            if (!valuation.Field.TryInverse(c[below], out ulong inverse))
            {
                return false;
            }

            value = valuation.Field.Multiply(c[above], inverse);
            value = sign > 0 ? value : valuation.Field.Negate(value);
            return true;
        }, cancellation);
    }

    /// <summary>"The sum of the terms is a mode", where the coordinates are the parameters.</summary>
    private IdentityTest Identity(List<DerivedTerm> terms)
    {
        if (form.Coordinates.Any(c => !c.End.IsZero || c.Sign <= 0))
        {
            throw new DerivationException("The expansion ends; ask for the whole formula, without a limit.");
        }

        string text = string.Join(" + ", terms.Select(t => $"({t.Presented.Text})"));
        return new IdentityTest(FieldProgram.Compile(reference.Parameters, terms.SelectMany(t => t.Presented.Where).Select(w => (w.Key, Expression.Parse(w.Value))), [Expression.Parse(text)]), reference);
    }

    /// <summary>One of several modes that are equally slow: its leading decay rate at a point, and as a formula, or what stands against one.</summary>
    private sealed record LeadingMode(double Value, RationalFunction? Rate, string Obstacle);
}
