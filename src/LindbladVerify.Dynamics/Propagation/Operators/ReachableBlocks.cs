using System.Numerics;
using LindbladVerify.Dynamics.Propagation.Faber;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation.Operators;

/// <summary>The coordinates of a Bloch system that the initial state reaches and the observables see, in independent blocks.</summary>
internal static class ReachableBlocks
{
    /// <summary>Index lists, ascending, one per connected component of what remains.</summary>
    public static IReadOnlyList<int[]> Find(BlochSystem system)
    {
        SparseMatrix<double>[] parts = [system.Generator, .. system.Drives.Select(d => d.Generator), .. system.Sequence?.Pulses ?? [], .. system.Sequence?.Rotations ?? []];
        SparseMatrix<double>[] transposes = Array.ConvertAll(parts, p => p.Transpose());
        int n = system.Dimension;
        bool[] reached = Reach(parts, [.. Enumerable.Range(0, n).Where(i => system.Initial[i] != 0)], n);
        bool[] seen = Reach(transposes, [.. Enumerable.Range(0, n).Where(i => system.Observables.Any(o => o[i] != 0))], n);
        int[] label = new int[n];
        for (int i = 0; i < n; i++)
        {
            label[i] = reached[i] && seen[i] ? i : -1;
        }

        foreach (SparseMatrix<double> part in parts)
        {
            Join(part, label);
        }

        return [.. Enumerable.Range(0, n).Where(i => label[i] >= 0).GroupBy(i => Root(label, i)).Select(g => g.ToArray())];
    }

    private static bool[] Reach(SparseMatrix<double>[] parts, int[] start, int n)
    {
        bool[] reached = new bool[n];
        var stack = new Stack<int>(start);
        foreach (int i in start)
        {
            reached[i] = true;
        }

        while (stack.TryPop(out int j))
        {
            foreach (SparseMatrix<double> part in parts)
            {
                for (int p = part.ColumnStarts[j]; p < part.ColumnStarts[j + 1]; p++)
                {
                    int i = part.RowIndices[p];
                    if (!reached[i])
                    {
                        reached[i] = true;
                        stack.Push(i);
                    }
                }
            }
        }

        return reached;
    }

    private static void Join(SparseMatrix<double> part, int[] label)
    {
        for (int j = 0; j < part.Columns; j++)
        {
            for (int p = part.ColumnStarts[j]; p < part.ColumnStarts[j + 1] && label[j] >= 0; p++)
            {
                int i = part.RowIndices[p];
                if (label[i] >= 0)
                {
                    int a = Root(label, i), b = Root(label, j);
                    label[Math.Max(a, b)] = Math.Min(a, b);
                }
            }
        }
    }

    private static int Root(int[] label, int i)
    {
        while (label[i] != i)
        {
            label[i] = label[label[i]];
            i = label[i];
        }

        return i;
    }
}

/// <summary>Bounds of the numerical range of a sum of dissipators, from P = Σ γ L†L and Q = Σ γ LL†.</summary>
/// <param name="RealLow">-λmax(P + Q)/2 - λmax(P), or below.</param>
/// <param name="RealHigh">λmax(Q - P)/2, or above.</param>
/// <param name="ImaginaryBound">(λmax(P) + λmax(Q))/2 over the jumps that are not Hermitian, or above.</param>
internal readonly record struct HermitianSums(double RealLow, double RealHigh, double ImaginaryBound)
{
    /// <summary>The bounds of some dissipators in dimension d.</summary>
    public static HermitianSums Of(IReadOnlyList<Dissipator> dissipators, int d)
    {
        SparseMatrix<Complex> zero = SparseMatrix<Complex>.Zero(d, d);
        (SparseMatrix<Complex> p, SparseMatrix<Complex> q, SparseMatrix<Complex> skewP, SparseMatrix<Complex> skewQ) = (zero, zero, zero, zero);
        foreach (Dissipator term in dissipators.Where(t => t.Rate > 0))
        {
            SparseMatrix<Complex> jump = term.JumpOperator.Matrix;
            SparseMatrix<Complex> adjoint = jump.ConjugateTranspose();
            SparseMatrix<Complex> left = (Complex)term.Rate * (adjoint * jump), right = (Complex)term.Rate * (jump * adjoint);
            p += left;
            q += right;
            if (!term.JumpOperator.IsHermitian())
            {
                skewP += left;
                skewQ += right;
            }
        }

        double largest = High(p);
        return new HermitianSums((-0.5 * High(p + q)) - largest, 0.5 * Math.Max(0, High(q - p)), 0.5 * (High(skewP) + High(skewQ)));
    }

    private static double High(SparseMatrix<Complex> hermitian) => HermitianRange.Of(new Operator(hermitian)).High;
}
