namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The files behind a model, formula or sweep file: what it names under <c>file</c>, <c>model</c>, <c>formula</c>, <c>table</c> or <c>steadyState</c>, all the way down.</summary>
internal static class ReferencedFiles
{
    private static readonly string[] Keys = ["file", "model", "formula", "table", "steadyState"];

    /// <summary>A file and all that it names, each once; empty where there is no such file.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        var found = new List<string>();
        Collect(path, found);
        return found;
    }

    private static void Collect(string path, List<string> found)
    {
        if (!File.Exists(path) || found.Contains(path, StringComparer.Ordinal))
        {
            return;
        }

        found.Add(path);
        try
        {
            Walk(FileNode.Open(path, "file"), Path.GetDirectoryName(path) ?? string.Empty, found);
        }
        catch (ModelFileException)
        {
            // A table of numbers names no files.
        }
    }

    private static void Walk(FileNode node, string folder, List<string> found)
    {
        foreach (FileNode item in (node as FileSequence)?.Items ?? [])
        {
            Walk(item, folder, found);
        }

        foreach ((FileScalar key, FileNode value) in (node as FileMapping)?.Entries ?? [])
        {
            if (value is FileScalar named && Keys.Contains(key.Text, StringComparer.Ordinal))
            {
                Collect(Path.Combine(folder, named.Text), found);
            }

            Walk(value, folder, found);
        }
    }
}
