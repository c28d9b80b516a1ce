using System.Runtime.InteropServices;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>A stored column of results.</summary>
/// <param name="Name">Its name in exports.</param>
/// <param name="IsFlag">Whether it holds 0 or 1 and takes one byte a point; else a double.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SweepColumn(string Name, bool IsFlag)
{
    /// <summary>Bytes per point in a store.</summary>
    internal int Bytes => IsFlag ? 1 : sizeof(double);
}
