using LindbladVerify.Algebra.Fields;
using LindbladVerify.Rates.PrimeFields;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>Computes a <see cref="FieldReference"/> point by point, with buffers that are used again.</summary>
internal sealed class FieldEvaluator
{
    /// <summary>After so many values of an area an order of eliminations is found that gives the others sooner.</summary>
    private const int ValuesWithoutOrder = 48;

    /// <summary>At so many points at random, each over a field of its own, eliminations must first give what the moments give.</summary>
    private const int PointsOfAgreement = 4;

    private readonly FieldReference reference;
    private readonly FieldSystem[] systems;
    private readonly FieldResponse[] responses;
    private readonly FieldSpectrum?[] spectra;
    private readonly FieldElimination?[] eliminations;
    private readonly int[] asked;
    private readonly ulong[] densities;
    private readonly ulong[][] bound;
    private readonly ulong[] inputs;
    private readonly ulong[] result = new ulong[1];
    private readonly bool hasRoots;
    private readonly ulong[] last;
    private (PrimeField Field, ulong S, bool Exists, ulong Value)? known;

    public FieldEvaluator(FieldReference reference)
    {
        this.reference = reference;
        systems = [.. reference.Parts.Select(p => p.Model.NewSystem())];
        responses = [.. reference.Parts.Select(p => new FieldResponse(p.Model.Equations))];
        spectra = [.. reference.Parts.Select(p => p.Frequency is null ? null : new FieldSpectrum(p.Model.Equations))];
        densities = new ulong[reference.Parts.Count];
        eliminations = new FieldElimination?[reference.Parts.Count];
        asked = new int[reference.Parts.Count];
        bound = [.. reference.Parts.Select(p => new ulong[p.Model.Parameters.Count])];
        inputs = new ulong[reference.Combination.Inputs.Count];
        last = new ulong[reference.Parameters.Count];
        hasRoots = reference.DependsOnValuation;
    }

    /// <summary>The value at a point; false where there is none. Of a time course the transform at <paramref name="s"/>.</summary>
    public bool TryValue(Valuation valuation, ReadOnlySpan<ulong> point, out ulong value, ulong s = 0)
    {
        // Where a formula holds a root, the same point is asked for again with other signs of it: what has none stays as it is.
        if (!hasRoots && known is { } before && before.S == s && before.Field.Equals(valuation.Field) && point.SequenceEqual(last))
        {
            value = before.Value;
            return before.Exists;
        }

        bool exists = TryCompute(valuation, point, out value, s);
        point.CopyTo(last);
        known = (valuation.Field, s, exists, value);
        return exists;
    }

    /// <summary>scale^n D(s) of the polynomial D of degree n whose roots are the modes; false where there is none.</summary>
    public bool TryCharacteristic(Valuation valuation, ReadOnlySpan<ulong> point, ulong s, ulong scale, out ulong value)
    {
        value = 0;
        if (!TryRespond(0, valuation, point))
        {
            return false;
        }

        value = valuation.Field.Multiply(responses[0].Characteristic(s), valuation.Field.Power(scale, (ulong)responses[0].Degree));
        return true;
    }

    /// <summary>Whether a number is the mode that the reference asks for; null where that has no answer.</summary>
    public bool? IsMode(Valuation valuation, ReadOnlySpan<ulong> point, ulong prediction)
    {
        if (!TryCandidate(valuation, point, prediction))
        {
            return null;
        }

        return reference.Parts[0].Kind switch
        {
            FieldQuantityKind.Decay => FieldModes.HasDecay(responses[0], result[0]),
            FieldQuantityKind.DecayOfPair => FieldModes.HasDecayOfPair(responses[0], result[0]),
            _ => FieldModes.HasFrequency(responses[0], result[0]),
        };
    }

    /// <summary>The equation of a mode around a number, as <see cref="FieldModes.Around"/> gives it; null where there is none.</summary>
    public ulong[]? ModeAround(Valuation valuation, ReadOnlySpan<ulong> point, ulong prediction, ModeEquation equation) =>
        prediction != 0 && TryCandidate(valuation, point, prediction) && result[0] != 0 ? FieldModes.Around(responses[0], result[0], equation) : null;

    /// <summary>How far a number is from a mode to first order, as <see cref="FieldModes.Step"/> gives it; null where there is none.</summary>
    public ulong? StepToMode(Valuation valuation, ReadOnlySpan<ulong> point, ulong prediction, ModeEquation equation) =>
        prediction != 0 && TryCandidate(valuation, point, prediction) && result[0] != 0 ? FieldModes.Step(responses[0], result[0], equation) : null;

    /// <summary>The equation of the decay rates, as <see cref="FieldModes.DecayEquation"/> gives it; null where there is none.</summary>
    public ulong[]? DecayEquation(Valuation valuation, ReadOnlySpan<ulong> point, ModeEquation equation) => TryRespond(0, valuation, point) ? FieldModes.DecayEquation(responses[0], equation) : null;

    /// <summary>The modes that are left beside a mode that decays at a prediction, as <see cref="FieldModes.Others"/> gives them; null where there is no such mode.</summary>
    public ulong[]? OtherModes(Valuation valuation, ReadOnlySpan<ulong> point, ulong prediction, out ulong square)
    {
        square = 0;
        return TryCandidate(valuation, point, prediction)
            ? FieldModes.Others(responses[0], result[0], reference.Parts[0].Kind == FieldQuantityKind.DecayOfPair, out square)
            : null;
    }

    /// <summary>Number of equations that a part needs, at a point at random: the length of the shortest recurrence of its moments.</summary>
    public int Order(FieldPart part)
    {
        int k = reference.Parts.ToList().IndexOf(part);
        return TryRespondSomewhere(k) ? responses[k].Degree : part.Model.Equations;
    }

    /// <summary>How many coefficients the equation of the decay rates has, at a point at random; 0 where there is none.</summary>
    public int DecayCoefficients(ModeEquation equation) => TryRespondSomewhere(0) ? FieldModes.DecayEquation(responses[0], equation).Length : 0;

    /// <summary>The response at a point, and in the result the number that a prediction says is a mode.</summary>
    private bool TryCandidate(Valuation valuation, ReadOnlySpan<ulong> point, ulong prediction)
    {
        point.CopyTo(inputs);
        inputs[point.Length] = prediction;
        return TryRespond(0, valuation, point) && reference.Combination.TryRun(valuation, inputs, result);
    }

    private bool TryRespondSomewhere(int k) => TrySomewhere(0, (valuation, point) => TryRespond(k, valuation, point));

    /// <summary>Tries points at random of a field, others for each index.</summary>
    private bool TrySomewhere(int index, Func<Valuation, ulong[], bool> isThere)
    {
        const int Draws = 64;
        var field = PrimeField.At(index);
        var sampler = new FieldSampler(0xB10C + (ulong)index);
        var valuation = new Valuation(field, sampler);
        var point = new ulong[reference.Parameters.Count];
        for (int draw = 0; draw < Draws; draw++)
        {
            valuation.Restart(0);
            sampler.Fill(field, point);
            if (isThere(valuation, point))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Eliminations for a part that decays, in an order that fits the point, if moments agree elsewhere.</summary>
    private FieldElimination? Elimination(int k, Valuation valuation, ReadOnlySpan<ulong> point)
    {
        // Where a path leads through special points, as those where a sine is 0, an order from a point at random need not fit.
        FieldElimination? plan = TryBind(k, valuation, point) ? FieldElimination.TryPlan(systems[k]) : null;
        bool agrees = plan is not null && Enumerable.Range(0, PointsOfAgreement).All(n =>
            TrySomewhere(n, (other, there) => TryBind(k, other, there))
            && plan.Agrees(systems[k], responses[k]));
        return agrees ? plan : null;
    }

    private bool TryCompute(Valuation valuation, ReadOnlySpan<ulong> point, out ulong value, ulong s)
    {
        value = 0;
        point.CopyTo(inputs);
        for (int k = 0; k < systems.Length; k++)
        {
            if (!TryPart(k, valuation, point, s, out inputs[point.Length + k]) || !TryScale(reference.Parts[k], valuation, ref inputs[point.Length + k]))
            {
                return false;
            }
        }

        if (!reference.Combination.TryRun(valuation, inputs, result))
        {
            return false;
        }

        value = result[0];
        return true;
    }

    private bool TryRespond(int k, Valuation valuation, ReadOnlySpan<ulong> point) => TryBind(k, valuation, point) && TryRespondBound(k, valuation, point);

    /// <summary>The response of the equations that are bound at the point.</summary>
    private bool TryRespondBound(int k, Valuation valuation, ReadOnlySpan<ulong> point)
    {
        if (spectra[k] is { } spectrum)
        {
            return reference.Parts[k].Frequency!.TryRun(valuation, point, result) && spectrum.TryAt(systems[k], responses[k], result[0], out densities[k]);
        }

        responses[k].Compute(systems[k]);
        return true;
    }

    private bool TryBind(int k, Valuation valuation, ReadOnlySpan<ulong> point) =>
        reference.Parts[k].Bindings.TryRun(valuation, point, bound[k]) && reference.Parts[k].Model.TryBind(valuation, bound[k], systems[k]);

    private bool TryScale(FieldPart part, Valuation valuation, ref ulong value)
    {
        if (part.Scale is not { } scale)
        {
            return true;
        }

        bool exists = scale.TryRun(valuation, [], result);
        value = valuation.Field.Multiply(value, result[0]);
        return exists;
    }

    private bool TryPart(int k, Valuation valuation, ReadOnlySpan<ulong> point, ulong s, out ulong value)
    {
        FieldQuantityKind kind = reference.Parts[k].Kind;
        if (kind is FieldQuantityKind.RelaxationRate or FieldQuantityKind.Area && ++asked[k] == ValuesWithoutOrder)
        {
            eliminations[k] = Elimination(k, valuation, point);
        }

        value = 0;
        if (!TryBind(k, valuation, point))
        {
            return false;
        }

        if (eliminations[k] is { } elimination && elimination.TryArea(systems[k], out ulong numerator, out ulong denominator))
        {
            ulong start = systems[k].ObservableOf(systems[k].Initial);
            return kind == FieldQuantityKind.Area
                ? valuation.Field.TryDivide(numerator, denominator, out value)
                : start != 0 && valuation.Field.TryDivide(valuation.Field.Multiply(start, denominator), numerator, out value);
        }

        if (!TryRespondBound(k, valuation, point))
        {
            return false;
        }

        value = densities[k];
        return kind switch
        {
            FieldQuantityKind.SpectralDensity => true,
            FieldQuantityKind.RelaxationRate => responses[k].TryRelaxationRate(out value),
            FieldQuantityKind.Area => responses[k].TryArea(out value),
            FieldQuantityKind.Laplace => responses[k].TryAt(s, out value),
            _ => responses[k].TryFinal(out value),
        };
    }
}
