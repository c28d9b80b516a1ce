using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Proofs;

/// <summary>References over prime fields for observables of model files.</summary>
internal static class FieldReferences
{
    /// <summary>Name of the one part of a reference that is a quantity as it is.</summary>
    public const string Part = "value";

    /// <summary>A quantity of an observable.</summary>
    /// <param name="model">The file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="kind">What is computed of it.</param>
    /// <param name="factor">The observable relaxes at factor times the rate.</param>
    /// <param name="parameters">The parameters of the formula.</param>
    /// <param name="bindings">Parameters of the model as expressions of those of the formula; the others keep the values of the file.</param>
    /// <exception cref="NotAlgebraicException">Exact algebra has no place for it.</exception>
    public static FieldReference Of(ModelFile model, string observable, ModelQuantityKind kind, double factor, IReadOnlyList<string> parameters, IReadOnlyList<(string Name, Expression Value)> bindings)
    {
        if (model.Oscillators.Count > 0)
        {
            throw new NotAlgebraicException($"The oscillator '{model.Oscillators[0]}' has infinitely many levels: what a finite number of them gives is no proof.");
        }

        if (model.PossibleOscillators() is { Count: > 0 } possible)
        {
            throw new NotAlgebraicException($"The site '{possible[0]}' may stand for an oscillator, whose levels were cut: what a finite number of them gives is no proof.");
        }

        var part = new FieldPart(Part, Kind(kind), model, observable, parameters, bindings);
        if (part.Model.HasIrrationalScale && kind is ModelQuantityKind.SteadyState or ModelQuantityKind.TimeCourse)
        {
            throw new NotAlgebraicException("The observable is an irrational number times a rational function; it is left to sampling.");
        }

        string scaled = factor == 1 ? Part : FormattableString.Invariant($"{Part}*({factor:R})");
        string combination = kind is ModelQuantityKind.ResidenceTime && factor != 1 ? FormattableString.Invariant($"{Part}/({factor:R})") : scaled;
        return FieldReference.Of(parameters, [part], combination, Remark(kind));
    }

    private static FieldQuantityKind Kind(ModelQuantityKind kind) => kind switch
    {
        ModelQuantityKind.ResidenceTime => FieldQuantityKind.RelaxationRate,
        ModelQuantityKind.SteadyState => FieldQuantityKind.Final,
        ModelQuantityKind.SpectralGap => FieldQuantityKind.Decay,
        ModelQuantityKind.LineWidth => FieldQuantityKind.DecayOfPair,
        ModelQuantityKind.Frequency => FieldQuantityKind.Frequency,
        ModelQuantityKind.TimeCourse => FieldQuantityKind.Laplace,
        _ => throw new NotAlgebraicException("The width of a line at half its height is found by search and has no equation of its own here."),
    };

    private static string Remark(ModelQuantityKind kind) => kind switch
    {
        ModelQuantityKind.SpectralGap or ModelQuantityKind.LineWidth => "that it is the slowest with weight in the observable is sampled",
        ModelQuantityKind.Frequency => "that it is the slowest that oscillates is sampled",
        _ => string.Empty,
    };
}
