namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A node of a YAML file that knows where it stands: <see cref="FileScalar"/>, <see cref="FileMapping"/> or <see cref="FileSequence"/>.</summary>
public abstract class FileNode
{
    private protected FileNode(string file, int line, int column)
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>Line, from 1.</summary>
    public int Line { get; }

    /// <summary>Column, from 1.</summary>
    public int Column { get; }

    /// <summary>What kind of node this is, in words.</summary>
    public abstract string Kind { get; }

    /// <summary>Reads the one document of a YAML text.</summary>
    /// <param name="text">At most a million characters; no anchors, aliases or tags.</param>
    /// <param name="file">What to call the file in messages.</param>
    /// <exception cref="ModelFileException">The text is not plain YAML.</exception>
    public static FileNode Parse(string text, string file) => YamlTree.Read(text, file);

    /// <summary>Reads the one document of a YAML file.</summary>
    /// <param name="path">The file, of at most a million characters.</param>
    /// <param name="what">What it is, for messages: "formula file".</param>
    /// <exception cref="ModelFileException">The file is missing, cannot be read or is not plain YAML.</exception>
    public static FileNode Open(string path, string what) =>
        Parse(SourceFile.Read(path, 4L * YamlTree.LongestText, reason => new ModelFileException(path, 1, 1, $"the {what} {reason}")), path);

    /// <summary>An exception that points here.</summary>
    public ModelFileException Error(string reason, Exception? inner = null) => new(File, Line, Column, reason, inner);

    /// <summary>This node as a single value.</summary>
    /// <param name="what">What it is, for the message.</param>
    public FileScalar AsScalar(string what) => this as FileScalar ?? throw Error($"{what} must be a single value, not {Kind}");

    /// <summary>This node as a table of keys.</summary>
    /// <inheritdoc cref="AsScalar"/>
    public FileMapping AsMapping(string what) => this as FileMapping ?? throw Error($"{what} must be a table of keys and values, not {Kind}");

    /// <summary>This node as a list.</summary>
    /// <inheritdoc cref="AsScalar"/>
    public FileSequence AsSequence(string what) => this as FileSequence ?? throw Error($"{what} must be a list, not {Kind}");
}
