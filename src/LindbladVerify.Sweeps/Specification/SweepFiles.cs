using System.Security.Cryptography;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>The files behind a model or formula file: what it names under <c>file</c> or <c>model</c>, all the way down.</summary>
internal static class SweepFiles
{
    private static readonly string[] Keys = ["file", "model", "table"];

    /// <summary>A file and all that it names.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        var found = new List<string>();
        Collect(path, found);
        return found;
    }

    /// <summary>Name and SHA-256 of files, by their place relative to a folder.</summary>
    public static IReadOnlyList<(string Name, string Hash)> Hashes(IEnumerable<string> files, string folder) =>
        [.. files.Select(f => (Path.GetRelativePath(Path.GetFullPath(folder.Length == 0 ? "." : folder), Path.GetFullPath(f)).Replace('\\', '/'), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))))];

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
