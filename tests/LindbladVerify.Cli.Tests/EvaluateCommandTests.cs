using System.Text.Json;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

public sealed class EvaluateCommandTests
{
    [Fact]
    public void AnExactClaimHasRatioOne()
    {
        CommandLine run = CommandLine.Run("evaluate", "closed-form.electron-telegraph", "--at", "D=100,Delta=1e6,P=0.7,Gc=1e5,G2=1e4");

        Assert.Equal(0, run.ExitCode);
        double ratio = double.Parse(run.Output.Split('\n').Single(l => l.StartsWith("ratio", StringComparison.Ordinal))[6..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(1, ratio, 13);
    }

    [Fact]
    public void UnitsAreConvertedAndJsonHoldsBothSides()
    {
        CommandLine run = CommandLine.Run("evaluate", "eq9.symmetric-telegraph", "--json", "--at", "D=100,Delta=1 MHz,P=0.7,Gc=100 kHz,G2=1e4");

        Assert.Equal(0, run.ExitCode);
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(2e6 * Math.PI, json.GetProperty("parameters").GetProperty("Delta").GetDouble());
        Assert.Equal(1e5, json.GetProperty("parameters").GetProperty("Gc").GetDouble());
        Assert.Equal(1, json.GetProperty("ratio").GetDouble(), 13);
        Assert.Equal(json.GetProperty("formula").GetDouble() / json.GetProperty("reference").GetDouble(), json.GetProperty("ratio").GetDouble());
        Assert.Equal(2, json.GetProperty("notes").GetArrayLength());
    }

    [Theory]
    [LongInlineData("eq9.nonsense", "D=1", "eq9.nonsense")]
    [InlineData("eq9.electron-telegraph", "D=1", "Delta")]
    [InlineData("eq9.electron-telegraph", "D=1,Delta=1,P=0,Gc=1,G2=1,X=2", "X")]
    [InlineData("eq9.electron-telegraph", "D=one,Delta=1,P=0,Gc=1,G2=1", "--at D: 'one' is not a finite number")]
    [InlineData("eq9.electron-telegraph", "D=1,Delta=1,P=0,Gc=1 nm,G2=1", "'nm' is not allowed here")]
    [InlineData("eq9.electron-telegraph", "D=1,D=2,Delta=1,P=0,Gc=1,G2=1", "twice")]
    public void BadPointsAreNamed(string claim, string at, string mentioned)
    {
        CommandLine run = CommandLine.Run("evaluate", claim, "--at", at);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(mentioned, run.Error, StringComparison.Ordinal);
    }
}
