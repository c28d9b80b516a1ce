namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// The parts of a linear system by who feeds whom: coordinates that feed each other form one part, and the generator is block triangular in them.
/// Its eigenvalues are those of the parts, exactly; a part of one coordinate has its diagonal element.
/// </summary>
/// <remarks>Tarjan, SIAM J. Comput. 1, 146 (1972), doi:10.1137/0201010, without recursion.</remarks>
internal static class CoupledParts
{
    /// <summary>The coordinates on some path from the initial state to the observable: no other matters to it at any time.</summary>
    /// <param name="n">Dimension.</param>
    /// <param name="matrix">The generator, [n, n], column-major; element (i, j) says that j feeds i.</param>
    /// <param name="initial">[n].</param>
    /// <param name="observable">[n].</param>
    public static int[] Relevant(int n, double[] matrix, double[] initial, double[] observable)
    {
        bool[] reached = Closure(n, initial, (from, to) => matrix[to + (from * n)] != 0);
        bool[] seen = Closure(n, observable, (from, to) => matrix[from + (to * n)] != 0);
        return [.. Enumerable.Range(0, n).Where(i => reached[i] && seen[i])];
    }

    /// <summary>The parts, each a sorted list of coordinates.</summary>
    public static IReadOnlyList<int[]> Of(int n, double[] matrix)
    {
        var parts = new List<int[]>();
        int[] index = new int[n];
        int[] lowest = new int[n];
        bool[] open = new bool[n];
        var stack = new Stack<int>();
        var path = new Stack<(int Node, int Next)>();
        int count = 0;
        for (int root = 0; root < n; root++)
        {
            if (index[root] == 0)
            {
                path.Push((root, 0));
            }

            while (path.Count > 0)
            {
                (int node, int next) = path.Pop();
                if (next == 0)
                {
                    index[node] = lowest[node] = ++count;
                    stack.Push(node);
                    open[node] = true;
                }

                int to = next;
                while (to < n && (matrix[to + (node * n)] == 0 || index[to] != 0))
                {
                    if (matrix[to + (node * n)] != 0 && open[to])
                    {
                        lowest[node] = Math.Min(lowest[node], index[to]);
                    }

                    to++;
                }

                if (to < n)
                {
                    path.Push((node, to + 1));
                    path.Push((to, 0));
                    continue;
                }

                if (lowest[node] == index[node])
                {
                    parts.Add(Close(node, stack, open));
                }

                if (path.Count > 0)
                {
                    int above = path.Peek().Node;
                    lowest[above] = Math.Min(lowest[above], lowest[node]);
                }
            }
        }

        return parts;
    }

    private static int[] Close(int node, Stack<int> stack, bool[] open)
    {
        var part = new List<int>();
        int member;
        do
        {
            member = stack.Pop();
            open[member] = false;
            part.Add(member);
        }
        while (member != node);
        part.Sort();
        return [.. part];
    }

    private static bool[] Closure(int n, double[] start, Func<int, int, bool> feeds)
    {
        bool[] reached = Array.ConvertAll(start, v => v != 0);
        var waiting = new Queue<int>(Enumerable.Range(0, n).Where(i => reached[i]));
        while (waiting.TryDequeue(out int from))
        {
            for (int to = 0; to < n; to++)
            {
                if (!reached[to] && feeds(from, to))
                {
                    reached[to] = true;
                    waiting.Enqueue(to);
                }
            }
        }

        return reached;
    }
}

/// <summary>Gram and Schmidt's orthonormalisation of a few vectors of any size.</summary>
internal static class OrthonormalBasis
{
    /// <summary>Orthonormalises m columns of length n in place, twice over; false where they are zero or not finite.</summary>
    public static bool Make(int n, int m, double[] vectors)
    {
        for (int k = 0; k < m; k++)
        {
            Span<double> v = vectors.AsSpan(k * n, n);
            Scale(v);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < k; j++)
                {
                    ReadOnlySpan<double> w = vectors.AsSpan(j * n, n);
                    double overlap = 0;
                    for (int i = 0; i < n; i++)
                    {
                        overlap += v[i] * w[i];
                    }

                    for (int i = 0; i < n; i++)
                    {
                        v[i] -= overlap * w[i];
                    }
                }
            }

            if (!Scale(v))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Scale(Span<double> v)
    {
        double largest = 0;
        foreach (double x in v)
        {
            largest = Math.Max(largest, Math.Abs(x));
        }

        if (!double.IsFinite(largest) || largest == 0)
        {
            return false;
        }

        // By a power of two, which rounds nothing: squares of elements of any size are in range.
        int exponent = -Math.ILogB(largest);
        double sum = 0;
        for (int i = 0; i < v.Length; i++)
        {
            v[i] = Math.ScaleB(v[i], exponent);
            sum += v[i] * v[i];
        }

        double norm = Math.Sqrt(sum);
        for (int i = 0; i < v.Length; i++)
        {
            v[i] /= norm;
        }

        return double.IsFinite(norm);
    }
}
