using System.Collections.Concurrent;
using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>
/// A quantity of a model with oscillators: levels are added until nothing changes, at every point anew; what the last of them changed, and what those left
/// out may still change, is part of its uncertainty.
/// </summary>
internal sealed class OscillatorQuantity : ICurveQuantity
{
    /// <summary>A relative change that counts as none.</summary>
    private const double Settled = 1e-12;

    /// <summary>How much faster than the first model's fastest rate the grid of all is: more levels are faster.</summary>
    private const double SpareRate = 4;

    /// <summary>With more equations than this, changes that do not even fall say that the levels it would take are out of reach.</summary>
    private const int PatientEquations = 200;
    private readonly RaisedModels models;
    private readonly Lazy<int> equations;

    /// <summary>A quantity.</summary>
    /// <param name="quantity">What references call it.</param>
    /// <param name="models">The model at any number of levels.</param>
    /// <param name="typical">A point at which the cost is estimated.</param>
    public OscillatorQuantity(string quantity, RaisedModels models, ParameterPoint typical)
    {
        Quantity = quantity;
        this.models = models;
        equations = new Lazy<int>(() => Cost(typical));
    }

    /// <inheritdoc/>
    public string Quantity { get; }

    /// <summary>How many coupled equations are solved at a typical point.</summary>
    public int Equations => equations.Value;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        ReferenceValue value = default;
        (int step, double error) = Raise(
            point,
            s => value = models.At(s, point)!.Evaluate(reference, point),
            (lower, upper) => lower.Exists || upper.Exists ? Relative(Math.Abs(upper.Value - lower.Value), Math.Abs(upper.ErrorScale)) : 0,
            v => v.RelativeUncertainty);
        return value.Exists
            ? value with { RelativeUncertainty = value.RelativeUncertainty + error, Remark = $"{value.Remark} {Words(step, error)}".TrimStart() }
            : value;
    }

    /// <inheritdoc/>
    public TimeCourse Course(Reference reference, ParameterPoint point)
    {
        TimeCourse course = null!;
        double fastest = 0;
        (_, double error) = Raise(
            point,
            s =>
            {
                course = models.At(s, point)!.Course(point, ref fastest, SpareRate);
                return course;
            },
            (lower, upper) => TimeCourse.Change(lower, upper) is var change && double.IsNaN(change) ? double.PositiveInfinity : change,
            c => c.RelativeUncertainty.Max());
        return course with { RelativeUncertainty = [.. course.RelativeUncertainty.Select(u => u + error)] };
    }

    private static double Relative(double change, double scale) => change == 0 ? 0 : double.IsNaN(change) ? double.PositiveInfinity : change / scale;

    private string Words(int step, double error) => double.IsFinite(error)
        ? FormattableString.Invariant($"Settled at {models.Words(step)}, to {Math.Max(error, 1e-16):G1}.")
        : $"Not settled at {models.Words(step)}.";

    /// <summary>Adds levels until the result stays.</summary>
    /// <returns>The last step, and a bound on what the levels left out change.</returns>
    private (int Step, double Error) Raise<T>(ParameterPoint point, Func<int, T> evaluate, Func<T, T, double> change, Func<T, double> uncertainty)
    {
        // A model that cannot grow is held against smaller ones.
        int step = models.At(1, point) is null ? -2 : 0;
        double last = double.NaN;
        double error = double.PositiveInfinity;
        T? value = default;
        bool isKnown = false;
        while (models.At(step, point) is not null || step < 0)
        {
            T? next = default;
            bool isNext = models.At(step, point) is not null;
            try
            {
                next = isNext ? evaluate(step) : default;
            }
            catch (ArgumentOutOfRangeException) when (step < 0)
            {
                isNext = false;
            }

            if (isKnown && isNext)
            {
                double changed = change(value!, next!);
                bool isSettled = changed <= Math.Max(Settled, uncertainty(next!));
                error = Tail(changed, last, isSettled);
                bool isHopeless = !(changed < last) && models.Equations(step, point) > PatientEquations;
                last = changed;
                if ((isSettled || isHopeless) && step > 0)
                {
                    break;
                }
            }

            (value, isKnown) = (next, isNext);
            step++;
            if (step > 0 && models.At(step, point) is null)
            {
                step--;
                break;
            }
        }

        return (step, error);
    }

    /// <summary>The last change and all that may follow it, if changes go on to fall as the last two did.</summary>
    private static double Tail(double changed, double before, bool isSettled)
    {
        double ratio = isSettled ? 0.5 : changed / before;
        return ratio < 1 ? changed / (1 - ratio) : double.PositiveInfinity;
    }

    private int Cost(ParameterPoint point)
    {
        int step = 0;
        try
        {
            (step, _) = Raise(point, s => models.At(s, point)!.Evaluate(new Reference(Quantity, NoiseNames.None, Quantity), point), (a, b) => Relative(Math.Abs(b.Value - a.Value), Math.Abs(b.ErrorScale)), v => v.RelativeUncertainty);
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException or KeyNotFoundException)
        {
            // A point without the time of a course, among others: one more step is what most take.
            step = 1;
        }

        return Math.Max(models.Equations(step, point), models.Equations(0, point));
    }
}

/// <summary>A quantity of a model with more, or fewer, levels of some of its sites, step by step: half as many again and two more. Safe to use from several threads.</summary>
internal sealed class RaisedModels
{
    private readonly ModelFile model;
    private readonly string[] sites;
    private readonly Func<ModelFile, ModelQuantity> quantityOf;
    private readonly ConcurrentDictionary<int, (ModelQuantity? Quantity, int Equations)> known = new();
    private readonly ConcurrentDictionary<int, IPreciseQuantity?> digits = new();

    /// <summary>Nothing is computed yet.</summary>
    /// <param name="model">The file as it is.</param>
    /// <param name="sites">The sites whose levels change, all together.</param>
    /// <param name="quantityOf">The quantity of a file.</param>
    public RaisedModels(ModelFile model, IEnumerable<string> sites, Func<ModelFile, ModelQuantity> quantityOf)
    {
        this.model = model;
        this.sites = [.. sites];
        this.quantityOf = quantityOf;
    }

    /// <summary>The quantity so many steps above the file; null where the model is too large to be solved, or cannot exist.</summary>
    /// <param name="step">0 for the file as it is; below 0 for fewer levels.</param>
    /// <param name="point">A point to count equations at.</param>
    public ModelQuantity? At(int step, ParameterPoint point) => Known(step, point).Quantity;

    /// <summary>How many equations there are so many steps above the file.</summary>
    public int Equations(int step, ParameterPoint point) => Known(step, point).Equations;

    /// <summary>The quantity in many digits so many steps above the file; null where there is none.</summary>
    public IPreciseQuantity? Precise(int step, ParameterPoint point) => digits.GetOrAdd(step, _ => At(step, point)?.Precise());

    /// <summary>"12 levels of b".</summary>
    public string Words(int step) => string.Join(" and ", sites.Select(s => string.Create(CultureInfo.InvariantCulture, $"{Levels(s, step)} levels of {s}")));

    /// <summary>"12 instead of 7 levels of b".</summary>
    public string ChangeWords(int step) => string.Join(" and ", sites.Select(s => string.Create(CultureInfo.InvariantCulture, $"{Levels(s, step)} instead of {Levels(s, 0)} levels of {s}")));

    /// <summary>"oscillators: { b: 7 }", as the file would have to say.</summary>
    public string Key() => $"oscillators: {{ {string.Join(", ", sites.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s}: {Levels(s, 0)}")))} }}";

    private int Levels(string site, int step)
    {
        int levels = model.Space[site].Dimension;
        for (; step > 0; step--)
        {
            levels = ((3 * levels) + 1) / 2 + 2;
        }

        for (; step < 0; step++)
        {
            levels = Math.Max(2, 2 * (levels - 2) / 3);
        }

        return levels;
    }

    private (ModelQuantity? Quantity, int Equations) Known(int step, ParameterPoint point) => known.GetOrAdd(step, _ => Make(step, point));

    private (ModelQuantity? Quantity, int Equations) Make(int step, ParameterPoint point)
    {
        try
        {
            Dictionary<string, int> levels = sites.ToDictionary(s => s, s => Levels(s, step), StringComparer.Ordinal);
            ModelQuantity quantity = quantityOf(step == 0 ? model : model.WithLevels(levels));
            try
            {
                return (quantity, quantity.CountEquations(point));
            }
            catch (ArgumentOutOfRangeException)
            {
                // The model does not exist at this point; it may at others.
                return (quantity, 0);
            }
        }
        catch (Exception e) when (e is BlockTooLargeException or ModelFileException)
        {
            return (null, 0);
        }
    }
}
