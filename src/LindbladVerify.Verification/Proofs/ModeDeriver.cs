using System.Diagnostics;
using System.Globalization;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Presentation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>
/// Closed forms of decay rates and frequencies of modes: the polynomial D(s) whose roots they are is found and factored; factors of first and second degree in s
/// have roots that can be written. Which of the roots is the slowest is seen at one point, and said to be.
/// </summary>
internal static class ModeDeriver
{
    private const ulong Seed = 1;

    /// <summary>The mode that is the slowest at a point, as a formula that is proved to be a mode everywhere.</summary>
    /// <param name="reference">A decay rate or a frequency.</param>
    /// <param name="typical">[parameters] the point.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DerivationException">There is no such closed form, or it is too large.</exception>
    public static Derivation Derive(FieldReference reference, IReadOnlyList<double> typical, ReconstructionLimits? limits, CancellationToken cancellation)
    {
        try
        {
            return Derive(reference, isPiVariable: false, typical, limits, cancellation);
        }
        catch (PiOccursException)
        {
            return Derive(reference, isPiVariable: true, [.. typical, Math.PI], limits, cancellation);
        }
    }

    private static Derivation Derive(FieldReference reference, bool isPiVariable, IReadOnlyList<double> typical, ReconstructionLimits? limits, CancellationToken cancellation)
    {
        long begun = Stopwatch.GetTimestamp();
        int n = reference.Parameters.Count;
        FieldEvaluator evaluator = reference.NewEvaluator();
        var box = new FieldBox(n + 1, (Valuation v, ReadOnlySpan<ulong> point, out ulong value) => evaluator.TryCharacteristic(v, point[..n], point[n], 1, out value), cancellation, isPiVariable: isPiVariable);
        ReconstructionResult result = RationalReconstruction.Run(box, limits, cancellation);
        MultivariatePolynomial polynomial = result.Function?.Numerator ?? throw new DerivationException(result.Refusal!.Message);
        MultivariatePolynomial[] factors = [.. PolynomialFactorization.Of(polynomial).Factors.Select(f => f.Polynomial).Where(p => p.Degree(n) > 0)];
        Mode[] modes = [.. factors.SelectMany(f => Modes(f, n, typical))];
        bool isFrequency = reference.Parts[0].Kind == FieldQuantityKind.Frequency;
        bool isPair = reference.Parts[0].Kind == FieldQuantityKind.DecayOfPair;
        int hidden = factors.Where(f => f.Degree(n) > 2).Select(f => f.Degree(n)).DefaultIfEmpty(0).Max();
        Mode? chosen = modes.Where(m => isFrequency ? m.Frequency > 0 : isPair || m.Frequency == 0).OrderBy(m => m.Decay).FirstOrDefault();
        if (hidden > 0 || chosen is null)
        {
            throw new DerivationException(hidden > 0
                ? FormattableString.Invariant($"A decay rate or frequency of a mode is a root of a polynomial of degree {reference.Block}, of which a factor of degree {hidden} stays: such roots have no closed form in general; residence-time and steady-state have.")
                : "No mode of this kind is there at the numbers of the file.");
        }

        var presenter = new RootPresenter(Deriver.Named(reference.Parameters, isPiVariable), [.. typical.Select(Math.Sign)]);
        BigRational scale = Scale(reference);
        // Of the two roots of a quadratic polynomial the slower one is another one where they are real.
        bool isOnly = modes.Length == 1 && (isFrequency || factors[0].Degree(n) == 1);
        PresentedFormula presented = isFrequency ? presenter.Present(Zero(typical.Count), 1, Scaled(chosen.Discriminant, -scale * scale))
            : presenter.Present(Scaled(chosen.Middle, scale), chosen.Frequency > 0 ? 0 : chosen.Sign, Scaled(chosen.Discriminant, scale * scale));
        FieldProgram program = FieldProgram.Compile(reference.Parameters, [], [Expression.Parse(presented.Text)]);
        Proof proof = FieldProver.Prove(new IdentityTest(program, reference), new RandomFields(Seed), Seed, cancellation);
        if (proof.Status != ProofStatus.Proved)
        {
            throw new DerivationException($"The formula that was found could not be proved: {proof.Reason}");
        }

        return new Derivation
        {
            Quantity = string.Empty,
            Observable = string.Empty,
            Parameters = reference.Parameters,
            Terms = [new DerivedTerm(chosen.Middle, presented, BigRational.Zero)],
            Block = reference.Block,
            Proof = isOnly ? proof : proof with { Status = ProofStatus.PartlyProved, LeftToSampling = reference.Remark, SampledPoints = 1, Reason = $"{proof.Reason} It is a mode everywhere; {reference.Remark} was seen at the numbers of the file alone." },
            Probes = result.Probes,
            Elapsed = Stopwatch.GetElapsedTime(begun),
        };
    }

    /// <summary>What the reference asks for is this multiple of the mode: its combination, which is linear, is solved.</summary>
    public static BigRational Scale(FieldReference reference)
    {
        if (reference.Expression is NameExpression)
        {
            return BigRational.One;
        }

        double factor = CompiledExpression.Formula(reference.Expression, [FieldReferences.Part]).Evaluate([1.0]);
        return BigRational.TryParse(factor.ToString("R", CultureInfo.InvariantCulture), out BigRational number) && !number.IsZero ? BigRational.One / number : throw new DerivationException("The factor of the rate is no decimal number.");
    }

    private static RationalFunction Zero(int n) => new(MultivariatePolynomial.Zero(n), MultivariatePolynomial.Constant(n, 1));

    private static RationalFunction Scaled(RationalFunction f, BigRational factor) => RationalFunction.Reduce(f.Numerator.Scale(factor), f.Denominator);

    /// <summary>The modes of a factor of first or second degree: decay rates middle ± √discriminant.</summary>
    private static IEnumerable<Mode> Modes(MultivariatePolynomial factor, int n, IReadOnlyList<double> typical)
    {
        MultivariatePolynomial[] c = [.. factor.CoefficientsIn(n).Select(p => p.Drop(n))];
        if (c.Length == 2)
        {
            var rate = RationalFunction.Reduce(c[0], c[1]);
            return [new Mode(rate, 0, Zero(typical.Count), At(rate, typical), 0)];
        }

        if (c.Length != 3)
        {
            return [];
        }

        MultivariatePolynomial twice = c[2].Scale(2);
        var middle = RationalFunction.Reduce(c[1], twice);
        var discriminant = RationalFunction.Reduce((c[1] * c[1]) - (c[0] * c[2]).Scale(4), twice * twice);
        double root = At(discriminant, typical);
        double decay = At(middle, typical);
        return root < 0 ? [new Mode(middle, 1, discriminant, decay, Math.Sqrt(-root))]
            : new[] { -1, 1 }.Select(sign => new Mode(middle, sign, discriminant, decay + (sign * Math.Sqrt(root)), 0));
    }

    /// <summary>The value at a point; NaN at a pole.</summary>
    public static double At(RationalFunction f, IReadOnlyList<double> point) =>
        f.Evaluate([.. point.Select(x => BigRational.TryParse(x.ToString("R", CultureInfo.InvariantCulture), out BigRational value) ? value : BigRational.Zero)])?.ToDouble() ?? double.NaN;

    /// <summary>A mode s = -(middle + sign √discriminant), with its numbers at the typical point.</summary>
    private sealed record Mode(RationalFunction Middle, int Sign, RationalFunction Discriminant, double Decay, double Frequency);
}
