using System.CommandLine;
using System.Globalization;
using LindbladVerify.Fuzz;

var mutations = new Option<long>("--mutations") { Description = "How many in all.", DefaultValueFactory = _ => 100_000 };
var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same texts.", DefaultValueFactory = _ => 1 };
var only = new Option<string?>("--target") { Description = "One reader alone; it then gets all mutations." };
var replay = new Option<long?>("--replay") { Description = "Shows the text of one mutation of --target and runs it alone." };
var repository = new Option<string>("--repository") { Description = "The folder that holds docs.", DefaultValueFactory = _ => "." };
var root = new RootCommand("Changes valid files, expressions and command lines, and looks for anything but a result or a refusal of one line.") { mutations, seed, only, replay, repository };
root.SetAction(parsed =>
{
    FuzzTarget[] targets = [.. FuzzTargets.All(new Corpus(Path.GetFullPath(parsed.GetValue(repository)!))).Where(t => parsed.GetValue(only) is not { } name || string.Equals(name, t.Name, StringComparison.Ordinal))];
    ulong chosen = parsed.GetValue(seed);
    if (parsed.GetValue(replay) is long number)
    {
        Console.WriteLine(targets[0].Text(chosen, number));
        Console.WriteLine(targets[0].Run(targets[0].Text(chosen, number)) ? "accepted" : "refused");
        return 0;
    }

    Console.WriteLine($"{"reader",-14}{"mutations",10}{"accepted",10}{"slowest",10}{"findings",10}");
    bool isClean = true;
    foreach (FuzzTarget target in targets)
    {
        long count = targets.Length == 1 ? parsed.GetValue(mutations) : Math.Max(1, (long)Math.Round(parsed.GetValue(mutations) * target.Share));
        FuzzReport report = FuzzRun.Of(target, chosen, 0, count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Target,-14}{report.Mutations,10}{report.Accepted,10}{report.Slowest.TotalSeconds,8:F2} s{report.Findings.Count,10}"));
        foreach (string finding in report.Findings)
        {
            Console.WriteLine("  " + finding);
            isClean = false;
        }
    }

    return isClean ? 0 : 1;
});
return root.Parse(args).Invoke();
