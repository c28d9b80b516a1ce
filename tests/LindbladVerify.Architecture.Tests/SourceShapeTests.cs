using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace LindbladVerify.Architecture.Tests;

/// <summary>Files that can be read in one sitting, every public member documented, threads in few places.</summary>
public sealed partial class SourceShapeTests
{
    private const int LongestFile = 360;

    /// <summary>Where work is spread over threads, each with results that do not depend on their number.</summary>
    private static readonly string[] ThreadedFolders =
    [
        "src/LindbladVerify.Dynamics/",
        "src/LindbladVerify.Cli/",
        "src/LindbladVerify.LinearAlgebra/Exponential/",
        "src/LindbladVerify.Sweeps/Runs/",
        "src/LindbladVerify.Verification/",
    ];

    public static TheoryData<string> Assemblies => ["Algebra", "LinearAlgebra", "Systems", "Dynamics", "Rates", "Formulas", "Verification", "Sweeps", "Reporting"];

    [Fact]
    public void FilesAreShort()
    {
        string[] tooLong =
        [
            .. Repository.SourceFiles("src", "tests", "properties", "benchmarks")
                .Select(f => (f.Path, Lines: f.Text.Split('\n').Length - 1))
                .Where(f => f.Lines > LongestFile)
                .Select(f => $"{f.Path}: {f.Lines} lines"),
        ];
        Assert.True(tooLong.Length == 0, string.Join(Environment.NewLine, tooLong));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void EveryPublicTypeIsDocumented(string project)
    {
        Assembly assembly = Assembly.Load($"LindbladVerify.{project}");
        string documentation = Path.ChangeExtension(assembly.Location, ".xml");
        Assert.True(File.Exists(documentation), $"{documentation} was not generated.");
        HashSet<string> documented = [.. XDocument.Load(documentation).Descendants("member").Where(m => m.Elements().Any()).Select(m => m.Attribute("name")!.Value)];
        string[] undocumented = [.. assembly.GetExportedTypes().Select(t => $"T:{t.FullName!.Replace('+', '.')}").Except(documented, StringComparer.Ordinal)];
        Assert.True(undocumented.Length == 0, string.Join(", ", undocumented));
    }

    [Fact]
    public void ThreadsAreStartedInFewPlaces()
    {
        string[] elsewhere =
        [
            .. Repository.SourceFiles("src")
                .Where(f => StartsThreads().IsMatch(f.Text) && !ThreadedFolders.Any(t => f.Path.StartsWith(t, StringComparison.Ordinal)))
                .Select(f => f.Path),
        ];
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void NothingIsLeftToDo()
    {
        string[] marked = [.. Repository.SourceFiles("src", "tests", "properties", "benchmarks").Where(f => LeftOver().IsMatch(f.Text)).Select(f => f.Path)];
        Assert.Empty(marked);
    }

    [GeneratedRegex(@"\bTask\.Run\b|\bnew Thread\(|\bThreadPool\.|\bParallel\.(For|ForEach|Invoke)\b|\.AsParallel\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex StartsThreads();

    [GeneratedRegex(@"//\s*(TO" + @"DO|FIX" + @"ME|HACK)\b|NotImplemented" + "Exception", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LeftOver();
}
