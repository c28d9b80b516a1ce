using System.Numerics;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Dynamics.Propagation.Sequences;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>What means over many models are taken of: numbers that add up, with errors in the unit of the observable.</summary>
public sealed partial class ObservedModel
{
    private const int CourseSteps = 16;

    /// <summary>The observable at evenly spaced times from 0 to a last one, 17 of them; two at the time 0.</summary>
    /// <param name="last">The last time, s.</param>
    internal (double[] Values, double[] Errors) Along(double last)
    {
        if (model.Drives.Count > 0 || model.Sequence is not null)
        {
            return Sampled(last > 0 ? TimeGrid.Uniform(0, last, CourseSteps + 1).Times.ToArray() : [0]);
        }

        if (dephasing.Value is { } closed)
        {
            (double Value, double Error)[] found = [.. Enumerable.Range(0, CourseSteps + 1).Select(k => closed.At(last * k / CourseSteps))];
            return (Array.ConvertAll(found, f => f.Value), Array.ConvertAll(found, f => f.Error));
        }

        return DeepenedValues(system => Steps(system, last), last);
    }

    /// <summary>The same up to the end of the sequence.</summary>
    /// <exception cref="ArgumentException">The model has no sequence.</exception>
    internal (double[] Values, double[] Errors) AlongSequence() => Along((model.Sequence ?? throw new ArgumentException("The model has no sequence of pulses.")).Duration);

    /// <summary>The observable at given times.</summary>
    /// <param name="at">Times in s, increasing.</param>
    internal (double[] Values, double[] Errors) Sampled(IReadOnlyList<double> at)
    {
        PropagationResult result = Driven(TimeGrid.Of(at));
        return (result.Values[0], [.. at.Select(_ => result.ErrorEstimate[0])]);
    }

    /// <summary>The mean over one common period of the drives, from a time on or at late times.</summary>
    /// <param name="from">When the period begins, s; null for late times.</param>
    internal ReferenceValue PeriodAverage(double? from)
    {
        if (from is < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(from), from, "A time course starts at 0.");
        }

        try
        {
            return Converged(system =>
            {
                BlochSystem seen = SequenceSolver.Reachable(system, new PropagationOptions());
                if (from is not { } start)
                {
                    return PeriodMeans.Late(seen, kernels, cancellation);
                }

                (double[] values, double[] errors) = PeriodMeans.From(seen, [start], kernels, cancellation);
                return new ReferenceValue(values[0], values[0] == 0 ? 0 : errors[0] / Math.Abs(values[0]));
            }).Value;
        }
        catch (ArgumentException e) when (e is not ArgumentOutOfRangeException)
        {
            return ReferenceValue.None(e.Message);
        }
    }

    /// <summary>The means over the periods of the drives that begin at given times, with errors in the unit of the observable.</summary>
    /// <param name="from">When they begin, s, increasing.</param>
    /// <exception cref="ArgumentException">The drives have no common period.</exception>
    internal (double[] Values, double[] Errors) PeriodAverages(IReadOnlyList<double> from) => DeepenedValues(
        system => PeriodMeans.From(SequenceSolver.Reachable(system, new PropagationOptions()), from, kernels, cancellation));

    /// <summary>o(t) for t → ∞ of a model whose drives end, or ring ever less; the steady state where nothing drives it.</summary>
    internal ReferenceValue LimitValue() => model.Drives.Count == 0 && model.Sequence is null
        ? SteadyState()
        : LateLimit.Of(times.Count > 0 && times[^1] > 0 ? times[^1] : 1, Sampled);

    /// <summary>Departure, area and end of the observable, each with the bound on its error; null where there is no late-time limit or it is lost in rounding.</summary>
    internal RelaxationIntegral? Integral()
    {
        if (dephasing.Value is { } closed)
        {
            (double start, double startError) = closed.At(0);
            (double area, double areaError) = closed.Area();
            return double.IsFinite(areaError) ? new RelaxationIntegral(start, area, 0, startError, areaError, 0) : null;
        }

        return Deepened<RelaxationIntegral?>(
            system => Relaxation.ResidenceTime.Integral(system, 0, kernels),
            (before, after) => before is { } a && after is { } b ? Change(a.Area, b.Area) : before is null == after is null ? 0 : double.PositiveInfinity,
            found => found is { Area: not 0 } r ? r.AreaError / Math.Abs(r.Area) : 0,
            (found, more) => found is not { } r ? null : r with
            {
                AreaError = r.AreaError + (more * Math.Abs(r.Area)),
                DepartureError = r.DepartureError + (more * Math.Abs(r.Departure)),
                FinalError = r.FinalError + (more * Math.Abs(r.Final)),
            }).Value;
    }

    /// <summary>The line of the observable; null where it has none, does not settle, or its end is lost in rounding.</summary>
    internal ObservedLine? Line()
    {
        (ReferenceValue centre, int depth) = Converged(system => LineShapes.At(system, 0, kernels));
        BlochSystem equations = block.System(initial, seen, depth);
        equations.RequireConstant("A line shape");
        double scale = equations.Generator.NormOne();
        if (scale == 0 || !centre.Exists || LinearRelaxation.Line(equations, 0, kernels) is not { } line)
        {
            return null;
        }

        RelaxationMode[] moving = [.. RelaxationModes.All(equations, 0, kernels, scale).Where(m => Complex.Abs(m.Eigenvalue) > m.Error && m.Weight != Complex.Zero)];
        return moving.Any(m => -m.Eigenvalue.Real <= m.Error)
            ? null
            : new ObservedLine(line, NeedsLadder ? centre.RelativeUncertainty : 0, [.. moving.Select(m => (scale * m.Eigenvalue, m.Weight))]);
    }

    /// <summary>Values that belong together, with errors, at growing depth; changes are measured against the largest value.</summary>
    private (double[] Values, double[] Errors) DeepenedValues(Func<BlochSystem, (double[] Values, double[] Errors)> evaluate, double time = double.PositiveInfinity) => Deepened(
        evaluate,
        (before, after) => before.Values.Zip(after.Values, (a, b) => Math.Abs(a - b)).Max() is var change && change == 0 ? 0 : change / after.Values.Max(Math.Abs),
        found => found.Errors.Max() / Math.Max(found.Values.Max(Math.Abs), double.Epsilon),
        (found, more) => (found.Values, [.. found.Errors.Select(e => e + (more * found.Values.Max(Math.Abs)))]),
        time).Value;

    private static double Change(ReferenceValue before, ReferenceValue after) =>
        before.Value.Equals(after.Value) ? 0 : !before.Exists || !after.Exists ? double.PositiveInfinity : Math.Abs(after.Value - before.Value) / Math.Abs(after.ErrorScale);

    private static double Change(double before, double after) => before == after ? 0 : Math.Abs(after - before) / Math.Abs(after);

    private (double[] Values, double[] Errors) Steps(BlochSystem system, double last)
    {
        int n = system.Dimension;
        double[] step = CourseGrid.Exponential(kernels, n, system.Generator.ToDense(), last / CourseSteps);
        double[] state = system.Initial;
        double[] values = new double[CourseSteps + 1];
        values[0] = system.Expectation(0, state);
        for (int k = 1; k <= CourseSteps; k++)
        {
            state = CourseGrid.Times(kernels, n, step, state);
            values[k] = system.Expectation(0, state);
        }

        double magnitude = system.Observables[0].Zip(system.Initial, (o, v) => Math.Abs(o) + Math.Abs(v)).Max();
        double rounding = 4.4e-16 * n * (1 + (system.Generator.NormOne() * last)) * magnitude;
        return (values, [.. values.Select(_ => rounding)]);
    }
}
