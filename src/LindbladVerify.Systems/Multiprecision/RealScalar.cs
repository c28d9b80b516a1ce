using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>Numbers that a model file wants real: rates, populations, values of noises.</summary>
internal static class RealScalar
{
    /// <summary>The sum that an expression is.</summary>
    /// <exception cref="UnsupportedModelException">The number i occurs and does not drop out.</exception>
    public static ScalarSum Of(Expression expression)
    {
        ScalarSum sum = ScalarExpansion.Of(expression);
        return sum.Terms.Values.All(v => v.Imaginary.IsZero) ? sum : throw new UnsupportedModelException($"'{expression}' must be real.");
    }
}
