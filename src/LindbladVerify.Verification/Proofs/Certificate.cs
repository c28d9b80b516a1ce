using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Text;
using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Formulas;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.FormulaFiles;

namespace LindbladVerify.Verification.Proofs;

/// <summary>
/// A program in Python, of its standard library alone, that builds the equations of motion from the numbers of the model and the formula from its text and
/// tests their identity modulo primes that its reader chooses. It shares nothing with this program but the mathematics.
/// </summary>
internal static class Certificate
{
    private static readonly ConcurrentDictionary<string, string> Files = new(StringComparer.Ordinal);

    /// <summary>The program for "the formula is the reference".</summary>
    /// <param name="statement">The claim in words.</param>
    /// <param name="parameters">The variables.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="reference">The reference; no time course.</param>
    /// <exception cref="NotAlgebraicException">A part has no place in a certificate.</exception>
    public static string OfIdentity(string statement, IReadOnlyList<string> parameters, FormulaExpression formula, FieldReference reference) =>
        Text(statement, parameters, formula, reference, "identity", string.Empty);

    /// <summary>The program for "the formula is the whole time course".</summary>
    /// <inheritdoc cref="OfIdentity" path="/exception"/>
    public static string OfCourse(string statement, FormulaExpression formula, FieldReference reference) =>
        Text(statement, reference.Parameters, formula, reference, "course", $"TIME = {Quoted(PythonText.Name(FormulaBody.Time))}\n");

    /// <summary>The program for "formula and reference gain a factor under a map".</summary>
    /// <param name="statement">The claim in words.</param>
    /// <param name="parameters">The variables.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="reference">The reference; null where the claim has none.</param>
    /// <param name="map">The map.</param>
    /// <exception cref="NotAlgebraicException">A part has no place in a certificate.</exception>
    public static string OfSymmetry(string statement, IReadOnlyList<string> parameters, FormulaExpression formula, FieldReference? reference, PointMap map) => Text(
        statement,
        parameters,
        formula,
        reference,
        "symmetry",
        $"MAP = {{{string.Join(", ", parameters.Zip(map.Images, (p, image) => $"{Quoted(PythonText.Name(p))}: {Quoted(PythonText.Of(image))}"))}}}\nFACTOR = {Quoted(PythonText.Of(map.Factor))}\n");

    /// <summary>The program for inequalities on the whole domain: fractions that are found again at random points, and the signs of their polynomials.</summary>
    /// <param name="statement">The claim in words.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="expression">Its text.</param>
    /// <param name="reference">The reference; null where the claim has none.</param>
    /// <param name="checks">What was shown to be nowhere negative.</param>
    /// <exception cref="NotAlgebraicException">A part has no place in a certificate.</exception>
    public static string OfInequality(string statement, Formula formula, FormulaExpression expression, FieldReference? reference, IReadOnlyList<SignCheck> checks)
    {
        var data = new StringBuilder();
        data.Append(CultureInfo.InvariantCulture, $"RANGES = [{string.Join(", ", formula.Parameters.Select(p => $"({Bound(p.Low)}, {Bound(p.High)})"))}]\nCHECKS = [\n");
        foreach (SignCheck check in checks)
        {
            data.Append(CultureInfo.InvariantCulture, $"    {{'of': '{check.Source}', 'derivative': {(check.Derivative is { } k ? k.ToString(CultureInfo.InvariantCulture) : "None")}, 'scale': '{check.Scale}', 'shift': '{check.Shift}',\n");
            data.Append(CultureInfo.InvariantCulture, $"     'above': {Polynomial(check.Base.Numerator)},\n     'below': {Polynomial(check.Base.Denominator)},\n");
            data.Append(CultureInfo.InvariantCulture, $"     'factors': [{Factors(check.Function.Numerator)},\n        {Factors(check.Function.Denominator)}]}},\n");
        }

        data.Append("]\n");
        return Text(statement, [.. formula.Parameters.Select(p => p.Name)], expression, reference, "inequality", data.ToString());

        static string Bound(double value) => double.IsFinite(value) ? $"'{value.ToString("R", CultureInfo.InvariantCulture)}'" : "None";
    }

    private static string Polynomial(MultivariatePolynomial p) =>
        $"[{string.Join(", ", p.Terms.Select(t => $"('{t.Coefficient}', {Exponents(t.Monomial)})"))}]";

    /// <summary>A tuple, of one exponent as well.</summary>
    private static string Exponents(Monomial monomial)
    {
        var text = new StringBuilder("(");
        for (int k = 0; k < monomial.Exponents.Length; k++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{monomial[k]},");
        }

        return text.Append(')').ToString();
    }

    private static string Factors(MultivariatePolynomial p)
    {
        PolynomialFactorization factors = p.IsZero || p.Terms.Count > InequalityProver.MostFactoredTerms ? new PolynomialFactorization(1, Monomial.One(p.VariableCount), [new PolynomialFactor(p, 1)]) : PolynomialFactorization.Of(p);
        return string.Create(CultureInfo.InvariantCulture, $"('{factors.Number}', {Exponents(factors.Monomial)}, [{string.Join(", ", factors.Factors.Select(f => string.Create(CultureInfo.InvariantCulture, $"({Polynomial(f.Polynomial)}, {f.Multiplicity})")))}])");
    }

    /// <summary>The program for "along a path formula/reference - 1 is of this order, with this leading term".</summary>
    /// <param name="statement">The claim in words.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="reference">The reference; no time course.</param>
    /// <param name="path">The path.</param>
    /// <param name="declared">The order that is claimed, at least; null where the error is only said to vanish.</param>
    /// <param name="found">The order and the leading term that were found, and of a mode the equations that it obeys.</param>
    /// <exception cref="NotAlgebraicException">A part has no place in a certificate.</exception>
    public static string OfLimit(string statement, FormulaExpression formula, FieldReference reference, LimitPathForm path, double? declared, LimitProof found)
    {
        int root = (int)path.Exponents.Aggregate(BigInteger.One, (m, e) => m / BigInteger.GreatestCommonDivisor(m, e.Denominator) * e.Denominator);
        int side = path.Direction == LimitDirection.Zero ? 1 : -1;
        IEnumerable<string> coordinates = reference.Parameters.Zip(path.Coordinates, (p, c) => string.Create(
            CultureInfo.InvariantCulture,
            $"({Quoted(PythonText.Name(p))}, {Number(c.End)}, {c.Sign}, {(int)(c.Exponent * root).Numerator * side})"));
        string equations = reference.IsMode ? string.Join(", ", found.Equations.Select(e => $"'{e.ToString().ToLowerInvariant()}'")) : "None";
        string limit = string.Create(
            CultureInfo.InvariantCulture,
            $"LIMIT = {{'path': [{string.Join(", ", coordinates)}], 'root': {root}, 'claimed': {(declared is { } least ? $"Fraction('{least.ToString("R", CultureInfo.InvariantCulture)}')" : "None")}, 'order': {(found.Order is { } k ? Number(k) : "None")}, 'leading': {(found.Expression is { } leading ? Quoted(PythonText.Of(Expression.Parse(leading))) : "None")}, 'equations': [{equations}]}}\n");
        return Text(statement, reference.Parameters, formula, reference, "limit", limit);

        static string Number(BigRational value) => string.Create(CultureInfo.InvariantCulture, $"Fraction({value.Numerator}, {value.Denominator})");
    }

    private static string Text(string statement, IReadOnlyList<string> parameters, FormulaExpression formula, FieldReference? reference, string check, string claim)
    {
        IReadOnlyList<FieldPart> parts = reference?.Parts ?? [];
        var data = new StringBuilder();
        data.Append(CultureInfo.InvariantCulture, $"PARAMETERS = [{string.Join(", ", parameters.Select(p => Quoted(PythonText.Name(p))))}]\n");
        data.Append(CultureInfo.InvariantCulture, $"HELPERS = [{string.Join(", ", formula.Helpers.Select(h => $"({Quoted(PythonText.Name(h.Name))}, {Quoted(PythonText.Of(h.Value))})"))}]\n");
        data.Append(CultureInfo.InvariantCulture, $"FORMULA = {Quoted(PythonText.Of(formula.Value))}\n");
        data.Append("PARTS = {\n");
        foreach (FieldPart part in parts)
        {
            string frequency = part.FrequencyText is { } omega ? $" 'frequency': {Quoted(PythonText.Of(omega))}," : string.Empty;
            data.Append(CultureInfo.InvariantCulture, $"    '{part.Name}': {{'kind': '{Kind(part.Kind)}',{frequency}\n        'bind': {{{string.Join(", ", part.Binding.Select(b => $"{Quoted(PythonText.Name(b.Name))}: {Quoted(PythonText.Of(b.Value))}"))}}},\n        'model': {Model(part.Source, part.Observable, part.Ladder)}}},\n");
        }

        data.Append(CultureInfo.InvariantCulture, $"}}\nREFERENCE = {Quoted(reference is null ? string.Empty : PythonText.Of(reference.Expression))}\n{claim}");
        string spectrum = parts.Any(p => p.Kind is FieldQuantityKind.SpectralDensity) ? File("spectrum") + "\n" : string.Empty;
        return File("certificate")
            .Replace("@CHECK@\n", spectrum + File(check), StringComparison.Ordinal)
            .Replace("@STATEMENT@", statement.Replace("\"\"\"", "'''", StringComparison.Ordinal).Replace('\\', '/'), StringComparison.Ordinal)
            .Replace("@DATA@\n", data.ToString(), StringComparison.Ordinal);
    }

    private static string File(string name) => Files.GetOrAdd(name, n => EmbeddedText.Require(typeof(Certificate).Assembly, $"certificates/{n}.py").ReplaceLineEndings("\n"));

    private static string Model(ModelFile file, string observable, int ladder)
    {
        ModelParts model = file.Parts();
        string initial = model.Density is { } density
            ? $"'density': {Quoted(PythonText.Of(density))}"
            : $"'initial': [{string.Join(", ", model.Initial.Select(l => $"('{l.Word}', {(l.Number is { } n ? Quoted(PythonText.Of(n)) : "None")})"))}]";
        return "{\n" + string.Join(",\n", new[]
        {
            $"'sites': [{string.Join(", ", model.Sites.Select(Site))}]",
            $"'parameters': [{string.Join(", ", model.Parameters.Select(p => $"({Quoted(PythonText.Name(p.Name))}, {Quoted(PythonText.Of(p.Value))})"))}]",
            $"'hamiltonian': {Quoted(PythonText.Of(model.Hamiltonian))}",
            $"'dissipators': [{string.Join(", ", model.Dissipators.Select(d => $"({Quoted(PythonText.Of(d.Operator))}, {Quoted(PythonText.Of(d.Rate))})"))}]",
            $"'noise': [{string.Join(", ", model.Noise.Select(n => $"({Quoted(PythonText.Of(n.Operator))}, {Noise(n.Process, ladder)})"))}]",
            initial,
            $"'observable': {Quoted(PythonText.Of(model.Observables.First(o => string.Equals(o.Name, observable, StringComparison.Ordinal)).Operator))}",
        }.Select(line => "            " + line)) + "}";
    }

    private static string Site(Site site) => string.Create(CultureInfo.InvariantCulture, $"('{PythonText.Name(site.Name)}', {site.Dimension}, {(site.Spin is null ? "False" : "True")})");

    private static string Noise(NoiseParts noise, int ladder)
    {
        if (noise.Kind is "ornstein-uhlenbeck")
        {
            return ladder == 0 ? throw new NotAlgebraicException("Endless ladders have no place in a certificate.") : string.Create(
                CultureInfo.InvariantCulture,
                $"{{'kind': 'ornstein-uhlenbeck', 'levels': {ladder}, 'mean': {Quoted(noise.Numbers.TryGetValue("mean", out Expression? mean) ? PythonText.Of(mean) : "_q('0')")}, 'variance': {Quoted(Variance(noise.Numbers["standardDeviation"]))}, 'rate': {Quoted(PythonText.Of(noise.Numbers["rate"]))}}}");
        }

        if (noise.Values.Count > 0)
        {
            return $"{{'kind': 'markov-chain', 'values': [{string.Join(", ", noise.Values.Select(v => Quoted(PythonText.Of(v))))}], 'rates': [{string.Join(", ", noise.Rates.Select(r => $"[{string.Join(", ", r.Select(x => Quoted(PythonText.Of(x))))}]"))}]}}";
        }

        string count = noise.Numbers.TryGetValue("count", out Expression? number) && number is NumberExpression whole ? string.Create(CultureInfo.InvariantCulture, $", 'count': {(int)whole.Value}")
            : number is null ? string.Empty : throw new NotAlgebraicException("The number of fluctuators is an expression, which has no place in a certificate.");
        string probability = noise.Numbers.TryGetValue("probabilityHigh", out Expression? given) ? PythonText.Of(given) : "_q('0.5')";
        return $"{{'kind': '{noise.Kind}'{count}, 'high': {Quoted(PythonText.Of(noise.Numbers["high"]))}, 'low': {Quoted(PythonText.Of(noise.Numbers["low"]))}, 'rate': {Quoted(PythonText.Of(noise.Numbers["rate"]))}, 'probability': {Quoted(probability)}}}";
    }

    private static string Variance(Expression deviation) =>
        deviation is CallExpression { Function: "sqrt" } root ? PythonText.Of(root.Children[0]) : $"{PythonText.Of(deviation)} ** _q('2')";

    private static string Kind(FieldQuantityKind kind) => kind switch
    {
        FieldQuantityKind.RelaxationRate => "relaxation-rate",
        FieldQuantityKind.Area => "area",
        FieldQuantityKind.Final => "final",
        FieldQuantityKind.Decay => "decay",
        FieldQuantityKind.DecayOfPair => "decay-of-pair",
        FieldQuantityKind.Frequency => "frequency",
        FieldQuantityKind.SpectralDensity => "spectral-density",
        _ => "course",
    };

    private static string Quoted(string text) => PythonText.Quoted(text);
}

/// <summary>Expressions as Python, every number as the decimal fraction that it reads as.</summary>
internal static class PythonText
{
    private static readonly HashSet<string> Reserved = new(
        ["False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"],
        StringComparer.Ordinal);

    private static readonly HashSet<string> Operators = new(["one", "x", "y", "z", "p", "m", "a", "ad", "n", "proj", "ket"], StringComparer.Ordinal);

    /// <summary>The expression, fully bracketed.</summary>
    /// <exception cref="NotAlgebraicException">A part has no place in a certificate.</exception>
    public static string Of(Expression expression) => expression switch
    {
        NumberExpression number => $"_q('{number.Digits}')",
        NameExpression name => Name(name.Name),
        MemberExpression member when Operators.Contains(member.Operator) => $"{Name(member.Site)}.{member.Operator}{(member.Children.Count > 0 ? $"({string.Join(", ", member.Children.Select(Of))})" : string.Empty)}",
        NegationExpression negation => $"(-{Of(negation.Operand)})",
        BinaryExpression binary => $"({Of(binary.Left)} {Sign(binary.Operator)} {Of(binary.Right)})",
        CallExpression { Function: "sqrt" or "exp" or "log" or "sin" or "cos" or "tanh" or "coth" or "cosh" or "sinh" } call => $"{call.Function}({Of(call.Children[0])})",
        _ => throw new NotAlgebraicException($"'{expression}' has no place in a certificate."),
    };

    /// <summary>A name that is none of Python's words.</summary>
    public static string Name(string name) => Reserved.Contains(name) ? name + "_" : name.Replace("[", "__", StringComparison.Ordinal).Replace("]", "_", StringComparison.Ordinal);

    /// <summary>A text in quotes.</summary>
    public static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Sign(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        _ => "**",
    };
}
