using System.Numerics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Finds monomials and coefficients modulo a prime from univariate functions along weighted lines.</summary>
/// <remarks>
/// With weights the power of t tells monomials apart. Where there are few monomials the weights are those of Kronecker and one line tells
/// all of them apart; otherwise the weights are small, each power of t holds a few monomials, and the coefficients along a geometric
/// progression of lines are sums of powers, which Ben-Or and Tiwari's method takes apart (1988, doi:10.1145/62212.62241). The
/// denominator is made comparable from line to line by a monomial that is alone at its lowest power of t, as in van der Hoeven and
/// Lecerf (2021, doi:10.1145/3466895.3466896), instead of by a shift, which would destroy sparsity (Cuyt and Lee 2011,
/// doi:10.1016/j.tcs.2010.11.050).
/// </remarks>
internal sealed partial class ImageInterpolator(Prober prober, ReducedBox box)
{
    private const long KroneckerSize = 400;
    private const long LargestKroneckerSize = 20_000;
    private const int AttemptsWithSmallWeights = 10;
    private readonly int[] degrees = [.. box.NumeratorDegrees.Zip(box.DenominatorDegrees, Math.Max)];

    /// <summary>So many attempts are worth making.</summary>
    public const int Attempts = AttemptsWithSmallWeights + 2;

    /// <summary>The image modulo a prime; null where the weights or the prime were unlucky.</summary>
    public IEnumerable<TermImage> Discover(PrimeField field, int attempt)
    {
        long size = 1;
        foreach (int degree in degrees)
        {
            size = Math.Min(long.MaxValue / 100_000, size * (degree + 1));
        }

        if (size <= KroneckerSize || (attempt >= AttemptsWithSmallWeights && size <= LargestKroneckerSize))
        {
            return DiscoverAtOnce(field);
        }

        return size <= prober.Limits.Candidates
            ? DiscoverByLines(field, Weights(size, attempt), isPatient: attempt % 4 == 3)
            : throw new RefusalException(
                RefusalReason.TooManyTerms,
                $"numerator and denominator may have up to {size} terms each",
                prober.Limits.Candidates,
                size);
    }

    /// <summary>The coefficients modulo another prime; null where the prime is unlucky.</summary>
    public ulong[]? Repeat(PrimeField field, TermSupport support)
    {
        var lines = new WeightedLines(field, prober.Sampler, box, support.Weights);
        var nodes = CurveNodes.Draw(field, prober.Sampler, support.DegreeSum + 2, box.CommonStride);
        TermGroup[] groups = [.. support.Numerator, .. support.Denominator];
        ulong[][] sequences = [.. groups.Select(_ => new ulong[support.LargestGroup])];
        for (int l = 0; l < support.LargestGroup; l++)
        {
            if (prober.Along(nodes, lines.Line(l), lines.Rescale) is not UnivariateRational line || line.Denominator.Valuation != support.Denominator[0].Power)
            {
                return null;
            }

            for (int g = 0; g < groups.Length; g++)
            {
                sequences[g][l] = (g < support.Numerator.Length ? line.Numerator : line.Denominator)[groups[g].Power];
            }
        }

        var coefficients = new List<ulong>(support.TermCount);
        for (int g = 0; g < groups.Length; g++)
        {
            if (Coefficients(field, lines, groups[g].Monomials, support.Reference, sequences[g]) is not ulong[] solved)
            {
                return null;
            }

            coefficients.AddRange(solved);
        }

        return [.. coefficients];
    }

    private static ulong[]? Coefficients(PrimeField field, WeightedLines lines, int[][] monomials, int[] reference, IReadOnlyList<ulong> sequence)
    {
        ulong[] nodes = [.. monomials.Select(m => lines.Ratio(lines.Theta, m, reference))];
        ulong[] values = [.. sequence.Take(nodes.Length)];
        if (VandermondeSystem.SolveTransposed(field, nodes, values) is not ulong[] solved)
        {
            return null;
        }

        ulong[] scales = [.. monomials.Select(m => lines.Ratio(lines.Phi, m, reference))];
        if (!field.TryInvertAll(scales))
        {
            return null;
        }

        return [.. solved.Zip(scales, field.Multiply)];
    }

    private int[] Weights(long size, int attempt)
    {
        double target = Math.Clamp(3 * Math.Sqrt(size), 60, 300) * Math.Pow(1.25, attempt);
        int largest = Math.Max(Math.Max(3, degrees.Length), (int)(2 * target / degrees.Sum()));

        // Different ones: with equal weights monomials that differ by an exchange of variables share a power.
        var weights = new List<int>();
        while (weights.Count < degrees.Length)
        {
            int weight = 1 + prober.Sampler.NextBelow(largest);
            if (!weights.Contains(weight))
            {
                weights.Add(weight);
            }
        }

        return [.. weights];
    }

    /// <summary>One line with Kronecker's weights: the power of t is the number whose digits are the exponents.</summary>
    private IEnumerable<TermImage> DiscoverAtOnce(PrimeField field)
    {
        int[] weights = new int[degrees.Length];
        int size = 1;
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] = size;
            size *= degrees[k] + 1;
        }

        var lines = new WeightedLines(field, prober.Sampler, box, weights);
        int highest = weights.Zip(degrees, (w, d) => 2 * w * d).Sum();
        UnivariateRational line = prober.Along(field, lines.Line(0), highest, box.CommonStride, lines.Rescale);

        // A common power of t has cancelled: it is the one with which every exponent has the range that it must have.
        for (int shift = 0; shift + Math.Max(line.Numerator.Degree, line.Denominator.Degree) < size; shift++)
        {
            TermGroup[] above = Digits(line.Numerator, shift, weights), below = Digits(line.Denominator, shift, weights);
            if (Fits(above, box.NumeratorDegrees) && Fits(below, box.DenominatorDegrees))
            {
                var support = new TermSupport(weights, above, below, below[0].Monomials[0]);
                ulong[] scales = [.. above.Concat(below).Select(g => lines.Ratio(lines.Phi, g.Monomials[0], support.Reference))];
                if (field.TryInvertAll(scales))
                {
                    ulong[] values = [.. above.Select(g => line.Numerator[g.Power]), .. below.Select(g => line.Denominator[g.Power])];
                    yield return new TermImage(field, support, [.. values.Zip(scales, field.Multiply)]);
                }
            }
        }
    }

    private TermGroup[] Digits(Polynomials.UnivariatePolynomial p, int shift, int[] weights)
    {
        var groups = new List<TermGroup>();
        for (int power = p.Valuation; power <= p.Degree; power++)
        {
            if (p[power] != 0)
            {
                groups.Add(new(power, [[.. weights.Select((w, k) => (power + shift) / w % (degrees[k] + 1))]]));
            }
        }

        return [.. groups];
    }

    private static bool Fits(TermGroup[] groups, int[] ranges)
    {
        for (int k = 0; k < ranges.Length; k++)
        {
            int least = groups.Min(g => g.Monomials.Min(m => m[k]));
            int largest = groups.Max(g => g.Monomials.Max(m => m[k]));
            if (least != 0 || largest != ranges[k])
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>All monomials within given degrees, by weight, with their values at a point.</summary>
internal sealed class CandidateMonomials
{
    private readonly int[] degrees;
    private readonly Dictionary<int, List<(long Code, ulong Value)>> groups = [];

    public CandidateMonomials(PrimeField field, int[] degrees, int[] weights, ulong[] point)
    {
        this.degrees = degrees;
        List((long)0, 0, 1, 0);

        void List(long code, int weight, ulong value, int variable)
        {
            if (variable == degrees.Length)
            {
                if (!groups.TryGetValue(weight, out List<(long, ulong)>? group))
                {
                    groups.Add(weight, group = []);
                }

                group.Add((code, value));
                return;
            }

            for (int e = 0; e <= degrees[variable]; e++)
            {
                List((code * (degrees[variable] + 1)) + e, weight + (e * weights[variable]), value, variable + 1);
                value = field.Multiply(value, point[variable]);
            }
        }
    }

    public IReadOnlyList<(long Code, ulong Value)> OfWeight(int weight) => groups.TryGetValue(weight, out List<(long, ulong)>? group) ? group : [];

    /// <summary>The exponents of a code.</summary>
    public int[] Exponents(long code)
    {
        int[] exponents = new int[degrees.Length];
        for (int k = degrees.Length - 1; k >= 0; k--)
        {
            exponents[k] = (int)(code % (degrees[k] + 1));
            code /= degrees[k] + 1;
        }

        return exponents;
    }
}

/// <summary>The monomials that share a power of t along weighted lines.</summary>
internal sealed record TermGroup(int Power, int[][] Monomials);

/// <summary>Monomials and their coefficients modulo one prime: first those of the numerator, then those of the denominator.</summary>
internal sealed record TermImage(PrimeField Field, TermSupport Support, ulong[] Coefficients)
{
    /// <summary>The terms with given coefficients in the order of an image.</summary>
    public static (IEnumerable<PolynomialTerm> Numerator, IEnumerable<PolynomialTerm> Denominator) Terms(TermSupport support, IReadOnlyList<BigRational> coefficients)
    {
        Monomial[] monomials = [.. support.Numerator.Concat(support.Denominator).SelectMany(g => g.Monomials).Select(m => new Monomial(m))];
        int above = support.Numerator.Sum(g => g.Monomials.Length);
        PolynomialTerm[] terms = [.. monomials.Select((m, k) => new PolynomialTerm(m, coefficients[k]))];
        return (terms.Take(above), terms.Skip(above));
    }

    /// <summary>The coefficients as whole numbers from 0 to p - 1.</summary>
    public BigRational[] Residues() => Array.ConvertAll(Coefficients, c => (BigRational)(BigInteger)c);
}

/// <summary>Which monomials numerator and denominator hold, sorted by the power of t that each has along weighted lines.</summary>
/// <param name="Weights">Variable k is y_k t^weight_k along a line.</param>
/// <param name="Numerator">Groups of the numerator.</param>
/// <param name="Denominator">Groups of the denominator.</param>
/// <param name="Reference">The one monomial of the denominator of lowest power, whose coefficient is set to 1.</param>
internal sealed record TermSupport(int[] Weights, TermGroup[] Numerator, TermGroup[] Denominator, int[] Reference)
{
    public int TermCount => Numerator.Sum(g => g.Monomials.Length) + Denominator.Sum(g => g.Monomials.Length);

    public int LargestGroup => Math.Max(Numerator.Max(g => g.Monomials.Length), Denominator.Max(g => g.Monomials.Length));

    public int DegreeSum => Numerator.Max(g => g.Power) + Denominator.Max(g => g.Power);
}

/// <summary>The shortest linear recurrence of a sequence over a prime field.</summary>
internal static class TermRecurrence
{
    /// <summary>
    /// Connection polynomial 1 + c_1 z + ... + c_L z^L with a_n + c_1 a_{n-1} + ... + c_L a_{n-L} = 0. For a_n = sum_k c_k v_k^n its
    /// zeros are the 1/v_k.
    /// </summary>
    /// <remarks>Berlekamp 1968; Massey 1969, doi:10.1109/TIT.1969.1054260. Cost: O(n L).</remarks>
    public static ulong[] Of(PrimeField field, IReadOnlyList<ulong> sequence)
    {
        ulong[] current = new ulong[sequence.Count + 1], previous = new ulong[sequence.Count + 1];
        current[0] = previous[0] = 1;
        int length = 0, gap = 1;
        ulong last = 1;
        for (int n = 0; n < sequence.Count; n++)
        {
            ulong discrepancy = sequence[n];
            for (int i = 1; i <= length; i++)
            {
                discrepancy = field.MultiplyAdd(current[i], sequence[n - i], discrepancy);
            }

            if (discrepancy == 0)
            {
                gap++;
                continue;
            }

            ulong factor = field.Negate(field.Divide(discrepancy, last));
            ulong[] before = [.. current];
            for (int i = 0; i + gap < current.Length; i++)
            {
                current[i + gap] = field.MultiplyAdd(factor, previous[i], current[i + gap]);
            }

            if (2 * length <= n)
            {
                (length, previous, last, gap) = (n + 1 - length, before, discrepancy, 1);
            }
            else
            {
                gap++;
            }
        }

        return current[..(length + 1)];
    }
}
