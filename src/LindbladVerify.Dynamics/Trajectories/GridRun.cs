using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>Consecutive grid steps that use 16-bit pieces of one word, one each, the most significant first.</summary>
internal readonly unsafe struct GridRun<T>
    where T : struct, ILanes<T>
{
    /// <summary>Steps that one word decides.</summary>
    public const int LongestRun = 4;

    /// <summary>Number of the first step since time 0.</summary>
    public readonly long Step;

    /// <summary>Number of steps, up to <see cref="LongestRun"/>.</summary>
    public readonly int Length;

    /// <summary>The word of each trajectory.</summary>
    public readonly double* Words;

    private readonly int usedBits;
    private readonly ulong unusedBits;

    public GridRun(long step, int length, int piece, double* words)
    {
        (Step, Length, usedBits) = (step, length, 16 * piece);
        Words = words;
        unusedBits = length == LongestRun ? 0 : ulong.MaxValue >> (16 * length);
    }

    /// <summary>The random pieces of the run, the first on top; below them ones, which are no flips.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pieces(T word) => T.ShiftLeft(word, usedBits) | T.BroadcastBits(unusedBits);
}
