namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A list of a YAML file.</summary>
public sealed class FileSequence : FileNode
{
    internal FileSequence(IReadOnlyList<FileNode> items, string file, int line, int column)
        : base(file, line, column) =>
        Items = items;

    /// <summary>The items in order.</summary>
    public IReadOnlyList<FileNode> Items { get; }

    /// <inheritdoc/>
    public override string Kind => "a list";
}
