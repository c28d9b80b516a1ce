using LindbladVerify.Formulas;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>Reads formula files: YAML with a formula, what it claims to describe, and claims about it.</summary>
/// <remarks>A formula file is data: it can run no code. All errors are one line with file, line and column.</remarks>
public static class FormulaFileReader
{
    private static readonly string[] Keys = ["id", "title", "source", "equation", "doi", "variant", "note", "parameters", "numbers", "requires", "where", "rate", "value", "curve", "describes", "from", "claims"];

    private static readonly string[] ValueKeys = ["rate", "value", "curve"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">The file is missing or is not a formula, or the model file that it names is not a model.</exception>
    public static FileFormula Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Read(FileNode.Open(path, "formula file"), path, Path.GetDirectoryName(path) ?? string.Empty);
    }

    /// <summary>Reads a formula from a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">What to call it in messages and commands.</param>
    /// <param name="folder">Where model files that it names are looked for.</param>
    /// <exception cref="ModelFileException">The text is not a formula.</exception>
    public static FileFormula ReadText(string text, string file = "formula.yaml", string folder = "") => Read(FileNode.Parse(text, file), file, folder);

    /// <summary>Reads a formula of the library.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">What to call it in messages.</param>
    /// <param name="suite">The suite that it belongs to.</param>
    internal static FileFormula ReadBuiltIn(string text, string file, string suite) => Read(FileNode.Parse(text, file), file, string.Empty, suite);

    private static FileFormula Read(FileNode document, string file, string folder, string? suite = null)
    {
        FileMapping root = document.AsMapping("a formula").AllowOnly("a formula", Keys);
        FormulaHeader header = FormulaHeader.Read(root);
        var conversions = new List<string>();
        var ends = new List<ExactEnd>();
        IReadOnlyList<Parameter> parameters = ParameterRanges.Read(root, conversions, ends);
        string[] names = [.. parameters.Select(p => p.Name)];
        FormulaBody body = Body(root, names);
        PointExpression[] requirements = [.. root.Find("requires")?.AsSequence("requires").Items.Select(c => PointExpression.Condition(c, "requires", names)) ?? []];
        FormulaDescription description = FormulaDescription.Read(root, parameters, body.IsCurve, folder);
        return new FileFormula(file, header, parameters, body, description, formula => ClaimReader.Read(root, formula)) { Conversions = conversions, Ends = ends, Requirements = requirements, BuiltInSuite = suite };
    }

    private static FormulaBody Body(FileMapping root, IReadOnlyList<string> parameters)
    {
        FileNode[] given = [.. ValueKeys.Select(root.Find).OfType<FileNode>()];
        if (given.Length != 1)
        {
            string[] present = [.. ValueKeys.Where(k => root.Find(k) is not null)];
            throw (given.Length == 0 ? root : given[1]).Error(given.Length == 0 ? "a formula needs the key 'rate', 'value' or 'curve'" : $"a formula has '{present[0]}' or '{present[1]}', not both");
        }

        FileNode? curve = root.Find("curve");
        FileScalar value = given[0].AsScalar(curve is not null ? "curve" : root.Find("rate") is not null ? "rate" : "value");
        bool isComplex = root.Find("numbers") is { } numbers && FormulaDescription.Word(numbers, "numbers", ["real", "complex"]) is "complex";
        if (value.Text.Length == 0)
        {
            throw value.Error("the formula is empty");
        }

        var helpers = new List<(string, FileScalar)>();
        foreach ((FileScalar name, FileNode node) in root.Find("where")?.AsMapping("where").Entries ?? [])
        {
            ParameterRanges.RequireName(name, "helper");
            if (parameters.Contains(name.Text, StringComparer.Ordinal) || name.Text is FormulaBody.Time)
            {
                throw name.Error($"'{name.Text}' cannot name a helper: it is a parameter or the time");
            }

            helpers.Add((name.Text, node.AsScalar($"where.{name.Text}")));
        }

        return new FormulaBody(parameters, curve is not null, isComplex, helpers, value);
    }
}
