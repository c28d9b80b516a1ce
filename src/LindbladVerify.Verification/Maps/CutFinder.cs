using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;
using LindbladVerify.Verification.Sampling;

namespace LindbladVerify.Verification.Maps;

/// <summary>Chooses the line through a domain along which a claim is best seen, and evaluates formula and reference on it.</summary>
public static class CutFinder
{
    private const int Coarse = 33;

    /// <summary>
    /// The cut for a claim that is false: through the point of disagreement, along the parameter in which the ratio of formula and
    /// reference changes most. For a claim that holds: through the middle of the domain, along the parameter in which the quantity
    /// departs most from a power law. Null where formula and reference do not both exist on any line.
    /// </summary>
    /// <param name="formula">The formula.</param>
    /// <param name="reference">What it is compared with.</param>
    /// <param name="library">Computes the reference.</param>
    /// <param name="disagreement">Where they disagree; null if they agree.</param>
    /// <param name="points">Points on the line.</param>
    public static FormulaCut? Find(Formula formula, Reference reference, ReferenceLibrary library, ParameterPoint? disagreement, int points = 161)
    {
        ArgumentNullException.ThrowIfNull(formula);
        var sampler = new DomainSampler(formula.Parameters, 0);
        ParameterPoint through = disagreement ?? sampler.FromUnitCube([.. formula.Parameters.Select(_ => 0.5)]);
        (Parameter? best, double most) = (null, 0);
        foreach (Parameter parameter in formula.Parameters.Where(p => p.Low < p.High))
        {
            double structure = Structure(Evaluate(formula, reference, library, through, parameter, Coarse), disagreement is not null);
            (best, most) = structure > most ? (parameter, structure) : (best, most);
        }

        return best is null ? null : Evaluate(formula, reference, library, through, best, points);
    }

    private static FormulaCut Evaluate(Formula formula, Reference reference, ReferenceLibrary library, ParameterPoint through, Parameter parameter, int points)
    {
        double[] values = Grid(parameter, points);
        Comparison[] line = [.. values.Select(v => InteriorScan.Compare(formula, reference, library, through.With(parameter.Name, v)))];
        return new FormulaCut(parameter, through, values, [.. line.Select(c => c.Predicted)], [.. line.Select(c => c.Computed)]);
    }

    /// <summary>The range of the parameter, spaced as it is sampled.</summary>
    internal static double[] Grid(Parameter parameter, int points) =>
    [
        .. Enumerable.Range(0, points).Select(k => k / (points - 1.0)).Select(u => parameter.IsLogarithmic
            ? parameter.Low * Math.Pow(parameter.High / parameter.Low, u)
            : parameter.Low + ((parameter.High - parameter.Low) * u)),
    ];

    /// <summary>Spread of ln(formula/reference) for a disagreement; else the largest distance of ln(reference) from its chord.</summary>
    private static double Structure(FormulaCut cut, bool ofRatio)
    {
        double[] logs = [.. cut.Computed.Zip(cut.Predicted, (c, p) => ofRatio ? Math.Log(Math.Abs(p / c)) : Math.Log(Math.Abs(c))).Where(double.IsFinite)];
        if (logs.Length < Coarse / 2)
        {
            return 0;
        }

        return ofRatio
            ? logs.Max() - logs.Min()
            : logs.Select((value, k) => Math.Abs(value - logs[0] - ((logs[^1] - logs[0]) * k / (logs.Length - 1)))).Max();
    }
}
