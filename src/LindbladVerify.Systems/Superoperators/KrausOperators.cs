using System.Numerics;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Superoperators;

/// <summary>Kraus operators of completely positive maps: S(X) = Σ K X K†.</summary>
/// <remarks>Source: Kraus (1971), doi:10.1016/0003-4916(71)90108-4; from the Choi matrix: doi:10.1016/0024-3795(75)90075-0.</remarks>
public static class KrausOperators
{
    /// <summary>The canonical Kraus operators of a map, orthogonal in Tr(K_m† K_n) and in descending order of norm; at most d².</summary>
    /// <param name="map">A completely positive map.</param>
    /// <param name="tolerance">Relative to the largest eigenvalue of the Choi matrix: smaller ones are dropped, more negative ones refused.</param>
    /// <exception cref="ArgumentException">The map is not completely positive; the message states its smallest eigenvalue.</exception>
    public static IReadOnlyList<Operator> Of(SuperOperator map, double tolerance = 1e-12) => Of(ChoiMatrix.Of(map), tolerance);

    /// <inheritdoc cref="Of(SuperOperator, double)"/>
    public static IReadOnlyList<Operator> Of(ChoiMatrix map, double tolerance = 1e-12)
    {
        if (!map.IsCompletelyPositive(tolerance))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The map has no Kraus operators: it is not completely positive (smallest Choi eigenvalue {map.SmallestEigenvalue:R}, Hermiticity defect {map.HermiticityDefect:R})."),
                nameof(map));
        }

        int d = map.HilbertDimension;
        Complex[] vectors = map.Spectrum.Vectors.ToDense();
        double floor = tolerance * map.Spectrum.Largest;
        return
        [
            .. Enumerable.Range(0, d * d).Reverse()
                .Where(k => map.Spectrum.Values[k] > floor)
                .Select(k => Math.Sqrt(map.Spectrum.Values[k]) * Operator.FromDense(d, vectors.AsSpan(k * d * d, d * d))),
        ];
    }

    /// <summary>X -&gt; Σ K X K†.</summary>
    /// <exception cref="ArgumentException">The list is empty or the dimensions differ.</exception>
    public static SuperOperator ToSuperOperator(IReadOnlyList<Operator> krausOperators)
    {
        if (krausOperators.Count == 0)
        {
            throw new ArgumentException("A map needs at least one Kraus operator.", nameof(krausOperators));
        }

        return krausOperators.Select(k => SuperOperator.Sandwich(k, k.Adjoint())).Aggregate((sum, next) => sum + next);
    }
}
