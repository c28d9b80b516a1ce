using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>The key <c>refine</c>: a grid whose cells are halved again and again where a contour of an expression passes.</summary>
public sealed class Refinement
{
    /// <summary>The column that holds the expression.</summary>
    internal const string Column = "refine";

    private const int MostLevels = 12;
    private const int LevelsUnlessGiven = 3;

    private Refinement(int levels, double[] contours, FileScalar where)
    {
        Levels = levels;
        Contours = contours;
        Where = where;
    }

    /// <summary>How often a cell may be halved.</summary>
    public int Levels { get; }

    /// <summary>The values whose contours are followed.</summary>
    public IReadOnlyList<double> Contours { get; }

    /// <summary>The expression.</summary>
    internal FileScalar Where { get; }

    internal static Refinement? Read(FileMapping root)
    {
        if (root.Find("refine") is not { } node)
        {
            return null;
        }

        FileMapping table = node.AsMapping("refine").AllowOnly("refine", "where", "contour", "levels");
        if (root.Find("vary") is null)
        {
            throw node.Error("refine needs a grid, the key 'vary'");
        }

        FileNode contour = table.Require("contour", "refine");
        double[] contours = contour is FileSequence list ? [.. list.Items.Select(i => SweepFields.Number(i, "refine.contour"))] : [SweepFields.Number(contour, "refine.contour")];
        int levels = table.Find("levels") is { } number ? (int)SweepFields.Whole(number, "refine.levels", 1, MostLevels) : LevelsUnlessGiven;
        return contours.Length > 0 ? new Refinement(levels, contours, table.Require("where", "refine").AsScalar("refine.where")) : throw contour.Error("refine.contour is empty");
    }

    /// <summary>
    /// The points that are wanted, by the values that are known: those of the coarse grid, and level by level those within cells that a contour
    /// crosses. Corners that are no numbers do not count.
    /// </summary>
    /// <param name="points">The grid at its finest.</param>
    /// <param name="level">Halvings, from 0.</param>
    /// <param name="value">The expression at a point that was wanted at a lower level.</param>
    internal SortedSet<long> Wanted(SweepPoints points, int level, Func<long, double> value)
    {
        var wanted = new SortedSet<long>();
        int[] counts = [.. points.Axes.Select(a => a.Values.Count)];
        int[] split = [.. Enumerable.Range(0, counts.Length).Where(k => points.Strides[k] > 1)];
        IEnumerable<int[]> cells = Product([.. counts.Select((c, k) => Enumerable.Range(0, points.Strides[k] > 1 ? (c - 1) / points.Strides[k] : c).Select(i => i * points.Strides[k]).ToArray())]);
        foreach (int[] place in Product([.. counts.Select((c, k) => Enumerable.Range(0, ((c - 1) / points.Strides[k]) + 1).Select(i => i * points.Strides[k]).ToArray())]))
        {
            wanted.Add(Index(place, counts));
        }

        int size = 1 << Levels;
        for (int l = 0; l < level; l++)
        {
            var next = new List<int[]>();
            foreach (int[] cell in cells)
            {
                if (IsCrossed(Around(cell, split, size, 2).Select(p => value(Index(p, counts)))))
                {
                    wanted.UnionWith(Around(cell, split, size / 2, 3).Select(p => Index(p, counts)));
                    next.AddRange(Around(cell, split, size / 2, 2));
                }
            }

            cells = next;
            size /= 2;
        }

        return wanted;
    }

    private bool IsCrossed(IEnumerable<double> corners)
    {
        double[] known = [.. corners.Where(double.IsFinite)];
        return known.Length > 1 && Contours.Any(c => known.Min() <= c && c <= known.Max());
    }

    /// <summary>The places around one: on each axis that is split so many, a step apart.</summary>
    private static IEnumerable<int[]> Around(int[] place, int[] split, int step, int count) =>
        Product([.. place.Select((p, k) => Array.IndexOf(split, k) < 0 ? [p] : Enumerable.Range(0, count).Select(i => p + (i * step)).ToArray())]);

    private static IEnumerable<int[]> Product(int[][] choices)
    {
        int[] at = new int[choices.Length];
        if (Array.Exists(choices, c => c.Length == 0))
        {
            yield break;
        }

        while (true)
        {
            yield return [.. at.Select((i, k) => choices[k][i])];
            int axis = choices.Length - 1;
            while (axis >= 0 && ++at[axis] == choices[axis].Length)
            {
                at[axis--] = 0;
            }

            if (axis < 0)
            {
                yield break;
            }
        }
    }

    private static long Index(int[] place, int[] counts)
    {
        long index = 0;
        for (int k = 0; k < counts.Length; k++)
        {
            index = (index * counts[k]) + place[k];
        }

        return index;
    }
}
