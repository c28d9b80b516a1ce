using System.Numerics;
using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.Reduction;

/// <summary>What counts as the rounding residue of an exact cancellation.</summary>
internal static class CancellationSum
{
    /// <summary>64 ε: a chain of a dozen products and sums stays well below it.</summary>
    public const double Residue = 64 * 2.220446049250313e-16;

    /// <summary>Whether a sum is no more than the rounding of terms of this total size.</summary>
    public static bool IsResidue(double modulus, double magnitude) => modulus <= Residue * magnitude;
}

/// <summary>
/// Sums terms by key and remembers the size of what went into each sum, so that what remains of an exact cancellation is
/// dropped while a true small coefficient next to large ones (rates many decades apart) is kept.
/// </summary>
internal sealed class CancellationSum<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, (Complex Value, double Magnitude)> sums = [];

    public void Add(TKey key, Complex value)
    {
        ref (Complex Value, double Magnitude) entry = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
        entry = (entry.Value + value, entry.Magnitude + Complex.Abs(value));
    }

    /// <summary>The sums that are more than the rounding residue of their own terms.</summary>
    public IEnumerable<KeyValuePair<TKey, Complex>> Terms() =>
        sums.Where(p => !CancellationSum.IsResidue(Complex.Abs(p.Value.Value), p.Value.Magnitude))
            .Select(p => KeyValuePair.Create(p.Key, p.Value.Value));
}
