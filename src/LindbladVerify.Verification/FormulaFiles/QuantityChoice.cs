using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>The keys <c>quantity</c>, <c>observable</c>, <c>factor</c> and <c>mode</c>: what is computed of which observable of a model.</summary>
/// <param name="Kind">What is computed.</param>
/// <param name="Observable">Of which observable.</param>
/// <param name="Factor">The observable relaxes at factor times the rate.</param>
/// <param name="Mode">Which mode is meant; null for the slowest.</param>
/// <param name="Nearest">The frequency near which the mode is, rad/s; null for others.</param>
internal sealed record QuantityChoice(ModelQuantityKind Kind, string Observable, double Factor, ModeWanted? Mode, PointExpression? Nearest)
{
    /// <summary>The keys.</summary>
    public static readonly string[] Keys = ["quantity", "observable", "factor", "mode"];

    private const string Heaviest = "heaviest";

    /// <summary>Unit of the quantity.</summary>
    public string Unit => Kind switch
    {
        ModelQuantityKind.SteadyState or ModelQuantityKind.TimeCourse or ModelQuantityKind.Value or ModelQuantityKind.PeriodAverage or ModelQuantityKind.LimitValue => "1",
        ModelQuantityKind.Frequency or ModelQuantityKind.FullWidth or ModelQuantityKind.HalfWidth or ModelQuantityKind.CycleFrequency => "rad/s",
        ModelQuantityKind.SpectralDensity => "s",
        _ => "1/s",
    };

    /// <summary>Reads the keys.</summary>
    /// <param name="table">Where they stand; other keys are left alone.</param>
    /// <param name="isCurve">Whether the formula is a time course.</param>
    /// <param name="observables">Names of the observables; those that are not Hermitian with both parts.</param>
    /// <param name="names">The parameters of the formula.</param>
    /// <param name="slot">Tells frequencies of one choice from those of others.</param>
    /// <param name="path">How messages name the model.</param>
    public static QuantityChoice Read(FileMapping table, bool isCurve, IReadOnlyList<string> observables, IReadOnlyList<string> names, string slot, string path)
    {
        ModelQuantityKind kind = KindOf(table, isCurve);
        double factor = table.Find("factor") is { } node ? FactorOf(node, kind) : 1;
        (ModeWanted? mode, PointExpression? nearest) = ModeOf(table, kind, names, slot);
        return new QuantityChoice(kind, ObservableOf(table, observables, mode is not null || kind is ModelQuantityKind.CycleRate or ModelQuantityKind.CycleFrequency, path), factor, mode, nearest);
    }

    /// <summary>The quantity in words.</summary>
    public string Words(string path)
    {
        string of = $"<{Observable}> in {path}";
        string which = Mode is null ? string.Empty : Nearest is null ? " of the heaviest mode" : $" of the mode nearest {Nearest.Text}";
        string kind = Kind is ModelQuantityKind.LineWidth && Mode is not null ? "decay rate" : Kind.Words();
        return Factor == 1 ? $"{kind}{which} of {of}" : FormattableString.Invariant($"{kind}{which}/{Factor:R} of {of}");
    }

    /// <summary>Whether an observable that relaxes at a multiple of a rate has such a multiple of the quantity.</summary>
    internal static bool IsRate(ModelQuantityKind kind) => kind is not (ModelQuantityKind.TimeCourse or ModelQuantityKind.SteadyState or ModelQuantityKind.Value or ModelQuantityKind.SpectralDensity
        or ModelQuantityKind.PeriodAverage or ModelQuantityKind.LimitValue);

    private static ModelQuantityKind KindOf(FileMapping table, bool isCurve)
    {
        if (table.Find("quantity") is not { } node)
        {
            return isCurve ? ModelQuantityKind.TimeCourse : ModelQuantityKind.ResidenceTime;
        }

        string word = FileFields.Word(node, "quantity", ModelQuantityKinds.All);
        return isCurve
            ? throw node.Error("a curve is the time course of the observable; 'quantity' belongs to a rate")
            : ModelQuantityKinds.Parse(word);
    }

    private static double FactorOf(FileNode node, ModelQuantityKind kind)
    {
        double factor = FileFields.Number(node, "factor", QuantityKind.Dimensionless);
        return factor == 0 ? throw node.Error("factor must not be 0")
            : !IsRate(kind) ? throw node.Error("factor belongs to a rate: the observable relaxes at factor x rate")
            : factor;
    }

    private static (ModeWanted? Mode, PointExpression? Nearest) ModeOf(FileMapping table, ModelQuantityKind kind, IReadOnlyList<string> names, string slot)
    {
        if (table.Find("mode") is not { } node)
        {
            return (null, null);
        }

        return NearestOf(node, kind) is { } nearest
            ? (new ModeWanted(ModelQuantity.Nearest + slot), PointExpression.Value(nearest, "mode.nearest", names))
            : (new ModeWanted(null), null);
    }

    /// <summary>What the key <c>mode</c> says: where the frequency stands near which the mode is; null for the heaviest.</summary>
    internal static FileNode? NearestOf(FileNode node, ModelQuantityKind kind)
    {
        if (kind is not (ModelQuantityKind.SpectralGap or ModelQuantityKind.LineWidth or ModelQuantityKind.Frequency))
        {
            throw node.Error("mode belongs to the quantities spectral-gap, line-width and frequency");
        }

        if (node is FileScalar word)
        {
            return string.Equals(word.Text, Heaviest, StringComparison.Ordinal) ? null : throw word.Error($"mode must be heaviest or {{ nearest: a frequency in rad/s }}, not '{FileFields.Shown(word.Text)}'");
        }

        return node.AsMapping("mode").AllowOnly("mode", "nearest").Require("nearest", "mode");
    }

    private static string ObservableOf(FileMapping table, IReadOnlyList<string> known, bool hasModes, string path)
    {
        string[] whole = [.. known.Where(k => k.EndsWith(NamedObservable.RealPart, StringComparison.Ordinal)).Select(k => k[..^NamedObservable.RealPart.Length]).Where(k => known.Contains(k + NamedObservable.ImaginaryPart, StringComparer.Ordinal))];
        if (table.Find("observable") is not { } node)
        {
            return known.Count == 1 ? known[0]
                : hasModes && whole.Length == 1 && known.Count == 2 ? whole[0]
                : throw table.Error($"describes needs the key 'observable'; the model {path} has {string.Join(", ", known)}");
        }

        if (node is FileScalar { Text: var text } && whole.Contains(text, StringComparer.Ordinal))
        {
            return hasModes ? text : throw node.Error($"the observable '{text}' is not Hermitian, and only modes are asked of it as it is: use '{text}{NamedObservable.RealPart}' or '{text}{NamedObservable.ImaginaryPart}', or the key 'mode'");
        }

        return FileFields.Word(node, "observable", known);
    }
}
