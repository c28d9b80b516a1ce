using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>The coordinates of a Bloch system that the initial state reaches and the observables see, in independent blocks.</summary>
internal static class ReachableBlocks
{
    /// <summary>Index lists, ascending, one per connected component of what remains.</summary>
    public static IReadOnlyList<int[]> Find(BlochSystem system)
    {
        SparseMatrix<double>[] parts = [system.Generator, .. system.Drives.Select(d => d.Generator)];
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
