using LindbladVerify.JudgeTrials.Families;
using LindbladVerify.JudgeTrials.Running;
using LindbladVerify.JudgeTrials.Scoring;
using LindbladVerify.JudgeTrials.Tables;

TrialOptions options;
try
{
    options = TrialOptions.Parse(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(TrialOptions.Usage);
    return 2;
}

IReadOnlyList<ITrialFamily> families = options.Family is { } only ? [only] : TrialFamilies.All;
if (options.List)
{
    foreach (ITrialFamily family in families)
    {
        Console.WriteLine($"{family.Name,-12} {TrialFamilies.Of(family, options.Seed).Count,5}  {family.Summary}");
    }

    Console.WriteLine($"{"all",-12} {families.Sum(f => TrialFamilies.Of(f, options.Seed).Count),5}");
    return 0;
}

Trial[] trials = [.. families.SelectMany(f => TrialFamilies.Sample(TrialFamilies.Of(f, options.Seed), options.Sample))];
using var folder = new TrialFolder(options.Out);
if (options.Out is not null)
{
    folder.Keep(trials);
}

int done = 0;
IReadOnlyList<TrialResult> results = new TrialRunner(folder).JudgeAll(trials, options.Threads, _ =>
{
    int count = Interlocked.Increment(ref done);
    if (count % 100 == 0 || count == trials.Length)
    {
        Console.Error.WriteLine($"{count} of {trials.Length}");
    }
});

foreach (TrialResult r in results.Where(r => r.Outcome != Outcome.Right && !r.Trial.Truth.IsHard))
{
    string path = options.Out is null ? r.Trial.File : Path.Combine(folder.Path, r.Trial.File);
    Console.WriteLine($"{r.Outcome}: {path} ({r.Trial.Title}): {r.Word}{(r.Order is double order ? $" {order:F3}" : string.Empty)}, right would be {r.Trial.Truth.Expected()}");
}

Console.WriteLine();
Console.WriteLine(TrialDocument.Families(results));
if (options.Out is not null)
{
    File.WriteAllText(Path.Combine(folder.Path, "results.csv"), ResultList.Csv(results));
}

if (options.IsWhole)
{
    string document = Path.Combine(Root() ?? ".", TrialDocument.Path);
    File.WriteAllText(document, TrialDocument.Of(results));
    Console.Error.WriteLine($"wrote {document}");
}

return new TrialTally(results).IsGood ? 0 : 1;

// The repository around the program, so that the command works from any folder of it.
static string? Root()
{
    for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "LindbladVerify.sln")))
        {
            return folder.FullName;
        }
    }

    return null;
}
