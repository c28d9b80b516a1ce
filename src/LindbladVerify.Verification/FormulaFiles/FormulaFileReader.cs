using LindbladVerify.Formulas;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>Reads formula files: YAML with a formula, what it claims to describe, and claims about it.</summary>
/// <remarks>A formula file is data: it can run no code. All errors are one line with file, line and column.</remarks>
public static class FormulaFileReader
{
    private static readonly string[] Keys = ["id", "title", "source", "doi", "variant", "note", "parameters", "where", "rate", "curve", "describes", "claims"];

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

    private static FileFormula Read(FileNode document, string file, string folder)
    {
        FileMapping root = document.AsMapping("a formula").AllowOnly("a formula", Keys);
        FormulaHeader header = FormulaHeader.Read(root);
        var conversions = new List<string>();
        var ends = new List<ExactEnd>();
        IReadOnlyList<Parameter> parameters = ParameterRanges.Read(root, conversions, ends);
        FormulaBody body = Body(root, [.. parameters.Select(p => p.Name)]);
        FormulaDescription description = FormulaDescription.Read(root, parameters, body.IsCurve, folder);
        return new FileFormula(file, header, parameters, body, description, formula => ClaimReader.Read(root, formula)) { Conversions = conversions, Ends = ends };
    }

    private static FormulaBody Body(FileMapping root, IReadOnlyList<string> parameters)
    {
        (FileNode? rate, FileNode? curve) = (root.Find("rate"), root.Find("curve"));
        if ((rate is null) == (curve is null))
        {
            throw (curve ?? root).Error(rate is null ? "a formula needs the key 'rate' or 'curve'" : "a formula has 'rate' or 'curve', not both");
        }

        FileScalar value = (rate ?? curve)!.AsScalar(rate is null ? "curve" : "rate");
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

        return new FormulaBody(parameters, curve is not null, helpers, value);
    }
}
