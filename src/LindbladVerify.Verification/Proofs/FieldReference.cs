using LindbladVerify.Rates.PrimeFields;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>A reference over prime fields: quantities of models, and an expression that makes the reference of them. Knows no formula.</summary>
internal sealed class FieldReference
{
    private readonly Lazy<int> block;

    private FieldReference(IReadOnlyList<string> parameters, IReadOnlyList<FieldPart> parts, Expression expression, string remark)
    {
        Parameters = parameters;
        Parts = parts;
        Expression = expression;
        Combination = FieldProgram.Compile([.. parameters, .. parts.Select(p => p.Name)], [], [expression]);
        Remark = remark;
        block = new Lazy<int>(() => Parts.Max(p => NewEvaluator().Order(p)));
    }

    /// <summary>The parameters of the formula.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The quantities of models.</summary>
    public IReadOnlyList<FieldPart> Parts { get; }

    /// <summary>The expression of <see cref="Combination"/>.</summary>
    public Expression Expression { get; }

    /// <summary>The reference, from the parameters of the formula and the parts; of a mode the number that is asked to be one, from the parameters and the prediction.</summary>
    public FieldProgram Combination { get; }

    /// <summary>What a proof leaves to sampling; empty where it leaves nothing.</summary>
    public string Remark { get; }

    /// <summary>Whether the reference is a mode: a number can be asked whether it is one, but has no name.</summary>
    public bool IsMode => Parts[0].Kind is FieldQuantityKind.Decay or FieldQuantityKind.DecayOfPair or FieldQuantityKind.Frequency;

    /// <summary>Whether the reference is a whole time course.</summary>
    public bool IsCourse => Parts[0].Kind is FieldQuantityKind.Laplace;

    /// <summary>Whether the value at a point depends on how roots, exponentials and logarithms are chosen there.</summary>
    public bool DependsOnValuation => DependsOn(Combination) || Parts.Any(p => p.Model.Roots > 0 || p.Model.HasIndeterminates || DependsOn(p.Bindings));

    /// <summary>Number of coupled equations that are solved for the largest part.</summary>
    public int Equations => Parts.Max(p => p.Model.Equations);

    /// <summary>Number of coupled equations that the largest part needs: those that the start reaches and the observable sees, the trace and other combinations that it does not see left out.</summary>
    public int Block => block.Value;

    /// <summary>A reference made of parts.</summary>
    /// <param name="parameters">The parameters of the formula.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="combination">An expression of parameters and parts.</param>
    /// <param name="remark">What a proof leaves to sampling.</param>
    /// <exception cref="NotAlgebraicException">The combination has no place in exact algebra.</exception>
    public static FieldReference Of(IReadOnlyList<string> parameters, IReadOnlyList<FieldPart> parts, string combination, string remark = "") =>
        new(parameters, parts, Expression.Parse(combination), remark);

    /// <summary>Evaluates the reference; not safe to use from several threads.</summary>
    public FieldEvaluator NewEvaluator() => new(this);

    /// <summary>How large the reference can be; of a mode, how large what must vanish can be.</summary>
    /// <param name="parameters">Sizes of the parameters of the formula.</param>
    /// <param name="prediction">Size of the prediction.</param>
    public FractionSize Size(IReadOnlyList<FractionSize> parameters, FractionSize prediction)
    {
        ResponseSize[] responses = [.. Parts.Select(p => ResponseSize.Of(p.Model, p.Bindings.Sizes(parameters)))];
        if (IsMode)
        {
            // Resultants of two polynomials of at most the degree of D take as many of their coefficients.
            (_, FractionSize at) = responses[0].At(Combination.Sizes([.. parameters, prediction])[0]);
            FractionSize product = at;
            for (int k = 1; k < (Parts[0].Kind == FieldQuantityKind.Decay ? 1 : 2 * responses[0].Modes); k++)
            {
                product *= at;
            }

            return product;
        }

        FractionSize[] values = [.. Parts.Zip(responses, (p, r) => p.Kind switch
        {
            FieldQuantityKind.RelaxationRate => r.RelaxationRate,
            FieldQuantityKind.Area => r.Area,
            FieldQuantityKind.Laplace => Ratio(r.At(FractionSize.Variable)),
            _ => r.Final,
        })];
        return Combination.Sizes([.. parameters, .. values])[0];
    }

    private static bool DependsOn(FieldProgram program) => program.Roots > 0 || program.HasIndeterminates;

    private static FractionSize Ratio((FractionSize Numerator, FractionSize Denominator) at) => at.Numerator / at.Denominator;
}
