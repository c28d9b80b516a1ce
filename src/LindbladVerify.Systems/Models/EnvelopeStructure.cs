namespace LindbladVerify.Systems.Models;

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
