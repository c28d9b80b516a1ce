namespace LindbladVerify.Algebra.Interpolation;

/// <summary>How much a reconstruction may cost.</summary>
public sealed record ReconstructionLimits
{
    /// <summary>The limits that hold where none are given.</summary>
    public static ReconstructionLimits Default { get; } = new();

    /// <summary>Most terms of numerator and denominator together.</summary>
    public int Terms { get; init; } = 20_000;

    /// <summary>Highest power of a single variable.</summary>
    public int Degree { get; init; } = 400;

    /// <summary>Most values of the black box.</summary>
    public long Probes { get; init; } = 20_000_000;

    /// <summary>Most primes for the coefficients, of about 61 bits each.</summary>
    public int Primes { get; init; } = 60;

    /// <summary>Longest time. The result never depends on it, only whether there is one.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Most monomials that numerator or denominator could have by their degrees.</summary>
    public long Candidates { get; init; } = 8_000_000;

    /// <summary>The seed of the random points.</summary>
    public ulong Seed { get; init; } = 0x1D872B41;
}
