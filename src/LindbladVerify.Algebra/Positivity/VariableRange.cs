using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Positivity;

/// <summary>The range of a variable, ends included.</summary>
/// <param name="Low">Lower end; null for none.</param>
/// <param name="High">Upper end; null for none.</param>
public readonly record struct VariableRange(BigRational? Low, BigRational? High)
{
    /// <summary>All numbers that are not negative.</summary>
    public static VariableRange NonNegative => new(BigRational.Zero, null);

    /// <summary>All real numbers.</summary>
    public static VariableRange Real => new(null, null);

    /// <summary>0 to 1.</summary>
    public static VariableRange Unit => new(BigRational.Zero, BigRational.One);
}
