using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>A formula for one of the built-in quantities beside the pair's rate, named as <see cref="Formulas.Claims.Reference"/> names them.</summary>
internal sealed class QuantityDescription : FormulaDescription
{
    private static readonly string[] Exact = [Reference.ExactMethod];
    private static readonly string[] ExactOrGap = [Reference.ExactMethod, Reference.SpectralGapMethod];
    private static readonly string[] RateMatrix =
        [Reference.SecondToFirstMethod, Reference.FirstToSecondMethod, Reference.FirstToFirstMethod, Reference.SecondToSecondMethod, Reference.ResidenceOfDifferenceMethod];

    /// <summary>Parameters that a quantity must be given, those it may be given, its methods with the default first, whether it has a noise, and its unit.</summary>
    private static readonly Dictionary<string, (string[] Needs, string[] Allows, string[] Methods, bool HasNoise, string Unit)> Known = new(StringComparer.Ordinal)
    {
        [Reference.SpectrumQuantity] = (["Delta", "P", "Gc", "omega"], [], Exact, true, "s"),
        [Reference.LineshapeQuantity] = (["omega", "Delta", "P", "G2"], [], Exact, false, "s"),
        [Reference.ZeroQuantumCoherenceDecayQuantity] = (["G1a", "G1b", "G2II", "Delta", "J"], [], Exact, false, "1/s"),
        [Reference.LongitudinalRateQuantity] = (["w0", "Az", "Aperp", "P", "Gc"], [], ExactOrGap, true, "1/s"),
        [Reference.LongitudinalRelaxationRateQuantity] = (["w0", "Az", "Aperp", "P", "Gc"], [], ExactOrGap, true, "1/s"),
        [Reference.NeighbourBroadeningQuantity] = (["D1a", "D2a", "D1b", "D2b", "tau"], ["p"], [Reference.SpectralGapMethod, Reference.ExactMethod], false, "1/s"),
        [Reference.NeighbourFlipFlopRateQuantity] = (["D", "delta", "D1a", "D2a", "tau"], [], [Reference.ExactMethod, Reference.GoldenRuleMethod], false, "1/s"),
        [Reference.QuantumElectronFlipFlopRateQuantity] = (["D", "Delta", "P", "Gc", "G2"], [], Exact, false, "1/s"),
        [Reference.RelaxingPairRateQuantity] = (["D", "Delta", "P", "Gc", "G1a", "G1b", "G2II"], [], RateMatrix, true, "1/s"),
        [Reference.CorrelatedRelaxationRateQuantity] = (["w0", "delta", "D", "A1", "A2", "phi", "P", "Gc", "G2II"], [], Exact, true, "1/s"),
        [Reference.NetworkTransferRateQuantity] = (["A1", "A2", "P", "Gc", "G2"], NetworkParameters(), Exact, true, "1/s"),
        [Reference.SpeedUpQuantity] = (["speedUp", "K", "r", "a", "Pon", "Poff", "Gc", "G2"], [], [Reference.GoldenRuleMethod], true, "1"),
        [Reference.BreakdownRadiusQuantity] = (["radius", "K", "Gc"], [], [Reference.HertzMethod, Reference.RadiansMethod], false, "1"),
    };

    private readonly (string Name, PointExpression Value)[] bindings;
    private readonly bool isBound;

    public QuantityDescription(FileMapping table, FileNode quantity, IReadOnlyList<Parameter> parameters, bool isCurve)
    {
        Refuse(table, "belongs to a model file, not to a built-in quantity", "observable", "factor", "mode", "over", "minus");
        string name = FileFields.Word(quantity, "quantity", [.. Known.Keys.Order(StringComparer.Ordinal)]);
        if (isCurve)
        {
            throw quantity.Error("a built-in quantity is a number; a curve belongs to a pair or a model file");
        }

        string[] names = [.. parameters.Select(p => p.Name)];
        FileMapping? bind = table.Find("bind")?.AsMapping("bind");
        (string[] needs, string[] allows, _, _, Unit) = Known[name];
        string[] known = [.. needs, .. allows];
        var bound = new List<(string, PointExpression)>();
        foreach ((FileScalar key, FileNode value) in bind?.Entries ?? [])
        {
            bound.Add((FileFields.Word(key, "bind", known), PointExpression.Value(value, $"bind.{key.Text}", names)));
        }

        isBound = bound.Count > 0;
        bound.AddRange(names.Where(n => (!isBound || known.Contains(n, StringComparer.Ordinal)) && !bound.Exists(b => string.Equals(b.Item1, n, StringComparison.Ordinal))).Select(n => (n, PointExpression.Parameter(n, names))));
        bindings = [.. bound];
        string? missing = Array.Find(needs, n => !bound.Exists(b => string.Equals(b.Item1, n, StringComparison.Ordinal)));
        if (missing is not null)
        {
            throw quantity.Error($"the quantity '{name}' has the parameter '{missing}', which is neither a parameter of the formula nor bound; its parameters are {string.Join(", ", needs)}");
        }

        Reference = ReferenceOf(name, table, null, null);
    }

    public override Reference Reference { get; }

    public override string Unit { get; }

    public override bool HasDigits => false;

    public override bool SharesParameters => !isBound;

    public override IPreciseQuantity? PreciseQuantity => null;

    public override IEnumerable<Expression> Expressions => bindings.Select(b => b.Value.Expression);

    public override IReadOnlySet<string> Uses => bindings.SelectMany(b => b.Value.Names).ToHashSet(StringComparer.Ordinal);

    public override string Words(Reference reference) => reference.ToString();

    public override ParameterPoint ReferencePoint(ParameterPoint point) =>
        isBound ? new ParameterPoint(Array.ConvertAll(bindings, b => b.Name), Array.ConvertAll(bindings, b => b.Value.At(point))) : point;

    public override IReferenceQuantity? Quantity(IDenseKernels kernels, CancellationToken cancellation) => null;

    public override IReadOnlyDictionary<string, Ball>? ReferenceParameters(IReadOnlyDictionary<string, Ball> point, int bits) => Values(bindings, point, bits);

    public override FieldReference FieldReference(Reference reference, IReadOnlyList<string> parameters) =>
        BuiltInReferences.Of(reference, parameters, [.. bindings.Select(b => (b.Name, b.Value.Expression))]);

    public override Reference ReferenceOf(FileMapping claim) =>
        ReferenceOf(claim.Find("quantity") is { } other ? Other(other) : Reference.Quantity, claim, Reference.Noise, Reference.Method);

    /// <summary>A quantity with the noise and method that a table names, or else the given ones, or else its first method.</summary>
    internal static Reference ReferenceOf(string quantity, FileMapping table, string? noise, string? method)
    {
        (_, _, string[] methods, bool hasNoise, _) = Known[quantity];
        if (!hasNoise)
        {
            Refuse(table, $"has no place in the quantity '{quantity}'", "noise");
        }

        return new Reference(
            quantity,
            !hasNoise ? NoiseNames.None : table.Find("noise") is { } node ? PairDescription.Noise(node) : noise ?? throw table.Error($"the quantity '{quantity}' needs the key 'noise', such as {NoiseNames.ElectronTelegraph}"),
            table.Find("reference") is { } word ? FileFields.Word(word, "reference", methods) : method is not null && methods.Contains(method, StringComparer.Ordinal) ? method : methods[0]);
    }

    /// <summary>Another quantity of a claim: one whose parameters the formula has as well.</summary>
    private string Other(FileNode node)
    {
        string[] possible = [.. Known.Where(k => k.Value.Needs.All(n => Array.Exists(bindings, b => string.Equals(b.Name, n, StringComparison.Ordinal)))).Select(k => k.Key).Order(StringComparer.Ordinal)];
        return FileFields.Word(node, "quantity", possible);
    }

    /// <summary>Hyperfine couplings A1 to A9 and dipolar couplings D12 to D89.</summary>
    private static string[] NetworkParameters()
    {
        const int Most = 9;
        IEnumerable<string> hyperfine = Enumerable.Range(3, Most - 2).Select(i => FormattableString.Invariant($"A{i}"));
        IEnumerable<string> dipolar = from i in Enumerable.Range(1, Most) from j in Enumerable.Range(i + 1, Most - i) select FormattableString.Invariant($"D{i}{j}");
        return [.. hyperfine, .. dipolar];
    }
}
