using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Verification.Derivations;

/// <summary>A limit that is asked for: parameters that follow powers of λ.</summary>
/// <param name="Exponents">The power by parameter.</param>
/// <param name="End">Where the parameters end: 0 or another number; null for infinity.</param>
public sealed record DerivationPath(IReadOnlyDictionary<string, BigRational> Exponents, BigRational? End)
{
    /// <summary>Where λ goes.</summary>
    public LimitDirection Direction => End is null ? LimitDirection.Infinity : LimitDirection.Zero;

    /// <summary>The path in words: "Gc -&gt; infinity".</summary>
    public string Text => $"{string.Join(", ", Exponents.Select(e => e.Value.IsOne ? e.Key : $"{e.Key}^({e.Value})"))} -> {End?.ToString() ?? "infinity"}";
}
