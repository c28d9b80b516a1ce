using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>
/// The keys <c>vary</c>, <c>to</c> and <c>from</c> of a limit: parameters that scale with powers of lambda while the others stay at points of the domain, or at
/// what <c>from</c> makes of them.
/// </summary>
internal sealed class LimitApproach
{
    private readonly (string Name, double Exponent)[] varied;
    private readonly double target;
    private readonly Expression? targetExpression;
    private readonly IReadOnlyList<(string Name, PointExpression Value)> from;

    private LimitApproach((string Name, double Exponent)[] varied, double target, Expression? targetExpression = null, IReadOnlyList<(string Name, PointExpression Value)>? from = null)
    {
        this.from = from ?? [];
        this.targetExpression = double.IsInfinity(target) ? null : targetExpression ?? new NumberExpression(target);
        this.varied = varied;
        this.target = target;
    }

    /// <summary>The parameters that the path moves.</summary>
    public IEnumerable<string> Moved => varied.Select(v => v.Name);

    /// <summary>The exponents by parameter.</summary>
    public IReadOnlyDictionary<string, double> Exponents => varied.ToDictionary(v => v.Name, v => v.Exponent, StringComparer.Ordinal);

    /// <summary>Whether the parameter of the path grows without bound.</summary>
    public bool IsToInfinity => double.IsPositiveInfinity(target);

    /// <summary>The finite end as it is written; null for infinity.</summary>
    public string? End => targetExpression is NumberExpression number ? number.Digits : targetExpression?.ToString();

    /// <summary>Whether a point is where the path would end: no path starts there.</summary>
    public bool IsAtEnd(ParameterPoint point) => !double.IsInfinity(target) && Start(point) is var start && varied.Any(v => start[v.Name] == target);

    /// <summary>The number at which the path holds a parameter, whatever point it starts from; null for others.</summary>
    public double? HeldAt(string name) =>
        from.LastOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal)).Value is { Names.Count: 0 } value ? CompiledExpression.Formula(value.Expression, []).Evaluate() : null;

    /// <summary>The path in words: "Gc = Gc0/epsilon".</summary>
    public string Text => string.Join(", ", varied.Select(v => Piece(v.Name, double.IsPositiveInfinity(target) ? -v.Exponent : v.Exponent)))
        + (from.Count == 0 ? string.Empty : $", from {string.Join(", ", from.Select(f => $"{f.Name} = {f.Value.Text}"))}");

    /// <summary>The limit in words: "Gc to infinity".</summary>
    public string Words
    {
        get
        {
            string to = double.IsPositiveInfinity(target) ? "to infinity" : string.Create(CultureInfo.InvariantCulture, $"to {target:R}");
            return varied.Length == 1 && varied[0].Exponent > 0
                ? $"{varied[0].Name} {to}"
                : $"{string.Join(", ", varied.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Name} as lambda^{v.Exponent:R}")))} and lambda {to}";
        }
    }

    /// <summary>Reads the path of a claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="start">Where the paths of this file start; entries of the claim's own <c>from</c> come after them.</param>
    public static LimitApproach Read(FileMapping claim, string what, IReadOnlyList<Parameter> parameters, IReadOnlyList<(string Name, PointExpression Value)> start)
    {
        FileMapping vary = claim.Require("vary", what).AsMapping($"{what}: vary");
        string[] names = [.. parameters.Select(p => p.Name)];
        var varied = new List<(string, double)>();
        foreach ((FileScalar key, FileNode node) in vary.Entries)
        {
            string name = FileFields.Word(key, $"{what}: vary", names);
            double exponent = FileFields.Number(node, $"{what}: vary.{name}", QuantityKind.Dimensionless);
            varied.Add(exponent != 0 ? (name, exponent) : throw node.Error($"{what}: the exponent of '{name}' must not be 0; leave out parameters that do not vary"));
        }

        if (varied.Count == 0)
        {
            throw vary.Error($"{what}: vary needs at least one parameter with its exponent, as in {{ Gc: 1 }}");
        }

        return new LimitApproach([.. varied], Target(claim, what, varied), TargetExpression(claim, what), [.. start, .. ReadStart(claim, $"{what}: from", names)]);
    }

    /// <summary>One parameter towards a value or infinity.</summary>
    public static LimitApproach Of(string name, double target) => new([(name, 1)], target);

    /// <summary>The key <c>from</c>: what a point of the domain becomes at the start of a path, one parameter after the other.</summary>
    public static IReadOnlyList<(string Name, PointExpression Value)> ReadStart(FileMapping table, string what, IReadOnlyList<string> names) =>
        [.. from entry in table.Find("from")?.AsMapping(what).Entries ?? [] select (FileFields.Word(entry.Key, what, names), PointExpression.Value(entry.Value, $"{what}.{entry.Key.Text}", names))];

    /// <summary>The point on the path at epsilon, from a point of the domain.</summary>
    public ParameterPoint At(ParameterPoint point, double epsilon)
    {
        ParameterPoint start = Start(point);
        foreach ((string name, double exponent) in varied)
        {
            double scale = Math.Pow(epsilon, double.IsPositiveInfinity(target) ? -exponent : exponent);
            start = start.With(name, target is 0 or double.PositiveInfinity ? start[name] * scale : target + ((start[name] - target) * scale));
        }

        return start;
    }

    /// <summary>The point on the path at epsilon = 2^-octave, from a point of the domain, in many digits.</summary>
    /// <exception cref="ArithmeticException">The start of the path has no value.</exception>
    public PrecisePoint At(PrecisePoint point, int octave)
    {
        PrecisePoint start = point;
        foreach ((string name, PointExpression value) in from)
        {
            PrecisePoint before = start;
            start = before.With(name, bits => value.At(before.At(bits), bits).Number ?? throw new ArithmeticException($"The start of the path has no value for {name} = {value.Text}."));
        }

        PrecisePoint here = start;
        foreach ((string name, double exponent) in varied)
        {
            here = here.With(name, bits => Along(start.At(bits)[name], exponent, octave, bits));
        }

        return here;
    }

    private ParameterPoint Start(ParameterPoint point) => from.Aggregate(point, (p, f) => p.With(f.Name, f.Value.At(p)));

    private Ball Along(Ball from, double exponent, int octave, int bits)
    {
        double power = (double.IsPositiveInfinity(target) ? exponent : -exponent) * octave;
        Ball scale = power == Math.Round(power)
            ? Ball.Exact(BigFloat.One.Scale((long)power))
            : Ball.Rounded(Elementary.Power(BigFloat.Of(2L).To(bits), BigFloat.DecimalOf(exponent, bits) * BigFloat.Of(double.IsPositiveInfinity(target) ? octave : -(long)octave)), BigFloat.Zero, 2);
        if (target is 0 or double.PositiveInfinity)
        {
            return from * scale;
        }

        Ball end = PreciseArithmetic.Evaluate(targetExpression!, new Dictionary<string, Ball>(StringComparer.Ordinal), bits).Number!.Value;
        return end + ((from - end) * scale);
    }

    private static double Target(FileMapping claim, string what, List<(string Name, double Exponent)> varied)
    {
        FileScalar to = claim.Require("to", what).AsScalar($"{what}: to");
        if (to.Text is "infinity" or "inf" or ".inf" or "∞")
        {
            return double.PositiveInfinity;
        }

        double target = FileFields.Number(to, $"{what}: to", QuantityKind.Dimensionless);
        return target == 0 || varied.TrueForAll(v => v.Exponent > 0)
            ? target
            : throw to.Error($"{what}: towards a finite value the exponents must be positive: the distance from it is multiplied by epsilon^exponent");
    }

    /// <summary>The value as it is written, so that 1/3 is a third; null where it carries a unit or is no number.</summary>
    private static Expression? TargetExpression(FileMapping claim, string what)
    {
        FileScalar to = claim.Require("to", what).AsScalar($"{what}: to");
        return to.Text is "infinity" or "inf" or ".inf" or "∞" || Quantity.HasUnit(to.Text) ? null : to.Expression($"{what}: to");
    }

    private string Piece(string name, double power)
    {
        string factor = power switch { 1 => " epsilon", -1 => "/epsilon", _ => string.Create(CultureInfo.InvariantCulture, $" epsilon^{power:R}") };
        return target is 0 or double.PositiveInfinity
            ? $"{name} = {name}0{factor}"
            : string.Create(CultureInfo.InvariantCulture, $"{name} = {target:R} + ({name}0 - {target:R}){factor}");
    }
}
