using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using LindbladVerify.Systems.Expressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>Reads YAML events into nodes with positions. Depth and size are bounded and nothing is ever expanded or instantiated.</summary>
internal sealed class YamlTree
{
    public const int LongestText = 1_000_000;
    private const int DeepestNesting = 16;
    private const int MostNodes = 100_000;
    private readonly string file;
    private readonly IParser parser;
    private int nodes;

    private YamlTree(string text, string file)
    {
        this.file = file;
        parser = new Parser(new StringReader(text));
    }

    public static FileNode Read(string text, string file)
    {
        if (text.Length > LongestText)
        {
            throw new ModelFileException(file, 1, 1, string.Create(CultureInfo.InvariantCulture, $"the file has {text.Length} characters; at most {LongestText} are allowed"));
        }

        int control = text.AsSpan().IndexOfAnyInRange('\0', '\u0008');
        if (control >= 0)
        {
            throw new ModelFileException(file, 1 + text.AsSpan(0, control).Count('\n'), control - text.LastIndexOf('\n', control), "the file is not text: it holds control characters");
        }

        var tree = new YamlTree(text, file);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            string message = (e.InnerException as YamlException ?? e).Message;
            (int line, int column) = message.Contains(" tab ", StringComparison.Ordinal) ? IndentingTab(text) : ((int)e.Start.Line, (int)e.Start.Column);
            throw new ModelFileException(file, Math.Max(1, line), Math.Max(1, column), $"not valid YAML: {message}", e);
        }
        catch (InvalidOperationException e)
        {
            // The scanner gives up this way where a flow list or table is still open at "key: value" on a later line.
            Mark mark = tree.parser.Current?.End ?? Mark.Empty;
            throw new ModelFileException(file, Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column), "not valid YAML: after this place a bracket or quote is not closed", e);
        }
    }

    /// <summary>The first tab that stands where only blanks may: the parser itself names the start of the table around it.</summary>
    private static (int Line, int Column) IndentingTab(string text)
    {
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            number++;
            int tab = line.IndexOf('\t');
            if (tab >= 0 && line[..tab].IsWhiteSpace())
            {
                return (number, tab + 1);
            }
        }

        return (1, 1);
    }

    private FileNode Document()
    {
        parser.Consume<StreamStart>();
        if (!TryTake(out DocumentStart? start))
        {
            throw new ModelFileException(file, 1, 1, "the file is empty");
        }

        FileNode root = Node(0);
        if (root is FileScalar { Text.Length: 0 })
        {
            throw new ModelFileException(file, (int)start.Start.Line, (int)start.Start.Column, "the file is empty");
        }

        parser.Consume<DocumentEnd>();
        return TryTake(out DocumentStart? second) ? throw Error(second, "the file holds a second document; only one is allowed") : root;
    }

    private FileNode Node(int depth)
    {
        ParsingEvent at = parser.Current ?? throw new ModelFileException(file, 1, 1, "the file ends too early");
        if (depth > DeepestNesting || ++nodes > MostNodes)
        {
            throw Error(at, $"the file is nested more than {DeepestNesting} deep or holds more than {MostNodes} values");
        }

        if (at is AnchorAlias || at is NodeEvent { Anchor.IsEmpty: false })
        {
            throw Error(at, "anchors and aliases (& and *) are not allowed; quote an expression that starts with such a sign");
        }

        if (at is NodeEvent { Tag.IsEmpty: false })
        {
            throw Error(at, "tags (!) are not allowed; quote a text that starts with such a sign");
        }

        return at switch
        {
            MappingStart => Mapping(depth),
            SequenceStart => Sequence(depth),
            _ => Scalar(),
        };
    }

    private FileScalar Scalar()
    {
        Scalar scalar = parser.Consume<Scalar>();
        RequireText(scalar);
        bool quoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        bool oneLine = scalar.Start.Line == scalar.End.Line && (quoted || scalar.Style == ScalarStyle.Plain);
        return new FileScalar(scalar.Value, file, (int)scalar.Start.Line, (int)scalar.Start.Column, oneLine, quoted);
    }

    /// <summary>Refuses what escapes such as "\u0000" or "\ud800" bring in and no result file could hold: control characters, halves of characters, and what Unicode leaves undefined for good.</summary>
    private void RequireText(Scalar scalar)
    {
        ReadOnlySpan<char> rest = scalar.Value;
        while (!rest.IsEmpty)
        {
            bool isWhole = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == OperationStatus.Done;
            bool isControl = isWhole && Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r');
            if (!isWhole || isControl || (rune.Value & 0xFFFE) == 0xFFFE)
            {
                int code = isWhole ? rune.Value : rest[0];
                string kind = !isWhole ? "half a character" : isControl ? "a control character" : "not a character";
                throw Error(scalar, string.Create(CultureInfo.InvariantCulture, $"the text '{ExpressionTokens.Shorten(scalar.Value)}' holds U+{code:X4}, which is {kind}; allowed are letters, digits, signs, blanks, tabs and line breaks"));
            }

            rest = rest[length..];
        }
    }

    private FileSequence Sequence(int depth)
    {
        SequenceStart start = parser.Consume<SequenceStart>();
        var items = new List<FileNode>();
        while (!TryTake<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        return new FileSequence(items, file, (int)start.Start.Line, (int)start.Start.Column);
    }

    private FileMapping Mapping(int depth)
    {
        MappingStart start = parser.Consume<MappingStart>();
        var entries = new List<KeyValuePair<FileScalar, FileNode>>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!TryTake<MappingEnd>(out _))
        {
            FileNode node = Node(depth + 1);
            FileScalar key = node as FileScalar ?? throw node.Error($"a key must be a single word, not {node.Kind}");
            if (!lines.TryAdd(key.Text, key.Line))
            {
                throw key.Error(string.Create(CultureInfo.InvariantCulture, $"the key '{ExpressionTokens.Shorten(key.Text)}' stands here for the second time; the first is on line {lines[key.Text]}"));
            }

            entries.Add(KeyValuePair.Create(key, Node(depth + 1)));
        }

        return new FileMapping(entries, file, (int)start.Start.Line, (int)start.Start.Column);
    }

    private bool TryTake<T>([NotNullWhen(true)] out T? taken)
        where T : ParsingEvent
    {
        taken = parser.Current as T;
        if (taken is not null)
        {
            parser.MoveNext();
        }

        return taken is not null;
    }

    private ModelFileException Error(ParsingEvent at, string reason) => new(file, (int)at.Start.Line, (int)at.Start.Column, reason);
}

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

    internal FileScalar(string text, string file, int line, int column, bool isOneLine, bool isQuoted)
        : base(file, line, column)
    {
        Text = text;
        this.isOneLine = isOneLine;
        quote = isQuoted ? 1 : 0;
    }

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
    internal FileScalar WithText(string text, int shift) => new(text, File, Line, Column + shift, isOneLine, quote == 1);

    /// <summary>Reads the text as an expression; errors point into the file.</summary>
    /// <param name="what">What the value is, for the message.</param>
    /// <exception cref="ModelFileException">The text is not an expression.</exception>
    public Expression Expression(string what) => Evaluate(what, () => Expressions.Expression.Parse(Text));

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
