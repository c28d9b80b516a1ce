using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LindbladVerify.Algebra.Fields;

/// <summary>Sums of products of rows with few reductions.</summary>
internal static class FieldRows
{
    /// <summary>Sum of a_k b_k.</summary>
    public static ulong Dot(PrimeField field, ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        ref ulong x = ref MemoryMarshal.GetReference(a);
        ref ulong y = ref MemoryMarshal.GetReference(b);
        ulong sum = 0;
        int k = 0;
        int count = Math.Min(a.Length, b.Length);
        while (k < count)
        {
            // Seven products and a residue stay below 2^125.
            int end = Math.Min(count, k + PrimeField.ProductsPerReduction - 1);
            ulong high = 0, low = sum;
            for (; k < end; k++)
            {
                AddProduct(ref high, ref low, Unsafe.Add(ref x, k), Unsafe.Add(ref y, k));
            }

            sum = field.Reduce(high, low);
        }

        return sum;
    }

    /// <summary>target += factor row.</summary>
    public static void Add(PrimeField field, Span<ulong> target, ulong factor, ReadOnlySpan<ulong> row)
    {
        if (factor == 0)
        {
            return;
        }

        for (int j = 0; j < target.Length; j++)
        {
            target[j] = field.MultiplyAdd(factor, row[j], target[j]);
        }
    }

    /// <summary>target += sum of factor_k times row k, where row k starts at rows[k stride].</summary>
    public static void Add(PrimeField field, Span<ulong> target, ReadOnlySpan<ulong> factors, ReadOnlySpan<ulong> rows, int stride)
    {
        int k = 0;
        for (; k + 7 <= factors.Length; k += 7)
        {
            AddSeven(field, target, factors.Slice(k, 7), ref Unsafe.AsRef(in rows[k * stride]), stride);
        }

        for (; k < factors.Length; k++)
        {
            Add(field, target, factors[k], rows.Slice(k * stride, target.Length));
        }
    }

    /// <summary>(high, low) += a b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref ulong high, ref ulong low, ulong a, ulong b)
    {
        ulong productHigh = PrimeField.Product(a, b, out ulong productLow);
        low += productLow;
        high += productHigh + (low < productLow ? 1UL : 0UL);
    }

    private static void AddSeven(PrimeField field, Span<ulong> target, ReadOnlySpan<ulong> factors, ref ulong row, int stride)
    {
        ulong f0 = factors[0], f1 = factors[1], f2 = factors[2], f3 = factors[3], f4 = factors[4], f5 = factors[5], f6 = factors[6];
        for (int j = 0; j < target.Length; j++)
        {
            ref ulong r = ref Unsafe.Add(ref row, j);
            ulong high = 0, low = target[j];
            AddProduct(ref high, ref low, f0, r);
            AddProduct(ref high, ref low, f1, Unsafe.Add(ref r, stride));
            AddProduct(ref high, ref low, f2, Unsafe.Add(ref r, 2 * stride));
            AddProduct(ref high, ref low, f3, Unsafe.Add(ref r, 3 * stride));
            AddProduct(ref high, ref low, f4, Unsafe.Add(ref r, 4 * stride));
            AddProduct(ref high, ref low, f5, Unsafe.Add(ref r, 5 * stride));
            AddProduct(ref high, ref low, f6, Unsafe.Add(ref r, 6 * stride));
            target[j] = field.Reduce(high, low);
        }
    }
}
