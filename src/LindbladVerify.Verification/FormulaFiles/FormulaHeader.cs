using LindbladVerify.Formulas;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>The keys that say which formula this is and where it stands.</summary>
/// <param name="Id">The key <c>id</c>.</param>
/// <param name="Title">The key <c>title</c>.</param>
/// <param name="Source">The keys <c>source</c>, <c>doi</c> and <c>equation</c>; without the last a source that ends in ", Eq. (…)" names its equation.</param>
/// <param name="Variant">The key <c>variant</c>.</param>
/// <param name="Note">The key <c>note</c>.</param>
internal sealed record FormulaHeader(string Id, string Title, Source Source, string Variant, string Note)
{
    private const int LongestDoi = 200;

    public static FormulaHeader Read(FileMapping root)
    {
        FileScalar id = root.Require("id", "a formula").AsScalar("id");
        RequireId(id);
        string source = Text(root, "source", 500);
        string doi = Doi(root);
        string? place = root.Find("equation") is null ? null : Text(root, "equation", 100);
        int equation = place is not null ? -1 : source.LastIndexOf(", Eq", StringComparison.Ordinal);
        return new FormulaHeader(
            id.Text,
            Text(root, "title", 300) is { Length: > 0 } title ? title : id.Text,
            equation < 0 ? new Source(source.Length > 0 ? source : "not published", doi, place ?? string.Empty) : new Source(source[..equation], doi, source[(equation + 2)..]),
            Text(root, "variant", 100) is { Length: > 0 } variant ? variant : "as given",
            Text(root, "note", 10_000));
    }

    /// <summary>Ids stand in file names, links and commands: letters, digits, dots, hyphens and underscores.</summary>
    public static void RequireId(FileScalar id)
    {
        if (id.Text.Length is 0 or > 80 || !id.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') || !char.IsAsciiLetterOrDigit(id.Text[0]))
        {
            throw id.Error($"the id '{ParameterRanges.Shown(id.Text)}' must be 1 to 80 letters, digits, '.', '-' or '_', and start with a letter or digit");
        }
    }

    private static string Text(FileMapping root, string key, int longest) => root.Find(key)?.AsScalar(key).OneLine(key, longest) ?? string.Empty;

    /// <summary>A DOI becomes part of an address: "10.", a number of the registrant, "/", and a suffix without blanks.</summary>
    private static string Doi(FileMapping root)
    {
        if (root.Find("doi")?.AsScalar("doi") is not { Text.Length: > 0 } node)
        {
            return string.Empty;
        }

        string doi = node.Text;
        int slash = doi.IndexOf('/', StringComparison.Ordinal);
        bool isDoi = doi.Length <= LongestDoi && doi.StartsWith("10.", StringComparison.Ordinal) && slash > 3 && slash < doi.Length - 1
            && doi.AsSpan(3, slash - 3).IndexOfAnyExcept("0123456789.") < 0 && !doi.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200B' or '\uFEFF');
        return isDoi ? doi : throw node.Error(FormattableString.Invariant(
            $"the doi '{ParameterRanges.Shown(doi)}' must be a DOI without address and without blanks, such as 10.1103/PhysRevB.107.224429, of at most {LongestDoi} characters"));
    }
}
