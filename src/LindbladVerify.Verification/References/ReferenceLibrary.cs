using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Verification.References;

/// <summary>All quantities that can be computed, by name.</summary>
internal sealed class ReferenceLibrary
{
    private readonly Dictionary<string, IReferenceQuantity> quantities;
    private readonly Dictionary<string, IReadOnlyList<IReferenceQuantity>> brought = new(StringComparer.Ordinal);
    private readonly CancellationToken cancellation;

    /// <summary>Every <see cref="IReferenceQuantity"/> of this assembly, on these kernels.</summary>
    /// <param name="kernels">Dense kernels.</param>
    /// <param name="cancellation">Ends evaluations, also within one of them: between two operations of the kernels or two steps in time.</param>
    public ReferenceLibrary(IDenseKernels kernels, CancellationToken cancellation = default)
    {
        this.cancellation = cancellation;
        kernels = Cancellable(kernels, cancellation);
        quantities = typeof(ReferenceLibrary).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IReferenceQuantity)))
            .Select(t => t.GetConstructor([typeof(IDenseKernels)])?.Invoke([kernels]) ?? t.GetConstructor([])?.Invoke([]))
            .OfType<IReferenceQuantity>()
            .ToDictionary(q => q.Quantity, StringComparer.Ordinal);
    }

    /// <summary>Those of this assembly and what formulas bring along: a model file with an observable.</summary>
    /// <param name="kernels">Dense kernels.</param>
    /// <param name="formulas">The formulas that will be judged.</param>
    /// <param name="cancellation">Ends evaluations, as above.</param>
    public ReferenceLibrary(IDenseKernels kernels, IEnumerable<Formula> formulas, CancellationToken cancellation = default)
        : this(kernels, cancellation)
    {
        ArgumentNullException.ThrowIfNull(formulas);
        kernels = Cancellable(kernels, cancellation);
        foreach (Formula formula in formulas)
        {
            if (formula is IBringsQuantity brings && brings.Quantity(kernels, cancellation) is { } quantity)
            {
                brought[formula.Id] = [quantity, .. brings.Compared(kernels, cancellation)];
            }
        }
    }

    /// <summary>The value that a reference names, at a point of a formula.</summary>
    /// <exception cref="ArgumentException">The quantity, noise or method is unknown.</exception>
    public ReferenceValue Evaluate(Reference reference, Formula formula, ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return Evaluate(Find(reference, formula), reference, formula.ReferencePoint(point));
    }

    /// <summary>How many coupled equations the quantity that a formula brings along solves at a point; 0 where that is not known.</summary>
    internal int Equations(Reference reference, Formula formula) => Find(reference, formula) switch
    {
        ModelQuantity model => model.Equations,
        OscillatorQuantity oscillators => oscillators.Equations,
        CombinedQuantity combined => combined.Equations,
        _ => 0,
    };

    /// <summary>The quantity behind a reference of a formula, where it is one of a model file as it is; null otherwise.</summary>
    internal ModelQuantity? Model(Reference reference, Formula formula) => Find(reference, formula) as ModelQuantity;

    /// <summary>The quantity behind a reference of a formula, where it is one that depends on the time; null otherwise.</summary>
    public ICurveQuantity? Curve(Reference reference, Formula formula) => Find(reference, formula) as ICurveQuantity;

    /// <summary>The value that a reference names, at a point.</summary>
    /// <exception cref="ArgumentException">The quantity, noise or method is unknown.</exception>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point) => Evaluate(Find(reference), reference, point);

    /// <summary>A matrix that is singular to rounding, or without computable eigenvalues, leaves the quantity without a value there.</summary>
    private ReferenceValue Evaluate(IReferenceQuantity quantity, Reference reference, ParameterPoint point)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return quantity.Evaluate(reference, point);
        }
        catch (ArithmeticException e)
        {
            return new ReferenceValue(double.NaN, double.NaN, e.Message);
        }
    }

    private static IDenseKernels Cancellable(IDenseKernels kernels, CancellationToken cancellation) =>
        cancellation.CanBeCanceled ? new CancellableKernels(kernels, cancellation) : kernels;

    /// <summary>What a formula brings along is its own, whatever other formulas call theirs.</summary>
    private IReferenceQuantity Find(Reference reference, Formula formula) =>
        brought.TryGetValue(formula.Id, out IReadOnlyList<IReferenceQuantity>? own) && own.FirstOrDefault(q => string.Equals(q.Quantity, reference.Quantity, StringComparison.Ordinal)) is { } found ? found : Find(reference);

    private IReferenceQuantity Find(Reference reference) =>
        quantities.TryGetValue(reference.Quantity, out IReferenceQuantity? quantity)
            ? quantity
            : throw new ArgumentException($"Nothing computes '{reference.Quantity}'; known are {string.Join(", ", quantities.Keys.Order(StringComparer.Ordinal))}.", nameof(reference));
}

/// <summary>The parameters of the nuclear pair as points name them: the one list that references, maps, Monte Carlo and formula files share.</summary>
internal static class PairParameters
{
    /// <summary>What formula files call each parameter, and its name in points: D, Delta (rad/s), P, Gc, G2 (1/s).</summary>
    public static IReadOnlyList<(string Key, string Name)> Roles { get; } =
        [("dipolar", "D"), ("hyperfine", "Delta"), ("polarization", "P"), ("electronRate", "Gc"), ("broadening", "G2")];

    /// <summary>The names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Roles.Select(r => r.Name)];

    /// <summary>The pair at a point.</summary>
    /// <param name="point">A point with all names.</param>
    /// <param name="polarization">What stands in for P; null for that of the point.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public static NuclearPair Pair(ParameterPoint point, double? polarization = null) =>
        new(point["D"], point["Delta"], polarization ?? point["P"], point["Gc"], point["G2"]);

    /// <summary>The point of a pair.</summary>
    public static ParameterPoint Point(NuclearPair pair) => new(Names, [pair.Dipolar, pair.Hyperfine, pair.Polarization, pair.ElectronRate, pair.Broadening]);
}
