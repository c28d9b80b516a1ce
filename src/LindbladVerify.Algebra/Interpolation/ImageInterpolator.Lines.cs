using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Many monomials: a progression of lines.</summary>
internal sealed partial class ImageInterpolator
{
    /// <summary>So many lines tell sums of up to three powers; near the lowest and highest powers of t there are such.</summary>
    private const int LinesWithoutSums = 8;

    private IEnumerable<TermImage> DiscoverByLines(PrimeField field, int[] weights, bool isPatient)
    {
        var lines = new WeightedLines(field, prober.Sampler, box, weights);
        int highest = weights.Zip(box.NumeratorDegrees, (w, d) => w * d).Sum() + weights.Zip(box.DenominatorDegrees, (w, d) => w * d).Sum();
        UnivariateRational first = prober.Along(field, lines.Line(0), highest, box.CommonStride, lines.Rescale);
        int[] above = Powers(first.Numerator), below = Powers(first.Denominator);
        if (Sequences(field, lines, weights, isPatient, first, above, below) is not (List<ulong>[] sequences, ulong[][] recurrences))
        {
            yield break;
        }

        var candidates = new CandidateMonomials(field, degrees, weights, lines.Theta);
        int top = weights.Zip(degrees, (w, d) => w * d).Sum();
        for (int shift = 0; shift + Math.Max(first.Numerator.Degree, first.Denominator.Degree) <= top; shift++)
        {
            foreach ((long code, ulong value) in candidates.OfWeight(below[0] + shift))
            {
                int[] reference = candidates.Exponents(code);
                if (Decode(field, candidates, recurrences, above, below, shift, field.Inverse(value)) is not int[][][] decoded)
                {
                    continue;
                }

                TermGroup[] numerator = [.. above.Select((p, g) => new TermGroup(p, decoded[g]))];
                TermGroup[] denominator = [.. below.Select((p, g) => new TermGroup(p, decoded[above.Length + g]))];
                if (!Fits(numerator, box.NumeratorDegrees) || !Fits(denominator, box.DenominatorDegrees))
                {
                    continue;
                }

                var coefficients = new List<ulong>();
                for (int g = 0; g < decoded.Length; g++)
                {
                    coefficients.AddRange(Coefficients(field, lines, decoded[g], reference, sequences[g]) ?? []);
                }

                var support = new TermSupport(weights, numerator, denominator, reference);
                if (coefficients.Count == support.TermCount)
                {
                    yield return new TermImage(field, support, [.. coefficients]);
                }
            }
        }
    }

    /// <summary>Lines until each coefficient obeys a recurrence that is shorter than half of what is known; null where no monomial stands alone.</summary>
    private (List<ulong>[] Sequences, ulong[][] Recurrences)? Sequences(PrimeField field, WeightedLines lines, int[] weights, bool isPatient, UnivariateRational first, int[] above, int[] below)
    {
        List<ulong>[] sequences = [.. above.Concat(below).Select(_ => new List<ulong>())];
        Append(first);
        var nodes = CurveNodes.Draw(field, prober.Sampler, first.Numerator.Degree + first.Denominator.Degree + 2, box.CommonStride);
        int failures = 0;
        int largest = LargestGroup(weights);
        for (int count = 4; ; count += Math.Max(2, count / 2))
        {
            for (int l = sequences[0].Count; l < count; l++)
            {
                if (prober.Along(nodes, lines.Line(l), lines.Rescale) is UnivariateRational line && SameShape(line, first))
                {
                    Append(line);
                    continue;
                }

                if (++failures > 3)
                {
                    return null;
                }

                nodes = CurveNodes.Draw(field, prober.Sampler, first.Numerator.Degree + first.Denominator.Degree + 2, box.CommonStride);
                l--;
            }

            ulong[][] recurrences = [.. sequences.Select(s => TermRecurrence.Of(field, s))];
            if (Array.TrueForAll(recurrences, IsComplete))
            {
                return (sequences, recurrences);
            }

            // Where what all are measured by is a sum and no single monomial, nothing is a sum of few powers, and lengths grow for ever.
            bool looksWrong = !isPatient && count >= LinesWithoutSums && !Array.Exists(recurrences, r => r.Length > 2 && IsComplete(r));
            if (looksWrong || Array.Exists(recurrences, r => r.Length - 1 > largest))
            {
                return null;
            }

            int known = recurrences.Sum(r => r.Length - 1);
            if (known > prober.Limits.Terms && (isPatient || count >= LinesWithoutSums))
            {
                throw new RefusalException(RefusalReason.TooManyTerms, $"numerator and denominator have at least {known} terms", prober.Limits.Terms, known);
            }

            // Of the lowest and highest powers of both at least one more must be a single monomial; if none is, the reference is none either.
            bool alone = new[] { 0, above.Length - 1, recurrences.Length - 1 }.Any(g => (g != above.Length || below.Length > 1) && recurrences[g].Length == 2);
            if (!alone)
            {
                return null;
            }

            bool IsComplete(ulong[] recurrence) => (2 * (recurrence.Length - 1)) + 2 <= count;
        }

        void Append(UnivariateRational line)
        {
            for (int g = 0; g < sequences.Length; g++)
            {
                sequences[g].Add(g < above.Length ? line.Numerator[above[g]] : line.Denominator[below[g - above.Length]]);
            }
        }
    }

    /// <summary>How many monomials share a weight at most.</summary>
    private int LargestGroup(int[] weights)
    {
        int[] counts = [1];
        for (int k = 0; k < weights.Length; k++)
        {
            var next = new int[counts.Length + (weights[k] * degrees[k])];
            for (int e = 0; e <= degrees[k]; e++)
            {
                for (int w = 0; w < counts.Length; w++)
                {
                    next[w + (e * weights[k])] += counts[w];
                }
            }

            counts = next;
        }

        return counts.Max();
    }

    /// <summary>The monomials of each power of t: among all of that weight those whose values are the zeros of the recurrence.</summary>
    private static int[][][]? Decode(PrimeField field, CandidateMonomials candidates, ulong[][] recurrences, int[] above, int[] below, int shift, ulong inverseReference)
    {
        int[][][] decoded = new int[recurrences.Length][][];
        for (int g = recurrences.Length - 1; g >= 0; g--)
        {
            ulong[] recurrence = recurrences[g];
            int power = g < above.Length ? above[g] : below[g - above.Length];
            var monomials = new List<int[]>();
            foreach ((long code, ulong value) in candidates.OfWeight(power + shift))
            {
                ulong ratio = field.Multiply(value, inverseReference), sum = 0;
                foreach (ulong coefficient in recurrence)
                {
                    sum = field.MultiplyAdd(sum, ratio, coefficient);
                }

                if (sum == 0)
                {
                    monomials.Add(candidates.Exponents(code));
                }
            }

            if (monomials.Count != recurrence.Length - 1)
            {
                return null;
            }

            decoded[g] = [.. monomials];
        }

        return decoded;
    }

    private static bool SameShape(UnivariateRational a, UnivariateRational b) =>
        a.Numerator.Degree == b.Numerator.Degree && a.Denominator.Degree == b.Denominator.Degree
        && a.Numerator.Valuation == b.Numerator.Valuation && a.Denominator.Valuation == b.Denominator.Valuation;

    private static int[] Powers(UnivariatePolynomial p) => [.. Enumerable.Range(0, p.Degree + 1).Where(k => p[k] != 0)];
}
