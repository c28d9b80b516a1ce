using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LindbladVerify.LinearAlgebra.Managed;

/// <summary>C += alpha op(A) op(B) for complex matrices, with real and imaginary parts packed apart so that no shuffle is needed inside.</summary>
/// <remarks>Blocking as in <see cref="RealGemm"/>; an entry's order of summation depends on k alone.</remarks>
internal static unsafe class ComplexGemm
{
    private const int Depth = 192;
    private const int BlockRows = 96;
    private const int BlockColumns = 256;

    private static int TileRows => Vector512.IsHardwareAccelerated ? 16 : 2 * Vector<double>.Count;

    private static int TileColumns => Vector512.IsHardwareAccelerated ? 4 : 2;

    /// <summary>Adds the product; sizes have been checked and none is zero. <paramref name="c"/> counts doubles, <paramref name="ldc"/> entries.</summary>
    public static void AddProduct(int m, int n, int k, Complex alpha, StridedOperand a, StridedOperand b, double* c, int ldc)
    {
        if (SmallGemm.Takes(m, n, k))
        {
            SmallGemm.AddProduct(m, n, k, alpha, a, b, (Complex*)c, ldc);
            return;
        }

        int rows = Math.Min(RoundUp(m, TileRows), BlockRows);
        int columns = Math.Min(RoundUp(n, TileColumns), BlockColumns);
        int depth = Math.Min(k, Depth);
        double* packedA = PackBuffer.Get((2 * rows * depth) + (2 * columns * depth) + 8);
        double* packedB = packedA + RoundUp(2 * rows * depth, 8);
        for (int jc = 0; jc < n; jc += columns)
        {
            int nc = Math.Min(columns, n - jc);
            for (int pc = 0; pc < k; pc += depth)
            {
                int kc = Math.Min(depth, k - pc);
                PanelPacking.PackComplex(b.At(pc, jc), b.ColumnStride, b.RowStride, b.Conjugate, nc, kc, TileColumns, alpha.Real, alpha.Imaginary, packedB);
                for (int ic = 0; ic < m; ic += rows)
                {
                    int mc = Math.Min(rows, m - ic);
                    PanelPacking.PackComplex(a.At(ic, pc), a.RowStride, a.ColumnStride, a.Conjugate, mc, kc, TileRows, 1, 0, packedA);
                    AddBlock(mc, nc, kc, packedA, packedB, c + (2 * (ic + ((nint)jc * ldc))), ldc);
                }
            }
        }
    }

    private static void AddBlock(int mc, int nc, int kc, double* packedA, double* packedB, double* c, int ldc)
    {
        double* tile = stackalloc double[2 * 16 * 4];
        int half = TileRows * TileColumns;
        for (int j = 0; j < nc; j += TileColumns)
        {
            double* panelB = packedB + (2 * (nint)j * kc);
            int width = Math.Min(TileColumns, nc - j);
            for (int i = 0; i < mc; i += TileRows)
            {
                double* panelA = packedA + (2 * (nint)i * kc);
                if (Vector512.IsHardwareAccelerated)
                {
                    Tile512(kc, panelA, panelB, tile);
                }
                else
                {
                    TileAnyWidth(kc, panelA, panelB, tile);
                }

                int height = Math.Min(TileRows, mc - i);
                for (int column = 0; column < width; column++)
                {
                    AddColumn(height, tile + (column * TileRows), half, c + (2 * (i + ((j + column) * (nint)ldc))));
                }
            }
        }
    }

    private static void AddColumn(int height, double* real, int half, double* c)
    {
        double* imaginary = real + half;
        for (int row = 0; row < height; row++)
        {
            c[2 * row] += real[row];
            c[(2 * row) + 1] += imaginary[row];
        }
    }

    // 16 by 4: real and imaginary accumulators fill 16 registers, A another 4 and their negatives 2.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile512(int kc, double* a, double* b, double* tile)
    {
        Vector512<double> re00 = default, re10 = default, im00 = default, im10 = default;
        Vector512<double> re01 = default, re11 = default, im01 = default, im11 = default;
        Vector512<double> re02 = default, re12 = default, im02 = default, im12 = default;
        Vector512<double> re03 = default, re13 = default, im03 = default, im13 = default;
        for (int p = 0; p < kc; p++)
        {
            Vector512<double> x0 = Vector512.Load(a);
            Vector512<double> x1 = Vector512.Load(a + 8);
            Vector512<double> y0 = Vector512.Load(a + 16);
            Vector512<double> y1 = Vector512.Load(a + 24);
            Vector512<double> z0 = -y0;
            Vector512<double> z1 = -y1;
            Vector512<double> u0 = Vector512.Create(b[0]);
            re00 = Vector512.FusedMultiplyAdd(x0, u0, re00);
            re10 = Vector512.FusedMultiplyAdd(x1, u0, re10);
            im00 = Vector512.FusedMultiplyAdd(y0, u0, im00);
            im10 = Vector512.FusedMultiplyAdd(y1, u0, im10);
            Vector512<double> v0 = Vector512.Create(b[4]);
            re00 = Vector512.FusedMultiplyAdd(z0, v0, re00);
            re10 = Vector512.FusedMultiplyAdd(z1, v0, re10);
            im00 = Vector512.FusedMultiplyAdd(x0, v0, im00);
            im10 = Vector512.FusedMultiplyAdd(x1, v0, im10);
            Vector512<double> u1 = Vector512.Create(b[1]);
            re01 = Vector512.FusedMultiplyAdd(x0, u1, re01);
            re11 = Vector512.FusedMultiplyAdd(x1, u1, re11);
            im01 = Vector512.FusedMultiplyAdd(y0, u1, im01);
            im11 = Vector512.FusedMultiplyAdd(y1, u1, im11);
            Vector512<double> v1 = Vector512.Create(b[5]);
            re01 = Vector512.FusedMultiplyAdd(z0, v1, re01);
            re11 = Vector512.FusedMultiplyAdd(z1, v1, re11);
            im01 = Vector512.FusedMultiplyAdd(x0, v1, im01);
            im11 = Vector512.FusedMultiplyAdd(x1, v1, im11);
            Vector512<double> u2 = Vector512.Create(b[2]);
            re02 = Vector512.FusedMultiplyAdd(x0, u2, re02);
            re12 = Vector512.FusedMultiplyAdd(x1, u2, re12);
            im02 = Vector512.FusedMultiplyAdd(y0, u2, im02);
            im12 = Vector512.FusedMultiplyAdd(y1, u2, im12);
            Vector512<double> v2 = Vector512.Create(b[6]);
            re02 = Vector512.FusedMultiplyAdd(z0, v2, re02);
            re12 = Vector512.FusedMultiplyAdd(z1, v2, re12);
            im02 = Vector512.FusedMultiplyAdd(x0, v2, im02);
            im12 = Vector512.FusedMultiplyAdd(x1, v2, im12);
            Vector512<double> u3 = Vector512.Create(b[3]);
            re03 = Vector512.FusedMultiplyAdd(x0, u3, re03);
            re13 = Vector512.FusedMultiplyAdd(x1, u3, re13);
            im03 = Vector512.FusedMultiplyAdd(y0, u3, im03);
            im13 = Vector512.FusedMultiplyAdd(y1, u3, im13);
            Vector512<double> v3 = Vector512.Create(b[7]);
            re03 = Vector512.FusedMultiplyAdd(z0, v3, re03);
            re13 = Vector512.FusedMultiplyAdd(z1, v3, re13);
            im03 = Vector512.FusedMultiplyAdd(x0, v3, im03);
            im13 = Vector512.FusedMultiplyAdd(x1, v3, im13);
            a += 32;
            b += 8;
        }

        re00.Store(tile);
        re10.Store(tile + 8);
        re01.Store(tile + 16);
        re11.Store(tile + 24);
        re02.Store(tile + 32);
        re12.Store(tile + 40);
        re03.Store(tile + 48);
        re13.Store(tile + 56);
        im00.Store(tile + 64);
        im10.Store(tile + 72);
        im01.Store(tile + 80);
        im11.Store(tile + 88);
        im02.Store(tile + 96);
        im12.Store(tile + 104);
        im03.Store(tile + 112);
        im13.Store(tile + 120);
    }

    // Two vectors by 2: 8 accumulators and 4 vectors of A leave 4 of 16 registers for the entries of B.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TileAnyWidth(int kc, double* a, double* b, double* tile)
    {
        int w = Vector<double>.Count;
        Vector<double> re00 = default, re10 = default, im00 = default, im10 = default;
        Vector<double> re01 = default, re11 = default, im01 = default, im11 = default;
        for (int p = 0; p < kc; p++)
        {
            Vector<double> x0 = Vector.Load(a);
            Vector<double> x1 = Vector.Load(a + w);
            Vector<double> y0 = Vector.Load(a + (2 * w));
            Vector<double> y1 = Vector.Load(a + (3 * w));
            Vector<double> z0 = -y0;
            Vector<double> z1 = -y1;
            Vector<double> u0 = Vector.Create(b[0]);
            re00 = Vector.FusedMultiplyAdd(x0, u0, re00);
            re10 = Vector.FusedMultiplyAdd(x1, u0, re10);
            im00 = Vector.FusedMultiplyAdd(y0, u0, im00);
            im10 = Vector.FusedMultiplyAdd(y1, u0, im10);
            Vector<double> v0 = Vector.Create(b[2]);
            re00 = Vector.FusedMultiplyAdd(z0, v0, re00);
            re10 = Vector.FusedMultiplyAdd(z1, v0, re10);
            im00 = Vector.FusedMultiplyAdd(x0, v0, im00);
            im10 = Vector.FusedMultiplyAdd(x1, v0, im10);
            Vector<double> u1 = Vector.Create(b[1]);
            re01 = Vector.FusedMultiplyAdd(x0, u1, re01);
            re11 = Vector.FusedMultiplyAdd(x1, u1, re11);
            im01 = Vector.FusedMultiplyAdd(y0, u1, im01);
            im11 = Vector.FusedMultiplyAdd(y1, u1, im11);
            Vector<double> v1 = Vector.Create(b[3]);
            re01 = Vector.FusedMultiplyAdd(z0, v1, re01);
            re11 = Vector.FusedMultiplyAdd(z1, v1, re11);
            im01 = Vector.FusedMultiplyAdd(x0, v1, im01);
            im11 = Vector.FusedMultiplyAdd(x1, v1, im11);
            a += 4 * w;
            b += 4;
        }

        re00.Store(tile);
        re10.Store(tile + w);
        re01.Store(tile + (2 * w));
        re11.Store(tile + (3 * w));
        im00.Store(tile + (4 * w));
        im10.Store(tile + (5 * w));
        im01.Store(tile + (6 * w));
        im11.Store(tile + (7 * w));
    }

    private static int RoundUp(int value, int step) => (value + step - 1) / step * step;
}
