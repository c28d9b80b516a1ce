namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The mean of values over the static distributions of a model file, by rules that are refined until nothing changes.</summary>
internal static class StaticAverage
{
    private const int MostLevels = 12;

    /// <summary>The mean of what every point of the distributions gives.</summary>
    /// <param name="model">A file with distributions.</param>
    /// <param name="overrides">Values in place of those of the file.</param>
    /// <param name="tolerance">A change from one rule to the next finer one that does not matter, relative to the largest value.</param>
    /// <param name="evaluate">Values and their errors at a point, always as many; a value that is not finite ends the work.</param>
    /// <param name="cancellation">Ends the work between two points.</param>
    /// <param name="eachAlone">Whether changes are measured against each value itself: values have different units.</param>
    /// <exception cref="ModelFileException">A point does not exist.</exception>
    public static StaticMean Of(ModelFile model, IReadOnlyDictionary<string, double> overrides, double tolerance, Func<LoadedModel, double, (double[] Values, double[] Errors)> evaluate, CancellationToken cancellation, bool eachAlone = false)
    {
        // Finer trapezoidal rules hold the points of coarser ones.
        var known = new Dictionary<string, (double[] Values, double[] Errors)>(StringComparer.Ordinal);
        return Refined(model, overrides, tolerance, Sum, eachAlone);

        (double[] Values, double[] Errors) Sum(IReadOnlyList<StaticPoint> points)
        {
            double[] values = [], errors = [];
            foreach (StaticPoint point in points)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!known.TryGetValue(point.Key, out (double[] Values, double[] Errors) own))
                {
                    known[point.Key] = own = evaluate(model.BindAt(overrides, point), point.Weight);
                }

                values = values.Length == 0 ? new double[own.Values.Length] : values;
                errors = errors.Length == 0 ? new double[own.Values.Length] : errors;
                for (int k = 0; k < own.Values.Length; k++)
                {
                    values[k] += point.Weight * own.Values[k];
                    errors[k] += point.Weight * own.Errors[k];
                }

                if (!Array.TrueForAll(values, double.IsFinite))
                {
                    break;
                }
            }

            return (values, errors);
        }
    }

    /// <summary>Values that follow from all points of the distributions together, by rules that are refined until they stay.</summary>
    /// <param name="model">A file with distributions.</param>
    /// <param name="overrides">Values in place of those of the file.</param>
    /// <param name="tolerance">A change that does not matter, relative to the largest value, or to each.</param>
    /// <param name="reduce">Values and their errors from points whose weights add up to 1; values that are not finite end the work.</param>
    /// <param name="eachAlone">Whether changes are measured against each value itself.</param>
    public static StaticMean Refined(ModelFile model, IReadOnlyDictionary<string, double> overrides, double tolerance, Func<IReadOnlyList<StaticPoint>, (double[] Values, double[] Errors)> reduce, bool eachAlone = false)
    {
        StaticMean? last = null;
        for (int level = 0; level < MostLevels && model.AveragePoints(overrides, level) is { } points; level++)
        {
            (double[] values, double[] errors) = reduce(points);
            var mean = new StaticMean(values, errors, points.Count, !model.Average.IsRefinable);
            if (mean.IsConverged || !Array.TrueForAll(values, double.IsFinite))
            {
                return mean;
            }

            if (last is not null)
            {
                double largest = values.Max(Math.Abs);
                double[] changes = [.. values.Zip(last.Values, (a, b) => Math.Abs(a - b))];

                // Rules of this kind gain digits so fast that the last change is far above what is left.
                bool isConverged = changes.Zip(values, (c, v) => c <= tolerance * (eachAlone ? Math.Abs(v) : largest)).All(isStill => isStill);
                mean = mean with { Errors = [.. errors.Zip(changes, (e, c) => e + c)], IsConverged = isConverged };
                if (isConverged)
                {
                    return mean;
                }
            }

            last = mean;
        }

        return last ?? throw model.Average.Error(FormattableString.Invariant($"average needs more than {AverageSection.MostPoints} points"));
    }
}

/// <summary>A mean over static distributions.</summary>
/// <param name="Values">The means.</param>
/// <param name="Errors">Their errors: those of the points, and the last change of the rule.</param>
/// <param name="Points">Number of points of the finest rule.</param>
/// <param name="IsConverged">Whether the last change was within the tolerance.</param>
internal sealed record StaticMean(double[] Values, double[] Errors, int Points, bool IsConverged);
