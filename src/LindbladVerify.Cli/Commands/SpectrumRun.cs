using System.Globalization;
using System.Numerics;
using LindbladVerify.Cli.Options;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Cli.Commands;

/// <summary>What <c>simulate</c> shows in place of the course: line shapes, spectral densities, two-time correlations, period averages.</summary>
/// <param name="loaded">The model.</param>
/// <param name="kernels">Dense kernels.</param>
/// <param name="tolerance">Allowed error of a correlation, relative to its largest value.</param>
internal sealed class SpectrumRun(LoadedModel loaded, IDenseKernels kernels, double tolerance)
{
    /// <summary>S(ω) = Re ∫ (o(t) - o(∞)) exp(-iωt) dt from the initial state of the model.</summary>
    public SimulationReport Lines(double[] frequencies, CancellationToken cancellation) =>
        Over(frequencies, "line shape", "the Laplace transform of the course from the initial state", LineObservables(), (model, w) => model.LineShape(w), cancellation);

    /// <summary>S(ω) = ∫ exp(iωt) ⟨δo(t) δo(0)⟩ dt in the steady state.</summary>
    public SimulationReport Densities(double[] frequencies, CancellationToken cancellation) =>
        Over(frequencies, "spectral density", "quantum regression from the steady state", [.. loaded.Observables.Select(o => (o.Name, o.Operator, (Operator?)null))], (model, w) => model.SpectralDensity(w), cancellation);

    /// <summary>⟨δo(t+τ) δo(t)⟩ as real and imaginary part, in the steady state or from the initial state at a time t.</summary>
    public SimulationReport Correlations(double[] delays, double? since, CancellationToken cancellation)
    {
        var options = new PropagationOptions { Kernels = kernels, Tolerance = tolerance };
        TimeGrid grid = TimeGrid.Of(delays);
        var columns = new List<(string, double[])>();
        foreach (NamedObservable o in loaded.Observables)
        {
            cancellation.ThrowIfCancellationRequested();
            Complex[] values = since is { } start
                ? TwoTimeCorrelation.FromState(loaded.Model, loaded.Initial, start, o.Operator, o.Operator, grid, options)
                : TwoTimeCorrelation.Stationary(loaded.Model, o.Operator, o.Operator, grid, options);
            double[] means = Means(o.Operator, delays, since, options, cancellation);
            columns.Add(($"{o.Name}.re", [.. values.Select((v, k) => v.Real - means[k])]));
            columns.Add(($"{o.Name}.im", [.. values.Select(v => v.Imaginary)]));
        }

        double[] scales = [.. loaded.Observables.SelectMany(o => Enumerable.Repeat(tolerance * Math.Pow(Frobenius(o.Operator), 2), 2))];
        string from = since is { } t ? string.Create(CultureInfo.InvariantCulture, $"from the initial state at {t:R} s") : "in the steady state";
        return Report(ReportAxis.Delay, delays, columns, scales, "correlation", $"quantum regression {from}, means subtracted");
    }

    /// <summary>The mean over one period of the drives from each output time on.</summary>
    /// <exception cref="ArgumentException">The drives have no common period.</exception>
    public SimulationReport PeriodAverages(CancellationToken cancellation)
    {
        if (loaded.Model.Sequence is not null)
        {
            throw new ArgumentException("A period average is the mean over a period of cosine drives; the model has a sequence of pulses.");
        }

        var columns = new List<(string, double[])>();
        var errors = new List<double>();
        foreach (NamedObservable o in loaded.Observables)
        {
            (double[] values, double[] own) = new ObservedModel(loaded.Model, loaded.Initial, o.Operator, kernels, loaded.Times, cancellation).PeriodAverages(loaded.Times);
            columns.Add((o.Name, values));
            errors.Add(own.Max());
        }

        return Report(ReportAxis.Time, [.. loaded.Times], columns, errors, "period average", "the mean over one period of the drives from each time on");
    }

    /// <summary>Frequencies over which all lines of the observables lie, rad/s.</summary>
    public double[] AroundLines()
    {
        const int Points = 401;
        double reach = LineObservables().Max(o => new ObservedModel(loaded.Model, loaded.Initial, o.Operator, o.Quadrature, kernels, loaded.Times).LineReach());
        return [.. Enumerable.Range(0, Points).Select(k => reach * ((2.0 * k / (Points - 1)) - 1))];
    }

    /// <summary>FROM:TO:POINTS, each with a unit if wanted.</summary>
    /// <exception cref="InputException">It is not three numbers, or they do not rise.</exception>
    public static double[] Grid(string option, string text, QuantityKind kind, List<string> notes)
    {
        string[] parts = text.Split(':', StringSplitOptions.TrimEntries);
        if (parts.Length != 3 || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int points) || points is < 1 or > 1_000_000)
        {
            throw new InputException($"{option} must be FROM:TO:POINTS with from 1 to 1000000 points, such as -1e4:1e4:401, not '{text}'.");
        }

        double from = QuantityOption.Read(option, parts[0], kind, notes);
        double to = QuantityOption.Read(option, parts[1], kind, notes);
        return points == 1 && from == to ? [from]
            : points > 1 && to > from ? [.. Enumerable.Range(0, points).Select(k => k == points - 1 ? to : from + ((to - from) * k / (points - 1)))]
            : throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{option}: {points} point(s) from {from:R} to {to:R} do not rise."));
    }

    /// <summary>Products of means: ⟨o(t+τ)⟩⟨o(t)⟩.</summary>
    private double[] Means(Operator o, double[] delays, double? since, PropagationOptions options, CancellationToken cancellation)
    {
        if (since is not { } start)
        {
            double mean = o.Expectation(SteadyState.Of(loaded.Model, options)).Real;
            return [.. delays.Select(_ => mean * mean)];
        }

        double[] times = [start, .. delays.Select(d => start + d)];
        double[] values = MasterEquationSolver.Solve(loaded.Model, loaded.Initial, [o], TimeGrid.Of(times), options, cancellation).Values[0];
        return [.. values.Skip(1).Select(v => v * values[0])];
    }

    /// <summary>Hermitian observables as they are; both parts of another one as one.</summary>
    private List<(string Name, Operator Operator, Operator? Quadrature)> LineObservables()
    {
        var list = new List<(string, Operator, Operator?)>();
        foreach (NamedObservable o in loaded.Observables)
        {
            string whole = o.Name.EndsWith(NamedObservable.RealPart, StringComparison.Ordinal) ? o.Name[..^NamedObservable.RealPart.Length] : string.Empty;
            Operator? imaginary = whole.Length == 0 ? null : loaded.Observables.FirstOrDefault(other => string.Equals(other.Name, whole + NamedObservable.ImaginaryPart, StringComparison.Ordinal))?.Operator;
            bool isSecond = o.Name.EndsWith(NamedObservable.ImaginaryPart, StringComparison.Ordinal) && list.Exists(l => l.Item3 == o.Operator);
            if (!isSecond)
            {
                list.Add((imaginary is null ? o.Name : whole, o.Operator, imaginary));
            }
        }

        return list;
    }

    private SimulationReport Over(
        double[] frequencies, string method, string reason, List<(string Name, Operator Operator, Operator? Quadrature)> observables, Func<ObservedModel, double, ReferenceValue> value, CancellationToken cancellation)
    {
        var columns = new List<(string, double[])>();
        var errors = new List<double>();
        var notes = new List<string>();
        foreach ((string name, Operator observable, Operator? quadrature) in observables)
        {
            var model = new ObservedModel(loaded.Model, loaded.Initial, observable, quadrature, kernels, loaded.Times, cancellation);
            double[] values = new double[frequencies.Length];
            double error = 0;
            for (int k = 0; k < frequencies.Length; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                ReferenceValue found = value(model, frequencies[k]);
                values[k] = found.Value;
                error = found.Exists ? Math.Max(error, Math.Abs(found.Value) * found.RelativeUncertainty) : error;
                string? remark = found.Exists ? null : $"{name}: {found.Remark}";
                if (remark is not null && !notes.Contains(remark, StringComparer.Ordinal))
                {
                    notes.Add(remark);
                }
            }

            columns.Add((name, values));
            errors.Add(error);
        }

        SimulationReport report = Report(ReportAxis.Frequency, frequencies, columns, errors, method, reason);
        return report with { Notes = [.. report.Notes, .. notes] };
    }

    private SimulationReport Report(ReportAxis axis, double[] points, IReadOnlyList<(string, double[])> columns, IReadOnlyList<double> errors, string method, string reason) => new()
    {
        Name = loaded.Name,
        Axis = axis,
        Times = points,
        Observables = columns,
        StandardErrors = null,
        ErrorEstimates = errors,
        Method = method,
        Reason = reason,
        HilbertDimension = loaded.Model.Dimension,
        LiouvilleDimension = (double)loaded.Model.Dimension * loaded.Model.Dimension,
        SolvedDimension = (long)loaded.Model.Dimension * loaded.Model.Dimension,
        Backend = BackendText.Of(kernels),
        Parameters = loaded.Parameters,
        Notes = loaded.Notes,
    };

    private static double Frobenius(Operator a) => Math.Sqrt(a.Matrix.Entries().Sum(e => (e.Value.Real * e.Value.Real) + (e.Value.Imaginary * e.Value.Imaginary)));
}
