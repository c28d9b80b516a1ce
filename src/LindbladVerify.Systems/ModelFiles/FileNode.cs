using System.Globalization;
using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A node of a YAML file that knows where it stands: <see cref="FileScalar"/>, <see cref="FileMapping"/> or <see cref="FileSequence"/>.</summary>
internal abstract class FileNode
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

/// <summary>A table of keys and values of a YAML file, in the order of the file, without repeated keys.</summary>
internal sealed class FileMapping : FileNode
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

/// <summary>A single value of a YAML file.</summary>
internal sealed class FileScalar : FileNode
{
    private readonly bool isOneLine;
    private readonly int quote;
    private readonly (string Name, int Number)? index;

    internal FileScalar(string text, string file, int line, int column, bool isOneLine, bool isQuoted, FileScope scope, (string Name, int Number)? index = null)
        : base(file, line, column)
    {
        Text = text;
        this.isOneLine = isOneLine;
        quote = isQuoted ? 1 : 0;
        Scope = scope;
        this.index = index;
    }

    /// <summary>What names may mean in this file.</summary>
    public FileScope Scope { get; }

    /// <summary>The text, without quotes.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override string Kind => Text.Length == 0 ? "nothing" : "a single value";

    /// <summary>This text as one line: line breaks, tabs and runs of blanks become single blanks.</summary>
    /// <param name="what">What the value is, for the message.</param>
    /// <param name="longest">Most characters allowed.</param>
    /// <exception cref="ModelFileException">It is longer.</exception>
    public string OneLine(string what, int longest)
    {
        string line = string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= longest ? line : throw Error(string.Create(CultureInfo.InvariantCulture, $"{what} has {line.Length} characters; at most {longest} are allowed"));
    }

    /// <summary>A part of this text, standing some characters further right.</summary>
    internal FileScalar WithText(string text, int shift) => new(text, File, Line, Column + shift, isOneLine, quote == 1, Scope, index);

    /// <summary>The value of one of several numbered keys: a name in it stands for the number.</summary>
    internal FileScalar WithIndex(string name, int number) => new(Text, File, Line, Column, isOneLine, quote == 1, Scope, (name, number));

    /// <summary>Reads the text as an expression; errors point into the file.</summary>
    /// <param name="what">What the value is, for the message.</param>
    /// <exception cref="ModelFileException">The text is not an expression.</exception>
    public Expression Expression(string what) => Evaluate(what, () => Scope.Complete(Numbered(Expressions.Expression.Parse(Text))));

    private Expression Numbered(Expression expression) => index is { } known
        ? Indices.Plain(expression.Substitute(new Dictionary<string, Expression>(StringComparer.Ordinal) { [known.Name] = new NumberExpression(known.Number) }))
        : expression;

    /// <summary>Runs something that may fail inside this text and makes its errors point into the file.</summary>
    /// <param name="what">What the value is, for the message.</param>
    /// <param name="evaluate">What to do.</param>
    /// <exception cref="ModelFileException">An <see cref="ExpressionException"/> was thrown.</exception>
    public T Evaluate<T>(string what, Func<T> evaluate)
    {
        try
        {
            return evaluate();
        }
        catch (ExpressionException e)
        {
            throw isOneLine
                ? new ModelFileException(File, Line, Column + quote + Math.Max(0, e.Position.Column - 1), $"{what}: {e.Reason}", e) { IsSize = e.IsSize }
                : new ModelFileException(File, Line, Column, string.Create(CultureInfo.InvariantCulture, $"{what}: line {e.Position.Line} of this text, column {e.Position.Column}: {e.Reason}"), e) { IsSize = e.IsSize };
        }
    }
}

/// <summary>A list of a YAML file.</summary>
internal sealed class FileSequence : FileNode
{
    internal FileSequence(IReadOnlyList<FileNode> items, string file, int line, int column)
        : base(file, line, column) =>
        Items = items;

    /// <summary>The items in order.</summary>
    public IReadOnlyList<FileNode> Items { get; }

    /// <inheritdoc/>
    public override string Kind => "a list";
}
