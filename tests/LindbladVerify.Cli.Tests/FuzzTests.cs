using LindbladVerify.Fuzz;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Half a minute of the fuzz harness; docs/fuzzing.md has the rest. The numbers in a failure replay it.</summary>
[Collection(AloneCollection.Name)]
public sealed class FuzzTests
{
    private const ulong Seed = 20240607;
    private static readonly long Mutations = Cases.Count(20_000, 20_000, 4_000);
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(45);

    public static TheoryData<string> Readers => new(FuzzTargets.All(new Corpus(RepositoryFolder.Root)).Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Readers))]
    public void EverythingIsReadOrRefusedInOneLine(string reader)
    {
        FuzzTarget target = FuzzTargets.All(new Corpus(RepositoryFolder.Root)).Single(t => string.Equals(t.Name, reader, StringComparison.Ordinal));
        FuzzReport report = FuzzRun.Of(target, Seed, 0, (long)Math.Ceiling(Mutations * target.Share), Budget * Math.Max(0.1, target.Share));
        Assert.True(report.Findings.Count == 0, string.Join(Environment.NewLine, report.Findings));
        Assert.True(report.Mutations > 0);
    }
}
