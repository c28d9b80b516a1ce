using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Xunit.Sdk;

namespace LindbladVerify.Properties;

/// <summary>Turns a falsified law into a failure that shows the shrunk case, the reason and how to replay it.</summary>
internal sealed class LawRunner : IRunner
{
    public void OnStartFixture(Type value)
    {
    }

    public void OnArguments(int value1, FSharpList<object> value2, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> value3)
    {
    }

    public void OnShrink(FSharpList<object> value1, FSharpFunc<FSharpList<object>, string> value2)
    {
    }

    public void OnFinished(string value1, TestResult value2)
    {
        switch (value2)
        {
            case TestResult.Failed failed:
                throw new XunitException(Describe(value1, failed));
            case TestResult.Exhausted exhausted:
                throw new XunitException($"{value1}: too few cases satisfy the condition of the law ({exhausted.Item.NumberOfTests} found).");
        }
    }

    private static string Describe(string law, TestResult.Failed failed)
    {
        string reason = failed.Item4 is Outcome.Failed outcome ? outcome.Item.Message : "the law returned false";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {law} is false after {failed.Item1.NumberOfTests} cases and {failed.Item1.NumberOfShrinks} shrinks.
            Simplest case: {string.Join(", ", failed.Item3)}
            Original case: {string.Join(", ", failed.Item2)}
            Reason: {reason}
            Replay this case: {Law.SeedVariable}={failed.Item6.Seed}:{failed.Item6.Gamma}:{failed.Item7}
            Replay the whole run: {Law.SeedVariable}={failed.Item5.Seed}
            """);
    }
}
