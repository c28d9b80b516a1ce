using System.Globalization;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Presentation;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
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
internal sealed record Exploration(Formula Formula, string Claim, Reference Reference, ParameterPoint Start, IReadOnlyList<string> Varied, ExploredSurface Prediction, ExploredSurface Truth);

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
    private static readonly int[] UsualCounts = [257, 65, 25];

    /// <summary>Computes a page's functions.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="claim">The claim whose reference is taken.</param>
    /// <param name="start">The starting point.</param>
    /// <param name="varied">Parameters for a table, at most <see cref="MostAxes"/>; empty for those that come first. A closed form has them all.</param>
    /// <param name="count">Values per axis of a table; null for 257, 65 or 25 with one, two or three axes.</param>
    /// <param name="progress">Told (done, total, what).</param>
    /// <param name="cancellation">Stops it.</param>
    public Exploration Explore(Formula formula, Claim claim, ParameterPoint start, IReadOnlyList<string> varied, int? count, Action<long, long, string> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(formula);
        Reference reference = KnownModels.ReferenceOf(claim)!;
        string[] free = [.. formula.Parameters.Where(p => p.High > p.Low).Select(p => p.Name)];
        ExploredSurface? prediction = OfFormula(formula);
        progress(0, 1, "looking for a closed form");
        (ExploredSurface? truth, string refusal) = varied.Count == 0 ? Derived(formula, reference, free, start, cancellation) : (null, "A table was asked for.");
        if (prediction is not null && truth is not null)
        {
            return new Exploration(formula, claim.Id, reference, start, free, prediction, truth);
        }

        string[] axes = varied.Count > 0 ? [.. varied] : [.. free.Take(MostAxes)];
        (ExploredTable formulaTable, ExploredTable truthTable, double formulaError, double truthError) = Tables(formula, reference, start, Axes(formula, axes, count), progress, cancellation);
        prediction ??= Tabulated(formulaTable, formulaError, "The formula uses functions that this page cannot compute.");
        truth ??= Tabulated(truthTable, truthError, refusal);
        return new Exploration(formula, claim.Id, reference, start, axes, prediction, truth);
    }

    private static ExploredSurface Tabulated(ExploredTable table, double error, string why) => new()
    {
        Table = table,
        LargestDeviation = error,
        CheckedPoints = CheckPoints,
        Basis = string.Create(CultureInfo.InvariantCulture, $"{why} Values come from a table, {table}, cubic in between: off by at most {error:G2} of the value at {CheckPoints} points that are not in it."),
    };

    private static ExploredSurface? OfFormula(Formula formula) =>
        formula is FileFormula file && JavaScriptPrinter.Function([.. formula.Parameters.Select(p => p.Name)], file.Body.Helpers, file.Body.Value, file.Body.IsComplex, [.. file.Requirements.Select(r => r.Expression)]) is { } code
            ? new ExploredSurface { Code = code, Basis = "The formula as it stands in the file, in double precision." }
            : null;

    private (ExploredSurface? Surface, string Refusal) Derived(Formula formula, Reference reference, string[] free, ParameterPoint start, CancellationToken cancellation)
    {
        if (formula is not FileFormula file)
        {
            return (null, "There is no closed form of this quantity.");
        }

        string[] parameters = [.. formula.Parameters.Select(p => p.Name)];
        try
        {
            Derivation derived = Deriver.Derive(file, reference, new ReconstructionLimits { Time = TimeSpan.FromSeconds(30) }, cancellation);
            PresentedFormula form = derived.Terms[0].Presented;
            (string Name, Expression Definition)[] helpers = [.. form.Where.Select(w => (w.Key, Expression.Parse(w.Value)))];
            Expression value = Expression.Parse(form.Text);
            string? code = JavaScriptPrinter.Function(parameters, helpers, value, isComplex: false);
            double deviation = Deviation(formula, reference, Evaluator(parameters, helpers, value), free, start, cancellation);
            return code is null || !(deviation < LargestLoss)
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

    private double Deviation(Formula formula, Reference reference, Func<ParameterPoint, double> form, string[] free, ParameterPoint start, CancellationToken cancellation)
    {
        double[] deviations = new double[CheckPoints];
        ExploredAxis[] axes = Axes(formula, free, null);
        Parallel.For(0, CheckPoints, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = threads }, k =>
        {
            ParameterPoint point = Between(axes, start, k);
            double computed = Truth(formula, reference, point);
            deviations[k] = double.IsFinite(computed) && computed != 0 ? Math.Abs((form(point) / computed) - 1) : 0;
        });
        return deviations.Max();
    }

    private (ExploredTable Formula, ExploredTable Truth, double FormulaError, double TruthError) Tables(
        Formula formula, Reference reference, ParameterPoint start, ExploredAxis[] axes, Action<long, long, string> progress, CancellationToken cancellation)
    {
        int total = axes.Aggregate(1, (n, a) => n * a.Count);
        double[] predicted = new double[total], computed = new double[total];
        long done = 0;
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = threads };
        Parallel.For(0, total, options, k =>
        {
            ParameterPoint point = OnGrid(axes, start, k);
            predicted[k] = Prediction(formula, point);
            computed[k] = Truth(formula, reference, point);
            progress(Interlocked.Increment(ref done), total, "table of the truth");
        });
        var formulaTable = new ExploredTable(axes, predicted);
        var truthTable = new ExploredTable(axes, computed);
        double[] formulaErrors = new double[CheckPoints], truthErrors = new double[CheckPoints];
        Parallel.For(0, CheckPoints, options, k =>
        {
            ParameterPoint point = Between(axes, start, k);
            double[] at = [.. axes.Select(a => point[a.Name])];
            formulaErrors[k] = Error(formulaTable.Interpolate(at), Prediction(formula, point));
            truthErrors[k] = Error(truthTable.Interpolate(at), Truth(formula, reference, point));
        });
        return (formulaTable, truthTable, formulaErrors.Max(), truthErrors.Max());
    }

    private static double Error(double interpolated, double value) => double.IsFinite(interpolated) && double.IsFinite(value) && value != 0 ? Math.Abs((interpolated / value) - 1) : 0;

    private double Truth(Formula formula, Reference reference, ParameterPoint point)
    {
        Comparison comparison = InteriorScan.Compare(formula, reference, library, point);
        return comparison.IsUsable || double.IsFinite(comparison.Computed) ? comparison.Computed : double.NaN;
    }

    private static double Prediction(Formula formula, ParameterPoint point)
    {
        try
        {
            return formula.Predict(point);
        }
        catch (ArgumentException)
        {
            return double.NaN; // outside what the formula requires
        }
    }

    private static ExploredAxis[] Axes(Formula formula, IReadOnlyList<string> names, int? count) =>
    [
        .. names.Select(name =>
        {
            Parameter parameter = formula.Parameters.First(p => string.Equals(p.Name, name, StringComparison.Ordinal));
            return new ExploredAxis(name, parameter.Low, parameter.High, parameter.IsLogarithmic, count ?? UsualCounts[Math.Min(names.Count, MostAxes) - 1]);
        }),
    ];

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
