using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Positivity;

/// <summary>Cheap sufficient conditions for a polynomial to be nowhere negative on a box or an orthant.</summary>
/// <remarks>
/// The box is shifted to its corner and mapped to u &gt;= 0; a polynomial whose coefficients are then all positive is positive. Variables that
/// occur in even powers alone are replaced by their squares, so that 0 &lt;= P^2 &lt;= 1 serves for -1 &lt;= P &lt;= 1. Where signs differ the box is halved.
/// A negative term may also be outweighed by two positive ones whose geometric mean it is, as in x^2 - x y + y^2.
/// What has a zero inside the box can fail although it is true.
/// </remarks>
internal static class PositivityProof
{
    /// <summary>Looks for a certificate.</summary>
    /// <param name="polynomial">What is to be shown not negative.</param>
    /// <param name="ranges">The range of each variable.</param>
    /// <param name="cells">Most pieces into which the domain may be cut.</param>
    /// <param name="cancellation">Stops between pieces.</param>
    /// <returns>Null where none was found: the polynomial may be negative somewhere, or this is not enough to see that it is not.</returns>
    public static PositivityCertificate? TryProve(MultivariatePolynomial polynomial, IReadOnlyList<VariableRange> ranges, int cells = 256, CancellationToken cancellation = default)
    {
        if (ranges.Count != polynomial.VariableCount)
        {
            throw new ArgumentException($"{polynomial.VariableCount} ranges are needed, not {ranges.Count}.", nameof(ranges));
        }

        List<CornerSubstitution[]> starts = [[]];
        for (int k = 0; k < ranges.Count; k++)
        {
            CornerSubstitution[] choices = Start(polynomial, k, ranges[k]);
            starts = [.. starts.SelectMany(s => choices.Select(c => (CornerSubstitution[])[.. s, c]))];
        }

        // Beside each piece the polynomial with the first k of its variables replaced, for all k that another piece has in common with it.
        var open = new Queue<(CornerSubstitution[] Substitutions, MultivariatePolynomial[] Begun)>(starts.Select(s => (s, (MultivariatePolynomial[])[polynomial])));
        var done = new List<PositivityCell>();
        while (open.TryDequeue(out (CornerSubstitution[] Substitutions, MultivariatePolynomial[] Begun) next))
        {
            cancellation.ThrowIfCancellationRequested();
            MultivariatePolynomial[] stages = PositivityCell.Stages(next.Substitutions, next.Begun)!;
            var cell = new PositivityCell(next.Substitutions, stages[^1], []);
            if (SquareBalance.Find(cell.Transformed) is IReadOnlyList<SquareBalance> squares)
            {
                done.Add(cell with { Squares = squares });
                continue;
            }

            if (HasNegativeCorner(cell.Transformed) || done.Count + open.Count + 2 > cells || Halve(cell) is not { } halves)
            {
                return null;
            }

            MultivariatePolynomial[] begun = stages[..(halves.Variable + 1)];
            open.Enqueue((halves.Left, begun));
            open.Enqueue((halves.Right, begun));
        }

        // Where a square stands for a variable of both signs, zero is an inner point as a cut is.
        bool whole = Enumerable.Range(0, ranges.Count).All(k => ranges[k].Low is BigRational low && (low.Sign >= 0 || !done[0].Substitutions[k].OfSquare));
        return new PositivityCertificate(done, done is [PositivityCell only] && whole ? only.IsStrict : IsPositiveOnCuts(done));
    }

    /// <summary>A point of the domain at which the polynomial is negative, looked for on a grid of simple numbers; null where none was found.</summary>
    public static IReadOnlyList<BigRational>? FindNegativePoint(MultivariatePolynomial polynomial, IReadOnlyList<VariableRange> ranges, int draws = 2000)
    {
        var sampler = new Fields.FieldSampler(0x905);
        for (int draw = 0; draw < draws; draw++)
        {
            var point = new BigRational[ranges.Count];
            for (int k = 0; k < point.Length; k++)
            {
                BigRational part = new(1 + sampler.NextBelow(63), 64);
                BigRational wide = part / (BigRational.One - part) * new BigRational(2, 1).Power(sampler.NextBelow(17) - 8);
                point[k] = ranges[k] switch
                {
                    { Low: BigRational low, High: BigRational high } => low + ((high - low) * part),
                    { Low: BigRational low } => low + wide,
                    { High: BigRational high } => high - wide,
                    _ => sampler.NextBelow(2) == 0 ? wide : -wide,
                };
            }

            if (polynomial.Evaluate(point).Sign < 0)
            {
                return point;
            }
        }

        return null;
    }

    /// <summary>The substitutions that together cover a range: two where it has neither end and odd powers occur.</summary>
    private static CornerSubstitution[] Start(MultivariatePolynomial polynomial, int variable, VariableRange range)
    {
        bool even = polynomial.Terms.All(t => t.Monomial[variable] % 2 == 0);
        if (even && range.Low is BigRational low && low.Sign >= 0)
        {
            return [new(true, false, low * low, Square(range.High))];
        }

        if (even)
        {
            // |x| from 0 to the farther end; the part up to the nearer end is counted twice, which does no harm.
            BigRational? farther = range is { Low: BigRational a, High: BigRational b } ? (a.Abs() > b.Abs() ? a.Abs() : b.Abs()) : (BigRational?)null;
            return [new(true, false, BigRational.Zero, Square(farther))];
        }

        return range switch
        {
            { Low: BigRational from } => [new(false, false, from, range.High)],
            { High: BigRational to } => [new(false, true, -to, null)],
            _ => [new(false, false, BigRational.Zero, null), new(false, true, BigRational.Zero, null)],
        };
    }

    private static BigRational? Square(BigRational? x) => x is BigRational value ? value * value : null;

    /// <summary>The term of lowest or highest power in every variable is the value at a corner: if it is negative no cutting helps.</summary>
    private static bool HasNegativeCorner(MultivariatePolynomial transformed)
    {
        int n = transformed.VariableCount;
        int[] highest = [.. Enumerable.Range(0, n).Select(transformed.Degree)];
        return transformed.Terms.Any(t => t.Coefficient.Sign < 0 && Enumerable.Range(0, n).All(k => t.Monomial[k] == 0 || t.Monomial[k] == highest[k]));
    }

    private static (CornerSubstitution[] Left, CornerSubstitution[] Right, int Variable)? Halve(PositivityCell cell)
    {
        // The variable of which the negative terms hold the middle powers, the least cut first.
        MultivariatePolynomial t = cell.Transformed;
        int[] degrees = [.. Enumerable.Range(0, t.VariableCount).Select(t.Degree)];
        int? best = Enumerable.Range(0, t.VariableCount)
            .Where(k => t.Terms.Any(x => x.Coefficient.Sign < 0 && x.Monomial[k] > 0 && x.Monomial[k] < degrees[k]))
            .OrderBy(k => cell.Substitutions[k].High is BigRational h ? -(h - cell.Substitutions[k].Low).ToDouble() : double.NegativeInfinity)
            .Select(k => (int?)k)
            .FirstOrDefault();
        if (best is not int variable)
        {
            return null;
        }

        CornerSubstitution whole = cell.Substitutions[variable];
        BigRational middle = whole.High is BigRational high ? (whole.Low + high) / 2 : whole.Low.Sign > 0 ? whole.Low * 2 : whole.Low + 1;
        CornerSubstitution[] left = [.. cell.Substitutions], right = [.. cell.Substitutions];
        left[variable] = whole with { High = middle };
        right[variable] = whole with { Low = middle };
        return (left, right, variable);
    }

    /// <summary>Positive also where cells meet: every inner point is no upper end of some cell, and there a constant term that no square uses up is below the value.</summary>
    private static bool IsPositiveOnCuts(List<PositivityCell> cells) =>
        cells.TrueForAll(c => c.Transformed.Terms.Count > 0 && c.Transformed.Terms[^1] is { Monomial.Degree: 0 } constant
            && c.Squares.All(s => s.First != constant && s.Second != constant));
}

/// <summary>A piece of the domain and the substitutions by which its variables become u &gt;= 0.</summary>
/// <param name="Substitutions">One for each variable.</param>
/// <param name="Transformed">The polynomial after substitution, times powers of 1 + u.</param>
/// <param name="Squares">How each negative term of the transformed polynomial is outweighed; empty where there is none.</param>
internal sealed record PositivityCell(IReadOnlyList<CornerSubstitution> Substitutions, MultivariatePolynomial Transformed, IReadOnlyList<SquareBalance> Squares)
{
    /// <summary>Whether the polynomial is positive, and not only not negative, for all u &gt; 0.</summary>
    public bool IsStrict => Transformed.Terms.Count > 3 * Squares.Count || Squares.Any(s => s.IsStrict);

    /// <summary>The polynomial with none, one, … and all of its variables replaced, of which the first are known; null where a substitution cannot be made.</summary>
    public static MultivariatePolynomial[]? Stages(IReadOnlyList<CornerSubstitution> substitutions, MultivariatePolynomial[] begun)
    {
        var stages = new MultivariatePolynomial[substitutions.Count + 1];
        begun.CopyTo(stages, 0);
        for (int k = begun.Length - 1; k < substitutions.Count; k++)
        {
            if (substitutions[k].Apply(stages[k], k) is not MultivariatePolynomial next)
            {
                return null;
            }

            stages[k + 1] = next;
        }

        return stages;
    }

    /// <summary>Checks the piece again for a polynomial: substitutes, looks at the signs and at each balance of squares.</summary>
    public bool Holds(MultivariatePolynomial polynomial)
    {
        if (Stages(Substitutions, [polynomial]) is not [.., MultivariatePolynomial transformed] || !transformed.Equals(Transformed))
        {
            return false;
        }

        var terms = transformed.Terms.ToHashSet();
        foreach (SquareBalance square in Squares)
        {
            if (!square.Holds || !terms.Remove(square.Negative) || !terms.Remove(square.First) || !terms.Remove(square.Second))
            {
                return false;
            }
        }

        return terms.All(t => t.Coefficient.Sign > 0);
    }
}

/// <summary>Why a polynomial is nowhere negative: pieces of its domain on which it is a polynomial with positive coefficients and squares.</summary>
/// <param name="Cells">The pieces; together they are the whole domain.</param>
/// <param name="IsStrict">Whether it is positive in the interior and not only not negative.</param>
internal sealed record PositivityCertificate(IReadOnlyList<PositivityCell> Cells, bool IsStrict)
{
    /// <summary>Checks every piece again: substitutes and looks at the signs.</summary>
    public bool Holds(MultivariatePolynomial polynomial) => Cells.Count > 0 && Cells.All(c => c.Holds(polynomial));
}
