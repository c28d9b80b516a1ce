using System.Numerics;
using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>
/// Eight state vectors side by side, so that one matrix entry that is read serves all of them: row i holds the real parts of component i
/// of every vector, then the imaginary parts. Rows are filled up with zeros to a multiple of four.
/// </summary>
internal sealed unsafe class StateTile
{
    /// <summary>Vectors in a tile, whatever the width of the processor's registers.</summary>
    public const int Lanes = 8;

    /// <summary>Distance of rows.</summary>
    public const int Row = 2 * Lanes;

    private readonly double[] memory;

    /// <param name="dimension">d.</param>
    public StateTile(int dimension)
    {
        Rows = Padded(dimension);
        memory = GC.AllocateArray<double>(checked((Rows * Row) + Lanes), pinned: true);
        fixed (double* start = memory)
        {
            Origin = LaneConstants<ScalarLane>.Align(start);
        }
    }

    /// <summary>d rounded up to a multiple of four.</summary>
    public int Rows { get; }

    /// <summary>The first row, at a multiple of 64 bytes. Valid while the tile is.</summary>
    public double* Origin { get; }

    /// <summary>d rounded up to a multiple of four.</summary>
    public static int Padded(int dimension) => (dimension + 3) / 4 * 4;

    /// <summary>Reads one vector, [d].</summary>
    public void Read(int lane, Span<Complex> vector)
    {
        double* row = Origin + lane;
        for (int i = 0; i < vector.Length; i++, row += Row)
        {
            vector[i] = new Complex(row[0], row[Lanes]);
        }
    }

    /// <summary>Writes one vector, [d], times a factor.</summary>
    public void Write(int lane, ReadOnlySpan<Complex> vector, double factor)
    {
        double* row = Origin + lane;
        for (int i = 0; i < vector.Length; i++, row += Row)
        {
            row[0] = factor * vector[i].Real;
            row[Lanes] = factor * vector[i].Imaginary;
        }
    }

    /// <summary>Copies one vector of another tile of the same size.</summary>
    public void Copy(int lane, StateTile source, int from)
    {
        double* to = Origin + lane, row = source.Origin + from;
        for (int i = 0; i < Rows; i++, to += Row, row += Row)
        {
            to[0] = row[0];
            to[Lanes] = row[Lanes];
        }
    }

    /// <summary>Sets one vector to zero.</summary>
    public void Clear(int lane)
    {
        double* row = Origin + lane;
        for (int i = 0; i < Rows; i++, row += Row)
        {
            row[0] = 0;
            row[Lanes] = 0;
        }
    }
}
