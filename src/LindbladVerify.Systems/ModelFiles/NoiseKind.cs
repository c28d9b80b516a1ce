using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A noise process as model files name it: its word, the keys that belong to it, and what reads them.</summary>
/// <param name="Name">The word after <c>kind:</c>.</param>
/// <param name="Keys">The keys beside it, in the order in which they are read.</param>
/// <param name="Read">Makes the field of a table that holds no other keys.</param>
internal sealed record NoiseKind(string Name, string[] Keys, Func<NoiseTable, NoiseProcessField> Read)
{
    /// <summary>The processes that every model file may name. A new one is a line here and a file with its field.</summary>
    public static IReadOnlyList<NoiseKind> Known { get; } =
    [
        TelegraphField.Kind,
        OrnsteinUhlenbeckField.Kind,
        MarkovChainField.Kind,
        FluctuatorsField.Kind,
        TraceField.Kind,
    ];

    /// <summary>Reads the table of a process.</summary>
    /// <param name="kinds">The kinds that it may be of.</param>
    /// <param name="table">The table.</param>
    /// <param name="what">How messages call it.</param>
    /// <param name="folder">Where files that it names are looked for.</param>
    /// <exception cref="ModelFileException">The kind is none of these, or a key is missing or unknown.</exception>
    public static NoiseProcessField ReadProcess(IReadOnlyList<NoiseKind> kinds, FileMapping table, string what, string folder)
    {
        FileScalar name = table.Require("kind", what).AsScalar($"{what}.kind");
        string[] names = [.. kinds.Select(k => k.Name)];
        NoiseKind kind = kinds.FirstOrDefault(k => string.Equals(k.Name, name.Text, StringComparison.Ordinal))
            ?? throw name.Error($"{what}.kind '{ExpressionTokens.Shorten(name.Text)}' is unknown{NameSuggestion.For(name.Text, names)}; the kinds are {string.Join(", ", names)}");
        table.AllowOnly($"{what} of kind {kind.Name}", ["kind", .. kind.Keys]);
        return kind.Read(new NoiseTable(kind.Name, table, what, folder));
    }
}

/// <summary>The table of one process in a file, and how its keys are read.</summary>
/// <param name="Kind">The word after <c>kind:</c>.</param>
/// <param name="Table">The table.</param>
/// <param name="What">How messages call it.</param>
/// <param name="Folder">Where files that it names are looked for.</param>
internal sealed record NoiseTable(string Kind, FileMapping Table, string What, string Folder)
{
    /// <summary>A value that must be there.</summary>
    public FileNode Require(string key) => Table.Require(key, What);

    /// <summary>A number that must be there.</summary>
    public NumberField Number(string key, QuantityKind quantity = QuantityKind.Any) => NumberField.Read(Table.Require(key, $"{What} of kind {Kind}"), $"{What}.{key}", quantity);

    /// <summary>A number that may be left out.</summary>
    public NumberField? Optional(string key, QuantityKind quantity = QuantityKind.Any) =>
        Table.Find(key) is { } node ? NumberField.Read(node, $"{What}.{key}", quantity) : null;

    public ModelFileException Error(string reason) => Table.Error($"{What}: {reason}");

    /// <inheritdoc cref="Error(string)"/>
    public ModelFileException Error(string reason, Exception inner) => Table.Error($"{What}: {reason}", inner);
}
