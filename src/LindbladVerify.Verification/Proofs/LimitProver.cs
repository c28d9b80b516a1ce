using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Presentation;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>Finds the order of a limit, an integer or fraction, and its leading error in closed form, and proves both at random primes.</summary>
internal static class LimitProver
{
    /// <summary>Longer formulas are of no use to a reader.</summary>
    public const int MostTerms = 60;

    /// <summary>Most equations that a limit is followed with.</summary>
    private const int MostEquations = 60;

    /// <summary>What a reconstruction for a report may cost: fewer values of large systems. Counted in values and not in seconds, so that what is told does not depend on the machine.</summary>
    /// <param name="block">Number of equations behind a value.</param>
    /// <param name="nodes">Values of the reference behind one value of what is reconstructed.</param>
    public static ReconstructionLimits Affordable(int block, int nodes = 1)
    {
        const int SmallBlock = 8;
        const int ProbesOfSmallBlock = 20_000;
        const int NodesOfSmallBlock = 40_000;
        double share = Math.Min(1, (double)SmallBlock * SmallBlock / Math.Max(1, block * block));
        long probes = (long)(share * Math.Min(ProbesOfSmallBlock, NodesOfSmallBlock / (double)nodes));
        return new ReconstructionLimits { Terms = 100, Probes = probes, Degree = 120, Time = TimeSpan.FromMinutes(1) };
    }

    /// <summary>What algebra says.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="NotAlgebraicException">The path or a part of the error has no place in exact algebra.</exception>
    public static LimitProof Prove(Formula formula, LimitClaim claim, FieldProgram program, FieldReference reference, RandomFields fields, ulong seed, CancellationToken cancellation)
    {
        if (reference.IsCourse)
        {
            throw new NotAlgebraicException("The error of a time course at one time is no rational function: the order is measured.");
        }

        if (reference.Equations > MostEquations)
        {
            return new LimitProof(new Proof(ProofStatus.TooLarge, FormattableString.Invariant($"{reference.Equations} coupled equations at the hundreds of points of a path are too many; at most {MostEquations} are followed. The order is measured.")) { Block = reference.Block }, null, null);
        }

        var path = LimitPathForm.Of(formula, claim);
        if (reference.IsMode)
        {
            return OfMode(path, program, reference, fields, seed, cancellation);
        }

        FieldBox error = Error(program, reference, path, cancellation);
        PathExpansion? expansion = PathExpansion.TryFind(error, path.Exponents, path.Direction, out Refusal? refusal, Affordable(reference.Equations), cancellation);
        if (expansion is null)
        {
            cancellation.ThrowIfCancellationRequested();
            return new LimitProof(new Proof(refusal!.Reason is RefusalReason.NoValue or RefusalReason.NotRational ? ProofStatus.NotAlgebraic : ProofStatus.TooLarge, refusal.Message), null, null);
        }

        RationalFunction? coefficient = expansion.IsZero ? null : Leading(expansion, reference, cancellation);
        BigRational? order = expansion.IsZero ? null : expansion.Order;
        Proof proof = FieldProver.Prove(new LimitTest([new(error, order, coefficient)], path, Size(program, reference, coefficient), reference.Block), fields, seed, cancellation);
        return new LimitProof(proof, order, Short(coefficient, path));
    }

    /// <summary>How a formula approaches a mode: which of the modes it is, is left open.</summary>
    private static LimitProof OfMode(LimitPathForm path, FieldProgram program, FieldReference reference, RandomFields fields, ulong seed, CancellationToken cancellation)
    {
        var prediction = new ulong[1];
        FractionSize[] variables = [.. Enumerable.Repeat(FractionSize.Variable, program.Inputs.Count)];
        var approach = new ModeApproach(reference, path, Predicted, program.Sizes(variables)[0], cancellation);
        ModeApproach.Found found = approach.Find();
        switch (found.Kind)
        {
            case ApproachKind.Several:
                throw new NotAlgebraicException("Several modes are equally near along the path: which of them the formula approaches, and how fast, is measured.");
            case ApproachKind.Exact:
                return new LimitProof(FieldProver.Prove(new IdentityTest(program, reference), fields, seed, cancellation), null, null) { Equations = [found.Equation] };
            case ApproachKind.None:
                Proof none = approach.Prove(found, null, fields, seed);
                return new LimitProof(none.Status == ProofStatus.Proved ? none with { Status = ProofStatus.Refuted, Reason = $"The formula tends to no mode along the path. {none.Reason}" } : none, null, null) { Equations = approach.Equations };
        }

        RationalFunction? coefficient = Leading(found.Expansion!, reference, cancellation);
        return new LimitProof(approach.Prove(found, coefficient, fields, seed), found.Expansion!.Order, Short(coefficient, path)) { Equations = [found.Equation] };

        bool Predicted(Valuation valuation, ReadOnlySpan<ulong> coordinates, ReadOnlySpan<ulong> point, out ulong value)
        {
            bool exists = program.TryRun(valuation, point, prediction);
            value = prediction[0];
            return exists;
        }
    }

    /// <summary>The leading coefficient; null where it costs too much.</summary>
    private static RationalFunction? Leading(PathExpansion expansion, FieldReference reference, CancellationToken cancellation)
    {
        ReconstructionLimits limits = Affordable(reference.Equations, expansion.NodeCount);
        RationalFunction? coefficient = limits.Probes < RationalReconstruction.LeastProbes(reference.Parameters.Count) ? null
            : RationalReconstruction.Run(expansion.Coefficient(0), limits, cancellation).Function;
        cancellation.ThrowIfCancellationRequested();
        return coefficient;
    }

    private static string? Short(RationalFunction? coefficient, LimitPathForm path) =>
        coefficient is not null && coefficient.Numerator.Terms.Count + coefficient.Denominator.Terms.Count <= MostTerms ? Written(coefficient, path.Names) : null;

    /// <summary>F/R - 1 in the coordinates of the path.</summary>
    public static FieldBox Error(FieldProgram program, FieldReference reference, LimitPathForm path, CancellationToken cancellation)
    {
        FieldEvaluator evaluator = reference.NewEvaluator();
        var point = new ulong[path.Coordinates.Count];
        var prediction = new ulong[1];
        return new FieldBox(point.Length, (Valuation valuation, ReadOnlySpan<ulong> coordinates, out ulong value) =>
        {
            PrimeField field = valuation.Field;
            value = 0;
            if (!path.TryPoint(field, coordinates, point) || !program.TryRun(valuation, point, prediction) || !evaluator.TryValue(valuation, point, out ulong truth) || !field.TryInverse(truth, out ulong inverse))
            {
                return false;
            }

            value = field.Subtract(field.Multiply(prediction[0], inverse), 1);
            return true;
        }, cancellation);
    }

    /// <summary>A function in one line of the language of model files.</summary>
    public static string Written(RationalFunction function, IReadOnlyList<string> names) => FormulaPresenter.Present(function, names, new PresentationOptions { Definitions = 0 }).Text;

    /// <summary>R in the coordinates of the path, of which pi may be one, the last.</summary>
    public static FieldBox InCoordinates(FieldReference reference, LimitPathForm path, CancellationToken cancellation)
    {
        FieldEvaluator evaluator = reference.NewEvaluator();
        var point = new ulong[reference.Parameters.Count];
        return new FieldBox(point.Length, (Valuation valuation, ReadOnlySpan<ulong> coordinates, out ulong value) =>
        {
            value = 0;
            return path.TryPoint(valuation.Field, coordinates, point) && evaluator.TryValue(valuation, point, out value);
        }, cancellation, isPiVariable: path.Coordinates.Count > point.Length);
    }

    /// <summary>How large a function is.</summary>
    public static FractionSize SizeOf(RationalFunction function)
    {
        return new FractionSize(function.TotalDegree, function.TotalDegree, Bits(function.Numerator), Bits(function.Denominator));

        static double Bits(MultivariatePolynomial p) => p.Terms.Sum(t => t.Coefficient.Numerator.GetBitLength() + t.Coefficient.Denominator.GetBitLength());
    }

    private static FractionSize Size(FieldProgram program, FieldReference reference, RationalFunction? coefficient)
    {
        FractionSize[] variables = [.. Enumerable.Repeat(FractionSize.Variable, program.Inputs.Count)];
        FractionSize predicted = program.Sizes(variables)[0];
        FractionSize error = (predicted / reference.Size(variables, predicted)) + FractionSize.Constant(0, 0);
        return coefficient is null ? error : error + SizeOf(coefficient);
    }
}
