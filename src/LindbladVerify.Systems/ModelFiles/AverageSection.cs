using System.Collections.Concurrent;
using System.Globalization;
using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>
/// The key <c>average</c>: a list of static distributions of parameters, <c>{ parameter, gaussian: { mean, standardDeviation } }</c>,
/// <c>{ parameter, uniform: [low, high] }</c>, <c>{ parameter, values: […], weights: […] }</c> and <c>{ orientation: theta }</c> or
/// <c>{ orientation: [theta, phi] }</c>. What is observed is the mean over all of them, each independent of the others.
/// </summary>
internal sealed class AverageSection
{
    /// <summary>Most points of all distributions together.</summary>
    public const int MostPoints = 20_000;

    private readonly List<StaticDistribution> distributions = [];
    private readonly FileNode? node;

    private AverageSection(FileNode? node, IReadOnlyList<string> parameters)
    {
        this.node = node;
        FileSequence? list = node?.AsSequence("average");
        if (list is { Items.Count: 0 })
        {
            throw node!.Error("average is empty: it lists at least one distribution");
        }

        for (int k = 0; k < (list?.Items.Count ?? 0); k++)
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"average[{k}]");
            distributions.Add(StaticDistribution.Read(list!.Items[k].AsMapping(what), what, parameters));
        }

        string? twice = distributions.SelectMany(d => d.Parameters).GroupBy(p => p, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw node!.Error($"average: the parameter '{twice}' has two distributions; one is allowed");
        }

        if (distributions.SelectMany(d => d.Numbers).FirstOrDefault(n => n.Exact.Names().Any(Parameters.Contains)) is { } circular)
        {
            throw circular.Error("must not depend on parameters that have a distribution themselves");
        }
    }

    /// <summary>The parameters that have a distribution.</summary>
    public IReadOnlyList<string> Parameters => [.. distributions.SelectMany(d => d.Parameters)];

    /// <summary>Whether finer rules bring something: not where all distributions are tables.</summary>
    public bool IsRefinable => distributions.Exists(d => d.IsRefinable);

    public static AverageSection Read(FileMapping root, IReadOnlyList<string> parameters) => new(root.Find("average"), parameters);

    /// <summary>Values of the parameters with their weights, which add up to 1; null beyond <see cref="MostPoints"/>.</summary>
    /// <param name="binding">Values of the other parameters.</param>
    /// <param name="level">Fineness of the rules; each level doubles the points of every distribution.</param>
    public IReadOnlyList<StaticPoint>? Points(Binding binding, int level)
    {
        IReadOnlyList<StaticPoint> points = [new StaticPoint(new Dictionary<string, double>(StringComparer.Ordinal), 1)];
        foreach (StaticDistribution distribution in distributions)
        {
            if (distribution.Points(binding, level) is not { } own || (long)own.Count * points.Count > MostPoints)
            {
                return null;
            }

            points = [.. points.SelectMany(p => own.Select(o => p.With(distribution.Parameters, o.Values, o.Weight)))];
        }

        return points;
    }

    /// <summary>Refuses what has no meaning for an average.</summary>
    public ModelFileException Error(string reason) => node!.Error(reason);
}

/// <summary>One point of a static distribution.</summary>
/// <param name="Values">Values of the parameters.</param>
/// <param name="Weight">Its weight.</param>
internal sealed record StaticPoint(IReadOnlyDictionary<string, double> Values, double Weight)
{
    /// <summary>Tells points of one file from each other, to the last bit.</summary>
    public string Key => string.Join(' ', Values.Values.Select(v => BitConverter.DoubleToInt64Bits(v).ToString("x", CultureInfo.InvariantCulture)));

    /// <summary>The same with further parameters.</summary>
    public StaticPoint With(IReadOnlyList<string> names, double[] values, double weight)
    {
        var all = new Dictionary<string, double>(Values, StringComparer.Ordinal);
        for (int k = 0; k < names.Count; k++)
        {
            all[names[k]] = values[k];
        }

        return new StaticPoint(all, Weight * weight);
    }
}

/// <summary>The distribution of one parameter, or of the two angles of an orientation, with a rule for its mean that can be refined.</summary>
internal abstract class StaticDistribution(IReadOnlyList<string> parameters, IReadOnlyList<NumberField> numbers)
{
    private static readonly string[] Laws = ["gaussian", "uniform", "values"];

    /// <summary>The parameters.</summary>
    public IReadOnlyList<string> Parameters => parameters;

    /// <summary>The numbers that say which distribution it is.</summary>
    public IReadOnlyList<NumberField> Numbers => numbers;

    /// <summary>Whether there is a finer rule.</summary>
    public virtual bool IsRefinable => true;

    public static StaticDistribution Read(FileMapping table, string what, IReadOnlyList<string> known)
    {
        if (table.Find("orientation") is { } orientation)
        {
            table.AllowOnly(what, "orientation");
            FileScalar[] angles = [.. (orientation is FileSequence list ? list.Items : [orientation]).Select(a => a.AsScalar($"{what}.orientation"))];
            return angles.Length is 1 or 2
                ? new OrientationDistribution([.. angles.Select(a => Known(a, known))])
                : throw orientation.Error($"{what}.orientation is the polar angle, or [polar angle, azimuth]");
        }

        table.AllowOnly(what, ["parameter", .. Laws, "weights"]);
        string parameter = Known(table.Require("parameter", what).AsScalar($"{what}.parameter"), known);
        string[] given = [.. Laws.Where(l => table.Find(l) is not null)];
        if (given.Length != 1 || (table.Find("weights") is not null && given[0] is not "values"))
        {
            throw table.Error($"{what} needs one of 'gaussian: {{ mean, standardDeviation }}', 'uniform: [low, high]', 'values: […]' with or without 'weights: […]', or 'orientation'");
        }

        FileNode node = table.Find(given[0])!;
        switch (given[0])
        {
            case "gaussian":
                FileMapping law = node.AsMapping($"{what}.gaussian").AllowOnly($"{what}.gaussian", "mean", "standardDeviation");
                NumberField? mean = law.Find("mean") is { } m ? NumberField.Read(m, $"{what}.gaussian.mean", QuantityKind.Any) : null;
                return new GaussianDistribution(parameter, mean, NumberField.Read(law.Require("standardDeviation", $"{what}.gaussian"), $"{what}.gaussian.standardDeviation", QuantityKind.Any));
            case "uniform":
                NumberField[] ends = ListOf(node, $"{what}.uniform");
                return ends.Length == 2 ? new UniformDistribution(parameter, ends[0], ends[1]) : throw node.Error($"{what}.uniform needs two numbers, [low, high]");
            default:
                NumberField[] values = ListOf(node, $"{what}.values");
                NumberField[]? weights = table.Find("weights") is { } w ? ListOf(w, $"{what}.weights") : null;
                return values.Length > 0 && (weights is null || weights.Length == values.Length)
                    ? new TabulatedDistribution(parameter, values, weights)
                    : throw node.Error($"{what} needs as many weights as values, and at least one");
        }
    }

    /// <summary>Values with weights that add up to 1; null where there are more than <see cref="AverageSection.MostPoints"/> of a rule that takes long.</summary>
    public abstract IReadOnlyList<(double[] Values, double Weight)>? Points(Binding binding, int level);

    private static NumberField[] ListOf(FileNode node, string what) =>
        [.. node.AsSequence(what).Items.Select((v, k) => NumberField.Read(v, string.Create(CultureInfo.InvariantCulture, $"{what}[{k}]"), QuantityKind.Any))];

    private static string Known(FileScalar name, IReadOnlyList<string> known) => known.Contains(name.Text, StringComparer.Ordinal)
        ? name.Text
        : throw name.Error($"average: the model has no parameter '{ExpressionTokens.Shorten(name.Text)}'{NameSuggestion.For(name.Text, known)}; its parameters are {UnknownName.List(known)}");
}

/// <summary>A normal distribution by the trapezoidal rule out to 8.5 standard deviations, whose error falls faster than any power of the step.</summary>
internal sealed class GaussianDistribution(string parameter, NumberField? mean, NumberField standardDeviation) : StaticDistribution([parameter], mean is null ? [standardDeviation] : [mean, standardDeviation])
{
    private const double Reach = 8.5;
    private const int FirstIntervals = 16;

    public override IReadOnlyList<(double[] Values, double Weight)> Points(Binding binding, int level)
    {
        double centre = mean?.Value(binding) ?? 0;
        double width = standardDeviation.Value(binding, v => v >= 0, "zero or positive");
        if (width == 0)
        {
            return [([centre], 1)];
        }

        int n = FirstIntervals << level;
        double[] x = [.. Enumerable.Range(0, n + 1).Select(k => (2 * Reach * k / n) - Reach)];
        double total = x.Sum(v => Math.Exp(-v * v / 2));
        return [.. x.Select(v => (new[] { centre + (width * v) }, Math.Exp(-v * v / 2) / total))];
    }
}

/// <summary>An even distribution by Gauss–Legendre points.</summary>
internal sealed class UniformDistribution(string parameter, NumberField low, NumberField high) : StaticDistribution([parameter], [low, high])
{
    private const int First = 8;

    public override IReadOnlyList<(double[] Values, double Weight)>? Points(Binding binding, int level)
    {
        double from = low.Value(binding);
        double to = high.Value(binding, v => v >= from, "at least the lower end");
        if ((long)First << level > AverageSection.MostPoints)
        {
            return null;
        }

        (double[] nodes, double[] weights) = GaussLegendre.Rule(First << level);
        return [.. nodes.Zip(weights, (x, w) => (new[] { from + ((to - from) * (1 + x) / 2) }, w / 2))];
    }
}

/// <summary>A table of values.</summary>
internal sealed class TabulatedDistribution(string parameter, NumberField[] values, NumberField[]? weights) : StaticDistribution([parameter], [.. values, .. weights ?? []])
{
    public override bool IsRefinable => false;

    public override IReadOnlyList<(double[] Values, double Weight)> Points(Binding binding, int level)
    {
        double[] w = weights is null ? [.. values.Select(_ => 1.0)] : [.. weights.Select(x => x.Value(binding, v => v >= 0, "zero or positive"))];
        double sum = w.Sum();
        return sum > 0
            ? [.. values.Select((v, k) => (new[] { v.Value(binding) }, w[k] / sum))]
            : throw weights![0].Error("and the others must not all be zero");
    }
}

/// <summary>All directions alike: Gauss–Legendre points in the cosine of the polar angle, and as many even steps of the azimuth where it matters.</summary>
internal sealed class OrientationDistribution(string[] angles) : StaticDistribution(angles, [])
{
    private const int First = 8;
    private const int LastLevel = 12;

    public override IReadOnlyList<(double[] Values, double Weight)>? Points(Binding binding, int level)
    {
        // Two angles: √2 more points in each, so that the number of directions doubles as well.
        bool isSphere = Parameters.Count == 2;
        int count = isSphere ? (int)Math.Ceiling(First * Math.Pow(2, Math.Min(level, LastLevel) / 2.0)) : First << Math.Min(level, LastLevel);
        if (count > AverageSection.MostPoints)
        {
            return null;
        }

        (double[] nodes, double[] weights) = GaussLegendre.Rule(count);
        int turns = isSphere ? nodes.Length : 1;
        return
        [
            .. nodes.SelectMany((x, k) => Enumerable.Range(0, turns).Select(j => (
                isSphere ? new[] { Math.Acos(x), 2 * Math.PI * (j + 0.5) / turns } : [Math.Acos(x)],
                weights[k] / 2 / turns))),
        ];
    }
}

/// <summary>Gauss–Legendre rules on [-1, 1].</summary>
internal static class GaussLegendre
{
    private static readonly ConcurrentDictionary<int, (double[] Nodes, double[] Weights)> Known = new();

    /// <summary>Nodes and weights by Newton's method on the recurrence of the polynomials; accurate to rounding. Computed once, n² operations for each step; not to be changed.</summary>
    public static (double[] Nodes, double[] Weights) Rule(int n) => Known.GetOrAdd(n, Compute);

    private static (double[] Nodes, double[] Weights) Compute(int n)
    {
        // The nodes lie symmetrically about 0.
        double[] nodes = new double[n], weights = new double[n];
        for (int k = 0; k < (n + 1) / 2; k++)
        {
            double x = Math.Cos(Math.PI * (k + 0.75) / (n + 0.5)), slope = 0;
            for (int step = 0; step < 100; step++)
            {
                double before = 0, value = 1;
                for (int j = 0; j < n; j++)
                {
                    (before, value) = (value, ((((2 * j) + 1) * x * value) - (j * before)) / (j + 1));
                }

                slope = n * ((x * value) - before) / ((x * x) - 1);
                double change = value / slope;
                x -= change;
                if (Math.Abs(change) < 1e-16)
                {
                    break;
                }
            }

            nodes[n - 1 - k] = -x;
            nodes[k] = x;
            weights[k] = weights[n - 1 - k] = 2 / ((1 - (x * x)) * slope * slope);
        }

        return (nodes, weights);
    }
}
