using LindbladVerify.Formulas;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Verification.References;

/// <summary>
/// A quantity of the mean of an observable over the static distributions of a model file: values, courses and steady states are means, a rate is that of the
/// mean course, a width that of the mean line, a spectral density the mean of those of all members. The rule of the mean is refined until nothing changes;
/// the last change is part of the error.
/// </summary>
/// <param name="model">The file.</param>
/// <param name="kind">What is computed.</param>
/// <param name="factor">The observable relaxes at factor times the rate.</param>
/// <param name="observed">The observable of one member.</param>
/// <param name="stateError">What the rounding of a member's initial state may do to the observable.</param>
/// <param name="cancellation">Ends the work between two members.</param>
internal sealed class AveragedQuantity(ModelFile model, ModelQuantityKind kind, double factor, Func<LoadedModel, ObservedModel> observed, Func<LoadedModel, double> stateError, CancellationToken cancellation)
{
    /// <summary>A change of a mean from one rule to the next that does not matter, relative to the largest value.</summary>
    private const double Tolerance = 1e-11;

    /// <summary>Members that have to be solved for a value, as far as costs are estimated beforehand: rules of the third refinement.</summary>
    public static int TypicalMembers(ModelFile model, IReadOnlyDictionary<string, double> overrides) => model.AveragePoints(overrides, 3)?.Count ?? AverageSection.MostPoints;

    /// <summary>Whether a mean over a distribution has such a quantity.</summary>
    public static bool Has(ModelQuantityKind kind) => kind is ModelQuantityKind.TimeCourse or ModelQuantityKind.Value or ModelQuantityKind.SteadyState or ModelQuantityKind.ResidenceTime
        or ModelQuantityKind.SpectralDensity or ModelQuantityKind.PeriodAverage or ModelQuantityKind.LimitValue or ModelQuantityKind.FullWidth or ModelQuantityKind.HalfWidth;

    /// <summary>The value at a point.</summary>
    public ReferenceValue Evaluate(ParameterPoint point) => kind switch
    {
        ModelQuantityKind.ResidenceTime => Rate(point),
        ModelQuantityKind.FullWidth => Width(point, factor),
        ModelQuantityKind.HalfWidth => Width(point, 2 * factor),
        ModelQuantityKind.SteadyState => Single(point, o => o.SteadyState(), 1),
        ModelQuantityKind.SpectralDensity => Single(point, o => o.SpectralDensity(point[ModelQuantity.Omega]), 0),
        ModelQuantityKind.PeriodAverage => Single(point, o => o.PeriodAverage(point.Has(ModelQuantity.Time) ? point[ModelQuantity.Time] : null), 1),
        ModelQuantityKind.LimitValue => Single(point, o => o.LimitValue(), 1),
        _ => At(point),
    };

    /// <summary>The mean course over the times of the model, or over the sequence of one without.</summary>
    public TimeCourse Course(ParameterPoint point)
    {
        LoadedModel first = ModelQuantity.Typical(model, point);
        IReadOnlyList<double> times = first.Model.Sequence is { } sequence && first.Times.Count < 2
            ? [.. Enumerable.Range(0, ObservedModel.SequencePoints).Select(k => sequence.Duration * k / (ObservedModel.SequencePoints - 1))]
            : first.Times;
        StaticMean mean = Mean(point, loaded => observed(loaded).Sampled(times) is var (values, errors) ? (values, [.. errors.Select(e => e + stateError(loaded))]) : default);
        double scale = mean.Values.Max(Math.Abs);
        return new TimeCourse(times, mean.Values, [.. mean.Errors.Select(e => scale == 0 ? 0 : e / scale)]) { IsComplete = mean.IsConverged };
    }

    private ReferenceValue At(ParameterPoint point)
    {
        StaticMean mean = Mean(point, loaded =>
        {
            (double[] values, double[] errors) = point.Has(ModelQuantity.Time) ? observed(loaded).Along(point[ModelQuantity.Time]) : observed(loaded).AlongSequence();
            return (values, [.. errors.Select(e => e + stateError(loaded))]);
        });
        double scale = mean.Values.Max(Math.Abs);
        return Missing(mean) ?? new ReferenceValue(mean.Values[^1], scale == 0 ? 0 : mean.Errors[^1] / scale) { Scale = scale == 0 ? double.NaN : scale };
    }

    private ReferenceValue Single(ParameterPoint point, Func<ObservedModel, ReferenceValue> of, double stateShare)
    {
        string? none = null;
        StaticMean mean = Mean(point, loaded =>
        {
            ReferenceValue value = of(observed(loaded));
            none ??= value.Exists ? null : value.Remark;
            return ([value.Value], [(value.RelativeUncertainty * Math.Abs(value.ErrorScale)) + (stateShare * stateError(loaded))]);
        });
        return Missing(mean, none) ?? Relative(mean.Values[0], mean.Errors[0]);
    }

    /// <summary>The rate of an exponential with the area of the mean course.</summary>
    private ReferenceValue Rate(ParameterPoint point)
    {
        StaticMean mean = Mean(
            point,
            loaded =>
            {
                if (observed(loaded).Integral() is not { } r)
                {
                    return ([double.NaN, double.NaN], [0, 0]);
                }

                double error = stateError(loaded);
                double relative = error == 0 ? 0 : ModelQuantity.Amplification * error / Math.Abs(r.Departure);
                return ([r.Departure, r.Area], [r.DepartureError + error, r.AreaError + (relative * Math.Abs(r.Area))]);
            },
            eachAlone: true);
        if (Missing(mean, RelaxationIntegral.NoLimit) is { } none)
        {
            return none;
        }

        (double departure, double area) = (mean.Values[0], mean.Values[1]);
        return Math.Abs(departure) <= mean.Errors[0] ? ReferenceValue.None("The mean of the observable starts at its final value.")
            : area == 0 ? ReferenceValue.None("The mean of the observable does not decay: the area under it is 0.")
            : new ReferenceValue(departure / area / factor, (mean.Errors[0] / Math.Abs(departure)) + (mean.Errors[1] / Math.Abs(area)));
    }

    /// <summary>The width of the mean line.</summary>
    private ReferenceValue Width(ParameterPoint point, double divisor)
    {
        IReadOnlyDictionary<string, double> overrides = ModelQuantity.Overrides(point);
        string? none = null;
        var known = new Dictionary<string, (ObservedLine? Line, double Error)>(StringComparer.Ordinal);
        StaticMean mean = ModelQuantity.Guarded(() => StaticAverage.Refined(model, overrides, Tolerance, points =>
        {
            var lines = new List<(ObservedLine Line, double Weight)>();
            double error = 0;
            foreach (StaticPoint member in points)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!known.TryGetValue(member.Key, out (ObservedLine? Line, double Error) own))
                {
                    LoadedModel loaded = model.BindAt(overrides, member);
                    known[member.Key] = own = (observed(loaded).Line(), stateError(loaded));
                }

                if (own.Line is null)
                {
                    none = "A member of the distribution has an observable that is constant or does not settle: no line of its own that a mean could be taken of.";
                    return ([double.NaN], [0]);
                }

                lines.Add((own.Line, member.Weight));
                error = Math.Max(error, own.Error);
            }

            ReferenceValue width = new MeanLine(lines).FullWidth();
            none = width.Exists ? none : width.Remark;
            return ([width.Value], [(width.RelativeUncertainty + (ModelQuantity.Amplification * error)) * width.Value]);
        }));
        return Missing(mean, none) ?? Relative(mean.Values[0] / divisor, mean.Errors[0] / divisor);
    }

    private static ReferenceValue Relative(double value, double error) => new(value, value == 0 ? 0 : error / Math.Abs(value));

    private static ReferenceValue? Missing(StaticMean mean, string? remark = null) =>
        !mean.Values.All(double.IsFinite) ? ReferenceValue.None(remark ?? "A member of the distribution has no value.")
        : !mean.IsConverged ? ReferenceValue.None(FormattableString.Invariant($"The average over the distribution did not converge with {mean.Points} points."))
        : null;

    private StaticMean Mean(ParameterPoint point, Func<LoadedModel, (double[] Values, double[] Errors)> evaluate, bool eachAlone = false) =>
        ModelQuantity.Guarded(() => StaticAverage.Of(model, ModelQuantity.Overrides(point), Tolerance, (loaded, _) => evaluate(loaded), cancellation, eachAlone));
}
