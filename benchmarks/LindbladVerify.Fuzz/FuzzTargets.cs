using System.Numerics;
using System.Text;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Verification.FormulaFiles;

namespace LindbladVerify.Fuzz;

/// <summary>All readers of the program.</summary>
public static class FuzzTargets
{
    private static readonly string[] ExpressionWords =
        ["S.z", "S.p", "c.a", "c.ket(0,1)", "c.proj(1)", "ket(", "sqrt(", "exp(", "min(", "pi", "i", "t", "Delta", "^", "^-", "*", "/", "(", ")", ",", "<=", "and", "not", "1e308", "2", "-", "."];

    private static readonly string[] FileWords =
    [
        "id", "title", "source", "doi", "parameters", "where", "rate", "curve", "describes", "claims", "kind", "range", "unit", "value", "pair", "model", "observable", "factor", "noise", "reference", "bind", "identity", "limit", "bound", "symmetry",
        "vary", "to", "infinity", "order", "infer", "declared", "map", "within", "exact", "bounded", "spins", "levels", "hamiltonian", "dissipators", "operator", "process", "telegraph", "ornstein-uhlenbeck", "markov-chain", "fluctuators", "trace", "file",
        "initial", "density", "up", "mixed", "coherent(2)", "thermal(1)", "observables", "times", "from", "points", "drive", "envelope", "frequency", "1/2", "500", "\"\"", "{}", "[]", "~", "null", "true", "100 kHz", "1/s", "P: { range: [0, 1] }", "x: 1",
    ];

    private static readonly QuantityKind[] Kinds = Enum.GetValues<QuantityKind>();

    /// <summary>The readers, each with its part of all mutations.</summary>
    public static IReadOnlyList<FuzzTarget> All(Corpus corpus) =>
    [
        new("expression", 0.45, corpus.Expressions, ExpressionWords, ReadExpression),
        new("quantity", 0.2, Corpus.Quantities, ["kHz", "1/s", "s^-1", "e", "+", "-", ".", " "], ReadQuantity),
        new("manifest", 0.1, Corpus.Manifests, ["sha256", "complete", "true", "{", "}", ":", "\"", "1e999", "\\ud800"], ReadManifest),
        new("model file", 0.15, corpus.Models, [.. FileWords, .. ExpressionWords], text => ReadModel(text, corpus.ModelFolder)),
        new("formula file", 0.089, corpus.Formulas, [.. FileWords, .. ExpressionWords], text => ReadFormula(text, corpus.FormulaFolder)),
        ApplicationTarget.CommandLine(corpus, 0.005),
        ApplicationTarget.Simulate(corpus, 0.004, [.. FileWords, .. ExpressionWords]),
        ApplicationTarget.Explore(corpus, 0.001, [.. FileWords, .. ExpressionWords]),
        ApplicationTarget.Verify(corpus, 0.001, [.. FileWords, .. ExpressionWords]),
    ];

    private static bool ReadExpression(string text)
    {
        Expression expression;
        try
        {
            expression = Expression.Parse(text);
        }
        catch (ExpressionException e)
        {
            RequireOneLine(e.Message);
            return false;
        }

        if (!Expression.Parse(expression.ToString()).Equals(expression))
        {
            throw new InvalidDataException($"printed and read again it is another expression: {expression}");
        }

        var space = new HilbertSpace(Site.OfSpin("S", 0.5), Site.OfSpin("I", 1), Site.OfLevels("c", 4));
        var parameters = new Dictionary<string, double>(StringComparer.Ordinal) { ["a"] = 0.5, ["b"] = 2, ["Delta"] = 1e6, ["t"] = 1e-3 };
        foreach (Func<object> evaluate in new Func<object>[]
        {
            () => new ExpressionEvaluator(parameters, space).Operator(expression),
            () => (Complex)new ExpressionEvaluator(parameters).Number(expression),
            () => CompiledExpression.Formula(expression, [.. parameters.Keys]).Evaluate([.. parameters.Values]),
        })
        {
            try
            {
                _ = evaluate();
            }
            catch (ExpressionException e)
            {
                RequireOneLine(e.Message);
            }
        }

        return true;
    }

    private static bool ReadQuantity(string text)
    {
        bool isRead = false;
        _ = Quantity.HasUnit(text);
        foreach (QuantityKind kind in Kinds)
        {
            try
            {
                _ = Quantity.Parse(text, kind);
                isRead = true;
            }
            catch (ExpressionException e)
            {
                RequireOneLine(e.Message);
            }
        }

        return isRead;
    }

    private static bool ReadManifest(string text) => RunManifest.FilesIn(Encoding.UTF8.GetBytes(text)) is not null;

    private static bool ReadModel(string text, string folder)
    {
        try
        {
            _ = ModelFileReader.OpenText(text, "fuzz.yaml", folder).Bind();
            return true;
        }
        catch (ModelFileException e)
        {
            RequireOneLine(e.Message);
            return false;
        }
    }

    private static bool ReadFormula(string text, string folder)
    {
        try
        {
            _ = FormulaFileReader.ReadText(text, "fuzz.yaml", folder);
            return true;
        }
        catch (ModelFileException e)
        {
            RequireOneLine(e.Message);
            return false;
        }
    }

    /// <summary>A refusal is one line of characters that a terminal can show.</summary>
    internal static void RequireOneLine(string message)
    {
        if (message.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
        {
            throw new InvalidDataException($"the message is not one line: {message}");
        }
    }
}
