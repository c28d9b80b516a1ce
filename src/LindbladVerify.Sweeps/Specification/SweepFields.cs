using System.Security.Cryptography;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>The small fields of sweep files that others do not have: names of columns, whole numbers, truth and expressions. Errors point into the file.</summary>
internal static class SweepFields
{
    /// <summary>Refuses what expressions could not refer to.</summary>
    public static void RequireName(FileScalar name, string what)
    {
        if (!FileFields.IsName(name.Text) || name.Text is "pi" or "i")
        {
            throw name.Error($"'{FileFields.Shown(name.Text)}' cannot name a {what}: a name is letters, digits and _, starts with a letter, and is no constant");
        }
    }

    /// <summary>A finite number, with a unit of any kind or as an expression of numbers.</summary>
    public static double Number(FileNode node, string what) => FileFields.Number(node, what, QuantityKind.Any);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static double Whole(FileNode node, string what, double least, double most)
    {
        double value = Number(node, what);
        return value == Math.Floor(value) && value >= least && value <= most
            ? value
            : throw node.Error(FormattableString.Invariant($"{what} must be a whole number from {least:R} to {most:R}, not {value:R}"));
    }

    /// <summary>true or false.</summary>
    public static bool Truth(FileNode node, string what) => FileFields.Word(node, what, ["true", "false"]) is "true";

    /// <summary>An expression of names (the standard error of a column among them) and constants of nature, or a number with a unit.</summary>
    public static Expression Formula(FileNode node, string what)
    {
        FileScalar scalar = node.AsScalar(what);
        return scalar.Text.Length == 0 ? throw scalar.Error($"{what} has no value")
            : Quantity.HasUnit(scalar.Text) ? new NumberExpression(scalar.Evaluate(what, () => Quantity.Parse(scalar.Text, QuantityKind.Any).Value))
            : scalar.Evaluate(what, () => scalar.Scope.Complete(Expression.Parse(scalar.Text.Replace(SweepFileReader.ErrorSuffix, SweepFileReader.ErrorInExpressions, StringComparison.Ordinal))));
    }
}

/// <summary>A sweep or a store that cannot be used as asked: one line that says what is wrong and what is allowed.</summary>
/// <param name="message">The line.</param>
/// <param name="inner">The cause, where there is one.</param>
internal sealed class SweepException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True where the place of the store failed (a full disk), and the same run can go on later.</summary>
    public bool CanGoOn { get; init; }
}

/// <summary>Hashes of the files behind a sweep.</summary>
internal static class SweepFiles
{
    /// <summary>Name and SHA-256 of files, by their place relative to a folder.</summary>
    public static IReadOnlyList<(string Name, string Hash)> Hashes(IEnumerable<string> files, string folder) =>
        [.. files.Select(f => (Path.GetRelativePath(Path.GetFullPath(folder.Length == 0 ? "." : folder), Path.GetFullPath(f)).Replace('\\', '/'), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))))];
}
