namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Why a reconstruction was given up.</summary>
public enum RefusalReason
{
    /// <summary>Numerator and denominator have more terms than allowed.</summary>
    TooManyTerms,

    /// <summary>The degree is higher than allowed, or the black box is no rational function.</summary>
    DegreeTooHigh,

    /// <summary>More values are needed than allowed.</summary>
    TooManyProbes,

    /// <summary>The coefficients need more primes than allowed.</summary>
    TooManyPrimes,

    /// <summary>The time ran out.</summary>
    OutOfTime,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>The black box has no value at any point that was tried.</summary>
    NoValue,

    /// <summary>The values contradict each other: no rational function with rational coefficients fits them.</summary>
    NotRational,
}
