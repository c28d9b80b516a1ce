using System.Text.Json;

namespace LindbladVerify.Reporting.Results;

/// <summary>Everything needed to repeat a run: what ran, on what, with which seeds, tolerances and libraries.</summary>
internal sealed record RunManifest
{
    private const string FilesKey = "sha256";
    private const string CompleteKey = "complete";

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
        json.WriteBoolean(CompleteKey, Complete);
        json.WriteString("runtime", Runtime);
        json.WriteString("platform", Platform);
        json.WriteString("processor", Processor);
        json.WriteString("backend", Backend);
        json.WriteNumber("threads", Threads);
        WriteMap(json, "settings", Settings);
        WriteMap(json, FilesKey, Files);
        json.WriteEndObject();
    }

    /// <summary>Writes the manifest of a run that has begun and not yet ended; it lists the files of the run before, so that the next one knows them if this one is killed.</summary>
    public static void WriteBegun(Stream stream, IReadOnlyDictionary<string, string> previous)
    {
        using var json = new Utf8JsonWriter(stream, VerdictsJson.Options);
        json.WriteStartObject();
        json.WriteBoolean(CompleteKey, false);
        WriteMap(json, FilesKey, previous);
        json.WriteEndObject();
    }

    /// <summary>
    /// The files that a manifest lists, with their SHA-256; none where there is no manifest. What is not a manifest of a run, but
    /// another file of that name, has none to list either: null.
    /// </summary>
    public static IReadOnlyDictionary<string, string>? FilesOf(string path) => File.Exists(path) ? FilesIn(Content(path)) : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The files that the content of a manifest lists; null where it is not that of a manifest.</summary>
    public static IReadOnlyDictionary<string, string>? FilesIn(ReadOnlyMemory<byte> content)
    {
        try
        {
            using JsonDocument manifest = JsonDocument.Parse(content);
            JsonElement root = manifest.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(CompleteKey, out JsonElement complete) || complete.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                return null;
            }

            var files = new Dictionary<string, string>(StringComparer.Ordinal);
            if (root.TryGetProperty(FilesKey, out JsonElement listed) && listed.ValueKind == JsonValueKind.Object)
            {
                // A name that stands twice, or with a path, is none that a run has written.
                foreach (IGrouping<string, JsonProperty> same in listed.EnumerateObject().GroupBy(f => f.Name, StringComparer.Ordinal).Where(g => g.Count() == 1))
                {
                    JsonElement hash = same.Single().Value;
                    if (hash.ValueKind == JsonValueKind.String && same.Key.Length > 0 && string.Equals(same.Key, Path.GetFileName(same.Key), StringComparison.Ordinal))
                    {
                        files[same.Key] = hash.GetString()!;
                    }
                }
            }

            return files;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[] Content(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
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
