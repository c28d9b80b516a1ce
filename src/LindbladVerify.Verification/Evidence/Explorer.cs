using System.Diagnostics;
using System.Globalization;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Presentation;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Evidence;

/// <summary>What a page to play with shows: a formula beside the quantity that it claims to be, as functions of the parameters.</summary>
/// <param name="Formula">The formula.</param>
/// <param name="Claim">The claim whose quantity is shown.</param>
/// <param name="Reference">That quantity.</param>
/// <param name="Start">Where the page starts, and what is held.</param>
/// <param name="Varied">The parameters that the page can change.</param>
/// <param name="Prediction">The formula as a function.</param>
/// <param name="Truth">The computed quantity as a function.</param>
internal sealed record Exploration(Formula Formula, string Claim, Reference Reference, ParameterPoint Start, IReadOnlyList<string> Varied, ExploredSurface Prediction, ExploredSurface Truth)
{
    /// <summary>What errors are measured against where the value may be 0, as along a time course: the largest modulus of the truth. Null for errors relative to the value.</summary>
    public double? Scale { get; init; }

    /// <summary>The claim, where both sides are computed and "formula" is the left one; null where there is a formula.</summary>
    public InequalityClaim? Inequality { get; init; }
}

/// <summary>Makes both sides of a page into functions: from the derived closed form where there is one, else from a table.</summary>
/// <param name="library">Computes the references.</param>
/// <param name="threads">Threads to use; the result does not depend on it.</param>
internal sealed class Explorer(ReferenceLibrary library, int threads)
{
    /// <summary>The most parameters of a table.</summary>
    public const int MostAxes = 3;

    /// <summary>Relative deviation of a closed form in doubles from the computed value beyond which a table is taken instead.</summary>
    private const double LargestLoss = 1e-6;
    private const int CheckPoints = 200;

    /// <summary>The most values of a parameter that is a whole number in a table, which has them all.</summary>
    private const int MostWhole = 257;

    /// <summary>Error of a table that nobody asked for, relative to the value or to the largest value of a time course, beyond which it is taken over fewer parameters with more values of each.</summary>
    private const double LargestBlur = 0.01;

    /// <summary>How long a table that nobody asked for may take on its threads, s; of one that would take longer, axes are left out.</summary>
    private const double Patience = 60;

    /// <summary>How long such a table takes at most before one of fewer values takes its place, s.</summary>
    private const double LongestTable = 60;

    /// <summary>Values of one parameter of tables that take too long, the last of which takes as long as it takes.</summary>
    private static readonly int[] FewerCounts = [65, 17];
    private static readonly int[] UsualCounts = [257, 65, 25];
    private static readonly int[] TimeCounts = [1025, 257, 129];
    private static readonly int[] CountsBesideTime = [0, 33, 17];

    /// <summary>Computes a page's functions.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="claim">The claim whose reference is taken.</param>
    /// <param name="start">The starting point.</param>
    /// <param name="varied">Parameters for a table, at most <see cref="MostAxes"/>; empty for those that come first, as many as take a minute, of a time course the time and as many of them as its table can follow. A closed form has them all.</param>
    /// <param name="count">Values per axis of a table; null for 257, 65 or 25 with one, two or three axes, and more along the time.</param>
    /// <param name="progress">Told (done, total, what).</param>
    /// <param name="cancellation">Stops it.</param>
    public Exploration Explore(Formula formula, Claim claim, ParameterPoint start, IReadOnlyList<string> varied, int? count, Action<long, long, string> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(formula);
        var both = new ExploredQuantities(formula, claim, library);
        Reference reference = both.Reference;
        string[] free = [.. formula.Parameters.Where(p => p.High > p.Low).Select(p => p.Name)];
        bool isCourse = formula is FileFormula { Body.IsCurve: true };
        ExploredSurface? prediction = both.IsInequality ? null : OfFormula(formula);
        progress(0, 1, "looking for a closed form");
        (ExploredSurface? truth, string refusal) = varied.Count > 0 ? (null, "A table was asked for.") : both.IsInequality ? (null, "Both sides are computed.") : Derived(formula, both, free, start, cancellation);
        if (prediction is not null && truth is not null)
        {
            return new Exploration(formula, claim.Id, reference, start, free, prediction, truth);
        }

        string[] tabulable = [.. free.Where(name => CanTabulate(Parameter(formula, name)))];
        if (tabulable.Length == 0)
        {
            throw new ArgumentException($"{refusal} A table is not possible either: {string.Join(", ", free)} {(free.Length == 1 ? "is a whole number with" : "are whole numbers with")} more than {MostWhole} values.");
        }

        bool followsTime = isCourse && free.Contains(FormulaBody.Time, StringComparer.Ordinal);
        (string[] Names, int? Count)[] attempts = varied.Count > 0 ? [([.. varied], count)] : [.. Shrinking(tabulable, followsTime).Select(axes => (axes, count))];
        if (attempts.Length > 1)
        {
            double most = Patience * threads / SecondsPerValue(both, formula, free, start);
            attempts = [.. attempts[..^1].Where(a => Axes(formula, a.Names, count).Aggregate(1.0, (n, axis) => n * axis.Count) <= most), attempts[^1]];
        }

        // Some values may take much longer than those that were timed; then there are fewer.
        attempts = varied.Count > 0 || count is not null ? attempts : [.. attempts, .. FewerCounts.Select(fewer => (attempts[^1].Names, (int?)fewer))];
        foreach ((string[] names, int? values) in attempts)
        {
            bool isLast = (names, values) == attempts[^1];
            if (Tables(both, start, Axes(formula, names, values), isCourse, isLast ? null : LongestTable, progress, cancellation) is { } sides
                && (varied.Count > 0 || sides.Truth.LargestDeviation <= LargestBlur || names.Length == 1))
            {
                string why = both.IsInequality ? refusal : "The formula uses functions that this page cannot compute.";
                return new Exploration(formula, claim.Id, reference, start, names, prediction ?? sides.Formula.As(why), truth ?? sides.Truth.As(refusal)) { Scale = sides.Scale, Inequality = claim as InequalityClaim };
            }
        }

        throw new InvalidOperationException("There is no table without axes.");
    }

    /// <summary>The first three, two, and one of the parameters; the time is always among them where it is to be followed.</summary>
    private static string[][] Shrinking(string[] free, bool followsTime)
    {
        string[] always = followsTime ? [FormulaBody.Time] : [], others = [.. free.Except(always, StringComparer.Ordinal).Take(MostAxes - always.Length)];
        return [.. Enumerable.Range(0, others.Length + always.Length).Select(k => others[..^k].Concat(always).ToArray())];
    }

    /// <summary>About how long a value of the truth takes.</summary>
    private static double SecondsPerValue(ExploredQuantities both, Formula formula, string[] free, ParameterPoint start)
    {
        const int Trials = 4;
        ExploredAxis[] axes = Axes(formula, free, UsualCounts[^1]);
        _ = both.Truth(start);
        var clock = Stopwatch.StartNew();
        for (int k = 0; k < Trials; k++)
        {
            _ = both.Truth(Between(axes, start, k));
        }

        return clock.Elapsed.TotalSeconds / Trials;
    }

    private static Parameter Parameter(Formula formula, string name) => formula.Parameters.First(p => string.Equals(p.Name, name, StringComparison.Ordinal));

    /// <summary>Whether a table can have a parameter as an axis: of whole numbers it has all or none.</summary>
    public static bool CanTabulate(Parameter parameter) => !parameter.IsWhole || parameter.High - parameter.Low < MostWhole;

    /// <summary>The end of the time axis of a whole course: where hardly anything changes any more, or after some swings of one that goes on.</summary>
    /// <param name="formula">A whole time course.</param>
    /// <param name="reference">Its reference.</param>
    /// <param name="start">Where the page starts.</param>
    /// <exception cref="ArgumentException">There is no course at this point.</exception>
    public double LastTime(FileFormula formula, Reference reference, ParameterPoint start)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ICurveQuantity quantity = library.Curve(reference, formula) ?? throw new ArgumentException($"The {reference.Quantity} has no time course.", nameof(reference));
        return CutFinder.LatestTime(quantity.Course(reference, formula.ReferencePoint(start)));
    }

    /// <summary>Two digits.</summary>
    public static double Rounded(double value) => double.Parse(value.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static ExploredSurface? OfFormula(Formula formula) =>
        formula is FileFormula file && JavaScriptPrinter.Function([.. formula.Parameters.Select(p => p.Name)], file.Body.Helpers, file.Body.Value, file.Body.IsComplex, [.. file.Requirements.Select(r => r.Expression)]) is { } code
            ? new ExploredSurface { Code = code, Basis = "The formula as it stands in the file, in double precision." }
            : null;

    private (ExploredSurface? Surface, string Refusal) Derived(Formula formula, ExploredQuantities both, string[] free, ParameterPoint start, CancellationToken cancellation)
    {
        if (formula is not FileFormula { Body.IsCurve: false } file)
        {
            return (null, "There is no closed form of this quantity.");
        }

        string[] parameters = [.. formula.Parameters.Select(p => p.Name)];
        try
        {
            Derivation derived = Deriver.Derive(file, both.Reference, new ReconstructionLimits { Time = TimeSpan.FromSeconds(30) }, cancellation);
            PresentedFormula form = derived.Terms[0].Presented;
            (string Name, Expression Definition)[] helpers = [.. form.Where.Select(w => (w.Key, Expression.Parse(w.Value)))];
            Expression value = Expression.Parse(form.Text);
            if (JavaScriptPrinter.Function(parameters, helpers, value, isComplex: false) is not { } code)
            {
                return (null, "The closed form uses functions that this page cannot compute.");
            }

            double deviation = Deviation(formula, both, Evaluator(parameters, helpers, value), free, start, cancellation);
            return !(deviation < LargestLoss)
                ? (null, string.Create(CultureInfo.InvariantCulture, $"The closed form loses digits in double precision ({deviation:G2} of the value)."))
                : (new ExploredSurface
                {
                    Code = code,
                    Form = (form.Text, [.. form.Where]),
                    LargestDeviation = deviation,
                    CheckedPoints = CheckPoints,
                    Basis = string.Create(CultureInfo.InvariantCulture, $"The closed form, derived from the equations of motion and proved, in double precision: within {deviation:G2} of the computed value at {CheckPoints} points of the domain."),
                }, string.Empty);
        }
        catch (DerivationException e)
        {
            return (null, e.Message);
        }
    }

    private static Func<ParameterPoint, double> Evaluator(string[] parameters, (string Name, Expression Definition)[] helpers, Expression value)
    {
        var known = new List<string>(parameters);
        var programs = new List<CompiledExpression>();
        foreach ((string name, Expression definition) in helpers)
        {
            programs.Add(CompiledExpression.Formula(definition, known));
            known.Add(name);
        }

        programs.Add(CompiledExpression.Formula(value, known));
        return point =>
        {
            var values = new List<double>(parameters.Select(p => point[p]));
            foreach (CompiledExpression program in programs)
            {
                values.Add(program.Evaluate([.. values]));
            }

            return values[^1];
        };
    }

    private double Deviation(Formula formula, ExploredQuantities both, Func<ParameterPoint, double> form, string[] free, ParameterPoint start, CancellationToken cancellation)
    {
        double[] deviations = new double[CheckPoints];
        ExploredAxis[] axes = Axes(formula, free, UsualCounts[^1]);
        Parallel.For(0, CheckPoints, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = threads }, k =>
        {
            ParameterPoint point = Between(axes, start, k);
            double computed = both.Truth(point);
            double here = form(point);
            deviations[k] = !double.IsFinite(computed) || computed == 0 ? 0 : double.IsFinite(here) ? Math.Abs((here / computed) - 1) : double.PositiveInfinity;
        });
        return deviations.Max();
    }

    /// <summary>Both sides as tables; null where they take longer than they may, s.</summary>
    private TabulatedSides? Tables(
        ExploredQuantities both, ParameterPoint start, ExploredAxis[] axes, bool isCourse, double? longest, Action<long, long, string> progress, CancellationToken cancellation)
    {
        int total = axes.Aggregate(1, (n, a) => n * a.Count);
        double[] predicted = new double[total], computed = new double[total];
        long done = 0;
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = threads };
        long begun = Stopwatch.GetTimestamp();
        ParallelLoopResult loop = Parallel.For(0, total, options, (k, state) =>
        {
            ParameterPoint point = OnGrid(axes, start, k);
            predicted[k] = both.Prediction(point);
            computed[k] = both.Truth(point);
            progress(Interlocked.Increment(ref done), total, "table of the truth");
            if (Stopwatch.GetElapsedTime(begun).TotalSeconds > longest)
            {
                state.Stop();
            }
        });
        if (!loop.IsCompleted)
        {
            return null;
        }

        var formulaTable = new ExploredTable(axes, predicted);
        var truthTable = new ExploredTable(axes, computed);
        double? scale = isCourse && computed.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max() is > 0 and var largest ? largest : null;
        double[] formulaErrors = new double[CheckPoints], truthErrors = new double[CheckPoints];
        Parallel.For(0, CheckPoints, options, k =>
        {
            ParameterPoint point = Between(axes, start, k);
            double[] at = [.. axes.Select(a => point[a.Name])];
            formulaErrors[k] = Error(formulaTable.Interpolate(at), both.Prediction(point), scale);
            truthErrors[k] = Error(truthTable.Interpolate(at), both.Truth(point), scale);
        });
        return new TabulatedSides(TabulatedSide.Of(formulaTable, formulaErrors, scale is not null), TabulatedSide.Of(truthTable, truthErrors, scale is not null), scale);
    }

    /// <summary>How far a table is off; not a number where it lacks a value that there is, 0 where there is nothing to compare with.</summary>
    private static double Error(double interpolated, double value, double? scale) =>
        !double.IsFinite(value) || (value == 0 && scale is null) ? 0
        : double.IsFinite(interpolated) ? Math.Abs(interpolated - value) / (scale ?? Math.Abs(value)) : double.NaN;

    /// <summary>A point of the domain at which both sides exist: the given one, or else the nearest of some others, in two digits; the given one where there is none.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="start">The given point.</param>
    /// <param name="held">Parameters that stay as they are.</param>
    public ParameterPoint StartNear(Formula formula, Claim claim, ParameterPoint start, IReadOnlyCollection<string> held)
    {
        const int Tries = 48;
        var both = new ExploredQuantities(formula, claim, library);
        Parameter[] free = [.. formula.Parameters.Where(p => p.High > p.Low && !held.Contains(p.Name, StringComparer.Ordinal))];
        ExploredAxis[] axes = Axes(formula, [.. free.Select(p => p.Name)], UsualCounts[^1]);
        double Distance(ParameterPoint point) => axes.Sum(a => Math.Abs(a.Place(point[a.Name]) - a.Place(start[a.Name])) / (a.Count - 1));
        IEnumerable<ParameterPoint> others = Enumerable.Range(0, Tries).Select(k => Between(axes, start, k)).OrderBy(Distance)
            .Select(p => free.Aggregate(p, (point, q) => point.With(q.Name, Math.Clamp(Rounded(point[q.Name]), q.Low, q.High))));
        return others.Prepend(start).FirstOrDefault(p => double.IsFinite(both.Prediction(p)) && double.IsFinite(both.Truth(p))) ?? start;
    }

    private static ExploredAxis[] Axes(Formula formula, IReadOnlyList<string> names, int? count)
    {
        bool hasTime = formula is FileFormula { Body.IsCurve: true } && names.Contains(FormulaBody.Time, StringComparer.Ordinal);
        int[] counts = hasTime ? CountsBesideTime : UsualCounts;
        return
        [
            .. names.Select(name =>
            {
                Parameter parameter = Parameter(formula, name);
                return parameter.IsWhole
                    ? new ExploredAxis(name, parameter.Low, parameter.High, parameter.IsLogarithmic && !CanTabulate(parameter), (int)Math.Min(parameter.High - parameter.Low + 1, MostWhole)) { IsWhole = true }
                    : new ExploredAxis(name, parameter.Low, parameter.High, parameter.IsLogarithmic, count ?? (hasTime && name is FormulaBody.Time ? TimeCounts : counts)[Math.Min(names.Count, MostAxes) - 1]);
            }),
        ];
    }

    private static ParameterPoint OnGrid(ExploredAxis[] axes, ParameterPoint start, int index)
    {
        ParameterPoint point = start;
        for (int a = axes.Length - 1; a >= 0; a--)
        {
            point = point.With(axes[a].Name, axes[a].At(index % axes[a].Count));
            index /= axes[a].Count;
        }

        return point;
    }

    /// <summary>Points that fill the ranges evenly and lie on no grid: multiples of the roots of primes, without their whole parts.</summary>
    private static ParameterPoint Between(ExploredAxis[] axes, ParameterPoint start, int index)
    {
        ReadOnlySpan<int> primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
        ParameterPoint point = start;
        for (int a = 0; a < axes.Length; a++)
        {
            double u = (index + 1) * Math.Sqrt(primes[a % primes.Length]) % 1;
            point = point.With(axes[a].Name, axes[a].At(u * (axes[a].Count - 1)));
        }

        return point;
    }
}
