using System.Globalization;
using System.Text;
using LindbladVerify.Sweeps.Runs;
using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Sweeps.Store;

namespace LindbladVerify.Sweeps.Cluster;

/// <summary>
/// A sweep as jobs for Slurm: an array of tasks that each fill a store of their own in one shared folder, and a job that merges them when all
/// have ended. Tasks that are warned of their time limit store what they have and queue again; what is complete is not submitted again.
/// </summary>
internal sealed class SlurmJobs
{
    private const string MergedName = "merged.sqlite";
    private readonly Sweep sweep;
    private readonly string file;
    private readonly string folder;
    private readonly int tasks;
    private readonly string program;
    private readonly IReadOnlyList<string> directives;

    /// <summary>The jobs of a sweep.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="file">Its file, which must stay as it is until the jobs have ended.</param>
    /// <param name="folder">Folder of the stores, seen by all nodes.</param>
    /// <param name="tasks">Tasks of the array, each one shard.</param>
    /// <param name="program">This program as words of a shell, quoted where needed.</param>
    /// <param name="directives">Further options of sbatch, one each.</param>
    /// <exception cref="SweepException">The folder holds parts of another number of tasks, or of another sweep.</exception>
    public SlurmJobs(Sweep sweep, string file, string folder, int tasks, string program, IReadOnlyList<string> directives)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        this.sweep = sweep;
        this.file = Path.GetFullPath(file);
        this.folder = Path.GetFullPath(folder);
        this.tasks = tasks;
        this.program = program;
        this.directives = directives;
        if (this.folder.Any(c => char.IsControl(c) || c is '"' or '%' or '\\'))
        {
            throw new SweepException($"The folder '{this.folder}' has a character in its name that Slurm's options do not take.");
        }

        if (sweep.Refinement is not null)
        {
            throw new SweepException("A sweep that refines its grid has no shards: run it in one process.");
        }

        RequireSameParts();
        Missing = [.. Enumerable.Range(1, tasks).Where(i => !IsComplete(i))];
    }

    /// <summary>The tasks that are not complete, from 1.</summary>
    public IReadOnlyList<int> Missing { get; }

    /// <summary>The store that everything is merged into.</summary>
    public string Merged => Path.Combine(folder, MergedName);

    /// <summary>Where the script of the array is kept.</summary>
    public string ArrayPath => Path.Combine(folder, "sweep.sbatch");

    /// <summary>Where the script of the merge is kept.</summary>
    public string MergePath => Path.Combine(folder, "merge.sbatch");

    /// <summary>The script of the array.</summary>
    public string ArrayScript()
    {
        var text = new StringBuilder();
        Head(text, "sweep", "task-%a.log");
        text.Append(CultureInfo.InvariantCulture, $"#SBATCH --array={Ranges(Missing)}\n");
        text.Append("#SBATCH --requeue\n#SBATCH --signal=B:TERM@60\n");
        Own(text);
        text.Append(CultureInfo.InvariantCulture, $$"""

            # One shard per task. Slurm's warning before the time limit goes to this shell; it is passed on, everything computed is stored,
            # and the task queues again. A node that fails queues its task again by itself. Exit code 75 says: run again to go on.
            stopping=0
            {{program}} sweep run {{Quoted(file)}} --store {{Quoted(folder)}}/part-"$SLURM_ARRAY_TASK_ID"-of-{{tasks}}.sqlite \
              --shard "$SLURM_ARRAY_TASK_ID"/{{tasks}} --threads "${SLURM_CPUS_PER_TASK:-1}" --yes &
            pid=$!
            trap 'stopping=1; kill -TERM "$pid"' TERM
            wait "$pid"; code=$?
            if [ "$stopping" = 1 ]; then
              wait "$pid"; second=$?
              [ "$second" = 127 ] || code=$second
              [ "$code" = 75 ] && scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
            fi
            exit "$code"

            """);
        return text.ToString();
    }

    /// <summary>The script of the merge.</summary>
    public string MergeScript()
    {
        var text = new StringBuilder();
        Head(text, "merge", "merge.log");
        text.Append("#SBATCH --requeue\n");
        Own(text);
        text.Append(CultureInfo.InvariantCulture, $$"""

            # Runs when every task has ended, however it ended; ends with 75 where points are missing.
            exec {{program}} sweep merge {{Quoted(Merged)}} {{Quoted(folder)}}/part-*-of-{{tasks}}.sqlite

            """);
        return text.ToString();
    }

    /// <summary>A word of a shell.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '+' or '=' or ',') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private void Head(StringBuilder text, string what, string log)
    {
        string name = string.Concat(sweep.Name.Take(40).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
        text.Append(CultureInfo.InvariantCulture, $"#!/bin/bash\n#SBATCH --job-name={what}-{name}\n#SBATCH --output=\"{folder}/{log}\"\n#SBATCH --open-mode=append\n");
    }

    private void Own(StringBuilder text)
    {
        foreach (string directive in directives)
        {
            text.Append(CultureInfo.InvariantCulture, $"#SBATCH {directive}\n");
        }
    }

    private string Part(int task) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{task}-of-{tasks}.sqlite"));

    private void RequireSameParts()
    {
        string? other = !Directory.Exists(folder) ? null : Directory.EnumerateFiles(folder, "part-*-of-*.sqlite")
            .Select(f => Path.GetFileNameWithoutExtension(f).Split("-of-")[^1])
            .FirstOrDefault(n => !string.Equals(n, tasks.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        if (other is not null)
        {
            throw new SweepException($"The folder '{folder}' holds parts of {other} tasks; go on with --tasks {other}, or name another folder.");
        }
    }

    private bool IsComplete(int task)
    {
        string path = Part(task);
        if (!File.Exists(path))
        {
            return new Shard(task, tasks).PointsOf(sweep.Points.Count) == 0;
        }

        if (SweepStore.IsEmpty(path))
        {
            return false;
        }

        using SweepStore store = SweepStore.OpenRead(path);
        store.About.Require(StoreAbout.Of(sweep), path);
        return store.Count().Done >= new Shard(task, tasks).PointsOf(sweep.Points.Count);
    }

    /// <summary>Numbers as Slurm takes them: 1-5,8,10-12.</summary>
    private static string Ranges(IReadOnlyList<int> numbers)
    {
        var parts = new List<string>();
        for (int k = 0; k < numbers.Count;)
        {
            int last = k;
            while (last + 1 < numbers.Count && numbers[last + 1] == numbers[last] + 1)
            {
                last++;
            }

            parts.Add(last == k ? numbers[k].ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{numbers[k]}-{numbers[last]}"));
            k = last + 1;
        }

        return string.Join(',', parts);
    }
}
