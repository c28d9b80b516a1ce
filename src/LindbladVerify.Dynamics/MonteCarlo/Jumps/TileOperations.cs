using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>
/// Products of matrices with tiles of eight state vectors. What happens to a vector does not depend on its neighbours, and every sum has
/// one order for all register widths: the bits of a trajectory are its own.
/// </summary>
internal static unsafe class TileOperations<T>
    where T : struct, ILanes<T>
{
    private const int Row = StateTile.Row;
    private const int Lanes = StateTile.Lanes;

    /// <summary>y = A x for a dense matrix in the layout of <see cref="DensePanels"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Multiply(DensePanels matrix, StateTile x, StateTile y)
    {
        int columns = matrix.Columns;
        nint panel = 4 * (nint)columns;
        for (int part = 0; part < Lanes; part += T.Count)
        {
            double* a = matrix.Origin, target = y.Origin + part;
            for (int i = 0; i < x.Rows; i += 4, a += 2 * panel, target += 4 * Row)
            {
                if (T.Count == 8)
                {
                    FourRows(a, a + panel, columns, x.Origin + part, target);
                }
                else
                {
                    TwoRows(a, columns, x.Origin + part, target);
                    TwoRows(a + panel, columns, x.Origin + part, target + (2 * Row));
                }
            }
        }

        GC.KeepAlive(matrix);
    }

    /// <summary>y = −i c A x, or y += −i c A x, with a factor c of each vector.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Apply(StateOperator matrix, ReadOnlySpan<double> factors, StateTile x, StateTile y, bool add)
    {
        fixed (int* parts = matrix.Parts, columns = matrix.Columns)
        {
            fixed (double* values = matrix.Values, c = factors)
            {
                for (int part = 0; part < Lanes; part += T.Count)
                {
                    T factor = T.Load(c + part), minus = T.Broadcast(0.0) - factor;
                    double* source = x.Origin + part, target = y.Origin + part;
                    for (int i = 0; i < matrix.Dimension; i++, target += Row)
                    {
                        RowProduct(parts + (2 * (nint)i), columns, values, source, out T re, out T im);
                        T.Store(add ? T.Fma(factor, im, T.Load(target)) : factor * im, target);
                        T.Store(add ? T.Fma(minus, re, T.Load(target + Lanes)) : minus * re, target + Lanes);
                    }
                }
            }
        }
    }

    /// <summary>⟨x|x⟩ of every vector.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SquaredNorms(StateTile x, Span<double> norms)
    {
        for (int part = 0; part < Lanes; part += T.Count)
        {
            // Rows come in fours: as many independent sums, and twice that for the parts.
            T a = T.Broadcast(0.0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
            double* row = x.Origin + part;
            for (int i = 0; i < x.Rows; i += 4, row += 4 * Row)
            {
                (a, b) = (AddSquare(row, a), AddSquare(row + Lanes, b));
                (c, d) = (AddSquare(row + Row, c), AddSquare(row + Row + Lanes, d));
                (e, f) = (AddSquare(row + (2 * Row), e), AddSquare(row + (2 * Row) + Lanes, f));
                (g, h) = (AddSquare(row + (3 * Row), g), AddSquare(row + (3 * Row) + Lanes, h));
            }

            T.Store(a + b + (c + d) + (e + f + (g + h)), norms[part..]);
        }
    }

    /// <summary>y += x, with ⟨x|x⟩ of every vector.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add(StateTile x, StateTile y, Span<double> norms)
    {
        for (int part = 0; part < Lanes; part += T.Count)
        {
            T a = T.Broadcast(0.0), b = a;
            double* row = x.Origin + part, target = y.Origin + part;
            for (int i = 0; i < x.Rows; i++, row += Row, target += Row)
            {
                T re = T.Load(row), im = T.Load(row + Lanes);
                T.Store(T.Load(target) + re, target);
                T.Store(T.Load(target + Lanes) + im, target + Lanes);
                (a, b) = (T.Fma(re, re, a), T.Fma(im, im, b));
            }

            T.Store(a + b, norms[part..]);
        }
    }

    /// <summary>⟨x|A†A|x⟩ of every vector.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SquaredNormsAfter(StateOperator matrix, StateTile x, Span<double> norms)
    {
        fixed (int* parts = matrix.Parts, columns = matrix.Columns)
        {
            fixed (double* values = matrix.Values)
            {
                for (int part = 0; part < Lanes; part += T.Count)
                {
                    T a = T.Broadcast(0.0), b = a;
                    for (int i = 0; i < matrix.Dimension; i++)
                    {
                        RowProduct(parts + (2 * (nint)i), columns, values, x.Origin + part, out T re, out T im);
                        (a, b) = (T.Fma(re, re, a), T.Fma(im, im, b));
                    }

                    T.Store(a + b, norms[part..]);
                }
            }
        }
    }

    /// <summary>Re ⟨x|A|x⟩ of every vector.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Expectations(StateOperator matrix, StateTile x, Span<double> expectations)
    {
        fixed (int* parts = matrix.Parts, columns = matrix.Columns)
        {
            fixed (double* values = matrix.Values)
            {
                for (int part = 0; part < Lanes; part += T.Count)
                {
                    T a = T.Broadcast(0.0), b = a;
                    double* row = x.Origin + part;
                    for (int i = 0; i < matrix.Dimension; i++, row += Row)
                    {
                        RowProduct(parts + (2 * (nint)i), columns, values, x.Origin + part, out T re, out T im);
                        (a, b) = (T.Fma(T.Load(row), re, a), T.Fma(T.Load(row + Lanes), im, b));
                    }

                    T.Store(a + b, expectations[part..]);
                }
            }
        }
    }

    /// <summary>Two rows of a panel: sums with the real and with the imaginary parts of the matrix stay apart until the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoRows(double* a, int columns, double* x, double* y)
    {
        T p0 = T.Broadcast(0.0), p1 = p0, q0 = p0, q1 = p0, r0 = p0, r1 = p0, s0 = p0, s1 = p0;
        for (int j = 0; j < columns; j++, a += 4, x += Row)
        {
            T re = T.Load(x), im = T.Load(x + Lanes);
            T first = T.Broadcast(a[0]);
            (p0, p1) = (T.Fma(first, re, p0), T.Fma(first, im, p1));
            T second = T.Broadcast(a[1]);
            (q0, q1) = (T.Fma(second, re, q0), T.Fma(second, im, q1));
            T third = T.Broadcast(a[2]);
            (r0, r1) = (T.Fma(third, re, r0), T.Fma(third, im, r1));
            T fourth = T.Broadcast(a[3]);
            (s0, s1) = (T.Fma(fourth, re, s0), T.Fma(fourth, im, s1));
        }

        T.Store(p0 - q1, y);
        T.Store(p1 + q0, y + Lanes);
        T.Store(r0 - s1, y + Row);
        T.Store(r1 + s0, y + Row + Lanes);
    }

    /// <summary>Two panels at once, where there are registers for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRows(double* a, double* b, int columns, double* x, double* y)
    {
        T p0 = T.Broadcast(0.0), p1 = p0, q0 = p0, q1 = p0, r0 = p0, r1 = p0, s0 = p0, s1 = p0;
        T t0 = p0, t1 = p0, u0 = p0, u1 = p0, v0 = p0, v1 = p0, w0 = p0, w1 = p0;
        for (int j = 0; j < columns; j++, a += 4, b += 4, x += Row)
        {
            T re = T.Load(x), im = T.Load(x + Lanes);
            (p0, p1) = (T.Fma(T.Broadcast(a[0]), re, p0), T.Fma(T.Broadcast(a[0]), im, p1));
            (q0, q1) = (T.Fma(T.Broadcast(a[1]), re, q0), T.Fma(T.Broadcast(a[1]), im, q1));
            (r0, r1) = (T.Fma(T.Broadcast(a[2]), re, r0), T.Fma(T.Broadcast(a[2]), im, r1));
            (s0, s1) = (T.Fma(T.Broadcast(a[3]), re, s0), T.Fma(T.Broadcast(a[3]), im, s1));
            (t0, t1) = (T.Fma(T.Broadcast(b[0]), re, t0), T.Fma(T.Broadcast(b[0]), im, t1));
            (u0, u1) = (T.Fma(T.Broadcast(b[1]), re, u0), T.Fma(T.Broadcast(b[1]), im, u1));
            (v0, v1) = (T.Fma(T.Broadcast(b[2]), re, v0), T.Fma(T.Broadcast(b[2]), im, v1));
            (w0, w1) = (T.Fma(T.Broadcast(b[3]), re, w0), T.Fma(T.Broadcast(b[3]), im, w1));
        }

        T.Store(p0 - q1, y);
        T.Store(p1 + q0, y + Lanes);
        T.Store(r0 - s1, y + Row);
        T.Store(r1 + s0, y + Row + Lanes);
        T.Store(t0 - u1, y + (2 * Row));
        T.Store(t1 + u0, y + (2 * Row) + Lanes);
        T.Store(v0 - w1, y + (3 * Row));
        T.Store(v1 + w0, y + (3 * Row) + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T AddSquare(double* x, T sum)
    {
        T value = T.Load(x);
        return T.Fma(value, value, sum);
    }

    /// <summary>One row of a sparse matrix times the vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RowProduct(int* parts, int* columns, double* values, double* x, out T re, out T im)
    {
        T p0 = T.Broadcast(0.0), p1 = p0, q0 = p0, q1 = p0;
        nint p = parts[0];
        for (nint middle = parts[1]; p < middle; p++)
        {
            T a = T.Broadcast(values[p]);
            double* row = x + (Row * (nint)columns[p]);
            (p0, p1) = (T.Fma(a, T.Load(row), p0), T.Fma(a, T.Load(row + Lanes), p1));
        }

        for (nint end = parts[2]; p < end; p++)
        {
            T a = T.Broadcast(values[p]);
            double* row = x + (Row * (nint)columns[p]);
            (q0, q1) = (T.Fma(a, T.Load(row), q0), T.Fma(a, T.Load(row + Lanes), q1));
        }

        re = p0 - q1;
        im = p1 + q0;
    }
}
