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
    private readonly FileScope scope = new();
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
        return new FileScalar(scalar.Value, file, (int)scalar.Start.Line, (int)scalar.Start.Column, oneLine, quoted, scope);
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
            foreach ((FileScalar name, FileNode value) in Numbered(key, Node(depth + 1)))
            {
                if (!lines.TryAdd(name.Text, key.Line))
                {
                    throw key.Error(string.Create(CultureInfo.InvariantCulture, $"the key '{ExpressionTokens.Shorten(name.Text)}' stands here for the second time; the first is on line {lines[name.Text]}"));
                }

                scope.Declare(name.Text);
                entries.Add(KeyValuePair.Create(name, value));
            }
        }

        return new FileMapping(entries, file, (int)start.Start.Line, (int)start.Start.Column);
    }

    /// <summary>The entries of a key: one, or one per number of a key such as I[1..6], whose value is a list of as many or one value for all.</summary>
    private IEnumerable<(FileScalar Key, FileNode Value)> Numbered(FileScalar key, FileNode value)
    {
        if (NumberedName.Read(key.Text) is not { IsRange: true } range)
        {
            return [(key, value)];
        }

        int count = range.Last - range.First + 1;
        if (count is < 1 or > NumberedName.MostNames || (nodes += count) > MostNodes)
        {
            throw key.Error(string.Create(CultureInfo.InvariantCulture, $"'{ExpressionTokens.Shorten(key.Text)}' must stand for 1 to {NumberedName.MostNames} names, such as I[1..6]"));
        }

        FileSequence? list = value as FileSequence;
        if (list is not null && list.Items.Count != count)
        {
            throw value.Error(string.Create(CultureInfo.InvariantCulture, $"'{ExpressionTokens.Shorten(key.Text)}' needs {count} values, not {list.Items.Count}"));
        }

        return [.. range.Names.Select((n, k) => (key.WithText(n.Name, 0), list?.Items[k] ?? (value is FileScalar scalar && range.Index is { } index ? scalar.WithIndex(index, n.Number) : value)))];
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
