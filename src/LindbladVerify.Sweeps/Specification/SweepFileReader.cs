using System.Security.Cryptography;
using System.Text;
using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>Reads sweep files: YAML that says which points and what is computed at each. All errors are one line with file, line and column.</summary>
public static class SweepFileReader
{
    /// <summary>Follows the name of a sampled column in that of its standard error.</summary>
    public const string ErrorSuffix = ".standardError";

    /// <summary>The same in expressions, where a point would begin an operator of a site.</summary>
    internal const string ErrorInExpressions = "_standardError";

    /// <summary>
    /// Version of the numbers: raised whenever a stored value could come out otherwise, so that no store mixes two. It is part of
    /// <see cref="Sweep.Identity"/>.
    /// </summary>
    public const int NumbersVersion = 1;

    private static readonly string[] Keys = ["name", "model", "formula", "pair", "vary", "sample", "set", "compute", "refine", "seed", "rateExists"];
    private static readonly string[] Targets = ["pair", "model", "formula"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">The file, or one that it names, is missing or not what it should be.</exception>
    /// <exception cref="SweepException">The sweep cannot be done.</exception>
    public static Sweep Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileNode document = FileNode.Open(path, "sweep file");
        return Read(document, File.ReadAllText(path), Path.GetDirectoryName(path) ?? string.Empty, Path.GetFileNameWithoutExtension(path));
    }

    /// <summary>Reads a sweep from a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">What to call it in messages.</param>
    /// <param name="folder">Where model and formula files that it names are looked for.</param>
    /// <inheritdoc cref="Open"/>
    public static Sweep ReadText(string text, string file = "sweep.yaml", string folder = "") =>
        Read(FileNode.Parse(text, file), text, folder, Path.GetFileNameWithoutExtension(file));

    private static Sweep Read(FileNode document, string text, string folder, string stem)
    {
        FileMapping root = document.AsMapping("a sweep").AllowOnly("a sweep", Keys);
        FileScope? scope = SweepParameters.WithConstants(root);
        ISweepTarget target = Target(root, folder);
        foreach (string own in target.Parameters ?? [.. target.Uses])
        {
            // What the model calls its own is no constant of nature.
            scope?.Declare(own);
        }

        SweepParameters parameters = SweepParameters.Read(root);
        ulong seed = root.Find("seed") is { } seedNode ? (ulong)SweepFields.Whole(seedNode, "seed", 0, 1L << 53) : 1;
        bool withRateExists = root.Find("rateExists") is not { } existsNode || SweepFields.Truth(existsNode, "rateExists");

        var slots = new SlotTable();
        var steps = new List<Func<SweepStep>>();
        foreach (string known in parameters.Names)
        {
            slots.Add(known);
        }

        FileMapping compute = Compute(root, target);
        RequireKnown(root, target, [.. parameters.Uses, .. (Refinement.Read(root) is { } r ? SweepFields.Formula(r.Where, "refine.where").Names() : Enumerable.Empty<string>()), .. Formulas(compute).SelectMany(f => f.Value.Names())]);
        target.Begin(slots, steps, parameters.Names);
        Dictionary<string, IReadOnlyList<(SweepColumn Column, int Slot)>> columns = Quantities(compute, target, slots);
        IReadOnlyList<(SweepColumn Column, int Slot)> extra = target.End(slots, steps, withRateExists, seed);
        Derive(compute, slots, steps, columns);
        Refinement? refinement = Refinement.Read(root);
        if (refinement is not null)
        {
            extra = [.. extra, Where(refinement, slots, steps)];
        }

        (SweepColumn Column, int Slot)[] all = [.. compute.Entries.SelectMany(e => columns[e.Key.Text]), .. extra];
        IReadOnlyList<(string Name, string Hash)> files = SweepFiles.Hashes(target.Files, folder);
        return new Sweep
        {
            Name = root.Find("name")?.AsScalar("name").OneLine("name", 300) is { Length: > 0 } name ? name : stem,
            Target = target.Kind,
            Text = text,
            Files = files,
            Parameters = parameters,
            Refinement = refinement,
            Seed = seed,
            Columns = [.. all.Select(c => c.Column)],
            ColumnSlots = [.. all.Select(c => c.Slot)],
            SlotCount = slots.Names.Count,
            Steps = steps,
            Notes = [.. target.Notes, .. scope?.Notes ?? []],
            Identity = Identity(text, files),
        };
    }

    private static ISweepTarget Target(FileMapping root, string folder)
    {
        string[] there = [.. Targets.Where(k => root.Find(k) is not null)];
        return there switch
        {
            ["pair"] => new PairTarget(root.Require("pair", "a sweep").AsMapping("pair")),
            ["model"] => new ModelTarget(root.Require("model", "a sweep").AsScalar("model"), folder),
            ["formula"] => new FormulaTarget(root.Require("formula", "a sweep").AsScalar("formula"), folder),
            [] => throw root.Error("a sweep needs the key 'pair', 'model' or 'formula'"),
            _ => throw root.Error($"a sweep is over one thing, not over {string.Join(" and ", there)}"),
        };
    }

    private static FileMapping Compute(FileMapping root, ISweepTarget target)
    {
        FileMapping table = (root.Find("compute") ?? (target.DefaultCompute is { } text ? FileNode.Parse(text, root.File) : root.Require("compute", "a sweep"))).AsMapping("compute");
        if (table.Entries.Count == 0)
        {
            throw table.Error("compute is empty: a sweep computes at least one column");
        }

        foreach ((FileScalar name, FileNode node) in table.Entries)
        {
            SweepFields.RequireName(name, "column");
            FileMapping entry = node as FileMapping ?? throw node.Error($"compute.{name.Text} must be a table such as {{ quantity: residence-time }} or {{ formula: \"a/b\" }}, not {node.Kind}");
            if ((entry.Find("quantity") is null) == (entry.Find("formula") is null))
            {
                throw entry.Error($"compute.{name.Text} needs 'quantity' or 'formula'{(entry.Find("quantity") is null ? string.Empty : ", not both")}");
            }
        }

        return table;
    }

    /// <summary>A name that nothing reads is a slip of the pen.</summary>
    private static void RequireKnown(FileMapping root, ISweepTarget target, HashSet<string> used)
    {
        foreach (string section in new[] { "vary", "sample", "set" })
        {
            FileMapping? table = (section is "sample" ? (root.Find(section) as FileMapping)?.Find("ranges") : root.Find(section)) as FileMapping;
            foreach ((FileScalar name, _) in table?.Entries ?? [])
            {
                if (!used.Contains(name.Text) && !(target.Parameters ?? []).Contains(name.Text, StringComparer.Ordinal) && !target.Uses.Contains(name.Text))
                {
                    IEnumerable<string> known = target.Parameters is { } all ? all : target.Uses;
                    throw name.Error(target.Parameters is null
                        ? $"nothing uses the parameter '{name.Text}'{NameSuggestion.For(name.Text, known)}; the pair reads {string.Join(", ", known.Order(StringComparer.Ordinal))}"
                        : $"there is no parameter '{name.Text}'{NameSuggestion.For(name.Text, known)}; the parameters are {string.Join(", ", known)}");
                }
            }
        }
    }

    private static Dictionary<string, IReadOnlyList<(SweepColumn Column, int Slot)>> Quantities(FileMapping compute, ISweepTarget target, SlotTable slots)
    {
        var columns = new Dictionary<string, IReadOnlyList<(SweepColumn Column, int Slot)>>(StringComparer.Ordinal);
        foreach ((FileScalar name, FileNode node) in compute.Entries)
        {
            if (slots.Find(name.Text) >= 0 || name.Text is "rateExists" or Refinement.Column)
            {
                throw name.Error($"'{name.Text}' cannot name a column: it names {(name.Text is "rateExists" ? "the one that says whether a rate exists" : name.Text is Refinement.Column ? "the one that says where to refine" : "a parameter")}");
            }

            if (((FileMapping)node).Find("quantity") is not null)
            {
                columns[name.Text] = target.Take(name, (FileMapping)node, slots);
            }
        }

        return columns;
    }

    private static IEnumerable<(FileScalar Name, FileScalar Node, Expression Value)> Formulas(FileMapping compute) =>
        compute.Entries.Where(e => ((FileMapping)e.Value).Find("formula") is not null).Select(e =>
        {
            string what = $"compute.{e.Key.Text}";
            FileScalar node = ((FileMapping)e.Value).AllowOnly(what, "formula").Require("formula", what).AsScalar(what);
            return (e.Key, node, SweepFields.Formula(node, what));
        });

    private static void Derive(FileMapping compute, SlotTable slots, List<Func<SweepStep>> steps, Dictionary<string, IReadOnlyList<(SweepColumn Column, int Slot)>> columns)
    {
        (FileScalar Name, FileScalar Node, Expression Value)[] formulas = [.. Formulas(compute)];
        foreach (int k in Dependencies.Order([.. formulas.Select(f => (f.Name.Text, (FileNode)f.Node, (IReadOnlyCollection<string>)f.Value.Names()))], "the formulas of 'compute'"))
        {
            (FileScalar name, FileScalar node, Expression value) = formulas[k];
            SlotProgram program = slots.Compile(value, node, $"compute.{name.Text}");
            int slot = slots.Add(name.Text);
            steps.Add(() => new FormulaStep(program, slot) { Outputs = [slot], Label = name.Text });
            columns[name.Text] = [(new SweepColumn(name.Text, false), slot)];
        }
    }

    private static (SweepColumn Column, int Slot) Where(Refinement refinement, SlotTable slots, List<Func<SweepStep>> steps)
    {
        SlotProgram program = slots.Compile(SweepFields.Formula(refinement.Where, "refine.where"), refinement.Where, "refine.where");
        int slot = slots.Add(Refinement.Column);
        steps.Add(() => new FormulaStep(program, slot) { Outputs = [slot], Label = Refinement.Column });
        return (new SweepColumn(Refinement.Column, false), slot);
    }

    private static string Identity(string text, IReadOnlyList<(string Name, string Hash)> files)
    {
        var all = new StringBuilder();
        all.Append("numbers ").Append(NumbersVersion).Append('\n');
        foreach ((string name, string hash) in files)
        {
            all.Append(hash).Append(' ').Append(name).Append('\n');
        }

        all.Append(text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }
}
