using System.Globalization;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The keys <c>spins</c>, <c>levels</c> and <c>oscillators</c>: the sites, in the order of the file.</summary>
internal sealed class SiteSection
{
    public const int LargestDimension = 65_536;
    private const string Density = "density";
    private const string Auto = "auto";

    /// <summary>Levels of an oscillator whose file leaves the number open.</summary>
    private const int FirstLevels = 16;

    private SiteSection(HilbertSpace space, IReadOnlyList<string> oscillators, ModelFileException? oversize)
    {
        Space = space;
        Oscillators = oscillators;
        Oversize = oversize;
    }

    /// <summary>Why the operators of the sites cannot be built; null where they can.</summary>
    public ModelFileException? Oversize { get; }

    /// <summary>The sites.</summary>
    public HilbertSpace Space { get; }

    /// <summary>Names of the sites that are oscillators, cut at a number of levels.</summary>
    public IReadOnlyList<string> Oscillators { get; }

    /// <summary>Reads the sites.</summary>
    /// <param name="root">The file.</param>
    /// <param name="levels">Numbers of levels in place of those of the file, by site.</param>
    /// <param name="isAnySize">Whether spaces that are too large to be built are read as well.</param>
    public static SiteSection Read(FileMapping root, IReadOnlyDictionary<string, int> levels, bool isAnySize)
    {
        var sites = new List<(Site Site, FileScalar Key)>();
        var oscillators = new List<string>();
        foreach ((FileScalar key, FileNode value) in root.Entries)
        {
            if (key.Text is "spins" or "levels" or "oscillators" or "oscillator")
            {
                foreach ((FileScalar name, FileNode node) in value.AsMapping(key.Text).Entries)
                {
                    FileScalar size = node.AsScalar($"{key.Text}.{name.Text}");
                    bool isSpin = key.Text is "spins";
                    bool isAuto = !isSpin && string.Equals(size.Text, Auto, StringComparison.Ordinal);
                    if (isAuto || key.Text is "oscillators" or "oscillator")
                    {
                        oscillators.Add(name.Text);
                    }

                    int? given = !isSpin && levels.TryGetValue(name.Text, out int number) ? number : isAuto ? FirstLevels : null;
                    sites.Add((ReadSite(name, size, isSpin, given), name));
                }
            }
        }

        RequireDistinct(sites);
        ModelFileException? oversize = Feasibility(root, sites);
        return oversize is null || isAnySize ? new SiteSection(RestrictSection.Read(root, [.. sites.Select(s => s.Site)]), oscillators, oversize) : throw oversize;
    }

    private static Site ReadSite(FileScalar name, FileScalar size, bool isSpin, int? given)
    {
        if (!(ExpressionParser.IsName(name.Text) || ExpressionParser.IsNumberedName(name.Text)) || string.Equals(name.Text, Density, StringComparison.Ordinal))
        {
            throw name.Error($"'{ExpressionTokens.Shorten(name.Text)}' cannot name a site; a name is letters, digits and _, starts with a letter, and is not and, or, not, {Density}; numbered sites are I[1..6]");
        }

        string what = $"{(isSpin ? "spin" : "number of levels of")} '{name.Text}'";
        double value = given ?? size.Evaluate(what, () => new ExpressionEvaluator(new Dictionary<string, double>(StringComparer.Ordinal)).Real(size.Expression(what)));
        if (isSpin)
        {
            return value >= 0.5 && 2 * value == Math.Round(2 * value) && 2 * value < LargestDimension && value <= 500
                ? Site.OfSpin(name.Text, value)
                : throw size.Error($"{what} must be a positive multiple of 1/2 up to 500 (1/2, 1, 3/2, …), not {ExpressionTokens.Shorten(size.Text)}");
        }

        return value == Math.Round(value) && value is >= 2 and <= LargestDimension
            ? Site.OfLevels(name.Text, (int)value)
            : throw size.Error(string.Create(CultureInfo.InvariantCulture, $"{what} must be an integer from 2 to {LargestDimension}, not {ExpressionTokens.Shorten(size.Text)}"));
    }

    private static void RequireDistinct(List<(Site Site, FileScalar Key)> sites)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((Site site, FileScalar key) in sites)
        {
            if (!seen.Add(site.Name))
            {
                throw key.Error($"the site name '{site.Name}' is used more than once");
            }
        }
    }

    private static ModelFileException? Feasibility(FileMapping root, List<(Site Site, FileScalar Key)> sites)
    {
        if (sites.Count == 0)
        {
            throw root.Error("a model needs sites: 'spins: { S: 1/2 }', 'levels: { c: 5 }' or 'oscillators: { b: 12 }'");
        }

        double dimension = sites.Aggregate(1.0, (d, s) => d * s.Site.Dimension);
        if (dimension <= LargestDimension || root.Find("restrict") is not null)
        {
            return null;
        }

        FileScalar first = sites[0].Key;
        return new ModelFileException(first.File, first.Line, first.Column, FormattableString.Invariant(
            $"{sites.Count} sites have {dimension:G6} joint states; one density operator would need {Memory(16 * dimension * dimension)}; at most {LargestDimension} states are allowed (sixteen spins 1/2), unless 'restrict' keeps those with few excitations, or 'simulate' finds identical two-level sites")) { IsSize = true };
    }

    private static string Memory(double bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        int power = Math.Clamp((int)Math.Floor(Math.Log2(bytes) / 10), 0, units.Length - 1);
        return FormattableString.Invariant($"{bytes / Math.Pow(1024, power):G3} {units[power]}");
    }
}

/// <summary>Which operators of which sites an expression names.</summary>
internal sealed class SiteUse
{
    private readonly HashSet<(string Site, string Operator)> used = [];

    private SiteUse(Expression expression) => Collect(expression);

    /// <summary>Looks through an expression.</summary>
    public static SiteUse Of(Expression expression) => new(expression);

    /// <summary>Whether it steps the site between neighbouring levels.</summary>
    public bool Moves(string site) => Uses(site, "a") || Uses(site, "ad");

    /// <summary>Whether it singles out a level of the site.</summary>
    public bool Projects(string site) => Uses(site, "proj") || Uses(site, "ket");

    /// <summary>Of a site with a number that only parameters tell, every one of its name is meant.</summary>
    private bool Uses(string site, string @operator) => used.Contains((site, @operator)) || (NumberedName.Read(site) is { } numbered && used.Contains(($"{numbered.Name}[", @operator)));

    private void Collect(Expression expression)
    {
        if (expression is MemberExpression member)
        {
            used.Add((member.Site, member.Operator));
        }
        else if (expression is IndexedMemberExpression numbered)
        {
            used.Add(($"{numbered.Site}[", numbered.Operator));
        }

        foreach (Expression child in expression.Children)
        {
            Collect(child);
        }
    }
}
