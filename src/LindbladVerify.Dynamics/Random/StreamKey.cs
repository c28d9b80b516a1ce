using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.Random;

/// <summary>
/// What a random stream belongs to. Together with a trajectory number and a draw number it addresses every random bit of
/// a run: Philox key = the 64-bit seed, counter words = (draw, study point, trajectory mod 2^32, source·2^20 + purpose·2^16 + trajectory / 2^32).
/// Streams with different keys or trajectories never overlap, and no draw depends on threads, batches or vector width.
/// </summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="StudyPoint">Number of the parameter point within a study; 0 for a single point.</param>
/// <param name="Purpose">What the numbers are for, so that a pilot shares nothing with the run that it sizes.</param>
/// <param name="Source">Number of the process within a trajectory, below 4096: independent noises of one model read different streams.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StreamKey(ulong Seed, uint StudyPoint = 0, StreamPurpose Purpose = StreamPurpose.Production, int Source = 0)
{
    /// <summary>Largest trajectory number plus one: 2^48.</summary>
    public const long MaximumTrajectories = 1L << 48;

    /// <summary>Largest <see cref="Source"/> plus one.</summary>
    public const int MaximumSources = 1 << 12;

    /// <summary>Low Philox key word.</summary>
    internal uint KeyLow => (uint)Seed;

    /// <summary>High Philox key word.</summary>
    internal uint KeyHigh => (uint)(Seed >> 32);

    /// <summary>The last counter word (source and purpose) without the trajectory's high bits.</summary>
    internal uint PurposeWord => ((uint)Source << 20) | ((uint)Purpose << 16);
}
