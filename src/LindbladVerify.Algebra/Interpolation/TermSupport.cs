namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Which monomials numerator and denominator hold, sorted by the power of t that each has along weighted lines.</summary>
/// <param name="Weights">Variable k is y_k t^weight_k along a line.</param>
/// <param name="Numerator">Groups of the numerator.</param>
/// <param name="Denominator">Groups of the denominator.</param>
/// <param name="Reference">The one monomial of the denominator of lowest power, whose coefficient is set to 1.</param>
internal sealed record TermSupport(int[] Weights, TermGroup[] Numerator, TermGroup[] Denominator, int[] Reference)
{
    public int TermCount => Numerator.Sum(g => g.Monomials.Length) + Denominator.Sum(g => g.Monomials.Length);

    public int LargestGroup => Math.Max(Numerator.Max(g => g.Monomials.Length), Denominator.Max(g => g.Monomials.Length));

    public int DegreeSum => Numerator.Max(g => g.Power) + Denominator.Max(g => g.Power);
}
