using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

public sealed class MapCommandTests
{
    [Fact]
    public void AMapIsDrawnAndItsNumbersAreThoseOfTheRateCommand()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("map", "eq11", "--x", "Gc/Delta", "--y", "P", "--x-range", "0.1..10", "--y-range", "0.2..0.8", "--points", "11", "--reference", "exact", "--set", "Delta=1.7e6", "--set", "D=5e4", "--out", folder.Path, "--json");

        Assert.Equal(0, run.ExitCode);
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("eq11", json.GetProperty("formula").GetString());
        Assert.Equal("electron-telegraph", json.GetProperty("reference").GetProperty("noise").GetString());
        Assert.Equal("exact", json.GetProperty("reference").GetProperty("method").GetString());
        Assert.Equal("logarithmic", json.GetProperty("x").GetProperty("scale").GetString());
        Assert.Equal("linear", json.GetProperty("y").GetProperty("scale").GetString());
        Assert.Equal(5e4, json.GetProperty("held").GetProperty("D").GetDouble());
        Assert.Equal(["D", "Delta", "G2"], json.GetProperty("held").EnumerateObject().Select(p => p.Name));
        Assert.Equal([folder.File("eq11.map.svg"), folder.File("eq11.map.csv")], json.GetProperty("files").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal("svg", XDocument.Load(folder.File("eq11.map.svg")).Root!.Name.LocalName);

        // The centre of the map: Gc = Delta, P = 0.5.
        string[][] cells = [.. File.ReadLines(folder.File("eq11.map.csv")).Select(l => l.Split(',')).Where(c => string.Equals(c[1], "heat-map", StringComparison.Ordinal))];
        Assert.Equal(121, cells.Length);
        string[] centre = cells[60];
        Assert.Equal(1, Number(centre[3]), 1e-12);
        Assert.Equal(0.5, Number(centre[4]), 1e-12);
        double held = json.GetProperty("held").GetProperty("G2").GetDouble();
        CommandLine rates = CommandLine.Run(
            "rate", "--dipolar", "5e4", "--hyperfine", "1.7e6", "--polarization", "0.5", "--electron-rate", "1.7e6", "--broadening", held.ToString("R", CultureInfo.InvariantCulture), "--json");
        Dictionary<string, double> byMethod = JsonDocument.Parse(rates.Output).RootElement.GetProperty("rates").EnumerateArray()
            .Where(r => r.GetProperty("value").ValueKind == JsonValueKind.Number)
            .ToDictionary(r => r.GetProperty("method").GetString()!, r => r.GetProperty("value").GetDouble(), StringComparer.Ordinal);
        double expected = Math.Abs((byMethod["eq11"] / byMethod["exact"]) - 1);
        Assert.Equal(expected, Number(centre[7]), 1e-10 * expected);

        static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void TheTableNamesThePaperSPointsAndUnitsAreConverted()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("map", "eq9", "--x", "Delta/Gc", "--points", "5", "--set", "D=1 kHz", "--out", folder.Path, "--name", "here");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("0.34 nm, P = 0.7", run.Output, StringComparison.Ordinal);
        Assert.Contains("times 2π", run.Output, StringComparison.Ordinal);
        Assert.Contains("D = 6283", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("here.svg")));
        Assert.True(File.Exists(folder.File("here.csv")));
    }

    [Fact]
    public void AFormulaOfAnotherQuantityIsMappedAgainstItsOwnReference()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("map", "eq4", "--x", "omega/Delta", "--y", "P", "--points", "6", "--out", folder.Path, "--json");

        Assert.Equal(0, run.ExitCode);
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("spectrum", json.GetProperty("reference").GetProperty("quantity").GetString());
        Assert.Equal(1, json.GetProperty("shares")[0].GetProperty("share").GetDouble());
        Assert.Empty(json.GetProperty("operatingPoints").EnumerateArray());
    }

    [Fact]
    public void AFormulaFileIsMappedAgainstTheNoiseThatItNames()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("mine.yaml");
        CommandLine.Run("verify", "--init", file);
        CommandLine run = CommandLine.Run("map", file, "--points", "5", "--out", folder.Path, "--json");

        Assert.Equal(0, run.ExitCode);
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("fast-electron-rate", json.GetProperty("formula").GetString());
        Assert.Equal("symmetric-telegraph", json.GetProperty("reference").GetProperty("noise").GetString());
        Assert.True(File.Exists(folder.File("fast-electron-rate.map.svg")));
    }

    [Theory]
    [InlineData("no formula 'eq99'", "eq99")]
    [InlineData("'gc' is none of D, Delta, P, Gc, G2", "eq9", "--x", "gc/Delta")]
    [InlineData("--x-range must be two numbers", "eq9", "--x-range", "1-10")]
    [InlineData("must be finite and rise, not 10 to 1", "eq9", "--x-range", "10..1")]
    [InlineData("would change Gc", "eq9", "--x", "Gc/Delta", "--y", "Gc/G2")]
    [InlineData("--noise: 'pink' is not a noise", "eq9", "--noise", "pink")]
    [InlineData("--reference must be golden-rule or exact, not 'best'", "eq9", "--reference", "best")]
    [InlineData("--set gives 'Q', which is not a parameter of eq9", "eq9", "--set", "Q=1")]
    [InlineData("--set needs NAME=VALUE", "eq9", "--set", "Gc")]
    [LongInlineData("--noise and --reference belong to flip-flop rates", "eq4", "--noise", "electron-telegraph")]
    [InlineData("no.yaml:1:1: the formula file does not exist", "no.yaml")]
    [InlineData("--set P: the unit 'kHz' is not allowed here; a pure number is expected", "eq9", "--set", "P=2 kHz")]
    [InlineData("--points must be a whole number from 2 to 2000, not '1'", "eq9", "--points", "1")]
    [InlineData("--name '1/2'", "eq9", "--points", "3", "--name", "1/2")]
    [InlineData("at no point of the map", "eq9", "--points", "3", "--set", "G2=-5")]
    public void BadInputIsRefusedByName(string message, params string[] arguments)
    {
        CommandLine run = CommandLine.Run(["map", .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
