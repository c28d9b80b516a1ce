using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace LindbladVerify.Architecture.Tests;

/// <summary>One version: Directory.Build.props says it, everything else follows.</summary>
public sealed class VersionTests
{
    private static string Version => XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    [Theory]
    [InlineData("python/pyproject.toml", "^version = \"{0}\"$")]
    [InlineData("python/lindblad_verify/__init__.py", "^__version__ = \"{0}\"$")]
    [InlineData("CITATION.cff", "^version: {0}$")]
    [InlineData("CHANGELOG.md", "^## {0} \\(\\d{{4}}-\\d\\d-\\d\\d\\)$")]
    public void EveryFileNamesTheVersion(string file, string pattern)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");
        string expected = string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, Regex.Escape(Version));
        Assert.Matches(new Regex(expected, RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)), text);
    }

    [Fact]
    public void PackagesTakeTheVersionFromTheOneFile()
    {
        string[] projects = [.. Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Where(p => !p.Contains("/obj/", StringComparison.Ordinal))];
        Assert.NotEmpty(projects);
        Assert.DoesNotContain(projects, p => XDocument.Load(p).Descendants().Any(e => e.Name.LocalName is "Version" or "PackageVersion" or "VersionPrefix" && e.Parent?.Name.LocalName is "PropertyGroup"));
    }

    [Fact]
    public void TheLibraryPackageHoldsEveryProjectOfTheLibrary()
    {
        string[] packed = [.. XDocument.Load(Path.Combine(Repository.Root, "packaging", "LindbladVerify.csproj")).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value).Replace("LindbladVerify.", string.Empty, StringComparison.Ordinal))];
        Assert.Equal(Repository.Projects.Except(["Cli", "Reporting"], StringComparer.Ordinal).Order(StringComparer.Ordinal), packed.Order(StringComparer.Ordinal));
    }
}
