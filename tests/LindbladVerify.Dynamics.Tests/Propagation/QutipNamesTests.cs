using System.Reflection;
using System.Text.RegularExpressions;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>The solvers that docs/qutip-names.md names exist.</summary>
public sealed partial class QutipNamesTests
{
    [Fact]
    public void EveryNameOfTheSolversExists()
    {
        ILookup<string, Type> types = typeof(MasterEquationSolver).Assembly.GetExportedTypes().Concat(typeof(OpenSystemModel).Assembly.GetExportedTypes()).ToLookup(t => t.Name, StringComparer.Ordinal);
        string[] names =
        [
            .. File.ReadLines(RepositoryFolder.PathOf("docs/qutip-names.md"))
                .SkipWhile(line => !string.Equals(line, "## Solvers", StringComparison.Ordinal))
                .Where(line => line.StartsWith('|'))
                .SelectMany(line => CodeSpan().Matches(string.Join('|', line.Split('|')[2..])).Select(m => m.Groups["name"].Value))
                .Distinct(StringComparer.Ordinal),
        ];
        Assert.True(names.Length >= 10, $"{names.Length} names found");
        Assert.All(names, name =>
        {
            string[] parts = name.Split('.');
            Type type = Assert.Single(types[parts[0]]);
            Assert.True(parts.Length == 1 || type.GetMember(parts[1], BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance).Length > 0, $"{name} does not exist");
        });
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z.]*)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeSpan();
}
