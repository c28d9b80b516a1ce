using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>A formula for the flip-flop of the built-in nuclear pair: its rate under a named noise, or the time course of z.</summary>
internal sealed class PairDescription : FormulaDescription
{
    private static readonly string[] Methods = [Reference.GoldenRuleMethod, Reference.ExactMethod];
    private static readonly string[] NoiseWords = [.. ElectronNoise.Names, NoiseNames.Polarized];

    private readonly PointExpression[] bindings;
    private readonly bool isCurve;
    private readonly bool hasTime;

    public PairDescription(FileMapping table, FileMapping pair, IReadOnlyList<Parameter> parameters, bool isCurve)
    {
        Refuse(table, "belongs to a model file, not to the built-in pair", "observable", "factor", "quantity", "mode", "over", "minus", "bind");
        this.isCurve = isCurve;
        string[] names = [.. parameters.Select(p => p.Name)];
        hasTime = isCurve && names.Contains(FormulaBody.Time, StringComparer.Ordinal);
        pair.AllowOnly("pair", [.. PairParameters.Roles.Select(r => r.Key)]);
        bindings = [.. PairParameters.Roles.Select(r => PointExpression.Value(pair.Require(r.Key, "pair"), $"pair.{r.Key}", names))];
        SharesParameters = !isCurve && names.Length == PairParameters.Roles.Count && PairParameters.Roles.Zip(bindings).All(b => string.Equals(b.First.Name, b.Second.Name, StringComparison.Ordinal));
        string noise = Noise(table.Require("noise", "describes"));
        string method = table.Find("reference") is { } reference ? Method(reference) : Reference.ExactMethod;
        Reference = new Reference(isCurve ? PairTimeCourse.Name : Reference.FlipFlopRateQuantity, noise, method);
    }

    public override Reference Reference { get; }

    public override string Unit => isCurve ? "1" : "1/s";

    public override bool SharesParameters { get; }

    public override string Words(Reference reference)
    {
        string noise = string.Equals(reference.Noise, NoiseNames.Polarized, StringComparison.Ordinal) ? "a static electron" : $"{reference.Noise} noise";
        return isCurve ? $"time course of z for {noise}"
            : string.Equals(reference.Method, Reference.ExactMethod, StringComparison.Ordinal) ? $"flip-flop rate for {noise}, to all orders in the coupling"
            : $"golden-rule flip-flop rate for {noise}";
    }

    public override ParameterPoint ReferencePoint(ParameterPoint point)
    {
        if (SharesParameters)
        {
            return point;
        }

        IReadOnlyList<string> names = PairParameters.Names;
        double[] values = Array.ConvertAll(bindings, b => b.At(point));
        return hasTime ? new ParameterPoint([.. names, FormulaBody.Time], [.. values, point[FormulaBody.Time]]) : new ParameterPoint(names, values);
    }

    public override IReferenceQuantity? Quantity(IDenseKernels kernels, CancellationToken cancellation) => null;

    public override IPreciseQuantity? PreciseQuantity => isCurve ? PrecisePairCourse.Instance : PreciseFlipFlopRate.Instance;

    public override IReadOnlySet<string> Uses => bindings.SelectMany(b => b.Names).ToHashSet(StringComparer.Ordinal);

    public override IReadOnlyDictionary<string, Ball>? ReferenceParameters(IReadOnlyDictionary<string, Ball> point, int bits) =>
        WithTime(Values(PairParameters.Roles.Zip(bindings, (r, b) => (r.Name, b)), point, bits), point, isCurve);

    public override FieldReference FieldReference(Reference reference, IReadOnlyList<string> parameters) =>
        BuiltInReferences.Of(reference, parameters, [.. PairParameters.Roles.Zip(bindings, (r, b) => (r.Name, b.Expression))]);

    public override Reference ReferenceOf(FileMapping claim) => claim.Find("quantity") is { } quantity ? Beside(claim, quantity) : Reference with
    {
        Noise = claim.Find("noise") is { } noise ? Noise(noise) : Reference.Noise,
        Method = claim.Find("reference") is { } method ? Method(method) : Reference.Method,
    };

    /// <summary>The rate of the same pair beside another electron.</summary>
    private Reference Beside(FileMapping claim, FileNode quantity)
    {
        string word = FileFields.Word(quantity, "quantity", isCurve ? [PairTimeCourse.Name] : [Reference.FlipFlopRateQuantity, Reference.QuantumElectronFlipFlopRateQuantity]);
        return word is Reference.QuantumElectronFlipFlopRateQuantity ? QuantityDescription.ReferenceOf(word, claim, null, null) : Reference;
    }

    private string Method(FileNode node)
    {
        string method = FileFields.Word(node, "reference", Methods);
        return isCurve && !string.Equals(method, Reference.ExactMethod, StringComparison.Ordinal)
            ? throw node.Error("a time course is compared with the exact one: the reference must be exact")
            : method;
    }

    /// <summary>The name of a noise.</summary>
    internal static string Noise(FileNode node)
    {
        FileScalar scalar = node.AsScalar("noise");
        if (string.Equals(scalar.Text, NoiseNames.Polarized, StringComparison.Ordinal))
        {
            return scalar.Text;
        }

        try
        {
            return ElectronNoise.Parse(scalar.Text).Name;
        }
        catch (FormatException)
        {
            return scalar.Text.Contains(':', StringComparison.Ordinal)
                ? throw scalar.Error($"noise cannot be '{FileFields.Shown(scalar.Text)}'; the number of fluctuators is an integer from 1 to 10000, as in fluctuators:4")
                : FileFields.Word(node, "noise", NoiseWords);
        }
    }
}
