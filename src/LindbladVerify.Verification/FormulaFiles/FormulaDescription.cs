using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>The key <c>describes</c>: which computed quantity the formula claims to be.</summary>
internal abstract class FormulaDescription
{
    private static readonly string[] Keys = ["pair", "noise", "reference", "model", "observable", "factor", "quantity", "bind"];

    /// <summary>What claims refer to unless they say otherwise.</summary>
    public abstract Reference Reference { get; }

    /// <summary>The quantity in words, as in "the … ".</summary>
    public abstract string Words(Reference reference);

    /// <summary>Unit of the quantity.</summary>
    public virtual string Unit => "1/s";

    /// <summary>Whether the point of the formula is that of the quantity.</summary>
    public abstract bool SharesParameters { get; }

    /// <summary>The point of the quantity at a point of the formula.</summary>
    public abstract ParameterPoint ReferencePoint(ParameterPoint point);

    /// <summary>Whether doubles are held to the errors that they state, for many digits stand behind them.</summary>
    public virtual bool HasDigits => true;

    /// <summary>The quantity, where it is not a built-in one.</summary>
    public abstract IReferenceQuantity? Quantity(IDenseKernels kernels, CancellationToken cancellation);

    /// <summary>The quantity in many digits; null where it has none.</summary>
    public abstract IPreciseQuantity? PreciseQuantity { get; }

    /// <summary>The parameters of the formula that the quantity depends on.</summary>
    public abstract IReadOnlySet<string> Uses { get; }

    /// <summary>The parameters of the quantity at a point of the formula, in many digits; null where one has no value there.</summary>
    public abstract IReadOnlyDictionary<string, Ball>? ReferenceParameters(IReadOnlyDictionary<string, Ball> point, int bits);

    /// <summary>A reference over prime fields.</summary>
    /// <param name="reference">The reference of a claim.</param>
    /// <param name="parameters">The parameters of the formula.</param>
    /// <exception cref="Systems.PrimeFields.NotAlgebraicException">Exact algebra has no place for it.</exception>
    public abstract FieldReference FieldReference(Reference reference, IReadOnlyList<string> parameters);

    /// <summary>The reference of a claim that names another noise or method.</summary>
    public abstract Reference ReferenceOf(FileMapping claim);

    public static FormulaDescription Read(FileMapping root, IReadOnlyList<Parameter> parameters, bool isCurve, string folder)
    {
        FileMapping table = root.Require("describes", "a formula").AsMapping("describes").AllowOnly("describes", Keys);
        (FileNode? pair, FileNode? model) = (table.Find("pair"), table.Find("model"));
        if (pair is not null && model is not null)
        {
            throw model.Error("describes has 'pair' or 'model', not both");
        }

        if (pair is null && model is null)
        {
            return table.Find("quantity") is { } quantity
                ? new QuantityDescription(table, quantity, parameters, isCurve)
                : throw table.Error("describes needs the key 'pair', 'model' or 'quantity'");
        }

        return pair is not null
            ? new PairDescription(table, pair.AsMapping("pair"), parameters, isCurve)
            : new ModelDescription(table, parameters, isCurve, folder);
    }

    /// <summary>One of a list of words.</summary>
    internal static string Word(FileNode node, string what, IReadOnlyList<string> allowed)
    {
        FileScalar scalar = node.AsScalar(what);
        return allowed.Contains(scalar.Text, StringComparer.Ordinal)
            ? scalar.Text
            : throw scalar.Error($"{what} cannot be '{ParameterRanges.Shown(scalar.Text)}'{NameSuggestion.For(scalar.Text, allowed)}; allowed are {string.Join(", ", allowed)}");
    }

    /// <summary>Names with the values of their expressions; null where one has none.</summary>
    protected static IReadOnlyDictionary<string, Ball>? Values(IEnumerable<(string Name, PointExpression Value)> bindings, IReadOnlyDictionary<string, Ball> point, int bits)
    {
        var values = new Dictionary<string, Ball>(StringComparer.Ordinal);
        foreach ((string name, PointExpression value) in bindings)
        {
            if (value.At(point, bits).Number is not { } number)
            {
                return null;
            }

            values[name] = number;
        }

        return values;
    }

    /// <summary>The parameters of a time course together with the time.</summary>
    protected static IReadOnlyDictionary<string, Ball>? WithTime(IReadOnlyDictionary<string, Ball>? values, IReadOnlyDictionary<string, Ball> point, bool isCourse) =>
        isCourse && values is not null ? new Dictionary<string, Ball>(values, StringComparer.Ordinal) { [ModelQuantity.Time] = point[FormulaBody.Time] } : values;

    /// <summary>Refuses keys that belong to the other kind of description.</summary>
    internal static void Refuse(FileMapping table, string reason, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            if (table.Find(key) is { } node)
            {
                throw node.Error($"'{key}' {reason}");
            }
        }
    }
}
