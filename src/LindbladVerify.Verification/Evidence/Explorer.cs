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

/// <summary>
/// Makes both sides of a page into functions: from the derived closed form where there is one, else from a table. Unless a table is asked for this takes half a
/// minute, and some ten seconds more where a closed form is looked for in vain: what does not come in time is left out, and said.
/// </summary>
/// <param name="libraries">Computes the references, until a token ends that.</param>
/// <param name="threads">Threads to use.</param>
internal sealed class Explorer(Func<CancellationToken, ReferenceLibrary> libraries, int threads)
{
    /// <summary>Relative deviation of a closed form in doubles from the computed value beyond which a table is taken instead.</summary>
    private const double LargestLoss = 1e-6;
    private const int CheckPoints = 200;

    /// <summary>Error of a table that nobody asked for, relative to the value or to the largest value of a time course, beyond which it is taken over fewer parameters with more values of each.</summary>
    private const double LargestBlur = 0.01;

    /// <summary>How long looking for a closed form may take, s.</summary>
    private const double ForClosedForm = 10;

    /// <summary>How long all tables that nobody asked for may take, s; of one that takes more than half of what is left, axes are left out.</summary>
    private const double ForTables = 18;

    /// <summary>How long looking at other points may take, s: for one at which the page can start, for the time that a value takes, for the error of a table.</summary>
    private const double ForLooking = 3;

    /// <summary>Values of the coarsest table that is made of one parameter where time is short, beside the first.</summary>
    private const int Coarsest = 8;

    /// <summary>How many times as long all this may take.</summary>
    public double Patience { get; init; } = 1;

    /// <summary>Computes a page's functions.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="claim">The claim whose reference is taken.</param>
    /// <param name="start">The starting point.</param>
    /// <param name="varied">Parameters for a table, at most <see cref="ExploredGrid.MostAxes"/>; empty for those that come first, as many as there is time for, of a time course the time and as many of them as its table can follow. A closed form has them all.</param>
    /// <param name="count">Values per axis of a table; null for 257, 65 or 25 with one, two or three axes, and more along the time.</param>
    /// <param name="progress">Told (done, total, what).</param>
    /// <param name="cancellation">Stops it.</param>
    public Exploration Explore(Formula formula, Claim claim, ParameterPoint start, IReadOnlyList<string> varied, int? count, Action<long, long, string> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(formula);
        using TimedWork untimed = Within(formula, claim, null, cancellation);
        Reference reference = untimed.Both.Reference;
        bool isInequality = untimed.Both.IsInequality;
        string[] free = [.. formula.Parameters.Where(p => p.High > p.Low).Select(p => p.Name)];
        bool isCourse = formula is FileFormula { Body.IsCurve: true };
        ExploredSurface? prediction = isInequality ? null : OfFormula(formula);
        progress(0, 1, "looking for a closed form");
        (ExploredSurface? truth, string refusal) = varied.Count > 0 ? (null, "A table was asked for.") : isInequality ? (null, "Both sides are computed.") : Derived(formula, claim, free, start, cancellation);
        if (prediction is not null && truth is not null)
        {
            return new Exploration(formula, claim.Id, reference, start, free, prediction, truth);
        }

        string[] tabulable = [.. free.Where(name => ExploredGrid.CanTabulate(ExploredGrid.Parameter(formula, name)))];
        if (tabulable.Length == 0)
        {
            throw new ArgumentException($"{refusal} A table is not possible either: {string.Join(", ", free)} {(free.Length == 1 ? "is a whole number with" : "are whole numbers with")} more than {ExploredGrid.MostWhole} values.");
        }

        Exploration Page(string[] names, TabulatedSides sides)
        {
            string why = isInequality ? refusal : "The formula uses functions that this page cannot compute.";
            return new Exploration(formula, claim.Id, reference, start, names, prediction ?? sides.Formula.As(why), truth ?? sides.Truth.As(refusal)) { Scale = sides.Scale, Inequality = claim as InequalityClaim };
        }

        if (varied.Count > 0)
        {
            return Page([.. varied], Tables(untimed, start, ExploredGrid.Axes(formula, varied, count), isCourse, isLast: true, progress)!);
        }

        bool followsTime = isCourse && free.Contains(FormulaBody.Time, StringComparer.Ordinal);
        string[][] attempts = Shrinking(tabulable, followsTime);
        double most = attempts.Length == 1 ? 0 : Patience * ForTables / 2 * threads / SecondsPerValue(formula, claim, free, start, cancellation);
        var clock = Stopwatch.StartNew();
        double Left() => Math.Max(ForTables - (clock.Elapsed.TotalSeconds / Patience), ForLooking);
        foreach (string[] names in attempts.Where(a => a.Length == 1 || ExploredGrid.Axes(formula, a, count).Aggregate(1.0, (n, axis) => n * axis.Count) <= most))
        {
            bool isLast = names.Length == 1;
            using TimedWork values = Within(formula, claim, isLast ? count is null ? Left() : null : Left() / 2, cancellation);
            if (Tables(values, start, ExploredGrid.Axes(formula, names, count), isCourse, isLast, progress) is { } sides && (isLast || sides.Truth.LargestDeviation <= LargestBlur))
            {
                return Page(names, sides);
            }
        }

        throw new InvalidOperationException("There is no table without axes.");
    }

    /// <summary>The first three, two, and one of the parameters; the time is always among them where it is to be followed.</summary>
    private static string[][] Shrinking(string[] free, bool followsTime)
    {
        string[] always = followsTime ? [FormulaBody.Time] : [], others = [.. free.Except(always, StringComparer.Ordinal).Take(ExploredGrid.MostAxes - always.Length)];
        return [.. Enumerable.Range(0, others.Length + always.Length).Select(k => others[..^k].Concat(always).ToArray())];
    }

    private TimedWork Within(Formula formula, Claim claim, double? seconds, CancellationToken cancellation) =>
        new(token => new ExploredQuantities(formula, claim, libraries(token), token), seconds * Patience, threads, cancellation);

    /// <summary>About how long a value of the truth takes, s; no less where some take longer than there is time to look.</summary>
    private double SecondsPerValue(Formula formula, Claim claim, string[] free, ParameterPoint start, CancellationToken cancellation)
    {
        const int Trials = 4;
        ExploredAxis[] axes = ExploredGrid.Axes(formula, free, ExploredGrid.Fewest);
        using TimedWork trials = Within(formula, claim, ForLooking, cancellation);
        var clock = new Stopwatch();
        int tried = 0;
        bool isDone = trials.Each([-1, 0, 1, 2, 3], (both, k) =>
        {
            _ = both.Truth(k < 0 ? start : ExploredGrid.Between(axes, start, k));
            tried += k < 0 ? 0 : 1;
            clock.Start();
        }, inOrder: true);
        return isDone ? clock.Elapsed.TotalSeconds / Trials : Patience * ForLooking / (tried + 1);
    }

    /// <summary>The end of the time axis of a whole course: where hardly anything changes any more, or after some swings of one that goes on.</summary>
    /// <param name="formula">A whole time course.</param>
    /// <param name="reference">Its reference.</param>
    /// <param name="start">Where the page starts.</param>
    /// <exception cref="ArgumentException">There is no course at this point.</exception>
    public double LastTime(FileFormula formula, Reference reference, ParameterPoint start)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ICurveQuantity quantity = libraries(CancellationToken.None).Curve(reference, formula) ?? throw new ArgumentException($"The {reference.Quantity} has no time course.", nameof(reference));
        return CutFinder.LatestTime(quantity.Course(reference, formula.ReferencePoint(start)));
    }

    /// <summary>Two digits.</summary>
    public static double Rounded(double value) => double.Parse(value.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static ExploredSurface? OfFormula(Formula formula) =>
        formula is FileFormula file && JavaScriptPrinter.Function([.. formula.Parameters.Select(p => p.Name)], file.Body.Helpers, file.Body.Value, file.Body.IsComplex, [.. file.Requirements.Select(r => r.Expression)]) is { } code
            ? new ExploredSurface { Code = code, Basis = "The formula as it stands in the file, in double precision." }
            : null;

    private (ExploredSurface? Surface, string Refusal) Derived(Formula formula, Claim claim, string[] free, ParameterPoint start, CancellationToken cancellation)
    {
        if (formula is not FileFormula { Body.IsCurve: false } file)
        {
            return (null, "There is no closed form of this quantity.");
        }

        string[] parameters = [.. formula.Parameters.Select(p => p.Name)];
        try
        {
            Derivation derived = Deriver.Derive(file, KnownModels.ReferenceOf(claim)!, new ReconstructionLimits { Time = TimeSpan.FromSeconds(Patience * ForClosedForm) }, cancellation);
            PresentedFormula form = derived.Terms[0].Presented;
            (string Name, Expression Definition)[] helpers = [.. form.Where.Select(w => (w.Key, Expression.Parse(w.Value)))];
            Expression value = Expression.Parse(form.Text);
            if (JavaScriptPrinter.Function(parameters, helpers, value, isComplex: false) is not { } code)
            {
                return (null, "The closed form uses functions that this page cannot compute.");
            }

            (double deviation, int points) = Deviation(formula, claim, Evaluator(parameters, helpers, value), free, start, cancellation);
            return points == 0 ? (null, "There was no time to hold the closed form against computed values.")
                : !(deviation < LargestLoss)
                ? (null, string.Create(CultureInfo.InvariantCulture, $"The closed form loses digits in double precision ({deviation:G2} of the value)."))
                : (new ExploredSurface
                {
                    Code = code,
                    Form = (form.Text, [.. form.Where]),
                    LargestDeviation = deviation,
                    CheckedPoints = points,
                    Basis = string.Create(CultureInfo.InvariantCulture, $"The closed form, derived from the equations of motion and proved, in double precision: within {deviation:G2} of the computed value at {points} points of the domain."),
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

    private (double Largest, int Points) Deviation(Formula formula, Claim claim, Func<ParameterPoint, double> form, string[] free, ParameterPoint start, CancellationToken cancellation)
    {
        double[] deviations = new double[CheckPoints];
        Array.Fill(deviations, double.NaN);
        ExploredAxis[] axes = ExploredGrid.Axes(formula, free, ExploredGrid.Fewest);
        using TimedWork work = Within(formula, claim, ForLooking, cancellation);
        work.Each([.. Enumerable.Range(0, CheckPoints)], (both, k) =>
        {
            ParameterPoint point = ExploredGrid.Between(axes, start, k);
            double computed = both.Truth(point);
            double here = form(point);
            deviations[k] = !double.IsFinite(computed) || computed == 0 ? 0 : double.IsFinite(here) ? Math.Abs((here / computed) - 1) : double.PositiveInfinity;
        });
        double[] known = [.. deviations.Where(d => !double.IsNaN(d))];
        return (known.DefaultIfEmpty(0).Max(), known.Length);
    }

    /// <summary>Both sides as tables. Where time is short the last one, of one parameter, has fewer values; others are null then.</summary>
    private TabulatedSides? Tables(
        TimedWork work, ParameterPoint start, ExploredAxis[] axes, bool isCourse, bool isLast, Action<long, long, string> progress)
    {
        int total = axes.Aggregate(1, (n, a) => n * a.Count), stride = 1, lost = 0;
        double[] predicted = new double[total], computed = new double[total];
        Array.Fill(computed, double.NaN);
        bool[] isKnown = new bool[total];
        long done = 0;
        bool Fill(IEnumerable<int> places) => work.Each([.. places.Where(k => !isKnown[k])], (both, k) =>
        {
            ParameterPoint point = ExploredGrid.OnGrid(axes, start, k);
            predicted[k] = both.Prediction(point);
            computed[k] = both.Truth(point);
            isKnown[k] = true;
            progress(Interlocked.Increment(ref done), total, "table of the truth");
        });
        if (isLast && work.IsTimed && !axes[0].IsWhole && (total - 1) % Coarsest == 0)
        {
            // Every second value, and so on: what is there when time is over is a table too.
            stride = (total - 1) / Coarsest;
            while (Fill(Enumerable.Range(0, ((total - 1) / stride) + 1).Select(k => k * stride)) && stride > 1)
            {
                stride /= 2;
            }

            int[] kept = Kept(total, stride);
            stride = kept.All(k => isKnown[k]) || stride > (total - 1) / Coarsest / 2 ? stride : 2 * stride;
            kept = Kept(total, stride);
            lost = kept.Count(k => !isKnown[k]);
            predicted = [.. kept.Select(k => predicted[k])];
            computed = [.. kept.Select(k => computed[k])];
            axes = [axes[0] with { Count = kept.Length }];
        }
        else if (!Fill(Enumerable.Range(0, total)))
        {
            if (!isLast)
            {
                return null;
            }

            lost = isKnown.Count(known => !known);
        }

        var formulaTable = new ExploredTable(axes, predicted);
        var truthTable = new ExploredTable(axes, computed);
        double? scale = isCourse && computed.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max() is > 0 and var largest ? largest : null;
        var formulaErrors = new CheckedError?[CheckPoints];
        var truthErrors = new CheckedError?[CheckPoints];
        using TimedWork checks = work.Again(work.IsTimed ? Patience * ForLooking : null);
        checks.Each([.. Enumerable.Range(0, CheckPoints)], (both, k) =>
        {
            ParameterPoint point = ExploredGrid.Between(axes, start, k);
            double[] at = [.. axes.Select(a => point[a.Name])];
            CheckedError truth = CheckedError.Of(truthTable.Interpolate(at), both.Truth(point), scale);
            formulaErrors[k] = CheckedError.Of(formulaTable.Interpolate(at), both.Prediction(point), scale);
            truthErrors[k] = truth;
        });
        var limits = new TableLimits(stride > 1 ? total : null, lost, Patience * ForTables);
        return new TabulatedSides(TabulatedSide.Of(formulaTable, formulaErrors, scale is not null, limits), TabulatedSide.Of(truthTable, truthErrors, scale is not null, limits), scale);
    }

    private static int[] Kept(int total, int stride) => [.. Enumerable.Range(0, ((total - 1) / stride) + 1).Select(k => k * stride)];

    /// <summary>A point of the domain at which both sides exist: the given one, or else the nearest of some others, in two digits; the given one where there is none.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="start">The given point.</param>
    /// <param name="held">Parameters that stay as they are.</param>
    /// <param name="cancellation">Stops it.</param>
    public ParameterPoint StartNear(Formula formula, Claim claim, ParameterPoint start, IReadOnlyCollection<string> held, CancellationToken cancellation)
    {
        const int Tries = 48;
        Parameter[] free = [.. formula.Parameters.Where(p => p.High > p.Low && !held.Contains(p.Name, StringComparer.Ordinal))];
        ExploredAxis[] axes = ExploredGrid.Axes(formula, [.. free.Select(p => p.Name)], ExploredGrid.Fewest);
        double Distance(ParameterPoint point) => axes.Sum(a => Math.Abs(a.Place(point[a.Name]) - a.Place(start[a.Name])) / (a.Count - 1));
        IEnumerable<ParameterPoint> others = Enumerable.Range(0, Tries).Select(k => ExploredGrid.Between(axes, start, k)).OrderBy(Distance)
            .Select(p => free.Aggregate(p, (point, q) => point.With(q.Name, Math.Clamp(Rounded(point[q.Name]), q.Low, q.High))));
        ParameterPoint[] candidates = [start, .. others];
        ParameterPoint? found = null;
        using TimedWork work = Within(formula, claim, ForLooking, cancellation);
        work.Each([.. Enumerable.Range(0, candidates.Length)], (both, k) =>
            found ??= double.IsFinite(both.Prediction(candidates[k])) && double.IsFinite(both.Truth(candidates[k])) ? candidates[k] : null, inOrder: true);
        return found ?? start;
    }
}
