using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.Expressions;

/// <summary>Where a piece of text stands, both counted from 1.</summary>
/// <remarks>All positions count as equal, so that two expressions are equal when they say the same, wherever they stand.</remarks>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SourcePosition(int Line, int Column)
{
    /// <summary>The start of a text.</summary>
    public static SourcePosition Start { get; } = new(1, 1);

    /// <inheritdoc/>
    public bool Equals(SourcePosition other) => true;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
