using System.Globalization;
using System.Numerics;
using System.Text;
using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;
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
    private static readonly Lazy<string> Template = new(() => EmbeddedText.Require(typeof(Certificate).Assembly, "certificate.py").ReplaceLineEndings("\n"));

    /// <summary>The program for "the formula is the reference".</summary>
    /// <param name="statement">The claim in words.</param>
    /// <param name="parameters">The variables.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="reference">The reference; no time course.</param>
    /// <exception cref="NotAlgebraicException">A part has no place in a certificate.</exception>
    public static string OfIdentity(string statement, IReadOnlyList<string> parameters, FormulaExpression formula, FieldReference reference) =>
        Text(statement, parameters, formula, reference, "LIMIT = None\n");

    /// <summary>The program for "along a path formula/reference - 1 is of this order, with this leading term".</summary>
    /// <param name="statement">The claim in words.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="reference">The reference; no time course and no mode.</param>
    /// <param name="path">The path.</param>
    /// <param name="declared">The order that is claimed, at least; null where the error is only said to vanish.</param>
    /// <param name="order">The order that was found; null where the error is 0.</param>
    /// <param name="leading">The leading term; null where it is not told.</param>
    /// <exception cref="NotAlgebraicException">A part has no place in a certificate.</exception>
    public static string OfLimit(string statement, FormulaExpression formula, FieldReference reference, LimitPathForm path, double? declared, BigRational? order, string? leading)
    {
        int root = (int)path.Exponents.Aggregate(BigInteger.One, (m, e) => m / BigInteger.GreatestCommonDivisor(m, e.Denominator) * e.Denominator);
        int side = path.Direction == LimitDirection.Zero ? 1 : -1;
        string texts = string.Concat(formula.Helpers.Select(h => PythonText.Of(h.Value)).Append(PythonText.Of(formula.Value)));
        if (texts.Contains("sqrt", StringComparison.Ordinal) || texts.Contains("'0.5'", StringComparison.Ordinal))
        {
            throw new NotAlgebraicException("Signs of square roots along a path have no place in a certificate.");
        }

        IEnumerable<string> coordinates = reference.Parameters.Zip(path.Coordinates, (p, c) => string.Create(
            CultureInfo.InvariantCulture,
            $"({Quoted(PythonText.Name(p))}, {Number(c.End)}, {c.Sign}, {(int)(c.Exponent * root).Numerator * side})"));
        string limit = string.Create(
            CultureInfo.InvariantCulture,
            $"LIMIT = {{'path': [{string.Join(", ", coordinates)}], 'root': {root}, 'claimed': {(declared is { } least ? $"Fraction('{least.ToString("R", CultureInfo.InvariantCulture)}')" : "None")}, 'order': {(order is { } k ? Number(k) : "None")}, 'leading': {(leading is null ? "None" : Quoted(PythonText.Of(Expression.Parse(leading))))}}}\n");
        return Text(statement, reference.Parameters, formula, reference, limit);

        static string Number(BigRational value) => string.Create(CultureInfo.InvariantCulture, $"Fraction({value.Numerator}, {value.Denominator})");
    }

    private static string Text(string statement, IReadOnlyList<string> parameters, FormulaExpression formula, FieldReference reference, string limit)
    {
        var data = new StringBuilder();
        data.Append(CultureInfo.InvariantCulture, $"PARAMETERS = [{string.Join(", ", parameters.Select(p => Quoted(PythonText.Name(p))))}]\n");
        data.Append(CultureInfo.InvariantCulture, $"HELPERS = [{string.Join(", ", formula.Helpers.Select(h => $"({Quoted(PythonText.Name(h.Name))}, {Quoted(PythonText.Of(h.Value))})"))}]\n");
        data.Append(CultureInfo.InvariantCulture, $"FORMULA = {Quoted(PythonText.Of(formula.Value))}\n");
        data.Append("PARTS = {\n");
        foreach (FieldPart part in reference.Parts)
        {
            data.Append(CultureInfo.InvariantCulture, $"    '{part.Name}': {{'kind': '{Kind(part.Kind)}',\n        'bind': {{{string.Join(", ", part.Binding.Select(b => $"{Quoted(PythonText.Name(b.Name))}: {Quoted(PythonText.Of(b.Value))}"))}}},\n        'model': {Model(part.Source, part.Observable)}}},\n");
        }

        data.Append(CultureInfo.InvariantCulture, $"}}\nREFERENCE = {Quoted(PythonText.Of(reference.Expression))}\n{limit}");
        return Template.Value.Replace("@STATEMENT@", statement.Replace("\"\"\"", "'''", StringComparison.Ordinal).Replace('\\', '/'), StringComparison.Ordinal).Replace("@DATA@\n", data.ToString(), StringComparison.Ordinal);
    }

    private static string Model(ModelFile file, string observable)
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
            $"'noise': [{string.Join(", ", model.Noise.Select(n => $"({Quoted(PythonText.Of(n.Operator))}, {Noise(n.Process)})"))}]",
            initial,
            $"'observable': {Quoted(PythonText.Of(model.Observables.First(o => string.Equals(o.Name, observable, StringComparison.Ordinal)).Operator))}",
        }.Select(line => "            " + line)) + "}";
    }

    private static string Site(Site site) => string.Create(CultureInfo.InvariantCulture, $"('{PythonText.Name(site.Name)}', {site.Dimension}, {(site.Spin is null ? "False" : "True")})");

    private static string Noise(NoiseParts noise)
    {
        if (noise.Values.Count > 0)
        {
            return $"{{'kind': 'markov-chain', 'values': [{string.Join(", ", noise.Values.Select(v => Quoted(PythonText.Of(v))))}], 'rates': [{string.Join(", ", noise.Rates.Select(r => $"[{string.Join(", ", r.Select(x => Quoted(PythonText.Of(x))))}]"))}]}}";
        }

        string count = noise.Numbers.TryGetValue("count", out Expression? number) && number is NumberExpression whole ? string.Create(CultureInfo.InvariantCulture, $", 'count': {(int)whole.Value}")
            : number is null ? string.Empty : throw new NotAlgebraicException("The number of fluctuators is an expression, which has no place in a certificate.");
        string probability = noise.Numbers.TryGetValue("probabilityHigh", out Expression? given) ? PythonText.Of(given) : "_q('0.5')";
        return $"{{'kind': '{noise.Kind}'{count}, 'high': {Quoted(PythonText.Of(noise.Numbers["high"]))}, 'low': {Quoted(PythonText.Of(noise.Numbers["low"]))}, 'rate': {Quoted(PythonText.Of(noise.Numbers["rate"]))}, 'probability': {Quoted(probability)}}}";
    }

    private static string Kind(FieldQuantityKind kind) => kind switch
    {
        FieldQuantityKind.RelaxationRate => "relaxation-rate",
        FieldQuantityKind.Area => "area",
        FieldQuantityKind.Final => "final",
        FieldQuantityKind.Decay => "decay",
        FieldQuantityKind.DecayOfPair => "decay-of-pair",
        FieldQuantityKind.Frequency => "frequency",
        _ => throw new NotAlgebraicException("Certificates of time courses are not offered."),
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
        CallExpression { Function: "sqrt" or "exp" or "log" or "sin" or "cos" or "tanh" } call => $"{call.Function}({Of(call.Children[0])})",
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
