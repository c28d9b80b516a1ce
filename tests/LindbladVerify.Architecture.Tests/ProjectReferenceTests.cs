using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace LindbladVerify.Architecture.Tests;

/// <summary>The arrows of docs/architecture.md: two legs, computed rates and closed forms, that meet in Verification alone.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Algebra"] = [],
        ["LinearAlgebra"] = [],
        ["Systems"] = ["Algebra", "LinearAlgebra"],
        ["Dynamics"] = ["LinearAlgebra", "Systems"],
        ["Rates"] = ["Algebra", "Dynamics", "LinearAlgebra", "Systems"],
        ["Formulas"] = [],
        ["Verification"] = ["Algebra", "Dynamics", "Formulas", "LinearAlgebra", "Rates", "Systems"],
        ["Sweeps"] = ["Dynamics", "Formulas", "LinearAlgebra", "Rates", "Systems", "Verification"],
        ["Reporting"] = ["Algebra", "Formulas", "Sweeps", "Verification"],
        ["Cli"] = ["Algebra", "Dynamics", "Formulas", "LinearAlgebra", "Rates", "Reporting", "Sweeps", "Systems", "Verification"],
    };

    public static TheoryData<string> Projects => new(Repository.Projects);

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectReferencesOnlyWhatItsArrowsAllow(string project)
    {
        Assert.True(Allowed.ContainsKey(project), $"src/LindbladVerify.{project} is not in the picture of docs/architecture.md.");
        Assert.Empty(Repository.ReferencesOf(project).Except(Allowed[project], StringComparer.Ordinal));
    }

    [Fact]
    public void ReferencesDoNotPassThroughProjects()
    {
        // Without this switch a project would see what its references reference, and the arrows would mean nothing.
        XDocument properties = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props"));
        Assert.Equal("true", properties.Descendants("DisableTransitiveProjectReferences").Single().Value);
    }

    [Theory]
    [InlineData("Algebra")]
    [InlineData("Formulas")]
    [InlineData("Rates")]
    [InlineData("Systems")]
    [InlineData("Dynamics")]
    [InlineData("LinearAlgebra")]
    public void AssemblyUsesNoTypeFromTheOtherLeg(string project)
    {
        // What was compiled, not what was written: the assembly references that the compiler kept.
        string[] used =
        [
            .. Assembly.Load($"LindbladVerify.{project}").GetReferencedAssemblies()
                .Select(a => a.Name!)
                .Where(n => n.StartsWith("LindbladVerify.", StringComparison.Ordinal))
                .Select(n => n["LindbladVerify.".Length..]),
        ];
        Assert.Empty(used.Except(Allowed[project], StringComparer.Ordinal));
    }
}
