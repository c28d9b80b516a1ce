using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.Judging;

/// <summary>
/// What the points that were asked say of a claim, weighed in one place: it is refuted by one certain witness, confirmed where every point answered and
/// agreed, and otherwise undecided with the reason.
/// </summary>
internal sealed class PointEvidence
{
    private readonly InteriorScan scan;
    private readonly Comparison[] asked;
    private readonly List<Comparison> formulaMissing = [];
    private readonly List<Comparison> referenceMissing = [];
    private readonly List<Comparison> unknown = [];

    /// <summary>Sorts the points.</summary>
    /// <param name="scan">The scan they are of.</param>
    /// <param name="asked">The points that the claim speaks of.</param>
    /// <param name="violation">How far a point violates the claim beyond all uncertainty; not above 0 where it does not.</param>
    /// <param name="agrees">Whether a point that does not violate the claim supports it.</param>
    /// <param name="settings">Says how many points may be known poorly where the claim is one of equality; null for other claims.</param>
    public PointEvidence(InteriorScan scan, IEnumerable<Comparison> asked, Func<Comparison, double> violation, Func<Comparison, bool> agrees, JudgingSettings? settings)
    {
        var loose = new List<Comparison>();
        this.scan = scan;
        this.asked = [.. asked];
        foreach (Comparison c in this.asked)
        {
            if (c.FormulaExists && c.ReferenceExists)
            {
                Sort(c);
            }
            else if (scan.Inward(c) is { FormulaExists: true, ReferenceExists: true } inside && (agrees(inside) || violation(inside) > 0))
            {
                // On the edge of the domain one side is 0/0: next to it both have values, and those count.
                OnEdge++;
                Sort(inside);
            }
            else
            {
                (c.ReferenceExists ? formulaMissing : referenceMissing).Add(c);
            }
        }

        if (settings is not null && loose.Count > settings.MostPoorlyKnown * Agreed)
        {
            unknown.AddRange(loose);
            Agreed -= loose.Count;
        }

        void Sort(Comparison c)
        {
            if (c.IsUsable && violation(c) > 0)
            {
                Violations++;
            }
            else if (c.CanConfirm && agrees(c))
            {
                Agreed++;
                AgreedPrecisely += c.IsPrecise ? 1 : 0;
                LargestUncertainty = c.IsPrecise ? LargestUncertainty : Math.Max(LargestUncertainty, c.RelativeUncertainty);
                if (settings is not null && IdentityJudge.IsLoose(c, settings))
                {
                    loose.Add(c);
                }
            }
            else
            {
                unknown.Add(c);
            }
        }
    }

    /// <summary>How many points supported the claim.</summary>
    public int Agreed { get; private set; }

    /// <summary>How many of them in many digits.</summary>
    public int AgreedPrecisely { get; private set; }

    /// <summary>How many points lie on the edge of the domain where one side has no value, and were judged by what lies next to them.</summary>
    public int OnEdge { get; private set; }

    /// <summary>The points that violate the claim for certain.</summary>
    public int Violations { get; private set; }

    /// <summary>How many points were asked.</summary>
    public int Asked => asked.Length;

    /// <summary>The largest uncertainty among the points that agree in doubles alone.</summary>
    public double LargestUncertainty { get; private set; }

    /// <summary>A point at which the formula says nothing although the reference exists; null if there is none.</summary>
    public Comparison? Silent => formulaMissing.Count > 0 ? formulaMissing[0] : null;

    /// <summary>The verdict on points that must all support the claim.</summary>
    /// <param name="confirmed">The word where they all do.</param>
    /// <param name="fewest">Fewer points confirm nothing.</param>
    public VerdictKind Weigh(VerdictKind confirmed, int fewest = 1) =>
        Violations > 0 || formulaMissing.Count > 0 ? VerdictKind.False
        : referenceMissing.Count > 0 ? VerdictKind.OutOfDomain
        : unknown.Count > 0 ? VerdictKind.Inconclusive
        : Agreed >= fewest ? confirmed
        : asked.Length == 0 ? VerdictKind.OutOfDomain : VerdictKind.Inconclusive;

    /// <summary>Why points did not support the claim: how many, what part of the domain, where; empty if all did.</summary>
    public string Missing()
    {
        string[] parts =
        [
            .. Part(formulaMissing, "the formula is not a number, although the reference has a value"),
            .. Part(referenceMissing, "the reference has no value"),
            .. Part([.. unknown.Where(c => c.IsTruncated)], "the levels left out may be all that differs"),
            .. Part([.. unknown.Where(c => !c.IsTruncated)], "the reference is not known well enough to tell"),
        ];
        return parts.Length == 0 ? string.Empty : string.Join("; ", parts) + ".";
    }

    /// <summary>How the points that agree were looked at: "4112 points, in 40 digits".</summary>
    public string Points()
    {
        string edge = OnEdge > 0 ? FormattableString.Invariant($" ({OnEdge} of them next to the edge, on which one side is 0/0)") : string.Empty;
        return AgreedPrecisely == Agreed ? FormattableString.Invariant($"all {Agreed} points asked, in 40 digits{edge}")
            : AgreedPrecisely > 0 ? FormattableString.Invariant($"all {Agreed} points asked, in 40 digits at {AgreedPrecisely} of them{edge}")
            : FormattableString.Invariant($"all {Agreed} points asked{edge}");
    }

    private IEnumerable<string> Part(List<Comparison> points, string what)
    {
        if (points.Count == 0)
        {
            yield break;
        }

        var even = new HashSet<ParameterPoint>(scan.Comparisons.Take(scan.Even).Select(c => c.Point), ReferenceEqualityComparer.Instance as IEqualityComparer<ParameterPoint>);
        double share = asked.Count(c => even.Contains(c.Point)) is int all && all > 0 ? (double)points.Count(c => even.Contains(c.Point)) / all : 0;
        string part = share > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({(100 * share).ToString(share < 0.995 ? "G2" : "G3", CultureInfo.InvariantCulture)} % of the domain)") : string.Empty;
        string why = points[0].Remark is { Length: > 0 } remark ? $" ({remark.TrimEnd('.')})" : string.Empty;
        yield return string.Create(CultureInfo.InvariantCulture, $"At {points.Count} of {asked.Length} points{part}{Where(points)} {what}, as at {points[0].Point.ToText()}{why}");
    }

    /// <summary>A parameter that alone tells the points from all others, with the value that divides them.</summary>
    private string Where(List<Comparison> points)
    {
        var these = new HashSet<Comparison>(points, ReferenceEqualityComparer.Instance as IEqualityComparer<Comparison>);
        Comparison[] others = [.. asked.Where(c => !these.Contains(c))];
        foreach (string name in others.Length == 0 ? [] : points[0].Point.Names)
        {
            if (points.Max(c => c.Point[name]) < others.Min(c => c.Point[name]))
            {
                return string.Create(CultureInfo.InvariantCulture, $", those with {name} below {others.Min(c => c.Point[name]):G4},");
            }

            if (points.Min(c => c.Point[name]) > others.Max(c => c.Point[name]))
            {
                return string.Create(CultureInfo.InvariantCulture, $", those with {name} above {others.Max(c => c.Point[name]):G4},");
            }
        }

        return string.Empty;
    }
}
