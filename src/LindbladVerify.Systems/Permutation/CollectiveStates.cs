using System.Numerics;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Systems.Permutation;

/// <summary>
/// The permutation-symmetric part of the Liouville space of n two-level sites: coordinates p(J, M, M') = Σ_λ &lt;J λ M|ρ|J λ M'&gt;, λ running over the ways to couple n spins 1/2 to J;
/// (n+1)(n+2)(n+3)/6 of them.
/// </summary>
/// <remarks>
/// These are orthogonal combinations of the symmetrized product operators, for which E(a, b) would be as simple. But the populations here are bounded by 1 and sum to
/// it, whereas coordinates of symmetrized products cancel down to 2^(-n/2) of their size: what collective decay leaves of 50 spins would keep eight digits of sixteen.
/// E(a, b) follows by taking one spin away and coupling it again (Clebsch–Gordan); collective maps keep J exactly.
/// The structure of these states is that of Chase and Geremia (2008), doi:10.1103/PhysRevA.78.052101.
/// </remarks>
/// <param name="n">Number of sites, at least 2.</param>
internal sealed class CollectiveStates(int n) : IClassStates
{
    private const int SigmaZ = 1;
    private const int Raise = 2;
    private const int Lower = 3;
    private const int Elements = 4;
    private readonly long side = n + 1;
    private readonly Dictionary<long, (long Code, double Factor)[]> images = [];

    public long Codes => ((n / 2) + 1) * side * side;

    public double Count => (n + 1.0) * (n + 2.0) * (n + 3.0) / 6;

    public long Adjoint(long code)
    {
        (int twice, int row, int column) = Decode(code);
        return Code(twice, column, row);
    }

    public bool IsPopulation(long code) => Decode(code) is var (_, row, column) && row == column;

    public (long Code, double Factor)[] Image(long code, int left, int right)
    {
        long key = (code * Elements * Elements) + (left * Elements) + right;
        if (!images.TryGetValue(key, out (long Code, double Factor)[]? image))
        {
            images[key] = image = left != 0 && right != 0 ? Local(code, left, right) : Collective(code, left, right);
        }

        return image;
    }

    public IEnumerable<(long Code, Complex Value)> Product(IReadOnlyList<Complex[,]> locals)
    {
        var coupled = new Dictionary<(int Twice, int Row, int Column), Complex> { [(0, 0, 0)] = Complex.One };
        for (int count = 0; count < n; count++)
        {
            var next = new Dictionary<(int Twice, int Row, int Column), Complex>();
            foreach (((int twice, int row, int column), Complex value) in coupled)
            {
                for (int entry = 0; entry < 4; entry++)
                {
                    Complex local = locals[count][entry >> 1, entry & 1];
                    for (int joint = twice - 1; joint <= twice + 1 && local != Complex.Zero; joint += 2)
                    {
                        // Of a joint spin J, the state number k has M = J - k; a spin 1/2 up is number 0.
                        int r = row + (entry >> 1) + ((joint - twice - 1) / 2);
                        int c = column + (entry & 1) + ((joint - twice - 1) / 2);
                        if (r >= 0 && c >= 0 && r <= joint && c <= joint)
                        {
                            (int x, long p) = Coupling(twice, joint, joint - (2 * r), entry >> 1);
                            (int y, long q) = Coupling(twice, joint, joint - (2 * c), entry & 1);
                            double factor = x * y * Math.Sqrt((double)p * q) / (2.0 * (twice + 1));
                            next[(joint, r, c)] = next.GetValueOrDefault((joint, r, c)) + (factor * local * value);
                        }
                    }
                }
            }

            coupled = next;
        }

        return coupled.Where(c => c.Value != Complex.Zero).Select(c => (Code(c.Key.Twice, c.Key.Row, c.Key.Column), c.Value));
    }

    /// <summary>2J and the numbers k = J - M of row and column.</summary>
    private (int Twice, int Row, int Column) Decode(long code) => (n - (2 * (int)(code / (side * side))), (int)(code / side % side), (int)(code % side));

    private long Code(int twice, int row, int column) => ((((n - twice) / 2) * side) + row) * side + column;

    /// <summary>Sign and 2(2J'+1) times the square of the Clebsch–Gordan coefficient &lt;J' M-m, 1/2 m | J M&gt;.</summary>
    /// <param name="core">2J'.</param>
    /// <param name="twice">2J, which is 2J' ± 1.</param>
    /// <param name="m2">2M.</param>
    /// <param name="spin">0 for m = 1/2, 1 for m = -1/2.</param>
    private static (int Sign, long Square) Coupling(int core, int twice, int m2, int spin)
    {
        bool isUp = spin == 0;
        return twice > core ? (1, isUp ? core + m2 + 1 : core - m2 + 1)
            : isUp ? (-1, core - m2 + 1) : (1, core + m2 + 1);
    }

    /// <summary>Σ_k a_k X or Σ_k X b_k: angular momentum on one side.</summary>
    private (long Code, double Factor)[] Collective(long code, int left, int right)
    {
        (int twice, int row, int column) = Decode(code);
        int k = left != 0 ? row : column;

        // From the right an element acts as its adjoint does from the left.
        int element = left != 0 ? left : Turned(right);
        (int moved, double factor) = element switch
        {
            SigmaZ => (k, twice - (2.0 * k)),
            Raise => (k - 1, Math.Sqrt((double)k * (twice - k + 1))),
            Lower => (k + 1, Math.Sqrt((double)(twice - k) * (k + 1))),
            _ => (k, n),
        };
        return factor == 0 ? [] : [(left != 0 ? Code(twice, moved, column) : Code(twice, row, moved), factor)];
    }

    /// <summary>Σ_k a_k X b_k by symmetry is n times the map on the last spin, which is taken away and coupled again.</summary>
    private (long Code, double Factor)[] Local(long code, int left, int right)
    {
        (int twice, int row, int column) = Decode(code);
        var sums = new TermSum();
        for (int core = twice - 1; core <= twice + 1; core += 2)
        {
            if (core < 0 || core > n - 1)
            {
                continue;
            }

            // n times the share of the couplings to J that pass through J'.
            double weight = core > twice ? (n - twice) / 2.0 * (twice + 2) / (twice + 1) : (((n + twice) / 2.0) + 1) * twice / (twice + 1);
            for (int entry = 0; entry < 4; entry++)
            {
                (int m, int other) = (entry >> 1, entry & 1);
                (int to, int sign) = OnUpOrDown(left, m);
                (int otherTo, int otherSign) = OnUpOrDown(Turned(right), other);

                // 2M - 2m of the core on both sides.
                int coreM = twice - (2 * row) - 1 + (2 * m);
                int otherM = twice - (2 * column) - 1 + (2 * other);
                if (sign * otherSign == 0 || Math.Abs(coreM) > core || Math.Abs(otherM) > core)
                {
                    continue;
                }

                for (int joint = core - 1; joint <= core + 1; joint += 2)
                {
                    int newM = coreM + 1 - (2 * to);
                    int newOther = otherM + 1 - (2 * otherTo);
                    if (joint < 0 || Math.Abs(newM) > joint || Math.Abs(newOther) > joint)
                    {
                        continue;
                    }

                    (int s1, long c1) = Coupling(core, twice, twice - (2 * row), m);
                    (int s2, long c2) = Coupling(core, twice, twice - (2 * column), other);
                    (int s3, long c3) = Coupling(core, joint, newM, to);
                    (int s4, long c4) = Coupling(core, joint, newOther, otherTo);
                    double size = Math.Sqrt((double)(c1 * c3) * (c2 * c4)) / (4.0 * (core + 1) * (core + 1));
                    if (size != 0)
                    {
                        sums.Add(Code(joint, (joint - newM) / 2, (joint - newOther) / 2), sign * otherSign * s1 * s2 * s3 * s4 * weight * size);
                    }
                }
            }
        }

        return [.. Enumerable.Range(0, sums.Count).Where(k => !sums.IsResidue(k)).Select(k => (sums.Code(k), sums.Value(k).Real))];
    }

    private static int Turned(int element) => element switch { Raise => Lower, Lower => Raise, _ => element };

    /// <summary>Where an element takes a spin that is up (0) or down (1), and with what sign; 0 where nowhere.</summary>
    private static (int To, int Sign) OnUpOrDown(int element, int spin) => element switch
    {
        SigmaZ => (spin, spin == 0 ? 1 : -1),
        Raise => (0, spin == 1 ? 1 : 0),
        _ => (1, spin == 0 ? 1 : 0),
    };
}
