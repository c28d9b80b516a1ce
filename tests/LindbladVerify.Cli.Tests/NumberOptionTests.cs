using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Numbers on the command line: refused with the range in words, never with the name of a type.</summary>
public sealed class NumberOptionTests
{
    [Theory]
    [InlineData("--trajectories must be a whole number from 2 to 1099511627776, not '1.5'.", "simulate", "m.yaml", "--trajectories", "1.5")]
    [InlineData("--trajectories must be a whole number from 2 to 1099511627776, not '1'.", "simulate", "m.yaml", "--trajectories", "1")]
    [InlineData("--trajectories must be a whole number from 2 to 1099511627776, not '1e13'.", "rate", "--trajectories", "1e13")]
    [LongInlineData("--target-error must be a number between 0 and 1, both excluded, not '1'.", "rate", "--target-error", "1")]
    [InlineData("--seed must be a whole number from 0 to 18446744073709551615, not '-1'.", "simulate", "m.yaml", "--seed", "-1")]
    [InlineData("--seed must be a whole number from 0 to 18446744073709551615, not 'one'.", "verify", "--seed", "one")]
    [InlineData("--threads must be a whole number from 1 to 1024, not '0'.", "simulate", "m.yaml", "--threads", "0")]
    [InlineData("--tolerance must be a number between 0 and 1, both excluded, not 'NaN'.", "simulate", "m.yaml", "--tolerance", "NaN")]
    [InlineData("--points must be a whole number from 2 to 2000, not '1e5'.", "map", "eq11", "--points", "1e5")]
    [InlineData("--spheres must be a whole number from 0 to 1000, not '1e99'.", "hypres", "--spheres", "1e99")]
    [InlineData("--top must be a whole number from 0 to 2147483647, not '-1'.", "conventions", "--top", "-1")]
    public void WhatIsAllowedIsSaid(string message, params string[] arguments)
    {
        CommandLine run = CommandLine.Run(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WholeNumbersMayHaveExponents()
    {
        CommandLine plain = CommandLine.Run("conventions", "--top", "2", "--json");
        CommandLine scientific = CommandLine.Run("conventions", "--top", "20e-1", "--json");
        Assert.Equal(0, scientific.ExitCode);
        Assert.Equal(plain.Output, scientific.Output);
    }
}
