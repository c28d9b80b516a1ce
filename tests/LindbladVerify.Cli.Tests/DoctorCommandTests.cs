using System.Text.Json;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

public sealed class DoctorCommandTests
{
    [Fact]
    public void EveryBackendIsReportedWithThePathsTried()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LINDBLAD_VERIFY_OPENBLAS_PATH"] = "/nowhere/at/all" };
        CommandLine run = CommandLine.RunApart(["doctor", "--json"], environment);

        Assert.Equal(0, run.ExitCode);
        JsonElement[] backends = [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("backends").EnumerateArray()];
        Assert.Equal("Mkl OpenBlas Managed", string.Join(' ', backends.Select(b => b.GetProperty("backend").GetString()!)));
        Assert.True(backends[2].GetProperty("available").GetBoolean());
        Assert.False(backends[1].GetProperty("available").GetBoolean());
        Assert.Contains(backends[1].GetProperty("attempts").EnumerateArray(), a => a.GetProperty("path").GetString()!.Contains("/nowhere/at/all", StringComparison.Ordinal));
        JsonElement automatic = JsonDocument.Parse(run.Output).RootElement.GetProperty("automatic");
        Assert.Equal(JsonDocument.Parse(run.Output).RootElement.GetProperty("selected").GetString(), automatic.GetProperty("backend").GetString());
        Assert.NotEqual("OpenBlas", automatic.GetProperty("backend").GetString());
        Assert.Equal(backends.Count(b => b.GetProperty("available").GetBoolean()), automatic.GetProperty("table").GetArrayLength());
        Assert.NotEqual(string.Empty, automatic.GetProperty("reason").GetString());
        Assert.Equal("auto", JsonDocument.Parse(run.Output).RootElement.GetProperty("methods")[0].GetProperty("method").GetString());
        Assert.All(backends[0].GetProperty("attempts").EnumerateArray(), a => Assert.NotEqual(string.Empty, a.GetProperty("outcome").GetString()));
    }

    [LongFact]
    public void TheTextNamesVersionsAndVectorWidth()
    {
        CommandLine run = CommandLine.Run("doctor");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(".NET", run.Output, StringComparison.Ordinal);
        Assert.Contains("-bit vectors", run.Output, StringComparison.Ordinal);
        Assert.Contains("Managed: available", run.Output, StringComparison.Ordinal);
        Assert.Contains("--backend auto takes ", run.Output, StringComparison.Ordinal);
        Assert.Contains("complex product 256", run.Output, StringComparison.Ordinal);
        Assert.All(new[] { "auto", "closed-form", "dense", "krylov", "piecewise", "runge-kutta", "monte-carlo", "quantum-jumps" }, m => Assert.Contains($"  {m} ", run.Output, StringComparison.Ordinal));
    }
}
