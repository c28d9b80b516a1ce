using LindbladVerify.Formulas;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>The keys that say which formula this is and where it stands.</summary>
/// <param name="Id">The key <c>id</c>.</param>
/// <param name="Title">The key <c>title</c>.</param>
/// <param name="Source">The keys <c>source</c> and <c>doi</c>; a source that ends in ", Eq. (…)" names its equation.</param>
/// <param name="Variant">The key <c>variant</c>.</param>
/// <param name="Note">The key <c>note</c>.</param>
internal sealed record FormulaHeader(string Id, string Title, Source Source, string Variant, string Note)
{
    public static FormulaHeader Read(FileMapping root)
    {
        FileScalar id = root.Require("id", "a formula").AsScalar("id");
        RequireId(id);
        string source = Text(root, "source");
        int equation = source.LastIndexOf(", Eq", StringComparison.Ordinal);
        return new FormulaHeader(
            id.Text,
            Text(root, "title") is { Length: > 0 } title ? title : id.Text,
            equation < 0 ? new Source(source.Length > 0 ? source : "not published", Text(root, "doi"), string.Empty) : new Source(source[..equation], Text(root, "doi"), source[(equation + 2)..]),
            Text(root, "variant") is { Length: > 0 } variant ? variant : "as given",
            Text(root, "note"));
    }

    /// <summary>Ids stand in file names, links and commands: letters, digits, dots, hyphens and underscores.</summary>
    public static void RequireId(FileScalar id)
    {
        if (id.Text.Length is 0 or > 80 || !id.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') || !char.IsAsciiLetterOrDigit(id.Text[0]))
        {
            throw id.Error($"the id '{ParameterRanges.Shown(id.Text)}' must be 1 to 80 letters, digits, '.', '-' or '_', and start with a letter or digit");
        }
    }

    private static string Text(FileMapping root, string key) => root.Find(key)?.AsScalar(key).Text.Trim().ReplaceLineEndings(" ") ?? string.Empty;
}
