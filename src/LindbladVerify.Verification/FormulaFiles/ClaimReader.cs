using System.Globalization;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>The key <c>claims</c>: what would make the formula wrong, as the same records that the formulas of this library use.</summary>
internal sealed class ClaimReader
{
    private static readonly string[] Kinds = ["identity", "limit", "bound", "symmetry", "monotonicity", "positivity", Inequalities];
    private static readonly string[] Common = ["id", "kind", "declared", "statement", "quantity", "noise", "reference", "where"];
    private const string Inequalities = "inequality";
    private const string Nothing = "none";
    private static readonly string[] VerdictWords = ["exact", "asymptotic", "bounded", "false", "inconclusive", "out-of-domain"];

    private readonly FileFormula formula;
    private readonly FileMapping table;
    private readonly string[] names;
    private readonly string what;
    private readonly PointExpression? where;
    private readonly IReadOnlyList<(string Name, PointExpression Value)> start;
    private readonly bool isOfFormulaAlone;

    private ClaimReader(FileMapping table, FileFormula formula, IReadOnlyList<(string Name, PointExpression Value)> start)
    {
        this.start = start;
        this.table = table;
        this.formula = formula;
        names = [.. formula.Parameters.Select(p => p.Name)];
        Id = table.Require("id", "a claim").AsScalar("id");
        FormulaHeader.RequireId(Id);
        what = $"claim '{Id.Text}'";
        where = table.Find("where") is { } node ? PointExpression.Condition(node, $"{what}: where", names) : null;
        isOfFormulaAlone = table.Find("reference") is FileScalar { Text: Nothing };
        Reference = isOfFormulaAlone ? formula.Description.Reference : formula.Description.ReferenceOf(table);
    }

    private FileScalar Id { get; }

    private Reference Reference { get; }

    /// <summary>What a law is asked of beside the formula.</summary>
    private Reference? Witness => isOfFormulaAlone ? null : Reference;

    private string Everywhere => where is null ? "everywhere in its domain" : $"where {where.Text}";

    private string Quantity => "the " + formula.Description.Words(Reference);

    /// <summary>Whether all claims of a file compare computed quantities with each other.</summary>
    public static bool AreInequalities(FileMapping root) => root.Find("claims") is FileSequence { Items.Count: > 0 } list
        && list.Items.All(c => c is FileMapping table && table.Find("kind") is FileScalar { Text: Inequalities });

    public static IReadOnlyList<Claim> Read(FileMapping root, FileFormula formula)
    {
        FileSequence list = root.Require("claims", "a formula").AsSequence("claims");
        if (list.Items.Count == 0)
        {
            throw list.Error("claims needs at least one, such as { id: everywhere, kind: identity, declared: exact }");
        }

        IReadOnlyList<(string Name, PointExpression Value)> start = LimitApproach.ReadStart(root, "from", [.. formula.Parameters.Select(p => p.Name)]);
        var claims = new List<Claim>();
        foreach (FileNode node in list.Items)
        {
            var reader = new ClaimReader(node.AsMapping("a claim"), formula, start);
            Claim claim = reader.One();
            if (claims.Exists(c => string.Equals(c.Id, claim.Id, StringComparison.Ordinal)))
            {
                throw reader.Id.Error($"the claim id '{claim.Id}' stands here for the second time; ids must differ");
            }

            claims.Add(claim);
        }

        return claims;
    }

    private Claim One()
    {
        string kind = FileFields.Word(table.Require("kind", what), $"{what}: kind", Kinds);
        if (formula.IsWholeCourse && (kind is "symmetry" or "monotonicity" or "positivity" or Inequalities))
        {
            throw table.Error($"{what}: a {kind} claim needs a value at each point; name the time t among the parameters to give this curve one");
        }

        if (isOfFormulaAlone && kind is "identity" or "limit" or "bound")
        {
            throw table.Error($"{what}: {(kind is "identity" ? "an" : "a")} {kind} needs a quantity to be held against; reference: none belongs to laws");
        }

        Claim claim = kind switch
        {
            "identity" => Identity(),
            "limit" => Limit(),
            "bound" => Bound(),
            "symmetry" => Symmetry(),
            "monotonicity" => Monotonicity(),
            Inequalities => Inequality(),
            _ => Positivity(),
        };
        return where is null || claim is BoundClaim ? claim : claim with { Region = new ClaimRegion(where.HoldsAt, where.Text) };
    }

    private IdentityClaim Identity()
    {
        Allow();
        return new IdentityClaim(Id.Text, Statement($"The formula is {Quantity}, {Everywhere}."), Declared(VerdictKind.Exact), Reference);
    }

    private LimitClaim Limit()
    {
        Allow("vary", "to", "from", "order");
        LimitApproach approach = LimitApproach.Read(table, what, formula.Parameters, start);
        double? order = null;
        if (table.Find("order") is { } node && !string.Equals(node.AsScalar("order").Text, "infer", StringComparison.Ordinal))
        {
            order = FileFields.Number(node, $"{what}: order", QuantityKind.Dimensionless);
            if (order <= 0)
            {
                throw node.Error($"{what}: order must be a positive number or infer, not {((FileScalar)node).Text}");
            }
        }

        string power = order is double p ? string.Create(CultureInfo.InvariantCulture, $", with a relative error of order {p:R}") : string.Empty;
        return new FileLimitClaim(Id.Text, Statement($"The formula becomes {Quantity} for {approach.Words}{power}."), Declared(VerdictKind.Asymptotic), Reference, approach, order);
    }

    private BoundClaim Bound()
    {
        Allow("within", "side");
        int side = table.Find("side") is { } word ? FileFields.Word(word, $"{what}: side", ["both", "never-below", "never-above"]) switch { "never-below" => 1, "never-above" => -1, _ => 0 } : 0;
        double within = double.PositiveInfinity;
        if (table.Find("within") is { } bound)
        {
            within = FileFields.Number(bound, $"{what}: within", QuantityKind.Dimensionless);
            if (within <= 0)
            {
                throw bound.Error($"{what}: within must be a positive relative error such as 0.05, not {((FileScalar)bound).Text}");
            }
        }
        else if (side == 0)
        {
            throw table.Error($"{what} needs the key 'within', a relative error such as 0.05, or 'side'");
        }

        string region = where?.Text ?? "everywhere";
        string how = side switch { > 0 => "is never below", < 0 => "is never above", _ => "agrees with" };
        string much = double.IsInfinity(within) ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" within {100 * within:G4} %");
        return new BoundClaim(Id.Text, Statement($"The formula {how} {Quantity}{much}{(where is null ? " everywhere" : $" where {region}")}."), Declared(VerdictKind.Bounded), Reference, within, p => where?.HoldsAt(p) ?? true, region, side);
    }

    private SymmetryClaim Symmetry()
    {
        Allow("map", "factor");
        FileMapping map = table.Require("map", what).AsMapping($"{what}: map");
        if (map.Entries.Count == 0)
        {
            throw map.Error($"{what}: map needs at least one parameter, as in {{ P: \"-P\" }}");
        }

        (string Name, PointExpression Image)[] images = [.. map.Entries.Select(e => (Parameter(e.Key), PointExpression.Value(e.Value, $"{what}: map.{e.Key.Text}", names)))];
        PointExpression? factor = table.Find("factor") is { } node ? PointExpression.Value(node, $"{what}: factor", names) : null;
        string text = string.Join(", ", images.Select(i => $"{i.Name} -> {i.Image.Text}"));
        string gain = factor is null ? "does not change" : $"is multiplied by {factor.Text}";
        return new FileSymmetryClaim(Id.Text, Statement($"The quantity {gain} under {text}."), Declared(VerdictKind.Exact), images, text, factor, Witness);
    }

    private MonotonicityClaim Monotonicity()
    {
        Allow("in", "direction");
        string name = Parameter(table.Require("in", what).AsScalar($"{what}: in"));
        int direction = FileFields.Word(table.Require("direction", what), $"{what}: direction", ["increasing", "decreasing"]) is "increasing" ? 1 : -1;
        return new MonotonicityClaim(Id.Text, Statement($"The quantity never {(direction > 0 ? "falls" : "rises")} as {name} grows."), Declared(VerdictKind.Exact), name, direction, Witness);
    }

    private InequalityClaim Inequality()
    {
        Allow("compare");
        FileMapping compare = table.Require("compare", what).AsMapping($"{what}: compare");
        (Reference other, string relation) = formula.Description.Compare(compare);
        return new InequalityClaim(Id.Text, Statement($"{char.ToUpperInvariant(Quantity[0])}{Quantity[1..]} {relation} the {formula.Description.Words(other)}, {Everywhere}."), Declared(VerdictKind.Bounded), Reference, other, relation);
    }

    private PositivityClaim Positivity()
    {
        Allow();
        return new PositivityClaim(Id.Text, Statement("The quantity is nowhere negative."), Declared(VerdictKind.Exact), Witness);
    }

    private void Allow(params string[] own) => table.AllowOnly(what, [.. Common, .. own]);

    private string Statement(string otherwise) => table.Find("statement")?.AsScalar("statement").Text ?? otherwise;

    private string Parameter(FileScalar name) => FileFields.Word(name, $"{what}: parameter", names);

    private VerdictKind Declared(VerdictKind otherwise) => table.Find("declared") is not { } node ? otherwise
        : (VerdictKind)Array.IndexOf(VerdictWords, FileFields.Word(node, $"{what}: declared", VerdictWords));
}

/// <summary>A limit of a formula file: its path can be followed in many digits, beyond the range of doubles.</summary>
internal sealed record FileLimitClaim(string Id, string Statement, VerdictKind Declared, Reference Reference, LimitApproach Approach, double? DeclaredOrder)
    : LimitClaim(Id, Statement, Declared, Reference, Approach.At, Approach.Text, DeclaredOrder);

/// <summary>A symmetry of a formula file: its map is known as expressions, which can be evaluated in many digits.</summary>
internal sealed record FileSymmetryClaim(string Id, string Statement, VerdictKind Declared, (string Name, PointExpression Image)[] Images, string MapText, PointExpression? Gain, Reference? Reference)
    : SymmetryClaim(Id, Statement, Declared, p => Images.Aggregate(p, (image, i) => image.With(i.Name, i.Image.At(p))), MapText, p => Gain?.At(p) ?? 1, Reference)
{
    /// <summary>The image of a point; null where it has none.</summary>
    public PrecisePoint? MapPrecisely(PrecisePoint point, int bits)
    {
        PrecisePoint image = point;
        foreach ((string name, PointExpression expression) in Images)
        {
            if (expression.At(point.At(bits), bits).Number is null)
            {
                return null;
            }

            image = image.With(name, b => expression.At(point.At(b), b).Number!.Value);
        }

        return image;
    }

    /// <summary>What the prediction must be multiplied by; null where that has no value.</summary>
    public Ball? FactorPrecisely(PrecisePoint point, int bits) => Gain is null ? Ball.Exact(BigFloat.One) : Gain.At(point.At(bits), bits).Number;
}
