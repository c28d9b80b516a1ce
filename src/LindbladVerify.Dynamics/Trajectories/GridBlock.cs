namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// A block of trajectories between grid steps, in rows of memory <see cref="TrajectoryBlock.Size"/> apart: mask of noise
/// value 1, Bloch vector and ∫z, two words; and the same for a few trajectories packed side by side.
/// </summary>
internal readonly unsafe struct GridBlock(double* memory, int count)
{
    /// <summary>Rows of memory needed.</summary>
    public const int Rows = 13;

    public readonly int Count = count;
    public readonly double* InOne = memory;
    public readonly double* Vector = memory + TrajectoryBlock.Size;
    public readonly double* Word1 = memory + (5 * TrajectoryBlock.Size);
    public readonly double* Word2 = memory + (6 * TrajectoryBlock.Size);
    public readonly double* Packed = memory + (7 * TrajectoryBlock.Size);
    public readonly double* PackedVector = memory + (8 * TrajectoryBlock.Size);
    public readonly double* PackedWord = memory + (12 * TrajectoryBlock.Size);

    /// <summary>Copies noise and vector of a trajectory to a packed place.</summary>
    public void Pack(int trajectory, int place) => Copy(InOne + trajectory, Packed + place);

    /// <summary>Copies them back.</summary>
    public void Unpack(int place, int trajectory) => Copy(Packed + place, InOne + trajectory);

    private static void Copy(double* from, double* to)
    {
        for (int row = 0; row < 5; row++)
        {
            to[row * TrajectoryBlock.Size] = from[row * TrajectoryBlock.Size];
        }
    }
}
