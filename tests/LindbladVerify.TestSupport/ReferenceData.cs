using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LindbladVerify.TestSupport;

/// <summary>Reads the cases of the folder <c>reference-data</c>, found above the test assembly, and refuses one whose hash is not that of its source record.</summary>
public static class ReferenceData
{
    private static readonly Lazy<string> Root = new(() => RepositoryFolder.PathOf("reference-data"));

    /// <summary>A table of decimal strings.</summary>
    /// <param name="name">Folder and case without extension, for example "formulas/pair-rates".</param>
    /// <exception cref="FileNotFoundException">There is no such case or no source record.</exception>
    /// <exception cref="InvalidDataException">The hash differs from the recorded one, or the file is no table.</exception>
    public static ReferenceDataTable Table(string name)
    {
        using JsonDocument document = JsonDocument.Parse(VerifiedText(name));
        JsonElement root = document.RootElement;
        string[] columns = [.. root.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!)];
        string?[][] rows = [.. root.GetProperty("rows").EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetString()).ToArray())];
        return new ReferenceDataTable(name, columns, rows);
    }

    /// <summary>The time series of a Lindblad model.</summary>
    /// <param name="name">Case without extension, for example "qutip/spin-1".</param>
    /// <inheritdoc cref="Table" path="/exception"/>
    public static ReferenceDataTimeSeries TimeSeries(string name)
    {
        using JsonDocument document = JsonDocument.Parse(VerifiedText(name));
        return ReferenceDataTimeSeries.Read(name, document.RootElement);
    }

    /// <summary>The names of all cases of a folder, sorted, for example "qutip/spin-1".</summary>
    /// <param name="folder">"formulas", "rates" or "qutip".</param>
    public static IReadOnlyList<string> Cases(string folder) =>
    [
        .. Directory.GetFiles(Path.Combine(Root.Value, folder), "*.source.json")
            .Select(f => $"{folder}/{Path.GetFileName(f)[..^".source.json".Length]}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a case with the line ends that its hash was taken of.</summary>
    /// <param name="name">The case, for messages.</param>
    /// <param name="text">The text of the case.</param>
    /// <param name="source">The text of its source record.</param>
    /// <exception cref="InvalidDataException">The hash differs from the recorded one.</exception>
    public static string Verify(string name, string text, string source)
    {
        text = text.ReplaceLineEndings("\n");
        using JsonDocument record = JsonDocument.Parse(source);
        string recorded = record.RootElement.GetProperty("sha256").GetString()!;
        string actual = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return string.Equals(actual, recorded, StringComparison.Ordinal)
            ? text
            : throw new InvalidDataException($"{name}.json has the SHA-256 {actual}, but {name}.source.json records {recorded}: the case was changed without its script.");
    }

    private static string VerifiedText(string name)
    {
        string path = Path.Combine(Root.Value, name);
        return Verify(name, File.ReadAllText($"{path}.json", Encoding.UTF8), File.ReadAllText($"{path}.source.json", Encoding.UTF8));
    }
}
