using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Rates.PrimeFields;

/// <summary>How large the coefficients of N and D of a <see cref="FieldResponse"/> can be as rational functions of the parameters.</summary>
/// <param name="Numerator">A coefficient of N.</param>
/// <param name="Denominator">A coefficient of D.</param>
/// <param name="Start">o(0).</param>
/// <param name="Modes">Number of equations: the largest degree of D.</param>
/// <remarks>
/// det(s - A) with rows cleared of denominators: its degree is at most the sum of those of the rows, the sum of its coefficients at most the product of
/// their sums. Factors of it have coefficients of at most so many bits more as it has degrees (Gelfond's inequality).
/// </remarks>
internal sealed record ResponseSize(FractionSize Numerator, FractionSize Denominator, FractionSize Start, int Modes)
{
    /// <summary>o(∞).</summary>
    public FractionSize Final => Numerator / Denominator;

    /// <summary>∫ (o(t) - o(∞)) dt.</summary>
    public FractionSize Area => (Numerator + (Final * Denominator)) / Denominator;

    /// <summary>The relaxation rate.</summary>
    public FractionSize RelaxationRate => (Start + Final) / Area;

    /// <summary>N(s)/D(s) or D(s) at an s of some size.</summary>
    public (FractionSize Numerator, FractionSize Denominator) At(FractionSize s)
    {
        FractionSize n = Numerator;
        FractionSize d = Denominator;
        for (int k = 0; k < Modes; k++)
        {
            n = (n * s) + Numerator;
            d = (d * s) + Denominator;
        }

        return (n, d);
    }

    /// <summary>Bounds of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parameters">Sizes of its parameters.</param>
    public static ResponseSize Of(FieldModel model, IReadOnlyList<FractionSize> parameters)
    {
        ArgumentNullException.ThrowIfNull(model);
        (FractionSize[] matrix, FractionSize[] initial, FractionSize[] observable) = model.Sizes(parameters);
        FractionSize denominator = Determinant(model, matrix);
        (double startDegree, double startBits) = model.StartSizes(parameters) is { Length: > 0 } parts ? Stationary(model, parts, observable, denominator) : Sum(initial);
        (double seenDegree, double seenBits) = Sum(observable);
        (double degree, double bits) = (denominator.NumeratorDegree, denominator.NumeratorBits);
        var numerator = new FractionSize(degree + startDegree + seenDegree, startDegree + seenDegree, bits + startBits + seenBits + Math.Log2(1 + model.Equations), startBits + seenBits);
        var start = new FractionSize(startDegree + seenDegree, startDegree + seenDegree, startBits + seenBits + Math.Log2(1 + model.Equations), startBits + seenBits);
        return new ResponseSize(numerator, denominator, start, model.Equations);
    }

    /// <summary>A coefficient of det(s - A), its rows cleared of denominators.</summary>
    private static FractionSize Determinant(FieldModel model, FractionSize[] matrix)
    {
        double degree = 0;
        double bits = 0;
        for (int row = 0; row < model.Equations; row++)
        {
            double denominators = 0;
            double denominatorBits = 0;
            double largest = 0;
            double largestBits = 0;
            for (int k = model.RowStarts[row]; k < model.RowStarts[row + 1]; k++)
            {
                denominators += matrix[k].DenominatorDegree;
                denominatorBits += matrix[k].DenominatorBits;
                largest = Math.Max(largest, matrix[k].NumeratorDegree);
                largestBits = Math.Max(largestBits, matrix[k].NumeratorBits);
            }

            degree += largest + denominators;
            bits += largestBits + denominatorBits + Math.Log2(2 + model.RowStarts[row + 1] - model.RowStarts[row]);
        }

        bits += 2 * (degree + model.Equations);
        return new FractionSize(degree, 0, bits, 0);
    }

    /// <summary>The start of a correlation: minors over the determinant of the steady state, twice where the mean is taken off.</summary>
    private static (double Degree, double Bits) Stationary(FieldModel model, FractionSize[] parts, FractionSize[] observable, FractionSize determinant)
    {
        double terms = Math.Log2(1 + model.Equations);
        (double partDegree, double partBits) = Sum(parts);
        (double seenDegree, double seenBits) = Sum(observable);
        (double degree, double bits) = (determinant.NumeratorDegree, determinant.NumeratorBits);
        return (partDegree + seenDegree + (2 * degree), partBits + seenBits + (2 * (bits + terms)) + 2);
    }

    /// <summary>Degree and bits of numbers over a common denominator.</summary>
    private static (double Degree, double Bits) Sum(FractionSize[] sizes) => sizes.Length == 0
        ? (0, 0)
        : (sizes.Sum(s => s.DenominatorDegree) + sizes.Max(s => s.NumeratorDegree), sizes.Sum(s => s.DenominatorBits) + sizes.Max(s => s.NumeratorBits));
}
