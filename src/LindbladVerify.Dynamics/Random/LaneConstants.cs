using System.Runtime.CompilerServices;

namespace LindbladVerify.Dynamics.Random;

/// <summary>Constants of a kernel, each repeated over the lanes, in pinned memory that starts on a cache line.</summary>
internal sealed unsafe class LaneConstants<T>
    where T : struct, ILanes<T>
{
    /// <summary>Distance of neighbouring constants in memory.</summary>
    public const int Stride = 8;

    private readonly double[] memory;

    public LaneConstants(IReadOnlyList<double> values)
    {
        memory = GC.AllocateArray<double>((values.Count * Stride) + Stride, pinned: true);
        Origin = Align((double*)Unsafe.AsPointer(ref memory[0]));
        for (int i = 0; i < values.Count; i++)
        {
            for (int lane = 0; lane < Stride; lane++)
            {
                Origin[(i * Stride) + lane] = values[i];
            }
        }
    }

    /// <summary>Constant i begins at Origin + 8 i.</summary>
    public double* Origin { get; }

    /// <summary>The next multiple of 64 bytes.</summary>
    public static double* Align(double* pointer) => (double*)(((nuint)pointer + 63) & ~(nuint)63);

    /// <summary>Reads a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Get(double* origin, int index) => T.Load(origin + (index * Stride));
}
