using System.Diagnostics;
using System.Globalization;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Presentation;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Proofs;

/// <summary>Finds closed forms: reconstructs a quantity of a model as a rational function of its parameters from values in prime fields, writes it as a person would, and proves what it wrote.</summary>
public static class Deriver
{
    private const ulong Seed = 1;
    private const string Advice = "Hold parameters at numbers (--set NAME=VALUE), or ask for a limit (--leading NAME, --limit \"NAME -> infinity\").";

    /// <summary>The parameters of a model that stay variables: those that the file gives as plain numbers, that are not set, and that do not count the terms of sums.</summary>
    public static IReadOnlyList<string> Variables(ModelFile model, IReadOnlyDictionary<string, Expression> set)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        IReadOnlySet<string> counts = model.Counts();
        return [.. model.Parts().Parameters.Where(p => p.Value.Names().Count == 0 && !set.ContainsKey(p.Name) && !counts.Contains(p.Name)).Select(p => p.Name)];
    }

    /// <summary>Derives a quantity of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="limits">What it may cost; null for the usual.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DerivationException">There is no such closed form, or it is too large.</exception>
    public static Derivation Derive(ModelFile model, DerivationRequest request, ReconstructionLimits? limits = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(request);
        return Guarded(() =>
        {
            IReadOnlyList<string> variables = Variables(model, request.Set);
            (string, Expression)[] bindings = [.. variables.Select(v => (v, (Expression)new NameExpression(v))), .. request.Set.Select(s => (s.Key, s.Value))];
            bool isSpectrum = request.Quantity == ModelQuantityKind.SpectralDensity;
            string[] all = isSpectrum && request.Frequency is null ? [.. variables, DerivationRequest.FrequencyName] : [.. variables];
            Expression? frequency = isSpectrum ? request.Frequency ?? new NameExpression(DerivationRequest.FrequencyName) : null;
            FieldReference reference = FieldReferences.Of(model, request.Observable, request.Quantity, request.Factor, all, bindings, frequency: frequency);
            Derivation found = request.IsTransform ? CourseDeriver.Transform(reference, limits, cancellation) : Derive(reference, request.Path, request.Terms, () => [.. all.Select(p => model.Bind().Parameters[p])], limits, cancellation);
            return found with { Quantity = request.IsTransform ? "laplace-transform" : Word(request.Quantity), Observable = request.Observable };
        });
    }

    /// <summary>Derives what a formula file describes, and how the file's own formula differs.</summary>
    /// <inheritdoc cref="Derive(ModelFile, DerivationRequest, ReconstructionLimits?, CancellationToken)" path="/exception"/>
    public static Derivation Derive(FileFormula formula, ReconstructionLimits? limits = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return Derive(formula, formula.Description.Reference, limits, cancellation);
    }

    /// <summary>Derives the quantity that a claim about a formula refers to, in the parameters of the formula.</summary>
    /// <inheritdoc cref="Derive(ModelFile, DerivationRequest, ReconstructionLimits?, CancellationToken)" path="/exception"/>
    internal static Derivation Derive(FileFormula formula, Reference quantity, ReconstructionLimits? limits = null, CancellationToken cancellation = default) =>
        Guarded(() =>
        {
            string[] parameters = [.. formula.Parameters.Select(p => p.Name)];
            FieldReference reference = formula.Description.FieldReference(quantity, parameters);
            ParameterPoint middle = new DomainSampler(formula.Parameters, 1).Point(0);
            Derivation found = Derive(reference, null, 1, () => [.. parameters.Select(p => middle[p])], limits, cancellation) with { Quantity = quantity.Method, Observable = formula.Description.Words(quantity), IsOfFile = true };
            try
            {
                return Compared(found, formula, reference, limits, cancellation);
            }
            catch (NotAlgebraicException e)
            {
                return found with { NotCompared = e.Message };
            }
        });

    /// <summary>What was derived with what the formula of the file is to it.</summary>
    /// <exception cref="NotAlgebraicException">Exact algebra does not tell.</exception>
    private static Derivation Compared(Derivation found, FileFormula formula, FieldReference reference, ReconstructionLimits? limits, CancellationToken cancellation)
    {
        if (reference.IsCourse)
        {
            Proof course = CourseDeriver.Compare(formula, reference, cancellation);
            return course.Status is ProofStatus.Proved or ProofStatus.Refuted ? found with { Agrees = course.Status == ProofStatus.Proved } : found with { NotCompared = course.Reason };
        }

        FieldProgram program = FormulaExpression.Of(formula).Compile(reference.Parameters);
        if (reference.IsMode)
        {
            return found with { Agrees = ModesAgree(formula, found, program, reference, cancellation) };
        }

        Proof same = FieldProver.Prove(new IdentityTest(program, reference), new RandomFields(Seed), Seed, cancellation);
        if (same.Status != ProofStatus.Refuted)
        {
            return same.Status == ProofStatus.Proved ? found with { Agrees = true } : found with { NotCompared = same.Reason };
        }

        try
        {
            RationalFunction? difference = RationalReconstruction.Run(LimitProver.Error(program, reference, LimitPathForm.AtRest(reference.Parameters), cancellation), limits, cancellation).Function;
            return found with { Agrees = false, Difference = difference is null ? null : FormulaPresenter.Present(difference, reference.Parameters) };
        }
        catch (NotAlgebraicException)
        {
            return found with { Agrees = false };
        }
    }

    /// <summary>Two formulas of modes are the same where both are proved to be modes and have the same number at points of the domain: roots of one polynomial that agree there are one root.</summary>
    private static bool? ModesAgree(FileFormula formula, Derivation found, FieldProgram program, FieldReference reference, CancellationToken cancellation)
    {
        const int Points = 32;
        const double Rounding = 1e-9;
        Proof isMode = FieldProver.Prove(new IdentityTest(program, reference), new RandomFields(Seed), Seed, cancellation);
        if (isMode.Status != ProofStatus.Proved)
        {
            return isMode.Status == ProofStatus.Refuted ? false : throw new NotAlgebraicException(isMode.Reason);
        }

        string[] names = [.. found.Parameters];
        var derived = CompiledExpression.Formula(Expression.Parse(found.Text), names);
        var sampler = new DomainSampler(formula.Parameters, 1);
        (double Derived, double OfFile)[] values = [.. Enumerable.Range(0, Points).Select(sampler.Point).Where(formula.Admits).Select(p => (derived.Evaluate([.. names.Select(n => p[n])]), formula.Predict(p)))];

        // Where a root is imaginary neither has a value.
        (double Derived, double OfFile)[] both = [.. values.Where(v => double.IsFinite(v.Derived) && double.IsFinite(v.OfFile))];
        return both.Length == 0 ? throw new NotAlgebraicException("They have values together at none of the points tried.") : both.All(v => Math.Abs(v.Derived - v.OfFile) <= Rounding * Math.Abs(v.Derived));
    }

    private static Derivation Derive(FieldReference reference, DerivationPath? path, int terms, Func<IReadOnlyList<double>> typical, ReconstructionLimits? limits, CancellationToken cancellation)
    {
        if (reference.IsMode)
        {
            return path is null ? ModeDeriver.Derive(reference, typical(), limits, cancellation)
                : new ModeExpansion(reference, LimitPathForm.Of(reference.Parameters, path), typical(), ModeDeriver.Scale(reference), limits, cancellation).Terms(path, terms);
        }

        if (reference.IsCourse)
        {
            return path is null ? CourseDeriver.Derive(reference, typical(), limits, cancellation)
                : throw new DerivationException("A time course has no expansion here; its modes (--quantity spectral-gap, line-width, frequency) and its residence time have.");
        }

        long begun = Stopwatch.GetTimestamp();
        return path is null ? Whole(reference, limits, begun, cancellation) : Expansion(reference, path, terms, limits, begun, cancellation);
    }

    private static Derivation Whole(FieldReference reference, ReconstructionLimits? limits, long begun, CancellationToken cancellation)
    {
        try
        {
            return Whole(reference, isPiVariable: false, limits, begun, cancellation);
        }
        catch (PiOccursException)
        {
            return Whole(reference, isPiVariable: true, limits, begun, cancellation);
        }
    }

    private static Derivation Whole(FieldReference reference, bool isPiVariable, ReconstructionLimits? limits, long begun, CancellationToken cancellation)
    {
        long probes = 0;
        RationalFunction function;
        var options = new PresentationOptions();
        try
        {
            function = Found(RootPart.Whole);
        }
        catch (ConstantRootException e)
        {
            function = WithRoot(Found(RootPart.Even), Found(RootPart.Odd));
            options = options with { Root = e.Radicand };
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(begun);
        PresentedFormula presented = FormulaPresenter.Present(function, Named(reference.Parameters, isPiVariable), options);
        if (presented.Text.Length > ExpressionTokens.LongestText)
        {
            throw TooLong(presented);
        }

        Proof proof = FieldProver.Prove(new IdentityTest(Program(presented, reference.Parameters), reference), new RandomFields(Seed), Seed, cancellation);
        return Deriver.Found(reference, [new DerivedTerm(function, presented, BigRational.Zero)], proof) with { Probes = probes, Elapsed = elapsed };

        RationalFunction Found(RootPart part)
        {
            FieldEvaluator evaluator = reference.NewEvaluator();
            var box = new FieldBox(reference.Parameters.Count, (Valuation v, ReadOnlySpan<ulong> point, out ulong value) => evaluator.TryValue(v, point, out value), cancellation, part, isPiVariable);
            ReconstructionResult result = RationalReconstruction.Run(box, limits, cancellation);
            probes += result.Probes;
            return result.Function ?? throw Refused(result.Refusal!, reference.Parameters, cancellation);
        }
    }

    /// <summary>Nobody reads it.</summary>
    internal static DerivationException TooLong(PresentedFormula presented) =>
        new(FormattableString.Invariant($"The closed form has {presented.NumeratorTerms} over {presented.DenominatorTerms} terms, too many to be written and read. {Advice}"));

    /// <summary>The names of the variables; pi is the last where it is one.</summary>
    internal static string[] Named(IReadOnlyList<string> parameters, bool isPiVariable) => [.. parameters, .. isPiVariable ? new[] { "pi" } : []];

    /// <summary>a + b x with a further variable x for the root.</summary>
    internal static RationalFunction WithRoot(RationalFunction a, RationalFunction b)
    {
        int n = a.VariableCount;
        int[] places = [.. Enumerable.Range(0, n)];
        MultivariatePolynomial Wide(MultivariatePolynomial p) => p.Rename(n + 1, places);
        var root = MultivariatePolynomial.Variable(n + 1, n);
        return RationalFunction.Reduce(
            (Wide(a.Numerator) * Wide(b.Denominator)) + (root * Wide(b.Numerator) * Wide(a.Denominator)),
            Wide(a.Denominator) * Wide(b.Denominator));
    }

    private static Derivation Expansion(FieldReference reference, DerivationPath path, int terms, ReconstructionLimits? limits, long begun, CancellationToken cancellation)
    {
        try
        {
            return Expansion(reference, LimitPathForm.Of(reference.Parameters, path), path, terms, limits, begun, cancellation);
        }
        catch (PiOccursException)
        {
            return Expansion(reference, LimitPathForm.Of(Named(reference.Parameters, isPiVariable: true), path), path, terms, limits, begun, cancellation);
        }
    }

    private static Derivation Expansion(FieldReference reference, LimitPathForm form, DerivationPath path, int terms, ReconstructionLimits? limits, long begun, CancellationToken cancellation)
    {
        FieldBox box = LimitProver.InCoordinates(reference, form, cancellation);
        PathExpansion expansion = PathExpansion.TryFind(box, form.Exponents, form.Direction, out Refusal? refusal, limits, cancellation) ?? throw Refused(refusal!, reference.Parameters, cancellation);
        var found = new List<DerivedTerm>();
        long probes = 0;
        foreach (int k in expansion.NonZeroTerms(terms))
        {
            ReconstructionResult result = RationalReconstruction.Run(expansion.Coefficient(k), limits, cancellation);
            RationalFunction coefficient = result.Function ?? throw Refused(result.Refusal!, reference.Parameters, cancellation);
            probes += result.Probes;
            found.Add(new DerivedTerm(coefficient, FormulaPresenter.Present(coefficient, form.Names, new PresentationOptions { Definitions = terms == 1 ? 2 : 0 }), expansion.ExponentOf(k)));
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(begun);
        Proof proof = Prove(reference, form, found, cancellation);
        return Found(reference, found, proof) with { Path = path, Probes = probes, Elapsed = elapsed };
    }

    /// <summary>Each term is the leading one of what is left without those before it.</summary>
    private static Proof Prove(FieldReference reference, LimitPathForm form, List<DerivedTerm> terms, CancellationToken cancellation)
    {
        FieldBox whole = LimitProver.InCoordinates(reference, form, cancellation);
        FractionSize size = reference.Size([.. Enumerable.Repeat(FractionSize.Variable, reference.Parameters.Count)], FractionSize.Variable);
        var fields = new RandomFields(Seed);
        Proof? proof = null;
        for (int k = 0; k < terms.Count; k++)
        {
            RationalFunction[] before = [.. terms.Take(k).Select(t => t.Function)];
            var rest = new FieldBox(form.Coordinates.Count, (Valuation v, ReadOnlySpan<ulong> point, out ulong value) =>
            {
                bool exists = whole.TryEvaluate(v.Field, point, out value);
                foreach (RationalFunction term in before)
                {
                    exists &= term.TryEvaluate(v.Field, point, out ulong part);
                    value = v.Field.Subtract(value, part);
                }

                return exists;
            }, cancellation);
            BigRational order = form.Direction == LimitDirection.Zero ? terms[k].Exponent : -terms[k].Exponent;
            FractionSize wanted = terms.Take(k + 1).Aggregate(size, (s, t) => s + LimitProver.SizeOf(t.Function));
            Proof next = FieldProver.Prove(new LimitTest([new(rest, order, terms[k].Function)], form, wanted, reference.Block), fields, Seed, cancellation);
            if (next.Status != ProofStatus.Proved)
            {
                return next;
            }

            proof = proof is null ? next : next with { FailureProbability = proof.FailureProbability + next.FailureProbability };
        }

        return proof ?? new Proof(ProofStatus.Proved, "The quantity is 0 everywhere.");
    }

    /// <summary>What was found, where it is proved.</summary>
    /// <exception cref="DerivationException">It is not.</exception>
    internal static Derivation Found(FieldReference reference, IReadOnlyList<DerivedTerm> terms, Proof proof)
    {
        if (proof.Status != ProofStatus.Proved)
        {
            throw new DerivationException($"The formula that was found could not be proved: {proof.Reason}");
        }

        return new Derivation { Quantity = string.Empty, Observable = string.Empty, Parameters = reference.Parameters, Terms = terms, Block = reference.Block, Proof = proof };
    }

    private static FieldProgram Program(PresentedFormula formula, IReadOnlyList<string> parameters) =>
        FieldProgram.Compile(parameters, formula.Where.Select(w => (w.Key, Expression.Parse(w.Value))), [Expression.Parse(formula.Text)]);

    private static string Word(ModelQuantityKind kind) => kind switch
    {
        ModelQuantityKind.SteadyState => "steady-state",
        ModelQuantityKind.SpectralDensity => "spectral-density",
        ModelQuantityKind.SpectralGap => "spectral-gap",
        ModelQuantityKind.LineWidth => "line-width",
        ModelQuantityKind.Frequency => "frequency",
        ModelQuantityKind.TimeCourse => "time-course",
        _ => "residence-time",
    };

    /// <summary>Why the quantity was not reconstructed.</summary>
    internal static Exception Refused(Refusal refusal, IReadOnlyList<string> parameters, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (refusal.Reason == RefusalReason.NoValue)
        {
            return new DerivationException("The quantity has no value at any point: the observable is at rest from the start, or its time integral does not exist.");
        }

        string degrees = refusal.Degrees.Count == 0 ? string.Empty
            : $" Degrees: {string.Join(", ", parameters.Zip(refusal.Degrees).Where(d => d.Second > 0).Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.First} {d.Second}")))}.";
        return new DerivationException($"{refusal.Message}{degrees} {Advice}");
    }

    private static Derivation Guarded(Func<Derivation> derive)
    {
        try
        {
            return derive();
        }
        catch (NotAlgebraicException e)
        {
            throw new DerivationException(e.Message);
        }
        catch (ExpressionException e)
        {
            throw new DerivationException(e.Message);
        }
    }
}
