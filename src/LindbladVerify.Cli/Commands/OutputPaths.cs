using LindbladVerify.Reporting.Files;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Cli.Commands;

/// <summary>Checks where results are to go before anything is computed.</summary>
internal static class OutputPaths
{
    /// <summary>One name in capitals and small letters is one file on the usual disks of Windows and macOS.</summary>
    private static readonly StringComparer FileNames = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>Refuses files that cannot be written.</summary>
    /// <param name="files">The files wanted, null for none, with the options that name them.</param>
    /// <param name="json">Whether standard output is to carry one JSON object.</param>
    /// <param name="inputs">Files that are read; neither they nor a file that they name is overwritten. What is no file is passed over.</param>
    /// <returns>Whether one of the files is standard output, which then carries nothing else.</returns>
    /// <exception cref="InputException">A name is empty, or two things would be written to one place.</exception>
    /// <exception cref="OutputFileException">There is no such folder.</exception>
    public static bool Check(IReadOnlyList<(string? Path, string Option)> files, bool json, params IEnumerable<string?> inputs)
    {
        string[] read = [.. files.All(f => f.Path is null) ? [] : inputs.Where(i => i is not null && !SpecialFile.IsSpecial(i)).SelectMany(i => ReferencedFiles.Of(i!)).Select(SpecialFile.Target)];
        var places = new Dictionary<string, string>(FileNames);
        if (json)
        {
            places[SpecialFile.StandardOutputName] = "--json";
        }

        foreach ((string path, string option) in files.Where(f => f.Path is not null).Select(f => (f.Path!, f.Option)))
        {
            if (string.IsNullOrWhiteSpace(path))
            {
                throw new InputException($"{option} '{path}' names no file; give its path, or '{SpecialFile.StandardOutputName}' for standard output.");
            }

            AtomicFile.RequireFolder(path);
            string place = SpecialFile.IsStandardOutput(path) ? SpecialFile.StandardOutputName : SpecialFile.Target(path);
            if (read.Contains(place, FileNames))
            {
                throw new InputException($"{option} '{path}' {(string.Equals(place, read[0], StringComparison.Ordinal) ? "is the file that is read" : "is one of the files that are read")}; give another.");
            }

            if (!places.TryAdd(place, option))
            {
                throw new InputException($"{option} '{path}': {places[place]} goes to the same place; give each its own.");
            }
        }

        return !json && places.ContainsKey(SpecialFile.StandardOutputName);
    }

    /// <summary>Writes files; whatever goes wrong is returned, to be thrown after the result has been shown.</summary>
    public static Exception? Try(Action write)
    {
        try
        {
            write();
            return null;
        }
#pragma warning disable CA1031 // a finished result is shown whatever happens to its files
        catch (Exception e)
        {
            return e;
        }
#pragma warning restore CA1031
    }

    /// <summary>Makes the folder for results and refuses one that takes no files.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="InputException">The name is empty or that of a file.</exception>
    /// <exception cref="OutputFileException">The folder cannot be made or written to.</exception>
    public static void RequireFolder(string folder, string option = "--out")
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            throw new InputException($"{option} '{folder}' names no folder; give its path, or '{option} .' for the current one.");
        }

        if (File.Exists(folder))
        {
            throw new InputException($"{option} '{folder}' is a file; a folder is needed.");
        }

        AtomicFile.RequireWritableFolder(folder);
    }
}
