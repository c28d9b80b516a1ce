using System.Runtime.InteropServices;
using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>The swept parameters and those of <c>set</c>: what a sweep file says by itself, without the files that it names.</summary>
public sealed class SweepParameters
{
    private readonly (SlotProgram Program, int Slot)[] definitions;

    private SweepParameters(SweepPoints points, IReadOnlyList<string> names, (SlotProgram, int)[] definitions, IReadOnlySet<string> uses)
    {
        Points = points;
        Names = names;
        this.definitions = definitions;
        Uses = uses;
    }

    /// <summary>The points.</summary>
    public SweepPoints Points { get; }

    /// <summary>The swept parameters, then those of <c>set</c>, each after what it uses.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The names that definitions of <c>set</c> use.</summary>
    internal IReadOnlySet<string> Uses { get; }

    /// <summary>The values at a point.</summary>
    /// <param name="index">Number of the point, from 0.</param>
    /// <param name="values">Filled from the front; at least as many as there are names.</param>
    public void Fill(long index, double[] values)
    {
        Points.Fill(index, values);
        foreach ((SlotProgram program, int slot) in definitions)
        {
            values[slot] = program.At(values);
        }
    }

    /// <summary>The parameters of the text of a sweep file.</summary>
    /// <exception cref="ModelFileException">The text is not that of a sweep.</exception>
    public static SweepParameters OfText(string text, string file) => Read(FileNode.Parse(text, file).AsMapping("a sweep"));

    /// <summary>Swept parameters alone.</summary>
    internal static SweepParameters Of(SweepPoints points) => new(points, [.. points.Axes.Select(a => a.Name)], [], new HashSet<string>(StringComparer.Ordinal));

    /// <summary>Lets expressions of a file use constants of nature; null for an empty file.</summary>
    internal static FileScope? WithConstants(FileMapping root)
    {
        if (root.Entries is not [(FileScalar first, _), ..])
        {
            return null;
        }

        first.Scope.HasConstants = true;
        return first.Scope;
    }

    internal static SweepParameters Read(FileMapping root)
    {
        _ = WithConstants(root);
        SweepPoints points = AxisReader.Read(root);
        var slots = new SlotTable();
        foreach (SweepAxis axis in points.Axes)
        {
            slots.Add(axis.Name);
        }

        var definitions = new List<(string Name, FileNode Node, IReadOnlyCollection<string> Uses)>();
        var values = new List<(FileScalar Node, Expression Value)>();
        foreach ((FileScalar name, FileNode node) in root.Find("set")?.AsMapping("set").Entries ?? [])
        {
            SweepFields.RequireName(name, "parameter");
            if (slots.Find(name.Text) >= 0)
            {
                throw name.Error($"'{name.Text}' is swept and set; only one is possible");
            }

            Expression value = SweepFields.Formula(node, $"set.{name.Text}");
            definitions.Add((name.Text, node, [.. value.Names()]));
            values.Add((node.AsScalar("set"), value));
        }

        var programs = new List<(SlotProgram, int)>();
        foreach (int k in Dependencies.Order(definitions, "the definitions of 'set'"))
        {
            SlotProgram program = slots.Compile(values[k].Value, values[k].Node, $"set.{definitions[k].Name}");
            programs.Add((program, slots.Add(definitions[k].Name)));
        }

        return new SweepParameters(points, [.. slots.Names], [.. programs], definitions.SelectMany(d => d.Uses).ToHashSet(StringComparer.Ordinal));
    }
}

/// <summary>A stored column of results.</summary>
/// <param name="Name">Its name in exports.</param>
/// <param name="IsFlag">Whether it holds 0 or 1 and takes one byte a point; else a double.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SweepColumn(string Name, bool IsFlag)
{
    /// <summary>Bytes per point in a store.</summary>
    internal int Bytes => IsFlag ? 1 : sizeof(double);
}

/// <summary>Puts definitions that use each other in an order in which each follows what it uses.</summary>
internal static class Dependencies
{
    /// <summary>The order; definitions that are independent stay as they were.</summary>
    /// <param name="definitions">Name, where it stands, and the names that it uses (others than these definitions are ignored).</param>
    /// <param name="what">What they are, for the message.</param>
    /// <exception cref="ModelFileException">Some go round in a circle.</exception>
    public static IReadOnlyList<int> Order(IReadOnlyList<(string Name, FileNode Node, IReadOnlyCollection<string> Uses)> definitions, string what)
    {
        var order = new List<int>();
        var state = new int[definitions.Count];
        var path = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < definitions.Count; k++)
        {
            places[definitions[k].Name] = k;
        }

        void Visit(int k)
        {
            path.Add(definitions[k].Name);
            if (state[k] == 1)
            {
                string circle = string.Join(" -> ", path.SkipWhile(n => !string.Equals(n, definitions[k].Name, StringComparison.Ordinal)));
                throw definitions[k].Node.Error($"{what} go round in a circle: {circle}");
            }

            if (state[k] == 0)
            {
                state[k] = 1;
                foreach (string used in definitions[k].Uses)
                {
                    if (places.TryGetValue(used, out int other))
                    {
                        Visit(other);
                    }
                }

                state[k] = 2;
                order.Add(k);
            }

            path.RemoveAt(path.Count - 1);
        }

        for (int k = 0; k < definitions.Count; k++)
        {
            Visit(k);
        }

        return order;
    }
}
