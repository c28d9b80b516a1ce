using System.Text.RegularExpressions;
using Xunit;

namespace LindbladVerify.Architecture.Tests;

/// <summary>The table of docs/architecture.md names the folders of every project, all of them and no others.</summary>
public sealed partial class RoomTests
{
    private static readonly Dictionary<string, string[]> Rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "architecture.md"))
        .Select(line => Row().Match(line))
        .Where(row => row.Success)
        .ToDictionary(row => row.Groups["project"].Value, row => Name().Matches(row.Groups["rooms"].Value).Select(n => n.Groups["name"].Value).ToArray(), StringComparer.Ordinal);

    public static TheoryData<string> Projects => ProjectReferenceTests.Projects;

    [Theory]
    [MemberData(nameof(Projects))]
    public void RoomsAreTheFoldersOfTheProject(string project)
    {
        string source = $"src/LindbladVerify.{project}";
        string[] folders = [.. Repository.SourceFiles(source).Select(f => f.Path.Split('/')).Where(parts => parts.Length > 3).Select(parts => parts[2]).Distinct(StringComparer.Ordinal)];
        Assert.Equal(folders.Order(StringComparer.Ordinal), Rows[project].Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `(?<project>\w+)` \| (?<rooms>.+) \|$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
