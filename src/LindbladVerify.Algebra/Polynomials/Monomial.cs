namespace LindbladVerify.Algebra.Polynomials;

/// <summary>A product of powers of variables: one exponent a variable.</summary>
/// <remarks>Order: lexicographic, higher powers of the first variable first when sorted descending.</remarks>
public sealed class Monomial : IEquatable<Monomial>, IComparable<Monomial>
{
    private readonly int[] exponents;
    private readonly int hash;

    /// <summary>From exponents, none negative.</summary>
    public Monomial(params ReadOnlySpan<int> exponents)
    {
        this.exponents = exponents.ToArray();
        var code = default(HashCode);
        foreach (int exponent in exponents)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(exponent, nameof(exponents));
            code.Add(exponent);
            Degree += exponent;
        }

        hash = code.ToHashCode();
    }

    /// <summary>Number of variables.</summary>
    public int VariableCount => exponents.Length;

    /// <summary>Sum of the exponents.</summary>
    public int Degree { get; }

    /// <summary>The exponents.</summary>
    public ReadOnlySpan<int> Exponents => exponents;

    /// <summary>Exponent of a variable.</summary>
    public int this[int variable] => exponents[variable];

    /// <summary>a = b in every exponent.</summary>
    public static bool operator ==(Monomial? a, Monomial? b) => a is null ? b is null : a.Equals(b);

    /// <summary>a and b differ.</summary>
    public static bool operator !=(Monomial? a, Monomial? b) => !(a == b);

    /// <summary>a before b.</summary>
    public static bool operator <(Monomial a, Monomial b) => a.CompareTo(b) < 0;

    /// <summary>a after b.</summary>
    public static bool operator >(Monomial a, Monomial b) => a.CompareTo(b) > 0;

    /// <summary>a before b or equal.</summary>
    public static bool operator <=(Monomial a, Monomial b) => a.CompareTo(b) <= 0;

    /// <summary>a after b or equal.</summary>
    public static bool operator >=(Monomial a, Monomial b) => a.CompareTo(b) >= 0;

    /// <summary>The monomial 1.</summary>
    public static Monomial One(int variableCount) => new(new int[variableCount]);

    /// <summary>The product.</summary>
    public Monomial Multiply(Monomial other)
    {
        int[] sum = new int[exponents.Length];
        for (int k = 0; k < sum.Length; k++)
        {
            sum[k] = exponents[k] + other.exponents[k];
        }

        return new Monomial(sum);
    }

    /// <summary>The quotient; null where an exponent would be negative.</summary>
    public Monomial? Divide(Monomial divisor)
    {
        int[] difference = new int[exponents.Length];
        for (int k = 0; k < difference.Length; k++)
        {
            difference[k] = exponents[k] - divisor.exponents[k];
            if (difference[k] < 0)
            {
                return null;
            }
        }

        return new Monomial(difference);
    }

    /// <summary>The same with another exponent of one variable.</summary>
    public Monomial With(int variable, int exponent)
    {
        int[] changed = [.. exponents];
        changed[variable] = exponent;
        return new Monomial(changed);
    }

    /// <inheritdoc/>
    public int CompareTo(Monomial? other) => other is null ? 1 : exponents.AsSpan().SequenceCompareTo(other.exponents);

    /// <inheritdoc/>
    public bool Equals(Monomial? other) => other is not null && hash == other.hash && exponents.AsSpan().SequenceEqual(other.exponents);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Monomial);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(' ', exponents)}]";
}

/// <summary>A monomial with its coefficient.</summary>
/// <param name="Monomial">The powers.</param>
/// <param name="Coefficient">The number before them, not zero.</param>
public readonly record struct PolynomialTerm(Monomial Monomial, BigRational Coefficient);

/// <summary>A factor and how often it occurs.</summary>
/// <param name="Polynomial">Whole coefficients without common divisor, the leading one positive.</param>
/// <param name="Multiplicity">At least one.</param>
internal readonly record struct PolynomialFactor(MultivariatePolynomial Polynomial, int Multiplicity);
