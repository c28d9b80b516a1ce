using System.Globalization;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>The commands that write figures, end to end.</summary>
public sealed class FigureCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lindblad-figures-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void AllWritesFourFiguresWithTheirNumbers()
    {
        Assert.Equal(0, CommandLine.Run(["figure", "all", "--out", folder]).ExitCode);
        string[] expected = ["figure-3a", "figure-3b", "figure-grey-region", "figure-ratio"];
        Assert.Equal(expected.SelectMany(f => new[] { f + ".csv", f + ".svg" }), Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [LongFact]
    public async Task TheArrowInTheCsvIsTheSpeedUp()
    {
        Assert.Equal(0, CommandLine.Run(["figure", "3a", "--noise", "electron-telegraph", "--out", folder]).ExitCode);
        string[][] arrow = [.. (await File.ReadAllLinesAsync(Path.Combine(folder, "figure-3a-electron-telegraph.csv"))).Select(l => l.Split(',')).Where(c => c[1].Equals("arrow", StringComparison.Ordinal))];
        double ratio = double.Parse(arrow[1][4], CultureInfo.InvariantCulture) / double.Parse(arrow[0][4], CultureInfo.InvariantCulture);
        Assert.Equal(15.9, ratio, 0.05);
    }

    [Theory]
    [InlineData("figure", "4")]
    [InlineData("figure", "3a", "--noise", "pink")]
    [InlineData("figure", "3a", "--conventions", "S9")]
    [InlineData("figure", "grey", "--conventions", "point-dipoles")]
    [LongInlineData("conventions", "--top", "-1")]
    public void BadInputHasExitCodeTwo(params string[] args) =>
        Assert.Equal(2, CommandLine.Run(args).ExitCode);
}
