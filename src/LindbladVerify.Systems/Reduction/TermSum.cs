using System.Numerics;

namespace LindbladVerify.Systems.Reduction;

/// <summary>
/// Sums terms by code and remembers the size of what went into each sum, so that what remains of an exact cancellation is
/// dropped while a true small coefficient next to large ones (rates many decades apart) is kept. Reused without allocation.
/// </summary>
internal sealed class TermSum
{
    private long[] codes = new long[16];
    private Complex[] values = new Complex[16];
    private double[] magnitudes = new double[16];
    private int[] slots = new int[32];
    private int count;

    /// <summary>Number of codes, residues included.</summary>
    public int Count => count;

    /// <summary>The code of a term.</summary>
    public long Code(int index) => codes[index];

    /// <summary>The sum of a term.</summary>
    public Complex Value(int index) => values[index];

    /// <summary>Whether a sum is no more than the rounding residue of its own terms.</summary>
    public bool IsResidue(int index) => CancellationSum.IsResidue(Modulus(values[index]), magnitudes[index]);

    /// <summary>Forgets all terms.</summary>
    public void Clear()
    {
        // Open addressing: slot 0 means free, k + 1 term k.
        if (count > 0)
        {
            Array.Clear(slots);
            count = 0;
        }
    }

    /// <summary>Adds a term.</summary>
    public void Add(long code, Complex value)
    {
        int index = Find(code);
        values[index] += value;
        magnitudes[index] += Modulus(value);
    }

    /// <summary>Adds a multiple of another sum without its residues and the dust of rounding.</summary>
    public void AddTermsOf(TermSum other, double factor)
    {
        for (int k = 0; k < other.count; k++)
        {
            if (!other.IsResidue(k))
            {
                double size = other.magnitudes[k];
                Complex value = other.values[k];
                Add(other.codes[k], factor * new Complex(CancellationSum.WithoutDust(value.Real, size), CancellationSum.WithoutDust(value.Imaginary, size)));
            }
        }
    }

    private static double Modulus(Complex value) =>
        value.Imaginary == 0 ? Math.Abs(value.Real) : value.Real == 0 ? Math.Abs(value.Imaginary) : Complex.Abs(value);

    private int Find(long code)
    {
        int mask = slots.Length - 1;
        int slot = (int)((ulong)(code * unchecked((long)0x9E3779B97F4A7C15)) >> 32) & mask;
        for (; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if (codes[slots[slot] - 1] == code)
            {
                return slots[slot] - 1;
            }
        }

        if (count == codes.Length)
        {
            Grow();
            return Find(code);
        }

        codes[count] = code;
        values[count] = Complex.Zero;
        magnitudes[count] = 0;
        slots[slot] = ++count;
        return count - 1;
    }

    private void Grow()
    {
        Array.Resize(ref codes, 2 * codes.Length);
        Array.Resize(ref values, codes.Length);
        Array.Resize(ref magnitudes, codes.Length);
        slots = new int[2 * codes.Length];
        int stored = count;
        for (count = 0; count < stored;)
        {
            int mask = slots.Length - 1;
            int slot = (int)((ulong)(codes[count] * unchecked((long)0x9E3779B97F4A7C15)) >> 32) & mask;
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = ++count;
        }
    }
}
