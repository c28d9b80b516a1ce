using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>How large a rational function can be at most: total degrees of numerator and denominator, and the binary logarithms of the sums of the moduli of their coefficients, which are whole numbers.</summary>
/// <param name="NumeratorDegree">Total degree of the numerator.</param>
/// <param name="DenominatorDegree">Total degree of the denominator.</param>
/// <param name="NumeratorBits">Of the coefficients of the numerator.</param>
/// <param name="DenominatorBits">Of the coefficients of the denominator.</param>
/// <remarks>Sums and products of these are bounds for sums and products of what they bound; what cancels is not seen.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FractionSize(double NumeratorDegree, double DenominatorDegree, double NumeratorBits, double DenominatorBits)
{
    /// <summary>A variable.</summary>
    public static FractionSize Variable { get; } = new(1, 0, 0, 0);

    /// <summary>The larger of both degrees.</summary>
    public double Degree => Math.Max(NumeratorDegree, DenominatorDegree);

    /// <summary>The larger of both sizes of coefficients.</summary>
    public double Bits => Math.Max(NumeratorBits, DenominatorBits);

    /// <summary>A fraction of two whole numbers, by their binary logarithms.</summary>
    public static FractionSize Constant(double numeratorBits, double denominatorBits) => new(0, 0, Math.Max(0, numeratorBits), Math.Max(0, denominatorBits));

    /// <summary>Bound of a sum or difference.</summary>
    public static FractionSize operator +(FractionSize a, FractionSize b) => new(
        Math.Max(a.NumeratorDegree + b.DenominatorDegree, b.NumeratorDegree + a.DenominatorDegree),
        a.DenominatorDegree + b.DenominatorDegree,
        Math.Max(a.NumeratorBits + b.DenominatorBits, b.NumeratorBits + a.DenominatorBits) + 1,
        a.DenominatorBits + b.DenominatorBits);

    /// <summary>Bound of a product.</summary>
    public static FractionSize operator *(FractionSize a, FractionSize b) => new(
        a.NumeratorDegree + b.NumeratorDegree,
        a.DenominatorDegree + b.DenominatorDegree,
        a.NumeratorBits + b.NumeratorBits,
        a.DenominatorBits + b.DenominatorBits);

    /// <summary>Bound of a quotient.</summary>
    public static FractionSize operator /(FractionSize a, FractionSize b) => a * b.Inverse;

    /// <summary>Bound of the reciprocal.</summary>
    public FractionSize Inverse => new(DenominatorDegree, NumeratorDegree, DenominatorBits, NumeratorBits);
}
