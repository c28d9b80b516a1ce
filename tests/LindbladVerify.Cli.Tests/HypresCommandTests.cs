using System.Text.Json;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

public sealed class HypresCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lindblad-hypres-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void JsonHoldsTheCurveAndWhatItWasComputedWith()
    {
        string file = Path.Combine(folder, "model.yaml");
        File.WriteAllText(file, "prepared: -0.5\nshells: 100\nfield: 6.7\n");
        CommandLine run = CommandLine.Run(["hypres", file, "--polarization", "0.9", "--field", "7.05", "--duration", "100", "--json"]);
        Assert.Equal(0, run.ExitCode);
        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        JsonElement model = root.GetProperty("model");
        Assert.Equal((-0.5, 0.9, 7.05, 100), (model.GetProperty("prepared").GetDouble(), model.GetProperty("polarization").GetDouble(), model.GetProperty("field").GetDouble(), model.GetProperty("shells").GetDouble()));
        Assert.Equal("S1-dipolar-hertz", root.GetProperty("conventions").GetProperty("conventions").GetString());
        Assert.Equal(root.GetProperty("times").GetArrayLength(), root.GetProperty("visible").GetArrayLength());
        Assert.True(root.GetProperty("visible")[200].GetDouble() < -0.005);
    }

    [LongFact]
    public void AFailedFactHasExitCodeOneAndFiguresAreWritten()
    {
        CommandLine run = CommandLine.Run(["hypres", "--conventions", "S1", "--shells", "60", "--facts", "--spheres", "2", "--out", folder]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FAILS  At P = 0.9993", run.Output, StringComparison.Ordinal);
        string[] expected = ["hypres-exchange.csv", "hypres-exchange.svg", "hypres-run.csv", "hypres-run.svg", "hypres.csv", "hypres.svg"];
        Assert.Equal(expected, Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("--polarization", "2", "Polarization = 2")]
    [InlineData("--duration", "-5", "--duration must be a finite number above 0, not '-5'")]
    [InlineData("--noise", "pink", "'pink' is not a noise")]
    [InlineData("--method", "guess", "no method 'guess'")]
    [InlineData("--shells", "3", "from 8")]
    [LongInlineData("--spheres", "-1", "--spheres")]
    public void BadInputIsNamed(string option, string value, string message)
    {
        CommandLine run = CommandLine.Run(["hypres", option, value]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [LongFact]
    public void AMissingFileIsNamed()
    {
        CommandLine run = CommandLine.Run(["hypres", Path.Combine(folder, "none.yaml")]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("none.yaml", run.Error, StringComparison.Ordinal);
    }
}
