using System.Globalization;
using System.Text;
using LindbladVerify.Formulas;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Proofs;

/// <summary>Writes a derived formula as a formula file whose claims verify.</summary>
internal static class FormulaFileWriter
{
    private static readonly double[] Spans = [10, 3, 1.5, 1.1, 1.01];

    /// <summary>The file.</summary>
    /// <param name="id">Id of the formula.</param>
    /// <param name="derivation">The formula.</param>
    /// <param name="model">The model.</param>
    /// <param name="path">The model's file as the formula file names it.</param>
    /// <param name="request">What was derived.</param>
    /// <remarks>Ranges lie around the numbers of the model's file, as wide as the model exists there.</remarks>
    /// <exception cref="DerivationException">The model exists in no range around its own numbers.</exception>
    public static string Text(string id, Derivation derivation, ModelFile model, string path, DerivationRequest request)
    {
        ArgumentNullException.ThrowIfNull(derivation);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Frequency is not null)
        {
            throw new DerivationException("A formula file of a spectral density needs omega among its parameters: leave out --set omega, or --out.");
        }

        LoadedModel loaded = model.Bind();
        double[] values = [.. derivation.Parameters.Select(p => IsFrequency(p, request) ? Typical(loaded) : loaded.Parameters[p])];
        Parameter[] ranges = Ranges(derivation, values, model, request);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"id: {id}\ntitle: {Title(derivation)}\nsource: derived from {Path.GetFileName(path)}\nparameters:\n");
        foreach (Parameter range in ranges)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {range.Name}: {{ range: [{range.Low:R}, {range.High:R}] }}\n");
        }

        if (derivation.Where.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"where: {{ {string.Join(", ", derivation.Where.Select(w => $"{w.Key}: \"{w.Value}\""))} }}\n");
        }

        string factor = request.Factor == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", factor: {request.Factor:R}");
        string quantity = derivation.Quantity is "residence-time" or "time-course" ? string.Empty : $", quantity: {derivation.Quantity}";
        string bind = request.Set.Count == 0 ? string.Empty : $", bind: {{ {string.Join(", ", request.Set.Select(s => $"{s.Key}: \"{s.Value}\""))} }}";
        text.Append(CultureInfo.InvariantCulture, $"{(request.Quantity == ModelQuantityKind.TimeCourse ? "curve" : "rate")}: \"{derivation.Text}\"\ndescribes: {{ model: \"{path}\", observable: {request.Observable}{quantity}{factor}{bind} }}\nclaims:\n  - {Claim(request.Path)}\n");
        return text.ToString();
    }

    private static bool IsFrequency(string name, DerivationRequest request) => request.Quantity == ModelQuantityKind.SpectralDensity && name is DerivationRequest.FrequencyName;

    /// <summary>A frequency among the numbers of the model: its middle parameter by size.</summary>
    private static double Typical(LoadedModel loaded)
    {
        double[] sizes = [.. loaded.Parameters.Values.Select(Math.Abs).Where(v => v > 0).Order()];
        return sizes.Length == 0 ? 1 : sizes[sizes.Length / 2];
    }

    private static string Title(Derivation derivation) => $"{(derivation.Quantity switch { "steady-state" => "Steady state", "spectral-density" => "Spectral density", "time-course" => "Time course", _ => "Relaxation rate" })} of {derivation.Observable}{(derivation.Path is { } path ? $" for {path.Text}" : string.Empty)}";

    private static string Claim(DerivationPath? path) => path is null
        ? "{ id: everywhere, kind: identity, declared: exact }"
        : $"{{ id: limit, kind: limit, vary: {{ {string.Join(", ", path.Exponents.Select(e => $"{e.Key}: {e.Value.ToDouble().ToString("R", CultureInfo.InvariantCulture)}"))} }}, to: {path.End?.ToString() ?? "infinity"}, order: infer, declared: asymptotic }}";

    private static Parameter[] Ranges(Derivation derivation, double[] values, ModelFile model, DerivationRequest request)
    {
        IReadOnlyList<string> names = derivation.Parameters;
        var set = request.Set.ToDictionary(s => s.Key, s => PreciseNumber(s.Value), StringComparer.Ordinal);
        foreach (double span in Spans)
        {
            Parameter[] ranges = [.. names.Zip(values, (n, v) => v == 0 ? new Parameter(n, "1", 0, span / 10, n) : new Parameter(n, "1", Math.Min(v / span, v * span), Math.Max(v / span, v * span), n))];
            if (Exists([.. ranges.Where(r => !IsFrequency(r.Name, request))], set, model) && HasValues(derivation, ranges, request))
            {
                return ranges;
            }
        }

        throw new DerivationException("The model exists in no range around the numbers of its file; change them, or leave out --out.");
    }

    private static bool Exists(Parameter[] ranges, Dictionary<string, double> set, ModelFile model)
    {
        const int Trials = 64;
        var sampler = new DomainSampler(ranges, 0);
        IEnumerable<ParameterPoint> points = sampler.Corners().Take(Trials).Concat(Enumerable.Range(0, Trials).Select(sampler.Point));
        foreach (ParameterPoint point in points)
        {
            try
            {
                _ = model.Bind(point.Names.Zip(point.Values).Concat(set.Select(s => (s.Key, s.Value))).ToDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal));
            }
            catch (ModelFileException)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a time course has a value all over the ranges: beyond some borders its frequencies are roots of negative numbers, and at some two modes meet.</summary>
    private static bool HasValues(Derivation derivation, Parameter[] ranges, DerivationRequest request)
    {
        const int Trials = 128;
        if (request.Quantity != ModelQuantityKind.TimeCourse)
        {
            return true;
        }

        string[] names = [.. ranges.Select(r => r.Name)];
        Expression course = new FormulaExpression([.. derivation.Where.Select(w => (w.Key, Expression.Parse(w.Value)))], Expression.Parse(derivation.Text)).WrittenOut();
        CompiledExpression[] needed = [.. Divisors(course).Append(course).Select(e => CompiledExpression.Formula(e, [.. names, FormulaBody.Time]))];
        var sampler = new DomainSampler(ranges, 0);
        double[][] values = [.. sampler.Corners().Take(Trials).Concat(Enumerable.Range(0, Trials).Select(sampler.Point)).Select(p => Array.ConvertAll(needed, e => e.Evaluate([.. names.Select(n => p[n]), 0])))];
        return values.All(v => v.All(double.IsFinite)) && Enumerable.Range(0, needed.Length - 1).All(k => values.All(v => v[k] * values[0][k] > 0));
    }

    private static IEnumerable<Expression> Divisors(Expression expression) =>
        (expression is BinaryExpression { Operator: BinaryOperator.Divide } quotient ? [quotient.Right] : Enumerable.Empty<Expression>()).Concat(expression.Children.SelectMany(Divisors));

    private static double PreciseNumber(Expression expression) => CompiledExpression.Formula(expression, []).Evaluate([]);
}
