using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A table of keys and values of a YAML file, in the order of the file, without repeated keys.</summary>
public sealed class FileMapping : FileNode
{
    internal FileMapping(IReadOnlyList<KeyValuePair<FileScalar, FileNode>> entries, string file, int line, int column)
        : base(file, line, column) =>
        Entries = entries;

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<KeyValuePair<FileScalar, FileNode>> Entries { get; }

    /// <inheritdoc/>
    public override string Kind => "a table of keys and values";

    /// <summary>The value of a key; null where it is missing.</summary>
    public FileNode? Find(string key) => Entries.FirstOrDefault(e => string.Equals(e.Key.Text, key, StringComparison.Ordinal)).Value;

    /// <summary>The value of a key that must be there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="what">What this table is, for the message.</param>
    /// <exception cref="ModelFileException">The key is missing.</exception>
    public FileNode Require(string key, string what) => Find(key) ?? throw Error($"{what} needs the key '{key}'");

    /// <summary>Refuses keys that are not known.</summary>
    /// <param name="what">What this table is, for the message.</param>
    /// <param name="allowed">The known keys.</param>
    /// <exception cref="ModelFileException">A key is not known; the message names the nearest one.</exception>
    public FileMapping AllowOnly(string what, params IReadOnlyList<string> allowed)
    {
        foreach ((FileScalar key, _) in Entries)
        {
            if (!allowed.Contains(key.Text, StringComparer.Ordinal))
            {
                throw key.Error($"{what} has no key '{ExpressionTokens.Shorten(key.Text)}'{NameSuggestion.For(key.Text, allowed)}; the keys are {string.Join(", ", allowed)}");
            }
        }

        return this;
    }
}
