namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The mean of values over the static distributions of a model file, by rules that are refined until nothing changes.</summary>
internal static class StaticAverage
{
    private const int MostLevels = 12;

    /// <summary>The mean of what every point of the distributions gives.</summary>
    /// <param name="model">A file with distributions.</param>
    /// <param name="overrides">Values in place of those of the file.</param>
    /// <param name="tolerance">A change from one rule to the next finer one that does not matter, relative to the largest value.</param>
    /// <param name="evaluate">Values and their errors at a point, always as many.</param>
    /// <param name="cancellation">Ends the work between two points.</param>
    /// <exception cref="ModelFileException">A point does not exist.</exception>
    public static StaticMean Of(ModelFile model, IReadOnlyDictionary<string, double> overrides, double tolerance, Func<LoadedModel, double, (double[] Values, double[] Errors)> evaluate, CancellationToken cancellation)
    {
        StaticMean? last = null;
        for (int level = 0; level < MostLevels && model.AveragePoints(overrides, level) is { } points; level++)
        {
            StaticMean mean = Sum(model, overrides, points, evaluate, cancellation);
            if (!model.Average.IsRefinable)
            {
                return mean with { IsConverged = true };
            }

            if (last is not null)
            {
                double largest = mean.Values.Max(Math.Abs);
                double[] changes = [.. mean.Values.Zip(last.Values, (a, b) => Math.Abs(a - b))];

                // Rules of this kind gain digits so fast that the last change is far above what is left.
                bool isConverged = changes.Max() <= tolerance * largest;
                mean = mean with { Errors = [.. mean.Errors.Zip(changes, (e, c) => e + c)], IsConverged = isConverged };
                if (isConverged)
                {
                    return mean;
                }
            }

            last = mean;
        }

        return last ?? throw model.Average.Error(FormattableString.Invariant($"average needs more than {AverageSection.MostPoints} points"));
    }

    private static StaticMean Sum(ModelFile model, IReadOnlyDictionary<string, double> overrides, IReadOnlyList<StaticPoint> points, Func<LoadedModel, double, (double[] Values, double[] Errors)> evaluate, CancellationToken cancellation)
    {
        double[] values = [], errors = [];
        foreach (StaticPoint point in points)
        {
            cancellation.ThrowIfCancellationRequested();
            (double[] own, double[] ownErrors) = evaluate(model.BindAt(overrides, point), point.Weight);
            values = values.Length == 0 ? new double[own.Length] : values;
            errors = errors.Length == 0 ? new double[own.Length] : errors;
            for (int k = 0; k < own.Length; k++)
            {
                values[k] += point.Weight * own[k];
                errors[k] += point.Weight * ownErrors[k];
            }
        }

        return new StaticMean(values, errors, points.Count, IsConverged: false);
    }
}

/// <summary>A mean over static distributions.</summary>
/// <param name="Values">The means.</param>
/// <param name="Errors">Their errors: those of the points, and the last change of the rule.</param>
/// <param name="Points">Number of points of the finest rule.</param>
/// <param name="IsConverged">Whether the last change was within the tolerance.</param>
internal sealed record StaticMean(double[] Values, double[] Errors, int Points, bool IsConverged);
