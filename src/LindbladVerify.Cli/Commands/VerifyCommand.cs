using System.CommandLine;
using System.Diagnostics;
using LindbladVerify.Cli.Options;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Reporting.Terminal;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Suites;
using Spectre.Console;

namespace LindbladVerify.Cli.Commands;

/// <summary>The main job: judge every claim of a suite and write the evidence.</summary>
internal static class VerifyCommand
{
    private const string DefaultSuite = "chessari-2023";
    private const string DefaultFolder = "lindblad-report";
    private const int MostSuitesNamed = 3;

    public static Command Create(IReadOnlyList<string> commandLine)
    {
        var suites = new Argument<string[]>("what") { Description = $"Suites and formula files (FILE.yaml) to verify; default {DefaultSuite}.", DefaultValueFactory = _ => [DefaultSuite] };
        var init = new Option<string?>("--init") { Description = "Write a formula file with comments to start from, and verify nothing.", HelpName = "FILE" };
        var folder = new Option<string>("--out") { Description = "Folder for the results.", DefaultValueFactory = _ => DefaultFolder };
        var quick = new Option<bool>("--quick") { Description = "A quick look: a quarter of the points, no Monte Carlo." };
        var details = new Option<bool>("--details") { Description = "Show every claim and every counterexample." };
        var noMonteCarlo = new Option<bool>("--no-monte-carlo") { Description = "Leave Monte Carlo evidence out." };
        Option<Backend> backend = CommonOptions.BackendChoice();
        Option<ulong> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("verify", "Judge every claim of a suite of formulas and write verdicts with their evidence.")
        {
            suites, init, folder, quick, details, noMonteCarlo, backend, seed, threads, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(parsed.GetValue(init) is string file ? Init(file) : Run(
            new Request(
                parsed.GetValue(suites)!,
                parsed.GetValue(folder)!,
                Settings(parsed.GetValue(quick), parsed.GetValue(noMonteCarlo)) with { Seed = parsed.GetValue(seed), Threads = parsed.GetValue(threads) },
                parsed.GetValue(backend),
                parsed.GetValue(json),
                parsed.GetValue(details),
                commandLine),
            cancellation)));
        return command;
    }

    private static JudgingSettings Settings(bool quick, bool noMonteCarlo) =>
        quick ? JudgingSettings.Quick : new JudgingSettings { MonteCarlo = !noMonteCarlo };

    private static int Run(Request request, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Folder))
        {
            throw new InputException($"--out '{request.Folder}' names no folder; give its path, for example --out {DefaultFolder}, or '--out .' for the current one.");
        }

        IReadOnlyList<Formula> formulas = FormulaSelection.Of(request.Suites);
        IDenseKernels kernels = DenseKernels.Select(request.Backend);
        var output = new VerifyOutput(request.Folder);
        output.RequireWritable();

        var clock = Stopwatch.StartNew();
        DateTimeOffset started = DateTimeOffset.UtcNow;
        SuiteResult result = ProgressLine.While(
            "verifying",
            report => SuiteRunner.Run(formulas, kernels, request.Settings, new DirectProgress<SuiteProgress>(p => report(p.Done, p.Total, p.Last)), cancellation));

        string suite = string.Join('+', formulas.Select(f => f.Suite).Distinct(StringComparer.Ordinal));
        OutputFileException? failure = Failure(() => output.Write(suite, formulas, result, clock.Elapsed, new ManifestSource(request.CommandLine, started, kernels.Info, request.Settings)));
        if (request.Json)
        {
            using Stream standardOutput = Console.OpenStandardOutput();
            VerdictsJson.Write(standardOutput, suite, result.Verdicts, FormulaSelection.Conversions(formulas));
            Console.Out.WriteLine();
        }
        else
        {
            Print(Heading(formulas), result, clock.Elapsed, request, kernels.Info, isWritten: failure is null);
            foreach (string note in FormulaSelection.Conversions(formulas))
            {
                Console.WriteLine(note);
            }
        }

        return failure is null ? Code(result) : throw failure;
    }

    /// <summary>Why the files could not be written; the verdicts are shown all the same before it counts.</summary>
    private static OutputFileException? Failure(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (OutputFileException e)
        {
            return e;
        }
    }

    private static string Heading(IReadOnlyList<Formula> formulas)
    {
        string[] suites = [.. formulas.Select(f => f.Suite).Distinct(StringComparer.Ordinal)];
        return suites.Length <= MostSuitesNamed ? string.Join('+', suites) : $"{formulas.Count} formulas";
    }

    private static int Init(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(FormulaTemplate.Text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(File.Exists(file) ? $"'{file}' exists already; --init overwrites nothing." : $"'{file}' cannot be written: {e.Message}");
        }

        Console.Out.WriteLine($"Wrote {file}. Verify it with: lindblad-verify verify {FileFormula.Quoted(file)}");
        return ExitCode.Success;
    }

    private static void Print(string heading, SuiteResult result, TimeSpan elapsed, Request request, KernelInfo kernels, bool isWritten)
    {
        IAnsiConsole console = Terminals.Output();
        VerdictTable.Write(console, heading, result.Verdicts, request.Details);
        string counts = string.Join(", ", result.Verdicts.GroupBy(v => v.Kind).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key.Word()}"));
        int differing = result.Verdicts.Count(v => !v.AsDeclared);
        console.WriteLine();
        console.WriteLine($"{result.Verdicts.Count} claims: {counts}; {(differing == 0 ? "all as declared" : $"{differing} not as declared")}. {elapsed.TotalSeconds:F1} s on {kernels.Backend} kernels.");
        if (isWritten)
        {
            console.WriteLine($"Report: {Path.Combine(request.Folder, "report.html")}; evidence: {Path.Combine(request.Folder, "verdicts.json")}");
        }

        if (result.Cancelled)
        {
            Console.Error.WriteLine($"lindblad-verify: cancelled after {result.Verdicts.Count} of {result.Total} claims{(isWritten ? $"; what was judged is kept in '{request.Folder}'" : string.Empty)}.");
        }
    }

    private static int Code(SuiteResult result)
    {
        if (result.Cancelled)
        {
            return ExitCode.Cancelled;
        }

        Verdict[] differing = [.. result.Verdicts.Where(v => !v.AsDeclared)];
        return differing.Length == 0 ? ExitCode.Success
            : differing.All(v => v.Kind == VerdictKind.Inconclusive) ? ExitCode.Inconclusive
            : ExitCode.VerdictDiffers;
    }

    private sealed record Request(IReadOnlyList<string> Suites, string Folder, JudgingSettings Settings, Backend Backend, bool Json, bool Details, IReadOnlyList<string> CommandLine);
}
