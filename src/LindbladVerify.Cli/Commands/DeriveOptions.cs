using System.Globalization;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Cli.Commands;

/// <summary>The options of `derive`, read and checked.</summary>
internal sealed record DeriveOptions(string? Observable, string Quantity, string? Factor, string? Leading, string? Limit, int Terms, string[] Set)
{
    private const int MostTerms = 20;
    private static readonly string[] Quantities = ["residence-time", "steady-state", "golden-rule", "spectral-density", "spectral-gap", "line-width", "frequency", TimeCourse, LaplaceTransform];
    private const string TimeCourse = "time-course";
    private const string LaplaceTransform = "laplace-transform";

    /// <summary>Whether a file is a formula file: only those describe something.</summary>
    public static bool IsFormulaFile(string file)
    {
        try
        {
            return File.Exists(file) && File.ReadLines(file).Take(10_000).Any(l => l.StartsWith("describes:", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Refuses options that belong to model files.</summary>
    /// <exception cref="InputException">One was given.</exception>
    public void RequireNone(string? output)
    {
        string? given = Observable is not null ? "--observable" : Quantity is not "residence-time" ? "--quantity" : Factor is not null ? "--factor"
            : Leading is not null ? "--leading" : Limit is not null ? "--limit" : Terms != 1 ? "--terms" : Set.Length > 0 ? "--set" : output is not null ? "--out" : null;
        if (given is not null)
        {
            throw new InputException($"{given} belongs to a model file; a formula file says itself what it describes.");
        }
    }

    /// <summary>What is asked for of a model.</summary>
    /// <exception cref="InputException">An option has a value that is not allowed.</exception>
    public DerivationRequest Request(ModelFile model)
    {
        if (!Quantities.Contains(Quantity, StringComparer.Ordinal))
        {
            throw new InputException($"--quantity '{Quantity}' is unknown{NameSuggestion.For(Quantity, Quantities)}; allowed are {string.Join(", ", Quantities)}.");
        }

        if (Terms is < 1 or > MostTerms)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--terms must be a whole number from 1 to {MostTerms}, not {Terms}."));
        }

        if (Leading is not null && Limit is not null)
        {
            throw new InputException("--leading NAME is the limit \"NAME -> 0\"; give it or --limit, not both.");
        }

        if (Quantity is "golden-rule" && Leading is null)
        {
            throw new InputException("--quantity golden-rule is the leading power of a rate in a small coupling; name it with --leading.");
        }

        if (Terms > 1 && Leading is null && Limit is null)
        {
            throw new InputException("--terms belongs to an expansion; ask for one with --limit or --leading.");
        }

        Dictionary<string, Expression> set = Settings(model);
        bool isSpectrum = Quantity is "spectral-density";
        Expression? held = null;
        if (isSpectrum && !model.ParameterNames.Contains(DerivationRequest.FrequencyName, StringComparer.Ordinal))
        {
            set.Remove(DerivationRequest.FrequencyName, out held);
        }

        IReadOnlyList<string> variables = Deriver.Variables(model, set);
        if (isSpectrum && variables.Contains(DerivationRequest.FrequencyName, StringComparer.Ordinal))
        {
            throw new InputException("--quantity spectral-density: 'omega' is the frequency, and the model has a parameter of that name; rename it in the model.");
        }

        if (Quantity is TimeCourse or LaplaceTransform)
        {
            RequireCourse(variables);
        }

        RequireModel(model, set);
        variables = isSpectrum && held is null ? [.. variables, DerivationRequest.FrequencyName] : variables;
        DerivationPath? path = Leading is not null ? new DerivationPath(new Dictionary<string, BigRational>(StringComparer.Ordinal) { [Variable("--leading", Leading, variables)] = BigRational.One }, BigRational.Zero)
            : Limit is not null ? Path(Limit, variables) : null;
        if (isSpectrum && Factor is not null)
        {
            throw new InputException("--factor belongs to a rate, not to a spectral density.");
        }

        return new DerivationRequest(Named(model), Kind(Quantity))
        {
            Frequency = held,
            IsTransform = Quantity is LaplaceTransform,
            Factor = Factor is null ? 1 : Number("--factor", Factor),
            Set = set,
            Path = path,
            Terms = Terms,
        };
    }

    /// <summary>Refuses what a time course has no place for.</summary>
    private void RequireCourse(IReadOnlyList<string> variables)
    {
        if (Quantity is LaplaceTransform && variables.Contains(DerivationRequest.TransformName, StringComparer.Ordinal))
        {
            throw new InputException("--quantity laplace-transform: 's' is the variable of the transform, and the model has a parameter of that name; rename it in the model.");
        }

        string? given = Factor is not null ? "--factor" : Leading is not null ? "--leading" : Limit is not null ? "--limit" : null;
        if (given is not null)
        {
            throw new InputException($"{given} belongs to a number, such as a rate or a frequency, and not to --quantity {Quantity}.");
        }
    }

    private static ModelQuantityKind Kind(string quantity) => quantity switch
    {
        "steady-state" => ModelQuantityKind.SteadyState,
        "spectral-density" => ModelQuantityKind.SpectralDensity,
        "spectral-gap" => ModelQuantityKind.SpectralGap,
        "line-width" => ModelQuantityKind.LineWidth,
        "frequency" => ModelQuantityKind.Frequency,
        TimeCourse or LaplaceTransform => ModelQuantityKind.TimeCourse,
        _ => ModelQuantityKind.ResidenceTime,
    };

    /// <summary>Numbers with which the model does not exist are refused as they would be in its file, those of the file itself among them.</summary>
    private static void RequireModel(ModelFile model, IReadOnlyDictionary<string, Expression> set)
    {
        try
        {
            _ = model.Bind(set.ToDictionary(s => s.Key, s => CompiledExpression.Formula(s.Value, []).Evaluate([]), StringComparer.Ordinal));
        }
        catch (ModelFileException e) when (set.Count > 0)
        {
            throw new InputException($"--set {string.Join(", ", set.Select(s => $"{s.Key}={s.Value}"))}: the model does not exist there. {OneLine.Of(e.Message)}");
        }
    }

    private string Named(ModelFile model)
    {
        string[] known = [.. model.Parts().Observables.Select(o => o.Name)];
        return Observable is null
            ? known.Length == 1 ? known[0] : throw new InputException($"--observable is needed: the model has {string.Join(", ", known)}.")
            : known.Contains(Observable, StringComparer.Ordinal) ? Observable
            : throw new InputException($"--observable '{Observable}' is none of the model{NameSuggestion.For(Observable, known)}; it has {string.Join(", ", known)}.");
    }

    private Dictionary<string, Expression> Settings(ModelFile model)
    {
        var set = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (string text in Set)
        {
            string[] sides = text.Split('=', 2, StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || sides[1].Length == 0)
            {
                throw new InputException($"--set needs NAME=VALUE, such as P=1/2; '{text}' is not that.");
            }

            bool isFrequency = Quantity is "spectral-density" && sides[0] is DerivationRequest.FrequencyName;
            if (!isFrequency && !model.ParameterNames.Contains(sides[0], StringComparer.Ordinal))
            {
                throw new InputException($"--set gives '{sides[0]}', which is no parameter of the model{NameSuggestion.For(sides[0], model.ParameterNames)}; they are {string.Join(", ", model.ParameterNames)}.");
            }

            try
            {
                var value = Expression.Parse(sides[1]);
                set[sides[0]] = value.Names().Count == 0 ? value : throw new InputException($"--set {sides[0]} must be a number or a fraction, not '{sides[1]}'.");
            }
            catch (ExpressionException e)
            {
                throw new InputException($"--set {sides[0]}: {OneLine.Of(e.Message)}");
            }
        }

        return set;
    }

    private static string Variable(string option, string name, IReadOnlyList<string> variables) =>
        variables.Contains(name, StringComparer.Ordinal) ? name : throw new InputException($"{option} '{name}' is no free parameter of the model{NameSuggestion.For(name, variables)}; they are {string.Join(", ", variables)}.");

    private static double Number(string option, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value != 0
            ? value
            : throw new InputException($"{option} must be a number other than 0, not '{text}'.");

    /// <summary>A number or a fraction of two.</summary>
    private static bool TryFraction(string text, out BigRational value)
    {
        string[] parts = text.Split('/', 2, StringSplitOptions.TrimEntries);
        if (!BigRational.TryParse(parts[0], out value))
        {
            return false;
        }

        BigRational divisor = BigRational.One;
        bool isNumber = parts.Length == 1 || (BigRational.TryParse(parts[1], out divisor) && !divisor.IsZero);
        value = isNumber ? value / divisor : value;
        return isNumber;
    }

    private static DerivationPath Path(string text, IReadOnlyList<string> variables)
    {
        string[] sides = text.Split("->", StringSplitOptions.TrimEntries);
        if (sides.Length != 2 || sides[0].Length == 0 || sides[1].Length == 0)
        {
            throw new InputException($"--limit needs a path such as \"Gc -> infinity\" or \"P -> 1\"; '{text}' is not that.");
        }

        BigRational? end = sides[1] is "infinity" or "inf" or "∞" ? null
            : TryFraction(sides[1], out BigRational number) ? number
            : throw new InputException($"--limit ends at '{sides[1]}'; allowed are infinity and numbers such as 0 or 1/2.");
        var exponents = new Dictionary<string, BigRational>(StringComparer.Ordinal);
        foreach (string piece in sides[0].Split(',', StringSplitOptions.TrimEntries))
        {
            string[] parts = piece.Split('^', 2, StringSplitOptions.TrimEntries);
            BigRational exponent = parts.Length == 1 ? BigRational.One
                : TryFraction(parts[1].Trim('(', ')'), out BigRational power) && !power.IsZero ? power
                : throw new InputException($"--limit has the exponent '{parts[1]}'; it must be a number or fraction other than 0.");
            if (end is { IsZero: false } && exponent.Sign < 0)
            {
                throw new InputException("--limit towards a finite number needs positive exponents.");
            }

            exponents[Variable("--limit", parts[0], variables)] = exponent;
        }

        return new DerivationPath(exponents, end);
    }
}
