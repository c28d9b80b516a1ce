using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>A statement about rational functions that can be tested at points of prime fields. Not safe to use from several threads.</summary>
internal interface IFieldTest
{
    /// <summary>Number of variables.</summary>
    int Variables { get; }

    /// <summary>Number of equations of the largest system that a test solves; 0 where it solves none.</summary>
    int Block { get; }

    /// <summary>How large what must vanish can be.</summary>
    FractionSize Size();

    /// <summary>Whether the statement holds at a point; null where a part has no value there.</summary>
    bool? Holds(Valuation valuation, ReadOnlySpan<ulong> point);
}

/// <summary>"The formula is the reference."</summary>
/// <param name="formula">The formula; knows no model.</param>
/// <param name="reference">The reference; knows no formula.</param>
internal sealed class IdentityTest(FieldProgram formula, FieldReference reference) : IFieldTest
{
    private readonly FieldEvaluator evaluator = reference.NewEvaluator();
    private readonly ulong[] prediction = new ulong[1];

    /// <inheritdoc/>
    public int Variables => formula.Inputs.Count;

    /// <inheritdoc/>
    public int Block => reference.Block;

    /// <inheritdoc/>
    public FractionSize Size()
    {
        FractionSize[] variables = [.. Enumerable.Repeat(FractionSize.Variable, Variables)];
        FractionSize predicted = formula.Sizes(variables)[0];
        FractionSize truth = reference.Size(variables, predicted);
        return reference.IsMode ? truth : predicted + truth;
    }

    /// <inheritdoc/>
    public bool? Holds(Valuation valuation, ReadOnlySpan<ulong> point)
    {
        if (!formula.TryRun(valuation, point, prediction))
        {
            return null;
        }

        return reference.IsMode ? evaluator.IsMode(valuation, point, prediction[0])
            : evaluator.TryValue(valuation, point, out ulong truth) ? truth == prediction[0] : null;
    }
}

/// <summary>"A black box is a formula that was reconstructed from it."</summary>
/// <param name="box">The black box.</param>
/// <param name="function">The formula.</param>
/// <param name="size">Size of the black box.</param>
/// <param name="block">Number of equations behind it.</param>
internal sealed class FunctionTest(FieldBox box, RationalFunction function, FractionSize size, int block) : IFieldTest
{
    /// <inheritdoc/>
    public int Variables => box.VariableCount;

    /// <inheritdoc/>
    public int Block => block;

    /// <inheritdoc/>
    public FractionSize Size() => size + LimitProver.SizeOf(function);

    /// <inheritdoc/>
    public bool? Holds(Valuation valuation, ReadOnlySpan<ulong> point) =>
        box.TryEvaluate(valuation.Field, point, out ulong value) && function.TryEvaluate(valuation.Field, point, out ulong written) ? value == written : null;
}

/// <summary>What is said of a quantity along a path: c λ^order to leading order.</summary>
/// <param name="Quantity">The quantity, as the relative error of a formula, in the coordinates of the path.</param>
/// <param name="Order">The order, positive where the quantity vanishes; null where it is 0.</param>
/// <param name="Coefficient">c; null where it is unknown.</param>
internal sealed record LimitStatement(FieldBox Quantity, BigRational? Order, RationalFunction? Coefficient = null)
{
    /// <summary>Whether a quantity is as stated through a point of a path in u, of which λ is the root-th power.</summary>
    public bool? Agrees(PrimeField field, UnivariateRational line, int root, ReadOnlySpan<ulong> point)
    {
        if (line.IsZero || Order is not { } expected)
        {
            return line.IsZero && Order is null;
        }

        (int above, int below) = (line.Numerator.Valuation, line.Denominator.Valuation);
        if (new BigRational(above - below, root) != expected)
        {
            return false;
        }

        return Coefficient is null ? true
            : Coefficient.TryEvaluate(field, point, out ulong value) ? value == field.Divide(line.Numerator[above], line.Denominator[below]) : null;
    }
}

/// <summary>"Along a path quantities have these leading orders."</summary>
/// <param name="statements">What is said of each; all are looked at at the same points.</param>
/// <param name="path">The path.</param>
/// <param name="size">Size of the largest quantity.</param>
/// <param name="block">Number of equations of the reference.</param>
internal sealed class LimitTest(IReadOnlyList<LimitStatement> statements, LimitPathForm path, FractionSize size, int block) : IFieldTest
{
    private const int MostNodes = 400;
    private readonly (int[] Powers, int Root) along = PathExpansion.Powers(path.Exponents, path.Direction);
    private int nodeCount = Prober.FewestOnLine;
    private int needed;

    /// <inheritdoc/>
    public int Variables => path.Coordinates.Count;

    /// <inheritdoc/>
    public int Block => block;

    /// <inheritdoc/>
    public FractionSize Size() => size;

    /// <inheritdoc/>
    public bool? Holds(Valuation valuation, ReadOnlySpan<ulong> point)
    {
        PrimeField field = valuation.Field;
        var sampler = new FieldSampler(point[0]);
        var nodes = new ulong[nodeCount];
        ulong[][] values = [.. statements.Select(_ => new ulong[nodeCount])];
        var there = new ulong[point.Length];
        for (int done = 0; nodes.Length <= MostNodes; Grow(ref nodes, values))
        {
            sampler.Fill(field, nodes.AsSpan(done));
            for (; done < nodes.Length; done++)
            {
                PathExpansion.Place(field, point, along.Powers, nodes[done], there);
                for (int k = 0; k < values.Length; k++)
                {
                    if (!statements[k].Quantity.TryEvaluate(field, there, out values[k][done]))
                    {
                        return null;
                    }
                }
            }

            if (Lines(new InterpolationNodes(field, nodes), values) is { } lines)
            {
                nodeCount = needed = Math.Max(needed, lines.Max(l => l.ValuesNeeded));
                return Agree(field, lines, point);
            }
        }

        nodeCount = nodes.Length;
        return null;
    }

    private bool? Agree(PrimeField field, UnivariateRational[] lines, ReadOnlySpan<ulong> point)
    {
        bool? all = true;
        for (int k = 0; k < lines.Length && all != false; k++)
        {
            bool? one = statements[k].Agrees(field, lines[k], along.Root, point);
            all = one == true ? all : one;
        }

        return all;
    }

    /// <summary>The quantities along the path; null where one of them needs more values.</summary>
    private static UnivariateRational[]? Lines(InterpolationNodes nodes, ulong[][] values)
    {
        var lines = new UnivariateRational[values.Length];
        for (int k = 0; k < lines.Length; k++)
        {
            if (UnivariateRational.Fit(nodes, values[k]) is not { } line)
            {
                return null;
            }

            lines[k] = line;
        }

        return lines;
    }

    private static void Grow(ref ulong[] nodes, ulong[][] values)
    {
        int count = Prober.More(nodes.Length);
        Array.Resize(ref nodes, count);
        for (int k = 0; k < values.Length; k++)
        {
            Array.Resize(ref values[k], count);
        }
    }
}

/// <summary>"A quantity gains a factor under a map of the parameters": of the formula, or of the reference.</summary>
internal sealed class SymmetryTest : IFieldTest
{
    private readonly FieldProgram map;
    private readonly FieldProgram? formula;
    private readonly FieldReference? reference;
    private readonly FieldEvaluator? evaluator;
    private readonly ulong[] image;
    private readonly ulong[] value = new ulong[1];

    private SymmetryTest(FieldProgram map, FieldProgram? formula, FieldReference? reference)
    {
        this.map = map;
        this.formula = formula;
        this.reference = reference;
        evaluator = reference?.NewEvaluator();
        image = new ulong[map.Outputs];
    }

    /// <inheritdoc/>
    public int Variables => map.Inputs.Count + (reference is { IsMode: true } ? 1 : 0);

    /// <inheritdoc/>
    public int Block => reference?.Block ?? 0;

    /// <summary>The law of a formula.</summary>
    public static SymmetryTest OfFormula(PointMap map, FieldProgram formula) => new(Compile(map, formula.Inputs), formula, null);

    /// <summary>The law of a reference.</summary>
    public static SymmetryTest OfReference(PointMap map, FieldReference reference) => new(Compile(map, reference.Parameters), null, reference);

    /// <inheritdoc/>
    public FractionSize Size()
    {
        FractionSize[] variables = [.. Enumerable.Repeat(FractionSize.Variable, map.Inputs.Count)];
        IReadOnlyList<FractionSize> mapped = map.Sizes(variables);
        return (mapped[^1] * Of(variables)) + Of([.. mapped.SkipLast(1)]);
    }

    /// <inheritdoc/>
    public bool? Holds(Valuation valuation, ReadOnlySpan<ulong> point)
    {
        ReadOnlySpan<ulong> here = point[..map.Inputs.Count];
        if (!map.TryRun(valuation, here, image))
        {
            return null;
        }

        ulong factor = image[^1];
        ReadOnlySpan<ulong> there = image.AsSpan(0, image.Length - 1);
        if (reference is { IsMode: true })
        {
            // The modes gain the factor: D'(factor s) = factor^n D(s).
            ulong s = point[^1];
            return evaluator!.TryCharacteristic(valuation, here, s, 1, out ulong before) && evaluator.TryCharacteristic(valuation, there, valuation.Field.Multiply(factor, s), valuation.Field.Inverse(factor), out ulong after)
                ? before == after
                : null;
        }

        return TryValue(valuation, here, out ulong first) && TryValue(valuation, there, out ulong second) ? second == valuation.Field.Multiply(factor, first) : null;
    }

    private static FieldProgram Compile(PointMap map, IReadOnlyList<string> parameters) => FieldProgram.Compile(parameters, [], [.. map.Images, map.Factor]);

    private FractionSize Of(FractionSize[] variables) => formula is not null ? formula.Sizes(variables)[0] : reference!.Size(variables, FractionSize.Variable);

    private bool TryValue(Valuation valuation, ReadOnlySpan<ulong> point, out ulong result)
    {
        if (formula is null)
        {
            return evaluator!.TryValue(valuation, point, out result);
        }

        bool exists = formula.TryRun(valuation, point, value);
        result = value[0];
        return exists;
    }
}
