namespace LindbladVerify.LinearAlgebra.Krylov;

/// <summary>How accurately and in what pieces exp(A t) v is to be found.</summary>
public sealed record ExponentialActionOptions
{
    /// <summary>Allowed error of the vector at any time, relative to the norm of the start vector.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>Largest degree of one expansion; longer times are cut into equal steps.</summary>
    public int LargestDegree { get; init; } = 2000;

    /// <summary>Where the numerical range lies, if known; else it is estimated.</summary>
    public NumericalRange? Range { get; init; }

    /// <summary>Whether exp(A t) v itself is wanted at the last time; without it the last step is cheaper.</summary>
    public bool NeedsFinal { get; init; } = true;
}
