using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>"The formula is the whole time course": both have the same Laplace transform. The variables are the parameters and s.</summary>
/// <param name="course">The formula; knows no model.</param>
/// <param name="reference">The reference; knows no formula.</param>
internal sealed class CourseTest(CourseProgram course, FieldReference reference) : IFieldTest
{
    private readonly FieldEvaluator evaluator = reference.NewEvaluator();

    /// <inheritdoc/>
    public int Variables => reference.Parameters.Count + 1;

    /// <inheritdoc/>
    public int Block => reference.Block;

    /// <inheritdoc/>
    public FractionSize Size()
    {
        FractionSize[] variables = [.. Enumerable.Repeat(FractionSize.Variable, reference.Parameters.Count)];
        return course.Size(variables) + reference.Size(variables, FractionSize.Variable);
    }

    /// <inheritdoc/>
    public bool? Holds(Valuation valuation, ReadOnlySpan<ulong> point)
    {
        ReadOnlySpan<ulong> parameters = point[..^1];
        return course.TryTransform(valuation, parameters, point[^1], out ulong claimed) && evaluator.TryValue(valuation, parameters, out ulong truth, point[^1])
            ? claimed == truth
            : null;
    }
}
