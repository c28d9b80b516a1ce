using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>A wrong form of a formula as it was seen in print or in code: an entry of the key <c>errata</c> of a formula file.</summary>
/// <param name="Claim">Id of the claim of the same file that says the wrong form is right, and is refuted.</param>
/// <param name="Place">Where it stands, with the version.</param>
/// <param name="Printed">What stands there, plain text.</param>
/// <param name="Right">What must stand there, plain text.</param>
/// <param name="Repaired">Full id of the claim that holds for the right form; empty if none is judged.</param>
/// <param name="Remark">How much it matters and what became of it; may be empty.</param>
internal sealed record FormulaErratum(string Claim, string Place, string Printed, string Right, string Repaired, string Remark)
{
    private const int Longest = 500;
    private static readonly string[] Keys = ["claim", "place", "printed", "right", "repaired", "remark"];

    /// <summary>The entries of a formula file; none where it has no such key.</summary>
    public static IReadOnlyList<FormulaErratum> Read(FileMapping root) =>
        [.. (root.Find("errata")?.AsSequence("errata").Items ?? []).Select(n => One(n.AsMapping("an entry of errata").AllowOnly("an entry of errata", Keys)))];

    /// <summary>Refuses entries that name no claim of the file.</summary>
    public static void RequireClaims(FileMapping root, FileFormula formula)
    {
        foreach (FileNode node in root.Find("errata")?.AsSequence("errata").Items ?? [])
        {
            FileScalar claim = node.AsMapping("an entry of errata").Require("claim", "an entry of errata").AsScalar("claim");
            if (!formula.Claims.Any(c => string.Equals(c.Id, claim.Text, StringComparison.Ordinal)))
            {
                throw claim.Error($"there is no claim '{FileFields.Shown(claim.Text)}' in this file; there are {string.Join(", ", formula.Claims.Select(c => c.Id))}");
            }
        }
    }

    private static FormulaErratum One(FileMapping entry)
    {
        string Needed(string key) => entry.Require(key, "an entry of errata").AsScalar(key).OneLine(key, Longest);
        string Optional(string key) => entry.Find(key)?.AsScalar(key).OneLine(key, Longest) ?? string.Empty;
        return new FormulaErratum(Needed("claim"), Needed("place"), Needed("printed"), Needed("right"), Optional("repaired"), Optional("remark"));
    }
}
