using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

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
