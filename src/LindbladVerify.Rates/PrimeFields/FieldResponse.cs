using System.Runtime.CompilerServices;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Rates.PrimeFields;

/// <summary>
/// The Laplace transform ∫ o(t) exp(-st) dt = N(s)/D(s) of an observable in lowest terms, over a prime field: from the moments c·A^k·b and the shortest
/// recurrence that they obey. The roots of D are the modes that the observable sees. Filled again and again by <see cref="Compute"/>.
/// </summary>
/// <remarks>
/// Cost: 2n products with the sparse generator and O(n²) more. A generator that is singular needs no care.
/// Source: Massey 1969, doi:10.1109/TIT.1969.1054260. Not safe to use from several threads.
/// </remarks>
internal sealed class FieldResponse
{
    private readonly ulong[] moments;
    private ulong[] vector;
    private ulong[] next;
    private readonly ulong[] connection;
    private readonly ulong[] before;
    private readonly ulong[] spare;
    private readonly ulong[] numerator;
    private readonly ulong[] denominator;

    /// <param name="dimension">Number of equations.</param>
    public FieldResponse(int dimension)
    {
        moments = new ulong[Math.Max(2, 2 * dimension)];
        vector = new ulong[dimension];
        next = new ulong[dimension];
        connection = new ulong[moments.Length + 2];
        before = new ulong[moments.Length + 2];
        spare = new ulong[moments.Length + 2];
        numerator = new ulong[moments.Length];
        denominator = new ulong[moments.Length + 1];
    }

    /// <summary>The field.</summary>
    public PrimeField Field { get; private set; } = PrimeField.At(0);

    /// <summary>Degree of D: how many modes the observable sees.</summary>
    public int Degree { get; private set; }

    /// <summary>N, lowest power first, [Degree].</summary>
    public ReadOnlySpan<ulong> Numerator => numerator.AsSpan(0, Degree);

    /// <summary>D, lowest power first and monic, [Degree + 1].</summary>
    public ReadOnlySpan<ulong> Denominator => denominator.AsSpan(0, Degree + 1);

    /// <summary>o(0).</summary>
    public ulong Start => moments[0];

    /// <summary>Computes N and D.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(FieldSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        Field = system.Field;
        system.Initial.CopyTo(vector);
        for (int k = 0; k < 2 * system.Dimension; k++)
        {
            if (k > 0)
            {
                system.Apply(vector, next);
                (vector, next) = (next, vector);
            }

            moments[k] = system.ObservableOf(vector);
        }

        Degree = ShortestRecurrence(2 * system.Dimension);

        // D(s) = s^L C(1/s) and N is the polynomial part of D(s) Σ m_k s^(-k-1).
        for (int k = 0; k <= Degree; k++)
        {
            denominator[k] = connection[Degree - k];
        }

        for (int i = 0; i < Degree; i++)
        {
            ulong sum = 0;
            for (int j = i + 1; j <= Degree; j++)
            {
                sum = Field.MultiplyAdd(denominator[j], moments[j - i - 1], sum);
            }

            numerator[i] = sum;
        }
    }

    /// <summary>N(s)/D(s); false where s is a mode.</summary>
    public bool TryAt(ulong s, out ulong value) => Field.TryDivide(Horner(Numerator, s), Horner(Denominator, s), out value);

    /// <summary>D(s).</summary>
    public ulong Characteristic(ulong s) => Horner(Denominator, s);

    /// <summary>o(∞) in the sense of Abel, lim s N(s)/D(s) for s → 0; false where there is none.</summary>
    public bool TryFinal(out ulong value)
    {
        value = 0;
        if (Degree == 0 || denominator[0] != 0)
        {
            return true;
        }

        return Field.TryDivide(numerator[0], denominator[1], out value);
    }

    /// <summary>∫ (o(t) - o(∞)) dt; false where there is none.</summary>
    public bool TryArea(out ulong value)
    {
        value = 0;
        if (Degree == 0)
        {
            return true;
        }

        if (Field.TryDivide(numerator[0], denominator[0], out value))
        {
            return true;
        }

        // D = s E: (N/E - N(0)/E(0))/s at 0 is (N'(0) - (N/E)(0) E'(0))/E(0).
        if (!Field.TryInverse(denominator[1], out ulong inverse))
        {
            return false;
        }

        ulong final = Field.Multiply(numerator[0], inverse);
        ulong slope = Degree > 1 ? numerator[1] : 0;
        ulong curvature = Degree > 1 ? denominator[2] : 0;
        value = Field.Multiply(Field.Subtract(slope, Field.Multiply(final, curvature)), inverse);
        return true;
    }

    /// <summary>(o(0) - o(∞))/∫ (o(t) - o(∞)) dt; false where there is none, as where the observable starts at its final value.</summary>
    public bool TryRelaxationRate(out ulong value)
    {
        value = 0;
        if (!TryFinal(out ulong final) || final == Start || !TryArea(out ulong area) || !Field.TryInverse(area, out ulong inverse))
        {
            return false;
        }

        value = Field.Multiply(Field.Subtract(Start, final), inverse);
        return true;
    }

    private ulong Horner(ReadOnlySpan<ulong> polynomial, ulong s)
    {
        ulong value = 0;
        for (int k = polynomial.Length - 1; k >= 0; k--)
        {
            value = Field.MultiplyAdd(value, s, polynomial[k]);
        }

        return value;
    }

    /// <summary>Length of the shortest recurrence of the moments; its connection polynomial, with leading 1. One inversion in all: every step but the last multiplies by what others divide by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ShortestRecurrence(int count)
    {
        connection.AsSpan().Clear();
        before.AsSpan().Clear();
        connection[0] = 1;
        before[0] = 1;
        int length = 0;
        int lengthBefore = 0;
        int gap = 1;
        ulong last = 1;
        for (int n = 0; n < count; n++)
        {
            ulong discrepancy = DiscrepancyAt(n, length);
            if (discrepancy == 0)
            {
                gap++;
                continue;
            }

            bool grows = 2 * length <= n;
            if (grows)
            {
                connection.CopyTo(spare, 0);
            }

            // last C - discrepancy x^gap B: C but for a factor.
            ulong factor = Field.Negate(discrepancy);
            int grown = Math.Max(length, lengthBefore + gap);
            for (int i = grown; i >= 0; i--)
            {
                ulong high = PrimeField.Product(last, connection[i], out ulong low);
                if (i >= gap)
                {
                    FieldRows.AddProduct(ref high, ref low, factor, before[i - gap]);
                }

                connection[i] = Field.Reduce(high, low);
            }

            if (grows)
            {
                spare.CopyTo(before, 0);
                (lengthBefore, length, last, gap) = (length, n + 1 - length, discrepancy, 1);
            }
            else
            {
                gap++;
            }
        }

        ulong scale = Field.Inverse(connection[0]);
        for (int i = 0; i <= length; i++)
        {
            connection[i] = Field.Multiply(scale, connection[i]);
        }

        return length;
    }

    /// <summary>Σ_i C_i m_(n-i).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong DiscrepancyAt(int n, int length)
    {
        ulong high = 0;
        ulong low = 0;
        int waiting = 0;
        for (int i = 0; i <= length; i++)
        {
            FieldRows.AddProduct(ref high, ref low, connection[i], moments[n - i]);
            if (++waiting == PrimeField.ProductsPerReduction - 1)
            {
                (low, high, waiting) = (Field.Reduce(high, low), 0, 0);
            }
        }

        return Field.Reduce(high, low);
    }
}
