using System.Collections.Concurrent;
using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

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
