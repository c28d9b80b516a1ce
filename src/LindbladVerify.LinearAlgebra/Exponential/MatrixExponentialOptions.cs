namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>How a matrix exponential is to be computed.</summary>
public sealed record MatrixExponentialOptions
{
    /// <summary>
    /// Scale rows and columns by powers of 2 first, which makes them of like size; exact, and often fewer squarings for
    /// matrices whose entries span many decades. Off by default, since it can enlarge the error where rounding errors stand for zeros.
    /// </summary>
    public bool Balance { get; init; }

    /// <summary>Largest number of threads for orders from 512; 0 means one per processor. The result has the same bits for any number.</summary>
    public int MaximumThreads { get; init; }
}
