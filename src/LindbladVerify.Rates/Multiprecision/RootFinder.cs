using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>
/// The zeros of a real polynomial with their multiplicities: simultaneous iteration from the radii of the Newton polygon, in rising precision. Zeros that
/// lie together are one multiple zero if that is within the errors of the coefficients.
/// </summary>
/// <remarks>Aberth, doi:10.1090/S0025-5718-1973-0329236-7; Bini, doi:10.1007/BF02207694. A zero of multiplicity m is found as the simple zero of the derivative of order m - 1.</remarks>
internal sealed class RootFinder
{
    private const int FirstBits = 96;
    private const int MostSteps = 400;

    private readonly BigFloat[] coefficients;
    private readonly double[] logErrors;
    private readonly int bits;

    private RootFinder(BigFloat[] ascending, double[] logErrors, int bits)
    {
        coefficients = ascending;
        this.logErrors = logErrors;
        this.bits = bits;
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

        BigComplex[] z = finder.Starts();
        bool[] done = new bool[degree];
        if (DoubleRoots.Improve(finder.coefficients, z) && finder.Group(z, done, allowed: false) is { } early)
        {
            return early;
        }

        for (int p = Math.Min(FirstBits, bits); ; p = Math.Min(2 * p, bits))
        {
            finder.Iterate(z, p, done);
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
            if (Polish(value.To(bits), multiplicity - 1) is not { } root || (multiplicity > 1 && !IsMultiple(root, multiplicity)))
            {
                return null;
            }

            refined.Add((root, multiplicity));
        }

        return AreDistinct(refined) ? refined : null;
    }

    /// <summary>Points on circles whose radii are the slopes of the Newton polygon of the coefficients.</summary>
    private BigComplex[] Starts()
    {
        int degree = coefficients.Length - 1;
        double[] heights = Array.ConvertAll(coefficients, c => c.LogModulus());
        var hull = new List<int>();
        for (int k = 0; k <= degree; k++)
        {
            while (!double.IsNegativeInfinity(heights[k]) && hull.Count >= 2
                && (heights[hull[^1]] - heights[hull[^2]]) * (k - hull[^1]) <= (heights[k] - heights[hull[^1]]) * (hull[^1] - hull[^2]))
            {
                hull.RemoveAt(hull.Count - 1);
            }

            if (!double.IsNegativeInfinity(heights[k]))
            {
                hull.Add(k);
            }
        }

        var starts = new List<BigComplex>();
        for (int h = 1; h < hull.Count; h++)
        {
            int count = hull[h] - hull[h - 1];
            double logRadius = (heights[hull[h - 1]] - heights[hull[h]]) / count / Math.Log(2);
            long power = (long)Math.Floor(logRadius);
            double radius = Math.Pow(2, logRadius - power);
            for (int k = 0; k < count; k++)
            {
                double angle = (2 * Math.PI * k / count) + (0.7 * h) + 0.3;
                starts.Add(new BigComplex(BigFloat.Of(radius * Math.Cos(angle)).Scale(power), BigFloat.Of(radius * Math.Sin(angle)).Scale(power)));
            }
        }

        return [.. starts];
    }

    private void Iterate(BigComplex[] z, int p, bool[] done)
    {
        BigFloat[] a = Array.ConvertAll(coefficients, c => c.To(p));
        double[] heights = Array.ConvertAll(coefficients, c => c.IsZero ? double.NegativeInfinity : c.Magnitude);
        BigComplex one = new(BigFloat.One.To(p), BigFloat.Zero);
        for (int k = 0; k < z.Length; k++)
        {
            z[k] = z[k].To(p);
        }

        for (int step = 0; step < MostSteps && Array.Exists(done, d => !d); step++)
        {
            for (int k = 0; k < z.Length; k++)
            {
                if (done[k])
                {
                    continue;
                }

                (BigComplex value, BigComplex slope) = Horner(a, z[k]);
                if (value.IsZero || value.Magnitude < Noise(heights, z[k]) - p)
                {
                    done[k] = true;
                    continue;
                }

                // Newton's correction w = p/p', repelled by the other approximations: w/(1 - w Σ 1/(z_k - z_j)).
                BigComplex repulsion = BigComplex.Zero;
                for (int j = 0; j < z.Length; j++)
                {
                    BigComplex gap = z[k] - z[j];
                    if (j != k && !gap.IsZero)
                    {
                        repulsion += one / gap;
                    }
                }

                BigComplex divisor = slope - (value * repulsion);
                if (divisor.IsZero)
                {
                    continue;
                }

                BigComplex change = value / divisor;
                z[k] = (z[k] - change).To(p);
                done[k] = change.Magnitude < z[k].Magnitude - p + 6;
            }
        }
    }

    /// <summary>log2 of the largest term of p(z) times twice the number of terms: what Horner's rule rounds, in units of the precision.</summary>
    private static double Noise(double[] heights, BigComplex z)
    {
        double size = z.Magnitude;
        double largest = double.NegativeInfinity;
        for (int k = 0; k < heights.Length; k++)
        {
            largest = Math.Max(largest, heights[k] + (k * size));
        }

        return largest + Math.Log2(heights.Length) + 2;
    }

    private static (BigComplex Value, BigComplex Slope) Horner(BigFloat[] a, BigComplex z)
    {
        BigComplex value = a[^1];
        BigComplex slope = BigComplex.Zero;
        for (int k = a.Length - 2; k >= 0; k--)
        {
            slope = (slope * z) + value;
            value = (value * z) + a[k];
        }

        return (value, slope);
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
            BigComplex? polished = allowed && done[cluster[0]] ? start : Polish(start, 0);
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
        if (Polish(mean, cluster.Length - 1) is { } center && IsMultiple(center, cluster.Length))
        {
            roots.Add((center, cluster.Length));
            return true;
        }

        if (closeness > bits)
        {
            return false;
        }

        bool settled = true;
        foreach (int[] part in Clusters(z, cluster, closeness + 6))
        {
            settled &= Resolve(z, done, part, closeness + 6, roots, allowed);
        }

        return settled;
    }

    /// <summary>Newton's method for a simple zero of a derivative; null where it does not settle.</summary>
    private BigComplex? Polish(BigComplex start, int order)
    {
        const int MostPolishing = 40;
        BigComplex z = start;
        for (int step = 0; step < MostPolishing; step++)
        {
            BigComplex[] taylor = Taylor(z, order + 2);
            if (taylor[order].IsZero)
            {
                return z;
            }

            if (taylor[order + 1].IsZero)
            {
                return null;
            }

            BigComplex change = taylor[order] / (taylor[order + 1] * new BigComplex(BigFloat.Of((long)order + 1), BigFloat.Zero));
            z -= change;
            if ((z - start).Magnitude > start.Magnitude - 2)
            {
                return null;
            }

            if (change.Magnitude < z.Magnitude - bits + 4 || (step > 8 && change.Magnitude < z.Magnitude - (bits * 3 / 4)))
            {
                return z;
            }
        }

        return null;
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
