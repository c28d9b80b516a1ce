using System.Runtime.CompilerServices;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>
/// The coordinates of a block of trajectories on their way: a [capacity, n] column-major matrix whose columns are coordinates,
/// so that one coordinate of all trajectories is contiguous, and one of the same size to multiply into.
/// </summary>
internal sealed unsafe class SplittingState(int order, int capacity, int frequencies)
{
    private readonly double[] cosines = GC.AllocateUninitializedArray<double>(Math.Max(1, frequencies) * capacity, pinned: true);
    private readonly double[] sines = GC.AllocateUninitializedArray<double>(Math.Max(1, frequencies) * capacity, pinned: true);

    /// <summary>Rows of the matrices.</summary>
    public int Capacity => capacity;

    /// <summary>Trajectories in use, a multiple of sixteen.</summary>
    public int Count { get; set; }

    /// <summary>The coordinates.</summary>
    public double[] Values { get; private set; } = GC.AllocateUninitializedArray<double>(Math.Max(1, order) * capacity, pinned: true);

    /// <summary>Room for the next ones.</summary>
    public double[] Next { get; private set; } = GC.AllocateUninitializedArray<double>(Math.Max(1, order) * capacity, pinned: true);

    /// <summary>Bytes of a state.</summary>
    public static double Memory(double order, double capacity, double frequencies) => 2 * (order + frequencies) * capacity * sizeof(double);

    /// <summary>Takes the next coordinates as the current ones.</summary>
    public void Swap() => (Values, Next) = (Next, Values);

    /// <summary>All trajectories of one coordinate.</summary>
    public double* Coordinate(int index) => Pointer(Values, index);

    /// <summary>Cosines of one frequency.</summary>
    public double* Cosine(int frequency) => Pointer(cosines, frequency);

    /// <summary>Sines of one frequency.</summary>
    public double* Sine(int frequency) => Pointer(sines, frequency);

    private double* Pointer(double[] array, int row) => (double*)Unsafe.AsPointer(ref array[0]) + ((long)row * capacity);
}
