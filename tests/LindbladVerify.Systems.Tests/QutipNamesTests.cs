using System.Reflection;
using System.Text.RegularExpressions;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests;

/// <summary>docs/qutip-names.md names only what exists; its solvers are checked where they live.</summary>
public partial class QutipNamesTests
{
    [Fact]
    public void Every_name_in_the_second_column_exists()
    {
        ILookup<string, Type> types = typeof(Operator).Assembly.GetExportedTypes().ToLookup(t => t.Name, StringComparer.Ordinal);
        string[] names = [.. File.ReadLines(RepositoryFolder.PathOf("docs/qutip-names.md")).TakeWhile(line => !string.Equals(line, "## Solvers", StringComparison.Ordinal)).Where(line => line.StartsWith('|')).SelectMany(NamesOf).Distinct(StringComparer.Ordinal)];
        Assert.True(names.Length > 50, $"{names.Length} names found");
        Assert.All(names, name =>
        {
            string[] parts = name.Split('.');
            Type type = Assert.Single(types[parts[0]]);
            Assert.True(parts.Length == 1 || type.GetMember(parts[1], BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance).Length > 0, $"{name} does not exist");
        });
    }

    /// <summary>Code spans of the second and third column; the first one holds the other toolbox's names.</summary>
    private static IEnumerable<string> NamesOf(string row) =>
        CodeSpan().Matches(string.Join('|', row.Replace("\\|", string.Empty, StringComparison.Ordinal).Split('|')[2..])).Select(m => m.Groups["name"].Value);

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z.]*)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeSpan();
}
