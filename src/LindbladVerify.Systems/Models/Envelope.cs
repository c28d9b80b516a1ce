using System.Globalization;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.Models;

/// <summary>A real function of time that multiplies a drive's operator. Immutable and safe to use from several threads.</summary>
public abstract class Envelope
{
    /// <summary>Times, s, at which the function or its slope jumps: an integrator should not step across them. Ascending.</summary>
    public abstract IReadOnlyList<double> Breakpoints { get; }

    /// <summary>The value at a time in s.</summary>
    public abstract double At(double time);

    /// <summary>Where the function changes and how fast, from 0 to an end.</summary>
    /// <param name="end">Last time of interest, s, positive.</param>
    /// <param name="negligible">A change of the value that does not matter.</param>
    public virtual EnvelopeStructure Structure(double end, double negligible) => new EnvelopeProbes(At, end).Find(Breakpoints);

    /// <summary>The function on a clock that starts later: t → f(t + start).</summary>
    /// <param name="start">s, not negative.</param>
    internal virtual Envelope Shifted(double start) => start == 0 ? this : new ShiftedEnvelope(this, start);
}

/// <summary>t → f(t + start); where f changes is what f itself says.</summary>
internal sealed class ShiftedEnvelope(Envelope inner, double start) : Envelope
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints { get; } = [.. inner.Breakpoints.Where(t => t > start).Select(t => t - start)];

    /// <inheritdoc/>
    public override double At(double time) => inner.At(start + time);

    /// <inheritdoc/>
    public override EnvelopeStructure Structure(double end, double negligible)
    {
        EnvelopeStructure whole = inner.Structure(start + end, negligible);
        EnvelopePiece[] pieces = [.. whole.Pieces.Where(p => p.End > start && p.Start < start + end)];
        return pieces.Length == 0
            ? EnvelopeStructure.Between([], end)
            : whole with { Pieces = [.. pieces.Select((p, k) => p with { Start = k == 0 ? 0 : p.Start - start, End = k == pieces.Length - 1 ? end : p.End - start })] };
    }

    /// <inheritdoc/>
    internal override Envelope Shifted(double more) => inner.Shifted(start + more);
}

/// <summary>A stretch of time in which an envelope holds no feature that steps of a given length could miss.</summary>
/// <param name="Start">s.</param>
/// <param name="End">s.</param>
/// <param name="LongestStep">A step within the piece should be no longer than this, s; infinite where any will do.</param>
/// <param name="IsConstant">Whether the envelope is constant, as far as it matters.</param>
public sealed record EnvelopePiece(double Start, double End, double LongestStep, bool IsConstant)
{
    /// <summary>The middle of the piece, where a constant is read.</summary>
    public double Middle => Start + ((End - Start) / 2);
}

/// <summary>Where an envelope changes, and how fast: what an integrator must know so that it steps over nothing.</summary>
/// <param name="Pieces">Adjoining pieces from 0 to the end; the function or its slope may jump only between them.</param>
/// <param name="Hidden">Bound of the integral over time of what the pieces do not resolve, in units of the envelope times s.</param>
public sealed record EnvelopeStructure(IReadOnlyList<EnvelopePiece> Pieces, double Hidden)
{
    /// <summary>The times at which pieces meet.</summary>
    public IEnumerable<double> Edges => Pieces.Skip(1).Select(p => p.Start);

    /// <summary>A structure that is known by its jumps and kinks alone.</summary>
    /// <param name="breakpoints">Ascending.</param>
    /// <param name="end">Last time, s.</param>
    /// <param name="isConstant">Whether the function is constant between them.</param>
    public static EnvelopeStructure Between(IEnumerable<double> breakpoints, double end, bool isConstant = false)
    {
        double[] edges = [0, .. breakpoints.Where(t => t > 0 && t < end), end];
        return new EnvelopeStructure([.. Enumerable.Range(0, edges.Length - 1).Select(k => new EnvelopePiece(edges[k], edges[k + 1], double.PositiveInfinity, isConstant))], 0);
    }

    /// <summary>What several envelopes together ask for.</summary>
    public static EnvelopeStructure Combine(IReadOnlyList<EnvelopeStructure> structures, double end)
    {
        if (structures is [EnvelopeStructure only])
        {
            return only;
        }

        double[] edges = [0, .. structures.SelectMany(s => s.Edges).Distinct().Order(), end];
        int[] at = new int[structures.Count];
        var pieces = new List<EnvelopePiece>(edges.Length);
        for (int k = 0; k + 1 < edges.Length; k++)
        {
            double longest = double.PositiveInfinity;
            bool constant = true;
            for (int s = 0; s < at.Length; s++)
            {
                IReadOnlyList<EnvelopePiece> own = structures[s].Pieces;
                while (own[at[s]].End <= edges[k] && at[s] + 1 < own.Count)
                {
                    at[s]++;
                }

                longest = Math.Min(longest, own[at[s]].LongestStep);
                constant &= own[at[s]].IsConstant;
            }

            pieces.Add(new EnvelopePiece(edges[k], edges[k + 1], longest, constant));
        }

        return new EnvelopeStructure(pieces, structures.Sum(s => s.Hidden));
    }
}

/// <summary>The structure of an envelope that is known by its values only, from many probes.</summary>
/// <remarks>
/// A piece is taken as it is when cubic interpolation through eight equal parts of it foretells all the probes in between, of which
/// there are some thousands at least. A feature that lies between two probes is not seen: it needs a breakpoint.
/// </remarks>
internal sealed class EnvelopeProbes(Func<double, double> function, double end)
{
    private const int Parts = 8;
    private const int LeastDepth = 9; // 8 · 2^9 probes
    private const int MostDepth = 40;
    private const int MostPieces = 1 << 14;
    private const double Agreement = 0.02;
    private readonly List<EnvelopePiece> pieces = [];

    /// <summary>Pieces between breakpoints.</summary>
    public EnvelopeStructure Find(IEnumerable<double> breakpoints)
    {
        double[] edges = [0, .. breakpoints.Where(t => t > 0 && t < end), end];
        for (int k = 0; k + 1 < edges.Length; k++)
        {
            // The function may take either side at its jumps.
            double from = Math.BitIncrement(edges[k]), to = Math.BitDecrement(edges[k + 1]);
            int depth = Math.Max(2, LeastDepth - (int)Math.Log2(edges.Length));
            double[] probes = [.. Enumerable.Range(0, (Parts << depth) + 1).Select(i => function(Math.Min(to, from + ((edges[k + 1] - edges[k]) * i / (Parts << depth)))))];
            Divide(edges[k], edges[k + 1], probes, 0);
        }

        return new EnvelopeStructure(pieces, 0);
    }

    private void Divide(double from, double to, double[] probes, int depth)
    {
        int stride = (probes.Length - 1) / Parts;
        bool fine = stride == 1;
        double[] values = fine ? Refined(from, to, probes) : probes;
        if (Foretells(values) || depth >= MostDepth || pieces.Count > MostPieces)
        {
            pieces.Add(new EnvelopePiece(from, to, depth == 0 ? double.PositiveInfinity : to - from, probes.All(p => p == probes[0])));
            return;
        }

        double middle = from + ((to - from) / 2);
        int half = values.Length / 2;
        Divide(from, middle, values[..(half + 1)], depth + 1);
        Divide(middle, to, values[half..], depth + 1);
    }

    /// <summary>The probes with one more between each two.</summary>
    private double[] Refined(double from, double to, double[] probes)
    {
        int n = probes.Length - 1;
        double[] refined = new double[(2 * n) + 1];
        for (int i = 0; i <= 2 * n; i++)
        {
            refined[i] = i % 2 == 0 ? probes[i / 2] : function(from + ((to - from) * i / (2 * n)));
        }

        return refined;
    }

    private static bool Foretells(double[] values)
    {
        int stride = (values.Length - 1) / Parts;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < values.Length; i += stride)
        {
            low = Math.Min(low, values[i]);
            high = Math.Max(high, values[i]);
        }

        double allowed = (Agreement * (high - low)) + (1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)));
        for (int i = 0; i < values.Length; i++)
        {
            int part = Math.Clamp((i / stride) - 1, 0, Parts - 3);
            double x = ((double)i / stride) - part;
            double y0 = values[part * stride], y1 = values[(part + 1) * stride], y2 = values[(part + 2) * stride], y3 = values[(part + 3) * stride];
            double cubic = (-y0 * (x - 1) * (x - 2) * (x - 3) / 6) + (y1 * x * (x - 2) * (x - 3) / 2) - (y2 * x * (x - 1) * (x - 3) / 2) + (y3 * x * (x - 1) * (x - 2) / 6);
            if (!(Math.Abs(cubic - values[i]) <= allowed))
            {
                return double.IsNaN(values[i]);
            }
        }

        return true;
    }
}

/// <summary>An envelope given as a function in code.</summary>
/// <param name="function">f(t), t ≥ 0 in s; real, finite and safe to call from several threads.</param>
/// <param name="breakpoints">Times at which f or its slope jumps, ascending; elsewhere f should be smooth.</param>
public sealed class FunctionEnvelope(Func<double, double> function, params IReadOnlyList<double> breakpoints) : Envelope
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => breakpoints;

    /// <inheritdoc/>
    public override double At(double time) => function(time);
}

/// <summary>An envelope given by a table.</summary>
/// <param name="table">The points.</param>
public sealed class TableEnvelope(TabulatedFunction table) : Envelope
{
    /// <summary>The points.</summary>
    public TabulatedFunction Table => table;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => table.Times;

    /// <inheritdoc/>
    public override double At(double time) => table.At(time);

    /// <inheritdoc/>
    public override EnvelopeStructure Structure(double end, double negligible) =>
        EnvelopeStructure.Between(table.Times, end, isConstant: table.Interpolation == Interpolation.Step);
}

/// <summary>Checks of model parameters whose messages name the parameter, its value and what is allowed.</summary>
internal static class ModelRange
{
    public static double Finite(double value, string name) => Require(double.IsFinite(value), value, name, "a finite number in rad/s");

    public static double Rate(double value, string name) => Require(value >= 0 && double.IsFinite(value), value, name, "zero or positive and finite, in 1/s");

    public static double Positive(double value, string name, string unit) => Require(value > 0 && double.IsFinite(value), value, name, $"positive and finite, in {unit}");

    public static double Polarization(double value, string name) => Require(value is >= -1 and <= 1, value, name, "in [-1, 1]");

    private static double Require(bool holds, double value, string name, string allowed) =>
        holds ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {allowed}, not {value.ToString("R", CultureInfo.InvariantCulture)}.");
}
