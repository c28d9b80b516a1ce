using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>
/// The zeros of a real polynomial with their multiplicities: simultaneous iteration in rising precision. Zeros that lie together are one multiple zero if
/// that is within the errors of the coefficients.
/// </summary>
/// <remarks>A zero of multiplicity m is found as the simple zero of the derivative of order m - 1.</remarks>
internal sealed class RootFinder
{
    private const int FirstBits = 96;

    /// <summary>Bits to which approximations by doubles are right where zeros lie apart.</summary>
    private const int BitsOfDoubles = 46;

    private readonly BigFloat[] coefficients;
    private readonly double[] logErrors;
    private readonly int bits;
    private readonly NewtonIteration newton;

    private RootFinder(BigFloat[] ascending, double[] logErrors, int bits)
    {
        coefficients = ascending;
        this.logErrors = logErrors;
        this.bits = bits;
        newton = new NewtonIteration(ascending, bits);
    }

    /// <summary>Zeros of a polynomial without zero at 0; of pairs the one with positive imaginary part. Null where they are not settled with these digits.</summary>
    /// <param name="ascending">Coefficients; first and last are not 0.</param>
    /// <param name="logErrors">log2 of their errors.</param>
    /// <param name="bits">Precision.</param>
    /// <param name="near">Zeros with a lower precision to begin with; null where none are known.</param>
    public static IReadOnlyList<(BigComplex Value, int Multiplicity)>? Of(BigFloat[] ascending, double[] logErrors, int bits, IReadOnlyList<(BigComplex Value, int Multiplicity)>? near = null)
    {
        int degree = ascending.Length - 1;
        if (degree == 0)
        {
            return [];
        }

        var finder = new RootFinder(ascending, logErrors, bits);
        if (near is not null && finder.Refine(near) is { } refined)
        {
            return refined;
        }

        BigComplex[] z = AberthIteration.Starts(finder.coefficients);
        bool[] done = new bool[degree];
        if (DoubleRoots.Improve(finder.coefficients, z) && finder.Group(z, done, allowed: false) is { } early)
        {
            return early;
        }

        for (int p = Math.Min(FirstBits, bits); ; p = Math.Min(2 * p, bits))
        {
            AberthIteration.Run(finder.coefficients, z, p, done);
            if (p == FirstBits || p == bits)
            {
                if (finder.Group(z, done, allowed: p == bits) is { } roots)
                {
                    return roots;
                }
            }

            if (p == bits)
            {
                return null;
            }

            Array.Fill(done, false);
        }
    }

    /// <summary>The same zeros with more digits; null where they split.</summary>
    private List<(BigComplex Value, int Multiplicity)>? Refine(IReadOnlyList<(BigComplex Value, int Multiplicity)> near)
    {
        var refined = new List<(BigComplex Value, int Multiplicity)>();
        foreach ((BigComplex value, int multiplicity) in near)
        {
            if (newton.Settle(value.To(bits), multiplicity - 1, value.Real.Bits, multiplicity == 1 ? Crowding(value, near) : null) is not { } root || (multiplicity > 1 && !IsMultiple(root, multiplicity)))
            {
                return null;
            }

            refined.Add((root, multiplicity));
        }

        return AreDistinct(refined) ? refined : null;
    }

    /// <summary>Collects approximations into simple and multiple zeros, from the widest cluster that passes to the narrowest; null where a cluster is neither.</summary>
    private List<(BigComplex Value, int Multiplicity)>? Group(BigComplex[] z, bool[] done, bool allowed)
    {
        var roots = new List<(BigComplex, int)>();
        bool settled = true;
        foreach (int[] cluster in Clusters(z, [.. Enumerable.Range(0, z.Length)], 12))
        {
            settled &= Resolve(z, done, cluster, 12, roots, allowed);
        }

        return settled && AreDistinct(roots) ? Paired(roots) : null;
    }

    /// <summary>Whether no zero was found twice.</summary>
    private bool AreDistinct(List<(BigComplex Value, int Multiplicity)> roots)
    {
        for (int k = 1; k < roots.Count; k++)
        {
            for (int j = 0; j < k; j++)
            {
                BigComplex gap = roots[k].Value - roots[j].Value;
                if (gap.IsZero || gap.Magnitude < roots[k].Value.Magnitude - bits + 8)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Groups of approximations that chains of small relative distances join.</summary>
    private static List<int[]> Clusters(BigComplex[] z, int[] members, int closeness)
    {
        var clusters = new List<int[]>();
        var left = new HashSet<int>(members);
        while (left.Count > 0)
        {
            var queue = new Queue<int>([left.First()]);
            left.Remove(queue.Peek());
            var cluster = new List<int>();
            while (queue.TryDequeue(out int k))
            {
                cluster.Add(k);
                foreach (int j in left.Where(j => Close(z[k], z[j])).ToArray())
                {
                    left.Remove(j);
                    queue.Enqueue(j);
                }
            }

            clusters.Add([.. cluster]);
        }

        return clusters;

        bool Close(BigComplex a, BigComplex b)
        {
            BigComplex gap = a - b;
            return gap.IsZero || gap.Magnitude <= Math.Max(a.Magnitude, b.Magnitude) - closeness;
        }
    }

    /// <summary>Adds the zeros of a cluster; false where it is not one multiple zero and its members do not stand apart either.</summary>
    private bool Resolve(BigComplex[] z, bool[] done, int[] cluster, int closeness, List<(BigComplex, int)> roots, bool allowed)
    {
        if (cluster.Length == 1)
        {
            BigComplex start = z[cluster[0]].To(bits);
            BigComplex? polished = allowed && done[cluster[0]] ? start : Partner(start, closeness, roots) ?? newton.Settle(start, 0, BitsOfDoubles, Crowding(closeness));
            if (polished is not { } root)
            {
                return false;
            }

            roots.Add((root, 1));
            return true;
        }

        BigComplex mean = BigComplex.Zero;
        foreach (int k in cluster)
        {
            mean += z[k].To(bits);
        }

        mean /= new BigComplex(BigFloat.Of((long)cluster.Length).To(bits), BigFloat.Zero);
        if (newton.Settle(mean, cluster.Length - 1, BitsOfDoubles / cluster.Length, crowding: null) is { } center)
        {
            if (IsMultiple(center, cluster.Length))
            {
                roots.Add((center, cluster.Length));
                return true;
            }

            if (Apart(center, cluster.Length) is { } apart)
            {
                roots.AddRange(apart.Select(z => (z, 1)));
                return true;
            }
        }

        // As long as the members stay together there is nothing new to ask of them.
        List<int[]> parts = [cluster];
        while (parts.Count == 1)
        {
            if (closeness > bits)
            {
                return false;
            }

            closeness += 6;
            parts = Clusters(z, cluster, closeness);
        }

        bool settled = true;
        foreach (int[] part in parts)
        {
            settled &= Resolve(z, done, part, closeness, roots, allowed);
        }

        return settled;
    }

    /// <summary>The conjugate of a zero that was found, where an approximation can only mean that.</summary>
    private static BigComplex? Partner(BigComplex start, int closeness, List<(BigComplex Value, int Multiplicity)> roots)
    {
        bool Means(BigComplex zero) => !zero.Imaginary.IsZero && (zero.Conjugate.To(64) - start.To(64)) is var gap && (gap.IsZero || gap.Magnitude < start.Magnitude - closeness - 8);
        int index = start.Imaginary.IsZero || closeness > BitsOfDoubles / 2 ? -1 : roots.FindIndex(r => r.Multiplicity == 1 && Means(r.Value));
        return index < 0 ? null : roots[index].Value.Conjugate;
    }

    /// <summary>log2 of a bound on |z p''/2p'| = |Σ z/(z - z_j)| at a zero whose distance from all others is at least 2^-closeness of its modulus: what Newton's method multiplies the square of a relative error by.</summary>
    private double Crowding(double closeness) => closeness + 2 + Math.Log2(coefficients.Length);

    /// <summary>The same from the other zeros and their partners; null where it cannot be told.</summary>
    private double? Crowding(BigComplex value, IReadOnlyList<(BigComplex Value, int Multiplicity)> near)
    {
        BigComplex z = value.To(64);
        double closeness = 0;
        int same = 0;
        foreach (BigComplex other in near.Select(n => n.Value.To(64)))
        {
            foreach (BigComplex at in other.Imaginary.IsZero ? [other] : new[] { other, other.Conjugate })
            {
                BigComplex gap = z - at;
                same += gap.IsZero ? 1 : 0;
                closeness = gap.IsZero ? closeness : Math.Max(closeness, z.Magnitude - gap.Magnitude + 1);
            }
        }

        return same == 1 ? Crowding(closeness) : null;
    }

    /// <summary>
    /// The simple zeros that lie together about the center of a cluster: the expansion there, cut off after the term that belongs to so many of them, says
    /// where each begins. Null where they do not come out apart.
    /// </summary>
    private BigComplex[]? Apart(BigComplex center, int count)
    {
        const int LocalBits = 128;
        BigComplex[] local = Array.ConvertAll(Taylor(center, count + 1), c => c.To(LocalBits));
        if (local[0].IsZero || LocalZeros(local) is not { } offsets)
        {
            return null;
        }

        long nearest = Enumerable.Range(1, count - 1).SelectMany(j => Enumerable.Range(0, j).Select(k => (offsets[j] - offsets[k]).Magnitude)).Min();
        if (center.Magnitude - nearest > bits)
        {
            return null;
        }

        var zeros = new BigComplex[count];
        for (int k = 0; k < count; k++)
        {
            if (newton.Settle(center + offsets[k].To(bits), 0, (int)(center.Magnitude - nearest), Crowding(center.Magnitude - nearest + 1)) is not { } zero || (zero - center).Magnitude > offsets.Max(o => o.Magnitude) + 2)
            {
                return null;
            }

            zeros[k] = zero;
        }

        return zeros;
    }

    private static BigComplex[]? LocalZeros(BigComplex[] local)
    {
        if (local.Length == 3)
        {
            BigComplex root = ((local[1] * local[1]) - (local[0] * local[2] * new BigComplex(BigFloat.Of(4L), BigFloat.Zero))).Root();
            BigComplex twice = local[2] * new BigComplex(BigFloat.Of(2L), BigFloat.Zero);
            return twice.IsZero || root.IsZero ? null : [(root - local[1]) / twice, (BigComplex.Zero - root - local[1]) / twice];
        }

        BigFloat[] real = Array.ConvertAll(local, c => c.Real);
        BigComplex[] zeros = local.All(c => c.Imaginary.IsZero) && !real[^1].IsZero ? AberthIteration.Starts(real) : [];
        return zeros.Length == local.Length - 1 && DoubleRoots.Improve(real, zeros) ? zeros : null;
    }

    /// <summary>Whether all derivatives below the order vanish within the errors of the coefficients.</summary>
    private bool IsMultiple(BigComplex z, int multiplicity)
    {
        BigComplex[] taylor = Taylor(z, multiplicity);
        double size = z.Magnitude;
        for (int order = 0; order < multiplicity; order++)
        {
            double bound = double.NegativeInfinity;
            double choose = 0;
            for (int k = order; k < coefficients.Length; k++)
            {
                choose = k == order ? 0 : choose + Math.Log2((double)k / (k - order));
                bound = Tracked.LogSum(bound, logErrors[k] + choose + ((k - order) * size));
            }

            if (!taylor[order].IsZero && taylor[order].Magnitude > bound + 4)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first Taylor coefficients at a point.</summary>
    private BigComplex[] Taylor(BigComplex z, int count) => PoleExpansion.Taylor(coefficients, z, count);

    /// <summary>Real zeros are those that are their own partner under conjugation; of pairs one is kept.</summary>
    private static List<(BigComplex Value, int Multiplicity)>? Paired(List<(BigComplex Value, int Multiplicity)> roots)
    {
        var kept = new List<(BigComplex, int)>();
        for (int k = 0; k < roots.Count; k++)
        {
            int partner = 0;
            for (int j = 1; j < roots.Count; j++)
            {
                partner = (roots[j].Value - roots[k].Value.Conjugate).NormSquared < (roots[partner].Value - roots[k].Value.Conjugate).NormSquared ? j : partner;
            }

            if (roots[partner].Multiplicity != roots[k].Multiplicity)
            {
                return null;
            }

            if (partner == k)
            {
                kept.Add((new BigComplex(roots[k].Value.Real, BigFloat.Zero), roots[k].Multiplicity));
            }
            else if (roots[k].Value.Imaginary.Sign > 0)
            {
                kept.Add(roots[k]);
            }
        }

        return kept.Sum(r => r.Item1.Imaginary.IsZero ? r.Item2 : 2 * r.Item2) == roots.Sum(r => r.Multiplicity) ? kept : null;
    }
}
