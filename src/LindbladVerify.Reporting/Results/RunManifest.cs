using System.Text.Json;

namespace LindbladVerify.Reporting.Results;

/// <summary>Everything needed to repeat a run: what ran, on what, with which seeds, tolerances and libraries.</summary>
public sealed record RunManifest
{
    private const string FilesKey = "sha256";

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>The command line as given.</summary>
    public required IReadOnlyList<string> CommandLine { get; init; }

    /// <summary>Start of the run, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Duration of the run.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>.NET runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>Operating system and processor architecture.</summary>
    public required string Platform { get; init; }

    /// <summary>Processor model and SIMD width.</summary>
    public required string Processor { get; init; }

    /// <summary>Dense-kernel backend with version and settings.</summary>
    public required string Backend { get; init; }

    /// <summary>Threads used.</summary>
    public required int Threads { get; init; }

    /// <summary>Settings by name: seeds, tolerances, numbers of points.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>SHA-256 of each other file written, by name.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Whether the run reached its end.</summary>
    public required bool Complete { get; init; }

    /// <summary>Writes manifest.json.</summary>
    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, VerdictsJson.Options);
        json.WriteStartObject();
        json.WriteString("version", Version);
        json.WriteStrings("commandLine", CommandLine);
        json.WriteString("started", Started);
        json.WriteNumber("durationSeconds", Math.Round(Duration.TotalSeconds, 3));
        json.WriteBoolean("complete", Complete);
        json.WriteString("runtime", Runtime);
        json.WriteString("platform", Platform);
        json.WriteString("processor", Processor);
        json.WriteString("backend", Backend);
        json.WriteNumber("threads", Threads);
        WriteMap(json, "settings", Settings);
        WriteMap(json, FilesKey, Files);
        json.WriteEndObject();
    }

    /// <summary>The files that a manifest lists, with their SHA-256; none where it is missing or was not written by <see cref="Write"/>.</summary>
    public static IReadOnlyDictionary<string, string> FilesOf(string path)
    {
        try
        {
            using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(path));
            return manifest.RootElement.GetProperty(FilesKey).EnumerateObject()
                .Where(f => string.Equals(f.Name, Path.GetFileName(f.Name), StringComparison.Ordinal))
                .ToDictionary(f => f.Name, f => f.Value.GetString() ?? string.Empty, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> map)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in map)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
