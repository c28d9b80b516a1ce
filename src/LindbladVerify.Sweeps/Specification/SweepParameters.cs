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

    internal static SweepParameters Read(FileMapping root)
    {
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
