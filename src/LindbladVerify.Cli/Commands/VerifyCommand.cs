using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using LindbladVerify.Cli.Options;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Pages;
using LindbladVerify.Reporting.Report;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Reporting.Terminal;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
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
        var suites = new Argument<string[]>("what") { Description = $"Suites and formula files (FILE.yaml) to verify; default {DefaultSuite}.", DefaultValueFactory = _ => [] };
        var gallery = new Option<bool>("--gallery") { Description = "Verify the gallery of published results that comes with this program, beside what else is named." };
        var pages = new Option<string?>("--pages") { Description = "Folder for the pages gallery.md and errata.md, made from the verdicts; needs --gallery.", HelpName = "DIR" };
        var init = new Option<string?>("--init") { Description = "Write a formula file with comments to start from, and verify nothing.", HelpName = "FILE" };
        var folder = new Option<string>("--out") { Description = "Folder for the results.", DefaultValueFactory = _ => DefaultFolder };
        var quick = new Option<bool>("--quick") { Description = "A quick look: a quarter of the points, no Monte Carlo." };
        var details = new Option<bool>("--details") { Description = "Show every claim and every counterexample." };
        var noMonteCarlo = new Option<bool>("--no-monte-carlo") { Description = "Leave Monte Carlo evidence out." };
        var certificates = new Option<string?>("--certificates") { Description = "Folder for a Python program per proof that checks it on its own.", HelpName = "DIR" };
        var noProof = new Option<bool>("--no-proof") { Description = "Leave proofs by exact algebra out." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a file manifest.json in the folder that no run has written." };
        Option<Backend> backend = CommonOptions.BackendChoice();
        Option<ulong> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("verify", "Judge every claim of a suite of formulas and write verdicts with their evidence.")
        {
            suites, gallery, pages, init, folder, quick, details, noMonteCarlo, noProof, certificates, overwrite, backend, seed, threads, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(parsed.GetValue(init) is string file ? Init(file) : Run(
            new Request(
                parsed.GetValue(suites)!,
                parsed.GetValue(folder)!,
                Settings(parsed.GetValue(quick), parsed.GetValue(noMonteCarlo)) with { Seed = parsed.GetValue(seed), Threads = parsed.GetValue(threads), Proofs = !parsed.GetValue(noProof) },
                parsed.GetValue(backend),
                parsed.GetValue(json),
                parsed.GetValue(details),
                parsed.GetValue(overwrite),
                parsed.GetValue(certificates),
                parsed.GetValue(gallery),
                parsed.GetValue(pages),
                commandLine),
            cancellation)));
        return command;
    }

    private static JudgingSettings Settings(bool quick, bool noMonteCarlo) =>
        quick ? JudgingSettings.Quick : new JudgingSettings { MonteCarlo = !noMonteCarlo };

    private static int Run(Request request, CancellationToken cancellation)
    {
        Task<IDenseKernels> loading = Task.Run(() => KernelChoice.Of(request.Backend));
        IReadOnlyList<Formula> formulas = LongWork.Do("reading formulas", cancellation, () => FormulaSelection.Of(request.Named, request.Gallery));
        IDenseKernels kernels = loading.GetAwaiter().GetResult();
        var output = new VerifyOutput(request.Folder, request.Overwrite);
        output.RequireWritable();
        if (request.Certificates is { } folder)
        {
            OutputPaths.RequireFolder(folder, "--certificates");
        }

        if (request.Pages is { } pages)
        {
            OutputPaths.RequireFolder(request.Gallery ? pages : throw new InputException("--pages needs --gallery: the pages are those of the gallery."), "--pages");
        }

        var clock = Stopwatch.StartNew();
        DateTimeOffset started = DateTimeOffset.UtcNow;
        SuiteResult result = Judge(formulas, kernels, request.Settings, cancellation);

        string suite = string.Join('+', formulas.Select(f => f is FileFormula { IsOfGallery: true } ? "gallery" : f.Suite).Distinct(StringComparer.Ordinal));
        var source = new ManifestSource(request.CommandLine, started, kernels.Info, request.Settings);
        Task<Exception?> writing = Task.Run(() => OutputPaths.Try(() => output.Write(suite, formulas, result, clock.Elapsed, source))
            ?? OutputPaths.Try(() => WriteCertificates(request.Certificates, result.Verdicts))
            ?? OutputPaths.Try(() => WritePages(request.Pages, result)));
        Exception? failure;
        try
        {
            if (!request.Json)
            {
                PrintTable(Heading(formulas), result, request.Details);
            }
        }
        finally
        {
            failure = writing.GetAwaiter().GetResult();
        }

        if (request.Json)
        {
            StandardOutput.Write(stream => VerdictsJson.Write(stream, suite, result.Verdicts, FormulaSelection.Conversions(formulas), result.Total));
        }
        else
        {
            PrintSummary(result, clock.Elapsed, request, kernels.Info, isWritten: failure is null);
            foreach (string note in FormulaSelection.Conversions(formulas))
            {
                Console.WriteLine(note);
            }
        }

        foreach (Verdict verdict in result.Verdicts.Where(v => v.Contradiction is not null))
        {
            StandardError.Say($"{verdict.Id}: algebra and sampling contradict each other: {verdict.Contradiction}. This is a fault of the program; please report it with the formula and its model.");
        }

        if (result.Cancelled)
        {
            StandardError.Say(string.Create(CultureInfo.InvariantCulture, $"cancelled after {result.Verdicts.Count} of {result.Total} claims{(failure is null ? $"; what was judged is kept in '{request.Folder}'" : string.Empty)}."));
        }

        return failure is null ? Code(result) : throw failure;
    }

    /// <summary>The verdicts. Where a claim does not end when it is asked to, those reached before it are taken and it is left alone.</summary>
    private static SuiteResult Judge(IReadOnlyList<Formula> formulas, IDenseKernels kernels, JudgingSettings settings, CancellationToken cancellation)
    {
        int total = formulas.Sum(f => f.Claims.Count);
        var reached = new List<Verdict>();
        try
        {
            return LongWork.Do("verifying", cancellation, report =>
            {
                report(0, total, string.Empty);
                return SuiteRunner.Run(formulas, kernels, settings, new DirectProgress<SuiteProgress>(p => Note(p, reached, report)), cancellation);
            });
        }
        catch (OperationCanceledException)
        {
            string[] order = [.. formulas.SelectMany(f => f.Claims.Select(c => $"{f.Id}.{c.Id}"))];
            lock (reached)
            {
                return new SuiteResult([.. reached.OrderBy(v => Array.IndexOf(order, v.Id))], total, Cancelled: true);
            }
        }
    }

    private static void Note(SuiteProgress progress, List<Verdict> reached, Action<long, long, string> report)
    {
        lock (reached)
        {
            reached.Add(progress.Reached);
        }

        report(progress.Done, progress.Total, progress.Last);
    }

    private static void WriteCertificates(string? folder, IReadOnlyList<Verdict> verdicts)
    {
        foreach (Verdict verdict in verdicts.Where(v => folder is not null && v.Certificate is not null))
        {
            AtomicFile.WriteText(Path.Combine(folder!, verdict.Id + ".py"), writer => writer.Write(verdict.Certificate));
        }
    }

    /// <summary>The pages of the gallery; not of a run that was stopped, whose pages would lack what was not judged.</summary>
    private static void WritePages(string? folder, SuiteResult result)
    {
        if (folder is not null && !result.Cancelled)
        {
            AtomicFile.WriteText(Path.Combine(folder, GalleryPage.FileName), writer => writer.Write(GalleryPage.Text(FormulaGallery.All, result.Verdicts)));
            AtomicFile.WriteText(Path.Combine(folder, ErrataPage.FileName), writer => writer.Write(ErrataPage.Text(FormulaGallery.All, result.Verdicts)));
        }
    }

    private static string Heading(IReadOnlyList<Formula> formulas)
    {
        string[] suites = [.. formulas.Select(f => f.Suite).Distinct(StringComparer.Ordinal)];
        return formulas.All(f => f is FileFormula { IsOfGallery: true }) ? "gallery" : suites.Length <= MostSuitesNamed ? string.Join('+', suites) : $"{formulas.Count} formulas";
    }

    private static int Init(string file)
    {
        if (!SpecialFile.IsSpecial(file) && File.Exists(file))
        {
            throw new InputException($"'{file}' exists already; --init overwrites nothing.");
        }

        AtomicFile.WriteText(file, writer => writer.Write(FormulaTemplate.Text), overwrite: false);
        if (SpecialFile.IsStandardOutput(file))
        {
            return ExitCode.Success;
        }

        Console.Out.WriteLine($"Wrote {file}. Verify it with: lindblad-verify verify {FileFormula.Quoted(file)}");
        return ExitCode.Success;
    }

    private static void PrintTable(string heading, SuiteResult result, bool details)
    {
        if (result.Verdicts.Count > 0)
        {
            VerdictTable.Write(Terminals.Output(), heading, result.Verdicts, details);
        }
    }

    private static void PrintSummary(SuiteResult result, TimeSpan elapsed, Request request, KernelInfo kernels, bool isWritten)
    {
        IAnsiConsole console = Terminals.Output();
        console.WriteLine();
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count(result)}. {elapsed.TotalSeconds:F1} s on {kernels.Backend} kernels."));
        if (isWritten)
        {
            console.WriteLine($"Report: {Path.Combine(request.Folder, "report.html")}; evidence: {Path.Combine(request.Folder, "verdicts.json")}");
        }

    }

    /// <summary>How many claims were judged, with which outcome; of a run that was cancelled also of how many, and nothing of those that were not judged.</summary>
    private static string Count(SuiteResult result)
    {
        int judged = result.Verdicts.Count;
        string many = result.Cancelled ? string.Create(CultureInfo.InvariantCulture, $"cancelled: {judged} of {result.Total} claims judged") : ReportText.Count(judged, "claim");
        if (judged == 0)
        {
            return many;
        }

        string counts = string.Join(", ", result.Verdicts.GroupBy(v => v.Kind).OrderBy(g => g.Key).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key.Word()}")));
        int differing = result.Verdicts.Count(v => !v.AsDeclared);
        string declared = differing > 0 ? string.Create(CultureInfo.InvariantCulture, $"{differing} not as declared") : result.Cancelled ? "these as declared" : "all as declared";
        return $"{many}: {counts}; {declared}";
    }

    /// <summary>The exit code of a run.</summary>
    internal static int Code(SuiteResult result)
    {
        if (result.Cancelled)
        {
            return ExitCode.Cancelled;
        }

        if (result.Verdicts.Any(v => v.Contradiction is not null))
        {
            return ExitCode.Failure;
        }

        Verdict[] differing = [.. result.Verdicts.Where(v => !v.AsDeclared)];
        return differing.Length == 0 ? ExitCode.Success
            : differing.All(v => v.Kind == VerdictKind.Inconclusive) ? ExitCode.Inconclusive
            : ExitCode.VerdictDiffers;
    }

    private sealed record Request(IReadOnlyList<string> Suites, string Folder, JudgingSettings Settings, Backend Backend, bool Json, bool Details, bool Overwrite, string? Certificates, bool Gallery, string? Pages, IReadOnlyList<string> CommandLine)
    {
        /// <summary>The suites and files named; the default suite where nothing is.</summary>
        public IReadOnlyList<string> Named => Suites.Count == 0 && !Gallery ? [DefaultSuite] : Suites;
    }
}
