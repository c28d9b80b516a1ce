using System.Xml.Linq;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Architecture.Tests;

/// <summary>The projects and sources of the repository.</summary>
public static class Repository
{
    public static string Root => RepositoryFolder.Root;

    /// <summary>Names of the projects under src, without "LindbladVerify.".</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(d => Path.GetFileName(d)!.Replace("LindbladVerify.", string.Empty, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The projects that a project of src references.</summary>
    public static IReadOnlyList<string> ReferencesOf(string project) =>
    [
        .. XDocument.Load(Path.Combine(Root, "src", $"LindbladVerify.{project}", $"LindbladVerify.{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')).Replace("LindbladVerify.", string.Empty, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The source files under a folder of the repository, build output left out, with '/' between the parts.</summary>
    public static IEnumerable<(string Path, string Text)> SourceFiles(params string[] folders) =>
        from folder in folders
        let root = Path.Combine(Root, folder)
        where Directory.Exists(root)
        from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        orderby path
        select (path, File.ReadAllText(file));
}
