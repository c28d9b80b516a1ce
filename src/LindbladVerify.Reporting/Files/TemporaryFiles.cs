using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace LindbladVerify.Reporting.Files;

/// <summary>
/// Names for the files that hold results until they are whole. They carry the process that writes them, so that the next
/// run that writes into the folder can tell what a killed one has left and remove it.
/// </summary>
internal static class TemporaryFiles
{
    private const string Prefix = ".lindblad-verify.";
    private const string Suffix = ".tmp";
    private static readonly ConcurrentDictionary<string, bool> s_swept = new(StringComparer.Ordinal);

    /// <summary>A new name in a folder.</summary>
    public static string NewIn(string folder)
    {
        if (s_swept.TryAdd(folder, true))
        {
            Sweep(folder);
        }

        return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}.{Path.GetRandomFileName()}{Suffix}"));
    }

    /// <summary>Removes a temporary file. One that cannot be removed must not hide the reason why writing failed.</summary>
    public static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Removes what processes have left that are no more.</summary>
    private static void Sweep(string folder)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix))
            {
                string process = Path.GetFileName(file)[Prefix.Length..].Split('.')[0];
                if (int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && !IsAlive(id) && !IsInUse(file))
                {
                    Discard(file);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read says so when the file is made.
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return true;
        }
    }

    /// <summary>A process in another container may write to a folder that is shared, under a number that is unknown here; its file is locked.</summary>
    private static bool IsInUse(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
