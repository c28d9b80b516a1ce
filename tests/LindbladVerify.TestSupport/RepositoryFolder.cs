namespace LindbladVerify.TestSupport;

/// <summary>
/// The repository that the tests run in, found above the test assembly: the paths that the compiler records are rewritten
/// in deterministic builds and name no folder.
/// </summary>
public static class RepositoryFolder
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>The full path of the folder that holds LindbladVerify.sln.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests do not run inside the repository.</exception>
    public static string Root => Found.Value;

    /// <summary>The full path of a file or folder of the repository.</summary>
    /// <param name="path">From the root, with '/' between the parts: "docs/models".</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public static string PathOf(string path)
    {
        string full = Path.Combine([Root, .. path.Split('/')]);
        return Path.Exists(full) ? full : throw new FileNotFoundException($"The repository has no '{path}'.", full);
    }

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LindbladVerify.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No LindbladVerify.sln above {AppContext.BaseDirectory}.");
    }
}
