namespace LindbladVerify.TestSupport;

/// <summary>How many of thousands of generated cases a run tests: a spread share of them, or all where the variable LINDBLAD_VERIFY_ALL_CASES is 1.</summary>
public static class Cases
{
    /// <summary>Whether all are wanted.</summary>
    public static bool All => string.Equals(Environment.GetEnvironmentVariable("LINDBLAD_VERIFY_ALL_CASES"), "1", StringComparison.Ordinal);

    /// <summary>How many of numbered random cases.</summary>
    public static int Count(int all, int share) => All ? all : share;

    /// <summary>Every n-th case, the first included, or all.</summary>
    public static IEnumerable<T> EveryNth<T>(IEnumerable<T> all, int n) => All ? all : all.Where((_, k) => k % n == 0);
}
