using System.Diagnostics;
using System.Globalization;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Laplace;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Presentation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.FormulaFiles;

namespace LindbladVerify.Verification.Proofs;

/// <summary>
/// Closed forms of time courses: the Laplace transform is found as a rational function of s and the parameters, its denominator factored over the rational numbers,
/// and taken back by partial fractions where the factors are of first or second degree in s. What is written is proved by its own Laplace transform.
/// </summary>
internal static class CourseDeriver
{
    private const ulong Seed = 1;
    private const string Transformed = "Its Laplace transform, a rational function of s, has one: --quantity laplace-transform.";

    /// <summary>The course.</summary>
    /// <param name="reference">A time course.</param>
    /// <param name="typical">[parameters] a point at which it is seen what swings and what does not.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DerivationException">There is no such closed form, or it is too large.</exception>
    public static Derivation Derive(FieldReference reference, IReadOnlyList<double> typical, ReconstructionLimits? limits, CancellationToken cancellation) =>
        WithPi(isPiVariable => Derive(reference, isPiVariable, typical, limits, cancellation));

    /// <summary>The Laplace transform of the course.</summary>
    /// <inheritdoc cref="Derive(FieldReference, IReadOnlyList{double}, ReconstructionLimits?, CancellationToken)" path="/exception"/>
    public static Derivation Transform(FieldReference reference, ReconstructionLimits? limits, CancellationToken cancellation) =>
        WithPi(isPiVariable =>
        {
            long begun = Stopwatch.GetTimestamp();
            FoundTransform found = Find(reference, isPiVariable, limits, cancellation);
            string[] names = [.. reference.Parameters, DerivationRequest.TransformName, .. isPiVariable ? new[] { "pi" } : []];
            PresentedFormula presented = FormulaPresenter.Present(found.Function, names, new PresentationOptions { Root = found.Root });
            RequireReadable(presented);
            var program = FieldProgram.Compile([.. reference.Parameters, DerivationRequest.TransformName], presented.Where.Select(w => (w.Key, Expression.Parse(w.Value))), [Expression.Parse(presented.Text)]);
            return Proved(reference, found, presented, new TransformTest(program, reference), begun, cancellation) with { Parameters = [.. reference.Parameters, DerivationRequest.TransformName] };
        });

    /// <summary>Whether a formula file's course is the reference.</summary>
    public static Proof Compare(FileFormula formula, FieldReference reference, CancellationToken cancellation) =>
        FieldProver.Prove(new CourseTest(new CourseProgram(FormulaExpression.Of(formula).WrittenOut(), FormulaBody.Time, reference.Parameters), reference), new RandomFields(Seed), Seed, cancellation);

    private static Derivation Derive(FieldReference reference, bool isPiVariable, IReadOnlyList<double> typical, ReconstructionLimits? limits, CancellationToken cancellation)
    {
        long begun = Stopwatch.GetTimestamp();
        int n = reference.Parameters.Count;
        FoundTransform found = Find(reference, isPiVariable, limits, cancellation);
        IReadOnlyList<CourseMode> modes = InverseTransform.TryFind(found.Function, n, out int highest) ?? throw new DerivationException(string.Create(
            CultureInfo.InvariantCulture,
            $"The time course is a sum over the roots of a polynomial of degree {found.Function.Denominator.Degree(n)} in s, of which a factor of degree {highest} stays: it has no closed form in general. {Transformed}"));
        double[] numbers = [.. typical, .. isPiVariable ? [Math.PI] : Array.Empty<double>(), .. found.Root is { } root ? [Math.Sqrt((double)root)] : Array.Empty<double>()];
        var presenter = new CoursePresenter(Deriver.Named(reference.Parameters, isPiVariable), FormulaBody.Time, found.Root, f => ModeDeriver.At(f, numbers));
        PresentedFormula presented = presenter.Present(modes, [.. numbers.Take(n + (isPiVariable ? 1 : 0)).Select(Math.Sign)], (found.Function.Numerator.Terms.Count, found.Function.Denominator.Terms.Count));
        RequireReadable(presented);
        var text = new FormulaExpression([.. presented.Where.Select(w => (w.Key, Expression.Parse(w.Value)))], Expression.Parse(presented.Text));
        return Proved(reference, found, presented, new CourseTest(new CourseProgram(text.WrittenOut(), FormulaBody.Time, reference.Parameters), reference), begun, cancellation);
    }

    private static Derivation WithPi(Func<bool, Derivation> derive)
    {
        try
        {
            return derive(false);
        }
        catch (PiOccursException)
        {
            return derive(true);
        }
    }

    private static Derivation Proved(FieldReference reference, FoundTransform found, PresentedFormula presented, IFieldTest test, long begun, CancellationToken cancellation)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(begun);
        Proof proof = FieldProver.Prove(test, new RandomFields(Seed), Seed, cancellation);
        return Deriver.Found(reference, [new DerivedTerm(found.Function, presented, BigRational.Zero)], proof) with { Probes = found.Probes, Elapsed = elapsed };
    }

    private static void RequireReadable(PresentedFormula presented)
    {
        if (presented.Text.Length > ExpressionTokens.LongestText)
        {
            throw Deriver.TooLong(presented);
        }
    }

    /// <summary>The transform in the parameters, s, pi where it is a variable, and the root of a whole number where one stays.</summary>
    private static FoundTransform Find(FieldReference reference, bool isPiVariable, ReconstructionLimits? limits, CancellationToken cancellation)
    {
        long probes = 0;
        try
        {
            return new FoundTransform(Part(RootPart.Whole), null, probes);
        }
        catch (ConstantRootException e)
        {
            return new FoundTransform(Deriver.WithRoot(Part(RootPart.Even), Part(RootPart.Odd)), e.Radicand, probes);
        }

        RationalFunction Part(RootPart part)
        {
            int n = reference.Parameters.Count;
            FieldEvaluator evaluator = reference.NewEvaluator();
            var box = new FieldBox(n + 1, (Valuation v, ReadOnlySpan<ulong> point, out ulong value) => evaluator.TryValue(v, point[..n], out value, point[n]), cancellation, part, isPiVariable);
            ReconstructionResult result = RationalReconstruction.Run(box, limits, cancellation);
            probes += result.Probes;
            return result.Function ?? throw Deriver.Refused(result.Refusal!, [.. reference.Parameters, DerivationRequest.TransformName], cancellation);
        }
    }

    private sealed record FoundTransform(RationalFunction Function, ulong? Root, long Probes);
}

/// <summary>"The formula is the Laplace transform of the time course". The variables are the parameters and s.</summary>
/// <param name="formula">The formula; knows no model.</param>
/// <param name="reference">The time course; knows no formula.</param>
internal sealed class TransformTest(FieldProgram formula, FieldReference reference) : IFieldTest
{
    private readonly FieldEvaluator evaluator = reference.NewEvaluator();
    private readonly ulong[] written = new ulong[1];

    /// <inheritdoc/>
    public int Variables => formula.Inputs.Count;

    /// <inheritdoc/>
    public int Block => reference.Block;

    /// <inheritdoc/>
    public FractionSize Size()
    {
        FractionSize[] variables = [.. Enumerable.Repeat(FractionSize.Variable, Variables)];
        return formula.Sizes(variables)[0] + reference.Size(variables[..^1], FractionSize.Variable);
    }

    /// <inheritdoc/>
    public bool? Holds(Valuation valuation, ReadOnlySpan<ulong> point) =>
        formula.TryRun(valuation, point, written) && evaluator.TryValue(valuation, point[..^1], out ulong truth, point[^1]) ? truth == written[0] : null;
}
