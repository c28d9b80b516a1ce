using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LindbladVerify.LinearAlgebra.Managed;

/// <summary>C += alpha op(A) op(B) for real matrices: packed panels and a register tile that the fused multiply-add units never wait for.</summary>
/// <remarks>
/// Scheme: Goto and van de Geijn (2008), doi:10.1145/1356052.1356053. A block of A [blockRows, depth] stays in the second-level
/// cache, a panel of B [depth, tile columns] in the first. alpha is multiplied into B while packing. The order of summation of
/// an entry depends on k alone, so results do not depend on memory alignment or on where in C the entry lies.
/// </remarks>
internal static unsafe class RealGemm
{
    private const int Depth = 256;
    private const int BlockRows = 192;
    private const int BlockColumns = 512;

    /// <summary>Rows of the register tile on this machine.</summary>
    public static int TileRows => Vector512.IsHardwareAccelerated ? 24 : 2 * Vector<double>.Count;

    /// <summary>Columns of the register tile on this machine.</summary>
    public static int TileColumns => Vector512.IsHardwareAccelerated ? 8 : 6;

    /// <summary>Adds the product; sizes have been checked and none is zero.</summary>
    public static void AddProduct(int m, int n, int k, double alpha, StridedOperand a, StridedOperand b, double* c, int ldc)
    {
        if (SmallGemm.Takes(m, n, k))
        {
            SmallGemm.AddProduct(m, n, k, alpha, a, b, c, ldc);
            return;
        }

        int rows = Math.Min(RoundUp(m, TileRows), BlockRows);
        int columns = Math.Min(RoundUp(n, TileColumns), RoundUp(BlockColumns, TileColumns));
        int depth = Math.Min(k, Depth);
        double* packedA = PackBuffer.Get((rows * depth) + (columns * depth) + 8);
        double* packedB = packedA + RoundUp(rows * depth, 8);
        for (int jc = 0; jc < n; jc += columns)
        {
            int nc = Math.Min(columns, n - jc);
            for (int pc = 0; pc < k; pc += depth)
            {
                int kc = Math.Min(depth, k - pc);
                PanelPacking.Pack(b.At(pc, jc), b.ColumnStride, b.RowStride, nc, kc, TileColumns, alpha, packedB);
                for (int ic = 0; ic < m; ic += rows)
                {
                    int mc = Math.Min(rows, m - ic);
                    PanelPacking.Pack(a.At(ic, pc), a.RowStride, a.ColumnStride, mc, kc, TileRows, 1, packedA);
                    AddBlock(mc, nc, kc, packedA, packedB, c + ic + ((nint)jc * ldc), ldc);
                }
            }
        }
    }

    private static void AddBlock(int mc, int nc, int kc, double* packedA, double* packedB, double* c, int ldc)
    {
        double* edge = stackalloc double[24 * 8];
        for (int j = 0; j < nc; j += TileColumns)
        {
            double* panelB = packedB + ((nint)j * kc);
            for (int i = 0; i < mc; i += TileRows)
            {
                double* panelA = packedA + ((nint)i * kc);
                double* target = c + i + ((nint)j * ldc);
                int height = Math.Min(TileRows, mc - i);
                int width = Math.Min(TileColumns, nc - j);
                if (height == TileRows && width == TileColumns)
                {
                    AddTile(kc, panelA, panelB, target, ldc);
                    continue;
                }

                new Span<double>(edge, TileRows * TileColumns).Clear();
                AddTile(kc, panelA, panelB, edge, TileRows);
                for (int column = 0; column < width; column++)
                {
                    RealArithmetic.AddScaled(height, 1, edge + (column * TileRows), target + ((nint)column * ldc));
                }
            }
        }
    }

    private static void AddTile(int kc, double* a, double* b, double* c, int ldc)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            AddTile512(kc, a, b, c, ldc);
        }
        else
        {
            AddTileAnyWidth(kc, a, b, c, ldc);
        }
    }

    // 24 by 8: 24 accumulators, three vectors of A and one broadcast entry of B fill 28 of the 32 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTile512(int kc, double* a, double* b, double* c, int ldc)
    {
        Vector512<double> c00 = default, c10 = default, c20 = default;
        Vector512<double> c01 = default, c11 = default, c21 = default;
        Vector512<double> c02 = default, c12 = default, c22 = default;
        Vector512<double> c03 = default, c13 = default, c23 = default;
        Vector512<double> c04 = default, c14 = default, c24 = default;
        Vector512<double> c05 = default, c15 = default, c25 = default;
        Vector512<double> c06 = default, c16 = default, c26 = default;
        Vector512<double> c07 = default, c17 = default, c27 = default;
        for (int p = 0; p < kc; p++)
        {
            Vector512<double> a0 = Vector512.Load(a);
            Vector512<double> a1 = Vector512.Load(a + 8);
            Vector512<double> a2 = Vector512.Load(a + 16);
            Vector512<double> b0 = Vector512.Create(b[0]);
            c00 = Vector512.FusedMultiplyAdd(a0, b0, c00);
            c10 = Vector512.FusedMultiplyAdd(a1, b0, c10);
            c20 = Vector512.FusedMultiplyAdd(a2, b0, c20);
            Vector512<double> b1 = Vector512.Create(b[1]);
            c01 = Vector512.FusedMultiplyAdd(a0, b1, c01);
            c11 = Vector512.FusedMultiplyAdd(a1, b1, c11);
            c21 = Vector512.FusedMultiplyAdd(a2, b1, c21);
            Vector512<double> b2 = Vector512.Create(b[2]);
            c02 = Vector512.FusedMultiplyAdd(a0, b2, c02);
            c12 = Vector512.FusedMultiplyAdd(a1, b2, c12);
            c22 = Vector512.FusedMultiplyAdd(a2, b2, c22);
            Vector512<double> b3 = Vector512.Create(b[3]);
            c03 = Vector512.FusedMultiplyAdd(a0, b3, c03);
            c13 = Vector512.FusedMultiplyAdd(a1, b3, c13);
            c23 = Vector512.FusedMultiplyAdd(a2, b3, c23);
            Vector512<double> b4 = Vector512.Create(b[4]);
            c04 = Vector512.FusedMultiplyAdd(a0, b4, c04);
            c14 = Vector512.FusedMultiplyAdd(a1, b4, c14);
            c24 = Vector512.FusedMultiplyAdd(a2, b4, c24);
            Vector512<double> b5 = Vector512.Create(b[5]);
            c05 = Vector512.FusedMultiplyAdd(a0, b5, c05);
            c15 = Vector512.FusedMultiplyAdd(a1, b5, c15);
            c25 = Vector512.FusedMultiplyAdd(a2, b5, c25);
            Vector512<double> b6 = Vector512.Create(b[6]);
            c06 = Vector512.FusedMultiplyAdd(a0, b6, c06);
            c16 = Vector512.FusedMultiplyAdd(a1, b6, c16);
            c26 = Vector512.FusedMultiplyAdd(a2, b6, c26);
            Vector512<double> b7 = Vector512.Create(b[7]);
            c07 = Vector512.FusedMultiplyAdd(a0, b7, c07);
            c17 = Vector512.FusedMultiplyAdd(a1, b7, c17);
            c27 = Vector512.FusedMultiplyAdd(a2, b7, c27);
            a += 24;
            b += 8;
        }

        Add(c00, c10, c20, c);
        Add(c01, c11, c21, c + (1 * (nint)ldc));
        Add(c02, c12, c22, c + (2 * (nint)ldc));
        Add(c03, c13, c23, c + (3 * (nint)ldc));
        Add(c04, c14, c24, c + (4 * (nint)ldc));
        Add(c05, c15, c25, c + (5 * (nint)ldc));
        Add(c06, c16, c26, c + (6 * (nint)ldc));
        Add(c07, c17, c27, c + (7 * (nint)ldc));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<double> upper, Vector512<double> middle, Vector512<double> lower, double* c)
    {
        (Vector512.Load(c) + upper).Store(c);
        (Vector512.Load(c + 8) + middle).Store(c + 8);
        (Vector512.Load(c + 16) + lower).Store(c + 16);
    }

    // Two vectors by 6: 12 accumulators, two vectors of A and one broadcast entry of B fill 15 of 16 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTileAnyWidth(int kc, double* a, double* b, double* c, int ldc)
    {
        int w = Vector<double>.Count;
        Vector<double> c00 = default, c10 = default;
        Vector<double> c01 = default, c11 = default;
        Vector<double> c02 = default, c12 = default;
        Vector<double> c03 = default, c13 = default;
        Vector<double> c04 = default, c14 = default;
        Vector<double> c05 = default, c15 = default;
        for (int p = 0; p < kc; p++)
        {
            Vector<double> a0 = Vector.Load(a);
            Vector<double> a1 = Vector.Load(a + w);
            Vector<double> b0 = Vector.Create(b[0]);
            c00 = Vector.FusedMultiplyAdd(a0, b0, c00);
            c10 = Vector.FusedMultiplyAdd(a1, b0, c10);
            Vector<double> b1 = Vector.Create(b[1]);
            c01 = Vector.FusedMultiplyAdd(a0, b1, c01);
            c11 = Vector.FusedMultiplyAdd(a1, b1, c11);
            Vector<double> b2 = Vector.Create(b[2]);
            c02 = Vector.FusedMultiplyAdd(a0, b2, c02);
            c12 = Vector.FusedMultiplyAdd(a1, b2, c12);
            Vector<double> b3 = Vector.Create(b[3]);
            c03 = Vector.FusedMultiplyAdd(a0, b3, c03);
            c13 = Vector.FusedMultiplyAdd(a1, b3, c13);
            Vector<double> b4 = Vector.Create(b[4]);
            c04 = Vector.FusedMultiplyAdd(a0, b4, c04);
            c14 = Vector.FusedMultiplyAdd(a1, b4, c14);
            Vector<double> b5 = Vector.Create(b[5]);
            c05 = Vector.FusedMultiplyAdd(a0, b5, c05);
            c15 = Vector.FusedMultiplyAdd(a1, b5, c15);
            a += 2 * w;
            b += 6;
        }

        Add(c00, c10, c);
        Add(c01, c11, c + (1 * (nint)ldc));
        Add(c02, c12, c + (2 * (nint)ldc));
        Add(c03, c13, c + (3 * (nint)ldc));
        Add(c04, c14, c + (4 * (nint)ldc));
        Add(c05, c15, c + (5 * (nint)ldc));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector<double> upper, Vector<double> lower, double* c)
    {
        (Vector.Load(c) + upper).Store(c);
        (Vector.Load(c + Vector<double>.Count) + lower).Store(c + Vector<double>.Count);
    }

    private static int RoundUp(int value, int step) => (value + step - 1) / step * step;
}
