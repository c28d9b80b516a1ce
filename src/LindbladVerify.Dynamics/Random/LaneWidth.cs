using System.Runtime.Intrinsics;

namespace LindbladVerify.Dynamics.Random;

/// <summary>How many trajectories one register carries. Every width gives the same bits; only the speed differs.</summary>
public enum LaneWidth
{
    /// <summary>The widest that the processor runs in hardware.</summary>
    Auto,

    /// <summary>One trajectory at a time.</summary>
    Scalar,

    /// <summary>Four trajectories (AVX2 and FMA).</summary>
    Vector256,

    /// <summary>Eight trajectories (AVX-512).</summary>
    Vector512,
}

/// <summary>Resolution of <see cref="LaneWidth.Auto"/>.</summary>
public static class LaneWidths
{
    /// <summary>Replaces <see cref="LaneWidth.Auto"/> by the widest accelerated width; other values are returned as they are
    /// (a width that the processor lacks still works, by emulation, and slowly).</summary>
    public static LaneWidth Resolve(LaneWidth width) => width switch
    {
        LaneWidth.Auto when Vector512.IsHardwareAccelerated => LaneWidth.Vector512,
        LaneWidth.Auto when Vector256.IsHardwareAccelerated => LaneWidth.Vector256,
        LaneWidth.Auto => LaneWidth.Scalar,
        _ => width,
    };
}
