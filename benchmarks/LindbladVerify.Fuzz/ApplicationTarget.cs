using System.Diagnostics;
using System.Text;
using LindbladVerify.Cli;

namespace LindbladVerify.Fuzz;

/// <summary>The whole application, in this process: command lines and files, with a time after which the run is stopped as by the interrupt key.</summary>
public static class ApplicationTarget
{
    private const int Cancelled = 130;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);
    private static readonly int[] Codes = [0, 1, 2, 3, 4, Cancelled];
    private static readonly Lock OneAtATime = new(); // the console belongs to the process

    public static FuzzTarget CommandLine(Corpus corpus, double share) => new(
        "command line",
        share,
        Corpus.CommandLines,
        ["--out", "--csv", "--seed", "--threads", "1e6", "-1", "\"\"", "--quick", "--method", "all", "monte-carlo", "OUT", "MODEL", "kHz", "=", ",", "..", "--no-such", "simulate", "--points", "2"],
        text => InFolder(folder =>
        {
            string model = Path.Combine(folder, "model.yaml");
            File.WriteAllText(model, corpus.Models[0]);
            string[] args = [.. text.Replace("MODEL", model, StringComparison.Ordinal).Replace("OUT", folder, StringComparison.Ordinal).Split(' ').Select(a => a is "\"\"" ? string.Empty : a)];
            return Run(args);
        }));

    public static FuzzTarget Simulate(Corpus corpus, double share, IReadOnlyList<string> words) => new(
        "simulate",
        share,
        corpus.Models,
        words,
        text => InFolder(folder => Run("simulate", Written(folder, text), "--csv", Path.Combine(folder, "a.csv"), "--npz", Path.Combine(folder, "a.npz"), "--svg", Path.Combine(folder, "a.svg"), "--threads", "1", "--trajectories", "64")));

    public static FuzzTarget Verify(Corpus corpus, double share, IReadOnlyList<string> words) => new(
        "verify",
        share,
        corpus.Formulas,
        words,
        text => InFolder(folder =>
        {
            CopyModels(corpus, folder);
            return Run("verify", Written(folder, text), "--quick", "--threads", "1", "--out", Path.Combine(folder, "out"));
        }));

    public static FuzzTarget Explore(Corpus corpus, double share, IReadOnlyList<string> words) => new(
        "explore",
        share,
        corpus.Formulas,
        words,
        text => InFolder(folder =>
        {
            CopyModels(corpus, folder);
            return Run("explore", Written(folder, text), "--points", "5", "--threads", "1", "--out", Path.Combine(folder, "page.html"));
        }));

    /// <summary>The models that formula files name.</summary>
    private static void CopyModels(Corpus corpus, string folder)
    {
        string models = Path.Combine(folder, "models");
        Directory.CreateDirectory(models);
        foreach (string model in Directory.GetFiles(Path.Combine(corpus.FormulaFolder, "models")))
        {
            File.Copy(model, Path.Combine(models, Path.GetFileName(model)));
        }
    }

    private static string Written(string folder, string text)
    {
        string file = Path.Combine(folder, "fuzz.yaml");
        File.WriteAllBytes(file, Encoding.UTF8.GetBytes(text)); // a half of a character becomes a replacement
        return file;
    }

    private static bool InFolder(Func<string, bool> run)
    {
        string folder = Directory.CreateTempSubdirectory("lindblad-fuzz-").FullName;
        try
        {
            return run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Run(params IReadOnlyList<string> args)
    {
        if (args.Any(a => a is "--json" or "-" || a.StartsWith("/dev/", StringComparison.Ordinal) || a.StartsWith("/proc/", StringComparison.Ordinal)))
        {
            return false; // writes past the streams that are caught here
        }

        lock (OneAtATime)
        {
            (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
            using var caught = new StringWriter();
            using var said = new StringWriter();
            Console.SetOut(TextWriter.Synchronized(caught));
            Console.SetError(TextWriter.Synchronized(said));
            string before = Environment.CurrentDirectory;
            string folder = Directory.CreateTempSubdirectory("lindblad-fuzz-").FullName;
            try
            {
                Environment.CurrentDirectory = folder; // where reports go unless --out says otherwise
                using var cancellation = new CancellationTokenSource(Patience);
                long start = Stopwatch.GetTimestamp();
                int code = Application.RunAsync(args, cancellation.Token).GetAwaiter().GetResult();
                Check(code, said.ToString(), Stopwatch.GetElapsedTime(start));
                return code is 0 or 1;
            }
            finally
            {
                Environment.CurrentDirectory = before;
                Directory.Delete(folder, recursive: true);
                Console.SetOut(output);
                Console.SetError(error);
            }
        }
    }

    private static void Check(int code, string said, TimeSpan elapsed)
    {
        if (!Codes.Contains(code))
        {
            throw new InvalidDataException($"exit code {code}");
        }

        if (said.Contains("an error of the program itself", StringComparison.Ordinal) || said.Contains("   at ", StringComparison.Ordinal))
        {
            throw new InvalidDataException(said.ReplaceLineEndings(" "));
        }

        if (code == 2 && !said.StartsWith("lindblad-verify: ", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"exit code 2 without a reason: '{said}'");
        }

        if (elapsed > Patience + Answer)
        {
            throw new InvalidDataException($"stopped only after {elapsed.TotalSeconds:F1} s");
        }
    }
}
