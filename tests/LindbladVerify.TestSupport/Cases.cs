namespace LindbladVerify.TestSupport;

/// <summary>How much a run tests: the variable LINDBLAD_VERIFY_CASES.</summary>
public enum CaseShare
{
    /// <summary>Where the variable is not set: all that ends within a second or so, in some two minutes on two cores.</summary>
    Few,

    /// <summary><c>many</c>, as continuous integration does: the long ones too.</summary>
    Many,

    /// <summary><c>all</c>: of thousands of generated cases all, not a spread share.</summary>
    All,
}

/// <summary>Which cases a run tests.</summary>
public static class Cases
{
    private const string Variable = "LINDBLAD_VERIFY_CASES";

    /// <summary>The share of this run.</summary>
    public static CaseShare Share { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "few" => CaseShare.Few,
        "many" => CaseShare.Many,
        "all" => CaseShare.All,
        var other => throw new InvalidOperationException($"{Variable}: '{other}' is none of few, many, all"),
    };

    /// <summary>Why a long case is not tested; null where it is.</summary>
    public static string? SkipOfLong => Share >= CaseShare.Many ? null : $"long: tested with {Variable}=many";

    /// <summary>Whether all generated cases are wanted.</summary>
    public static bool All => Share == CaseShare.All;

    /// <summary>How many of numbered random cases.</summary>
    public static int Count(int all, int many, int few) => Share switch { CaseShare.All => all, CaseShare.Many => many, _ => few };

    /// <summary>All cases; every n-th where a run tests many or few, the first included, with an n for each.</summary>
    public static IEnumerable<T> EveryNth<T>(IEnumerable<T> all, int many, int few)
    {
        int n = Count(1, many, few);
        return all.Where((_, k) => k % n == 0);
    }
}
