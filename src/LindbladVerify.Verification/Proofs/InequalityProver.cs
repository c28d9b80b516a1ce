using System.Globalization;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Positivity;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>
/// Proves bounds, positivity and monotonicity on the whole domain where polynomials with positive coefficients show them: the quantity is reconstructed, and
/// numerator and denominator are shifted to corners of the domain. What this does not see stays sampled.
/// </summary>
internal sealed class InequalityProver
{
    /// <summary>Polynomials with more terms are not factored.</summary>
    public const int MostFactoredTerms = 120;

    private const int Cells = 24;

    /// <summary>Points at which signs are looked at before they are proved.</summary>
    private const int FewPoints = 8;
    private readonly Formula formula;
    private readonly FieldProgram program;
    private readonly FieldReference? reference;
    private readonly RandomFields fields;
    private readonly ulong seed;
    private readonly CancellationToken cancellation;
    private readonly VariableRange[] ranges;

    /// <param name="formula">The formula.</param>
    /// <param name="program">Its program.</param>
    /// <param name="reference">The reference; null where the claim has none.</param>
    /// <param name="fields">Where primes come from.</param>
    /// <param name="seed">Of random points.</param>
    /// <param name="cancellation">Stops it.</param>
    public InequalityProver(Formula formula, FieldProgram program, FieldReference? reference, RandomFields fields, ulong seed, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        this.formula = formula;
        this.program = program;
        this.reference = reference;
        this.fields = fields;
        this.seed = seed;
        ranges = [.. formula.Parameters.Select(p => new VariableRange(Number(p.Low), Number(p.High)))];
    }

    /// <summary>What was to be shown to be nowhere negative, last asked for.</summary>
    public IReadOnlyList<SignCheck> Checks { get; private set; } = [];

    private IReadOnlyList<string> Parameters => reference?.Parameters ?? program.Inputs;

    /// <summary>-within ≤ F/R - 1 ≤ within, or one side of it.</summary>
    /// <exception cref="NotAlgebraicException">A side has no place in exact algebra.</exception>
    public Proof Bound(BoundClaim claim)
    {
        FractionSize size = Of(Formula()) / Of(Truth()) + FractionSize.Constant(0, 0);
        (RationalFunction error, Proof found) = Reconstructed(LimitProver.Error(program, reference!, LimitPathForm.AtRest(Parameters), cancellation), size);
        var sides = new List<SignCheck>();
        if (claim.Sign > 0)
        {
            sides.Add(SignCheck.Of("error", error, 1, 0));
        }

        if (claim.Sign < 0)
        {
            sides.Add(SignCheck.Of("error", error, -1, 0));
        }

        if (double.IsFinite(claim.Within))
        {
            BigRational within = Number(claim.Within)!.Value;
            sides.Add(SignCheck.Of("error", error, -1, within));
            sides.Add(SignCheck.Of("error", error, 1, within));
        }

        Checks = sides;
        return sides.TrueForAll(s => IsNowhereNegative(s.Function)) ? Shown(found, "The relative error, written as one fraction, keeps within its bounds") : Sampled(found);
    }

    /// <summary>Formula and reference are nowhere negative.</summary>
    /// <exception cref="NotAlgebraicException">A side has no place in exact algebra.</exception>
    public Proof Positivity() => All("Numerators and denominators of formula and reference are positive", (of, f) => SignCheck.Of(of, f, 1, 0));

    /// <summary>Formula and reference never fall, or never rise, with a parameter.</summary>
    /// <exception cref="NotAlgebraicException">A side has no place in exact algebra.</exception>
    public Proof Monotonicity(MonotonicityClaim claim)
    {
        int variable = Parameters.ToList().FindIndex(p => string.Equals(p, claim.Parameter, StringComparison.Ordinal));
        return All($"The derivatives of formula and reference in {claim.Parameter} keep their sign", (of, f) => SignCheck.Of(of, f, claim.Direction > 0 ? 1 : -1, 0, variable));
    }

    private Proof All(string what, Func<string, RationalFunction, SignCheck> side)
    {
        Proof? weakest = null;
        var sides = new List<SignCheck>();
        foreach ((string of, (FieldBox box, FractionSize size)) in reference is null ? [("formula", Formula())] : new[] { ("formula", Formula()), ("reference", Truth()) })
        {
            (RationalFunction function, Proof found) = Reconstructed(box, size);
            sides.Add(side(of, function));
            if (!IsNowhereNegative(sides[^1].Function))
            {
                return Sampled(found);
            }

            weakest = weakest is null ? found : found with { FailureProbability = found.FailureProbability + weakest.FailureProbability };
        }

        Checks = sides;
        return Shown(weakest!, what);
    }

    /// <summary>Whether polynomials with positive coefficients show that a quantity is nowhere negative; with the proof of the fraction that it is.</summary>
    /// <exception cref="NotAlgebraicException">It is no rational function of the parameters, or too large.</exception>
    public (bool IsShown, Proof Proof) NowhereNegative(FieldBox box, FractionSize size)
    {
        (RationalFunction function, Proof proof) = Reconstructed(box, size);
        return (IsNowhereNegative(function), proof);
    }

    private bool IsNowhereNegative(RationalFunction function) =>
        function.IsZero || (IsNotNegative(function.Numerator) && IsPositive(function.Denominator)) || (IsNotNegative(-function.Numerator) && IsPositive(-function.Denominator));

    private bool IsNotNegative(MultivariatePolynomial p) => !IsSeenNegative(p) && (Factors(p) is { } f ? f : IsShown(p));

    private bool IsShown(MultivariatePolynomial p) => !IsSeenNegative(p) && PositivityProof.TryProve(p, ranges, Cells, cancellation)?.Holds(p) == true;

    /// <summary>Whether a polynomial is negative at one of a few points: no proof of the contrary is tried then.</summary>
    private bool IsSeenNegative(MultivariatePolynomial p) => PositivityProof.FindNegativePoint(p, ranges, FewPoints) is not null;

    /// <summary>Zeros on the edge of the domain are zeros of a denominator that the claim does not speak of; inside there must be none.</summary>
    private bool IsPositive(MultivariatePolynomial p) => IsNotNegative(p);

    /// <summary>Whether a product of factors, each of which keeps its sign, is not negative; null where a factor does not show its sign.</summary>
    private bool? Factors(MultivariatePolynomial p)
    {
        if (p.Terms.Count > MostFactoredTerms)
        {
            return null;
        }

        var factors = PolynomialFactorization.Of(p);
        int sign = factors.Number.Sign;
        for (int k = 0; k < ranges.Length; k++)
        {
            if (factors.Monomial[k] % 2 != 0)
            {
                sign *= ranges[k].Low is { Sign: >= 0 } ? 1 : ranges[k].High is { Sign: <= 0 } ? -1 : 0;
            }
        }

        foreach (PolynomialFactor factor in factors.Factors.Where(f => f.Multiplicity % 2 != 0))
        {
            sign *= IsShown(factor.Polynomial) ? 1 : IsShown(-factor.Polynomial) ? -1 : 0;
        }

        return sign == 0 ? null : sign > 0;
    }

    private (RationalFunction Function, Proof Proof) Reconstructed(FieldBox box, FractionSize size)
    {
        ReconstructionResult result = RationalReconstruction.Run(box, LimitProver.Affordable(reference?.Equations ?? 1), cancellation);
        cancellation.ThrowIfCancellationRequested();
        RationalFunction function = result.Function ?? throw new NotAlgebraicException($"{result.Refusal!.Message} Inequalities are sampled.");
        Proof proof = FieldProver.Prove(new FunctionTest(box, function, size, reference?.Block ?? 0), fields, seed, cancellation);
        return proof.Status == ProofStatus.Proved ? (function, proof) : throw new NotAlgebraicException(proof.Reason);
    }

    private (FieldBox Box, FractionSize Size) Formula()
    {
        var value = new ulong[1];
        var box = new FieldBox(program.Inputs.Count, (Valuation v, ReadOnlySpan<ulong> point, out ulong result) =>
        {
            bool exists = program.TryRun(v, point, value);
            result = value[0];
            return exists;
        }, cancellation);
        return (box, program.Sizes(Variables())[0]);
    }

    private (FieldBox Box, FractionSize Size) Truth()
    {
        if (reference is null || reference.IsMode || reference.IsCourse)
        {
            throw new NotAlgebraicException("A mode is a root of a polynomial and in general no rational function: the inequality is sampled.");
        }

        return (LimitProver.InCoordinates(reference, LimitPathForm.AtRest(Parameters), cancellation), reference.Size(Variables(), FractionSize.Variable));
    }

    private FractionSize[] Variables() => [.. Enumerable.Repeat(FractionSize.Variable, formula.Parameters.Count)];

    private static FractionSize Of((FieldBox Box, FractionSize Size) side) => side.Size;

    private static BigRational? Number(double value) =>
        BigRational.TryParse(value.ToString("R", CultureInfo.InvariantCulture), out BigRational number) ? number : null;

    private static Proof Shown(Proof proof, string what) => proof with { Reason = $"{what} on the whole domain: polynomials with positive coefficients from its corners show it. The fraction: {proof.Reason}" };

    private static Proof Sampled(Proof proof) => Proof.NotAlgebraic("Polynomials with positive coefficients from the corners of the domain do not show it: it is sampled.") with { Block = proof.Block };
}

/// <summary>A fraction that is to be nowhere negative on the domain.</summary>
/// <param name="Source">"formula", "reference" or "error": what <paramref name="Base"/> is.</param>
/// <param name="Derivative">The variable in which the derivative is meant; null for none.</param>
/// <param name="Scale">Multiplies it.</param>
/// <param name="Shift">Added to it.</param>
/// <param name="Base">The fraction without scale, shift and derivative.</param>
/// <param name="Function">The fraction that is to be nowhere negative.</param>
internal sealed record SignCheck(string Source, int? Derivative, BigRational Scale, BigRational Shift, RationalFunction Base, RationalFunction Function)
{
    /// <summary>scale f + shift, or scale times a derivative of f + shift.</summary>
    public static SignCheck Of(string of, RationalFunction f, BigRational scale, BigRational shift, int? derivative = null)
    {
        RationalFunction inner = derivative is { } variable ? f.Derivative(variable) : f;
        return new SignCheck(of, derivative, scale, shift, f, RationalFunction.Reduce(inner.Numerator.Scale(scale) + inner.Denominator.Scale(shift), inner.Denominator));
    }
}
