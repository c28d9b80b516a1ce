using System.CommandLine;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Cli.Options;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print exactly one JSON object on standard output." };

    /// <summary>For those who look for a fault of the program itself.</summary>
    public static Option<bool> Debug() => new("--debug") { Description = "Show where an unexpected error happened.", Recursive = true };

    public static Option<Backend> BackendChoice()
    {
        var option = new Option<Backend>("--backend")
        {
            Description = "Dense kernels: auto, mkl, openblas or managed. One that is asked for and missing is an error.",
            DefaultValueFactory = _ => Backend.Auto,
            CustomParser = result =>
            {
                string word = result.Tokens.Count > 0 ? result.Tokens[0].Value : string.Empty;
                switch (word)
                {
                    case "auto": return Backend.Auto;
                    case "mkl": return Backend.Mkl;
                    case "openblas": return Backend.OpenBlas;
                    case "managed": return Backend.Managed;
                    default:
                        result.AddError($"--backend must be auto, mkl, openblas or managed, not '{word}'.");
                        return Backend.Auto;
                }
            },
        };
        option.HelpName = "auto|mkl|openblas|managed";
        return option;
    }

    public static Option<ulong> Seed() => NumberOptions.Seed("--seed", "Seed of everything random; the same seed gives the same bits.", 1);

    public static Option<int> Threads() => NumberOptions.Whole("--threads", "Threads to use; the result does not depend on it.", 1, 1024, Environment.ProcessorCount);
}
