using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;

namespace LindbladVerify.Algebra.Tests;

/// <summary>The pair with the telegraph noise of the real electron as black boxes in D, Delta, P, Gc, G2. It knows no formula.</summary>
internal static class PairBlock
{
    public static string[] Names { get; } = ["D", "Delta", "P", "Gc", "G2"];

    /// <summary>W = 1/(2 int z dt), all orders in D: a block of six.</summary>
    public static IBlackBox Residence { get; } = new DelegateBlackBox(5, (f, x) =>
    {
        Span<ulong> rho = stackalloc ulong[6];
        (ulong up, ulong down) = Populations(f, x[2]);
        rho[2] = up;
        rho[5] = down;
        return Solve(f, x, 3, rho) && f.TryInverse(f.Multiply(2, f.Add(rho[2], rho[5])), out ulong w) ? w : null;
    });

    /// <summary>The leading order in D: a block of four.</summary>
    public static IBlackBox GoldenRule { get; } = new DelegateBlackBox(5, (f, x) =>
    {
        Span<ulong> rho = stackalloc ulong[4];
        (ulong up, ulong down) = Populations(f, x[2]);
        rho[0] = up;
        rho[2] = down;
        return Solve(f, x, 2, rho) ? f.Multiply(f.Multiply(f.Half, f.Multiply(x[0], x[0])), f.Add(rho[0], rho[2])) : null;
    });

    /// <summary>Eq. (9), a formula that knows no model.</summary>
    public static IBlackBox Equation9 { get; } = new DelegateBlackBox(5, (f, x) =>
    {
        ulong d2 = f.Multiply(x[1], x[1]), p2 = f.Multiply(x[2], x[2]), gc = x[3], g2 = x[4], gb = f.Add(gc, g2);
        ulong n = f.Add(f.Multiply(f.Multiply(gc, f.Subtract(1, p2)), d2), f.Multiply(g2, f.Add(f.Multiply(gb, gb), d2)));
        ulong a = f.Add(f.Multiply(f.Subtract(1, f.Multiply(2, p2)), d2), f.Multiply(g2, gb)), b = f.Add(g2, gb);
        ulong below = f.Add(f.Multiply(a, a), f.Multiply(f.Multiply(d2, p2), f.Multiply(b, b)));
        return f.TryInverse(f.Multiply(2, below), out ulong inverse) ? f.Multiply(f.Multiply(f.Multiply(x[0], x[0]), n), inverse) : null;
    });

    /// <summary>Eq. (9) over the golden rule of the real electron, minus 1.</summary>
    public static IBlackBox ErrorOfEquation9 { get; } = new DelegateBlackBox(5, (f, x) =>
        Equation9.TryEvaluate(f, x, out ulong a) && GoldenRule.TryEvaluate(f, x, out ulong b) && b != 0 ? f.Subtract(f.Divide(a, b), 1) : null);

    private static (ulong Up, ulong Down) Populations(PrimeField f, ulong p) => (f.Multiply(f.Add(1, p), f.Half), f.Multiply(f.Subtract(1, p), f.Half));

    private static bool Solve(PrimeField f, ReadOnlySpan<ulong> x, int m, Span<ulong> rho)
    {
        (ulong d, ulong delta, ulong gc, ulong g2) = (x[0], x[1], x[3], x[4]);
        (ulong up, ulong down) = Populations(f, x[2]);
        int n = 2 * m;
        Span<ulong> a = stackalloc ulong[n * n];
        a.Clear();
        for (int k = 0; k < 2; k++)
        {
            ulong field = k == 0 ? delta : f.Negate(delta);
            int at = m * k;
            a[(at * n) + at] = g2;
            a[((at + 1) * n) + at + 1] = g2;
            a[(at * n) + at + 1] = field;
            a[((at + 1) * n) + at] = f.Negate(field);
            if (m == 3)
            {
                a[((at + 1) * n) + at + 2] = f.Negate(d);
                a[((at + 2) * n) + at + 1] = d;
            }

            // Leaves state k at Gc down (k = 0) or Gc up (k = 1), arrives in the other.
            ulong rate = f.Multiply(gc, k == 0 ? down : up);
            for (int i = 0; i < m; i++)
            {
                ref ulong stay = ref a[((at + i) * n) + at + i];
                stay = f.Add(stay, rate);
                a[(((m * (1 - k)) + i) * n) + at + i] = f.Negate(rate);
            }
        }

        return DenseSystem.TrySolve(f, a, rho, n);
    }
}
