namespace LindbladVerify.Dynamics.Propagation;

/// <summary>How time is cut for noises that are not piecewise constant.</summary>
/// <param name="Length">Longest cell before it is split, s.</param>
/// <param name="Split">Cells into which each of these is split: 1 or 2.</param>
/// <remarks>Random numbers are drawn for halves of the unsplit cell in both cases, so that a path does not depend on the split.</remarks>
internal readonly record struct NoiseCell(double Length, int Split)
{
    /// <summary>Draws of the process per cell.</summary>
    public int Draws => 2 / Split;

    /// <summary>Cells in an interval between outputs.</summary>
    public int Count(double span) => Split << Math.Clamp((int)Math.Ceiling(Math.Log2(Math.Max(1, span / Length))), 0, 29);
}
