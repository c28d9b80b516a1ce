using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Evidence;

/// <summary>Chooses the line through a domain along which a claim is best seen, and evaluates formula and reference on it.</summary>
internal static class CutFinder
{
    private const int Coarse = 33;

    /// <summary>
    /// The cut for a claim that is false: through the point of disagreement, along the parameter in which the ratio of formula and
    /// reference changes most. For a claim that holds: through the middle of the domain, along the parameter in which the quantity
    /// departs most from a power law. Of whole time courses it is the time. Null where formula and reference do not both exist on any line.
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
        if (formula is FileFormula { IsWholeCourse: true } course)
        {
            return OverTime(course, reference, library, through, points);
        }

        (Parameter? best, double most) = (null, 0);
        foreach (Parameter parameter in formula.Parameters.Where(p => p.Low < p.High))
        {
            double structure = Structure(Evaluate(formula, reference, library, through, parameter, Coarse), disagreement is not null);
            (best, most) = structure > most ? (parameter, structure) : (best, most);
        }

        return best is null ? null : Evaluate(formula, reference, library, through, best, points);
    }

    /// <summary>Both courses at one point, up to where hardly anything changes any more; the point of the cut is where they differ most.</summary>
    private static FormulaCut? OverTime(FileFormula course, Reference reference, ReferenceLibrary library, ParameterPoint through, int points)
    {
        double latest;
        try
        {
            if (library.Curve(reference, course) is not { } quantity)
            {
                return null;
            }

            latest = LatestTime(quantity.Course(reference, course.ReferencePoint(through)));
        }
        catch (ArgumentException)
        {
            return null; // there is no course at this point
        }

        FileFormula anyTime = course.AtTimes(latest);
        var point = new ParameterPoint([.. through.Names, FormulaBody.Time], [.. through.Values, 0]);
        FormulaCut cut = Evaluate(anyTime, reference, library, point, anyTime.Parameters[^1], (2 * points) - 1);
        double[] difference = [.. cut.Predicted.Zip(cut.Computed, (f, c) => Math.Abs(f - c)).Select(d => double.IsFinite(d) ? d : -1)];
        return difference.Max() < 0 ? null : cut with { Through = point.With(FormulaBody.Time, cut.Values[Array.IndexOf(difference, difference.Max())]) };
    }

    /// <summary>Where hardly anything of a course changes any more, in two digits, or after some swings of one that goes on, s.</summary>
    public static double LatestTime(TimeCourse course)
    {
        const double Still = 0.01, Beyond = 1.2, Swings = 40;
        ArgumentNullException.ThrowIfNull(course);
        double first = course.Values[0], end = course.Values[^1], range = course.Values.Max() - course.Values.Min();
        (double Time, double Value)[] samples = [.. course.Times.Zip(course.Values).Where(s => s.First > 0)];
        double moving = samples.Where(s => Math.Abs(s.Value - end) > Still * range).Select(s => s.Time).DefaultIfEmpty(0).Last();
        double turning = samples.Where(s => Math.Abs(s.Value - first) >= range / 2).Select(s => s.Time).DefaultIfEmpty(course.Times[^1]).First();
        double latest = Math.Min(Math.Min(Beyond * moving, Swings * turning), course.Times[^1]);
        return latest > 0 ? Explorer.Rounded(latest) : course.Times[^1];
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

/// <summary>Formula and reference along one parameter, the others held. Values that do not exist are NaN.</summary>
/// <param name="Parameter">The parameter that varies.</param>
/// <param name="Through">The point through which the line passes.</param>
/// <param name="Values">Values of the parameter, rising.</param>
/// <param name="Predicted">What the formula says, in its unit.</param>
/// <param name="Computed">The reference, in the same unit.</param>
public sealed record FormulaCut(Parameter Parameter, ParameterPoint Through, IReadOnlyList<double> Values, IReadOnlyList<double> Predicted, IReadOnlyList<double> Computed);

/// <summary>Conditions at which the paper uses its formulas.</summary>
/// <param name="Label">Distance to the electron and polarization.</param>
/// <param name="Distance">Distance r of the nearer nucleus to the electron, nm.</param>
/// <param name="Point">The parameters of the pair.</param>
internal sealed record OperatingPoint(string Label, double Distance, ParameterPoint Point);

/// <summary>
/// The conditions of Fig. 3 of Chessari et al., doi:10.1103/PhysRevB.107.224429, with the conventions <see cref="ConventionSets.S1"/>: the
/// paper states neither its averages over directions nor its factors of 2π, and these reproduce most of its numbers.
/// </summary>
internal static class OperatingPoints
{
    /// <summary>Halfway between the breakdown radius and the hidden-spin radius, at the polarization of the paper's mid-range effect.</summary>
    public static ParameterPoint Default { get; } = At(0.5, 0.7);

    /// <summary>The points marked on maps: along r at P = 0.7, and at the hidden-spin radius the two polarizations whose ratio is the paper's speed-up.</summary>
    public static IReadOnlyList<OperatingPoint> All { get; } =
    [
        Mark(0.34, 0.7),
        Mark(0.5, 0.7),
        Mark(0.7, 0.7),
        Mark(0.9, 0.7),
        Mark(0.9, 0.5),
        Mark(0.9, 0.9993),
    ];

    /// <summary>Whether a formula has the parameters of the pair.</summary>
    public static bool Applies(Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return formula.SharesParameters && formula.Parameters.Select(p => p.Name).SequenceEqual(PairParameters.Names, StringComparer.Ordinal);
    }

    /// <summary>The parameters of a formula if nothing else is said: those of the paper for the pair, else the middle of each range.</summary>
    public static ParameterPoint StartOf(Formula formula) => Applies(formula)
        ? Default
        : new ParameterPoint([.. formula.Parameters.Select(p => p.Name)], [.. formula.Parameters.Select(Middle)]);

    /// <summary>The middle of a range, as it is sampled; of whole numbers the next one.</summary>
    private static double Middle(Parameter parameter)
    {
        double middle = parameter.IsLogarithmic ? Math.Sqrt(parameter.Low * parameter.High) : (parameter.Low + parameter.High) / 2;
        return parameter.IsWhole ? Math.Round(middle) : middle;
    }

    /// <summary>The parameters of the pair at a distance from the electron.</summary>
    /// <param name="distance">r, nm, positive.</param>
    /// <param name="polarization">P.</param>
    /// <exception cref="ArgumentOutOfRangeException">The distance is not positive.</exception>
    public static ParameterPoint At(double distance, double polarization)
    {
        PairCouplings pair = ConventionSets.S1.PairsAt(distance).Single();
        return new ParameterPoint(PairParameters.Names, [pair.Dipolar, pair.Hyperfine, polarization, pair.ElectronRate, pair.Broadening]);
    }

    private static OperatingPoint Mark(double distance, double polarization) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{distance:R} nm, P = {polarization:R}"), distance, At(distance, polarization));
}
