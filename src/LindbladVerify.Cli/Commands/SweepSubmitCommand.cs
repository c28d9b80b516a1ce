using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using LindbladVerify.Cli.Options;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Sweeps;
using LindbladVerify.Sweeps.Cluster;
using LindbladVerify.Sweeps.Runs;

namespace LindbladVerify.Cli.Commands;

/// <summary>Submits a sweep to Slurm: a job array, and a merge that depends on it.</summary>
internal static class SweepSubmitCommand
{
    private const string Sbatch = "sbatch";

    public static Command Create()
    {
        Argument<string> file = SweepRunCommand.SweepFile();
        var folder = new Option<string>("--store") { Description = "Folder of the stores, one per task, that all nodes see.", Required = true, HelpName = "DIR" };
        Option<int> tasks = NumberOptions.Whole("--tasks", "Tasks of the array, each one shard.", 1, Shard.MostShards, 1);
        tasks.Required = true;
        var options = new Option<string?>("--sbatch") { Description = "Further options of sbatch for both jobs, for example \"--time=1:00:00 --partition=main\"." };
        var dry = new Option<bool>("--dry-run") { Description = "Print the scripts and submit nothing." };
        Option<bool> yes = SweepRunCommand.Yes();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("submit", "Submit the shards of a sweep that are not complete as a Slurm job array, and a merge that waits for them.") { file, folder, tasks, options, dry, yes, json };
        command.SetAction((parsed, cancellation) =>
        {
            string path = parsed.GetValue(file)!;
            Sweep sweep = SweepRunCommand.Open(path, parsed.GetValue(yes), cancellation);
            var jobs = new SlurmJobs(sweep, path, parsed.GetValue(folder)!, parsed.GetValue(tasks), Program(), Words(parsed.GetValue(options) ?? string.Empty));
            if (parsed.GetValue(dry))
            {
                Console.Out.Write(jobs.Missing.Count > 0 ? $"{jobs.ArrayScript()}\n{jobs.MergeScript()}" : jobs.MergeScript());
                return Task.FromResult(ExitCode.Success);
            }

            OutputPaths.RequireFolder(parsed.GetValue(folder)!, "--store");
            string? array = null;
            if (jobs.Missing.Count > 0)
            {
                AtomicFile.WriteText(jobs.ArrayPath, w => w.Write(jobs.ArrayScript()));
                array = Submit([jobs.ArrayPath]);
            }

            AtomicFile.WriteText(jobs.MergePath, w => w.Write(jobs.MergeScript()));
            string merge = Submit(array is null ? [jobs.MergePath] : [$"--dependency=afterany:{array}", jobs.MergePath]);
            Console.Out.WriteLine(parsed.GetValue(json)
                ? string.Create(CultureInfo.InvariantCulture, $$"""{"tasks": {{jobs.Missing.Count}}, "array": {{(array is null ? "null" : $"\"{array}\"")}}, "merge": "{{merge}}"}""")
                : string.Create(CultureInfo.InvariantCulture, $"{(array is null ? "every task is complete" : $"{jobs.Missing.Count} tasks submitted as job {array}")}; job {merge} merges them into {jobs.Merged}"));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <summary>This program as words of a shell.</summary>
    private static string Program()
    {
        string process = Environment.ProcessPath ?? "dotnet";
        bool isHost = Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string assembly = Path.Combine(AppContext.BaseDirectory, "lindblad-verify.dll");
        return isHost ? $"{SlurmJobs.Quoted(process)} {SlurmJobs.Quoted(assembly)}" : SlurmJobs.Quoted(process);
    }

    /// <summary>Words apart by blanks, but not within quotes.</summary>
    private static List<string> Words(string text)
    {
        if (text.Any(char.IsControl))
        {
            throw new InputException("--sbatch must be one line.");
        }

        var words = new List<string>();
        var word = new StringBuilder();
        char quote = '\0';
        foreach (char c in text + " ")
        {
            if (quote == '\0' && c == ' ')
            {
                if (word.Length > 0)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }

                continue;
            }

            quote = quote == c ? '\0' : quote == '\0' && c is '"' or '\'' ? c : quote;
            word.Append(c);
        }

        return quote == '\0' ? words : throw new InputException($"--sbatch '{text}': a quote is not closed.");
    }

    private static string Submit(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Sbatch) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("--parsable");
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd().Trim();
            string error = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Split(';')[0] : throw new InputException($"sbatch refused the job: {OneLine.Of(error)}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InputException("there is no sbatch here: run this where Slurm is, or print the scripts with --dry-run.");
        }
    }
}
