using System.Runtime.CompilerServices;

namespace LindbladVerify.LinearAlgebra.Managed;

/// <summary>Scratch memory for packed panels: one per thread, aligned to a cache line, grown when needed and then kept.</summary>
internal static unsafe class PackBuffer
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static double[]? storage;

    /// <summary>At least <paramref name="length"/> doubles, aligned; valid on this thread until the next call.</summary>
    public static double* Get(int length)
    {
        int padded = length + (Alignment / sizeof(double));
        if (storage is null || storage.Length < padded)
        {
            // Pinned, so that the address and with it the alignment stay.
            storage = GC.AllocateUninitializedArray<double>(padded, pinned: true);
        }

        nint address = (nint)Unsafe.AsPointer(ref storage[0]);
        return (double*)((address + Alignment - 1) & ~(nint)(Alignment - 1));
    }
}
