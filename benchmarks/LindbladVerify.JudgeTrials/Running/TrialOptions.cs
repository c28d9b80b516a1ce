using System.Globalization;
using LindbladVerify.JudgeTrials.Families;

namespace LindbladVerify.JudgeTrials.Running;

/// <summary>The command line.</summary>
internal sealed record TrialOptions
{
    public const string Usage = """
        judges the trials and writes docs/judge-trials.md if it judged all of them
          --family NAME   one family only
          --sample K      every K-th trial of each family
          --seed S        other trials of the same families
          --threads N     trials judged at a time; all processors unless said otherwise
          --out DIR       writes the formula files, their models and results.csv
          --list          writes the families and their sizes, and judges nothing
        """;

    public ITrialFamily? Family { get; private init; }

    public int Sample { get; private init; } = 1;

    public ulong Seed { get; private init; } = TrialFamilies.UsualSeed;

    public int Threads { get; private init; } = Environment.ProcessorCount;

    public string? Out { get; private init; }

    public bool List { get; private init; }

    /// <summary>Whether these are the trials that the document speaks of.</summary>
    public bool IsWhole => Family is null && Sample == 1 && Seed == TrialFamilies.UsualSeed;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">One of them is none of these.</exception>
    public static TrialOptions Parse(IReadOnlyList<string> args)
    {
        var options = new TrialOptions();
        for (int k = 0; k < args.Count; k++)
        {
            string Next() => ++k < args.Count ? args[k] : throw new FormatException($"{args[k - 1]} needs a value");
            options = args[k] switch
            {
                "--family" => options with { Family = Known(Next()) },
                "--sample" => options with { Sample = Math.Max(1, int.Parse(Next(), CultureInfo.InvariantCulture)) },
                "--seed" => options with { Seed = ulong.Parse(Next(), CultureInfo.InvariantCulture) },
                "--threads" => options with { Threads = Math.Max(1, int.Parse(Next(), CultureInfo.InvariantCulture)) },
                "--out" => options with { Out = Next() },
                "--list" => options with { List = true },
                _ => throw new FormatException($"unknown argument {args[k]}"),
            };
        }

        return options;
    }

    private static ITrialFamily Known(string name) =>
        TrialFamilies.Find(name) ?? throw new FormatException($"no family {name}; there are {string.Join(", ", TrialFamilies.All.Select(f => f.Name))}");
}
