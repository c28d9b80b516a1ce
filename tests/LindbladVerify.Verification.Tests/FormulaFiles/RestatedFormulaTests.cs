using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;
using Xunit;
using Xunit.Abstractions;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>Random true claims: correct formulas restated by random algebra, some of it numerically harmful, on random domains, must never be refuted.</summary>
public sealed class RestatedFormulaTests(ITestOutputHelper output)
{
    private static readonly int Claims = Cases.Count(1000, 150, 30);
    private const int MostRewrites = 6;

    [LongFact]
    public void NoTrueClaimIsRefuted()
    {
        var random = new RandomSystems(11);
        using ModelFolder folder = CorrectFormulas.Folder();
        string[] texts = [.. CorrectFormulas.All.Values];
        int inconclusive = 0;
        for (int k = 0; k < Claims; k++)
        {
            string text = Rescaled(texts[k % texts.Length], random.LogUniform(1e-3, 1e3));
            FileFormula original = FormulaFileReader.ReadText(text, "restated.yaml", folder.Path);
            FormulaBody body = Restate(original.Body, random, 1 + (k % MostRewrites));
            FileFormula formula = original.With(body);
            var settings = new JudgingSettings { ScanPoints = 32, Searches = 1, Threads = 1, Seed = (ulong)k };
            Verdict verdict = Judge.Of(formula, formula.Claims[0], new JudgingContext(new ReferenceLibrary(DenseKernels.Managed, [formula]), settings, CancellationToken.None));

            Assert.True(verdict.Kind is VerdictKind.Exact or VerdictKind.Inconclusive, $"claim {k}, {verdict.Kind}: {verdict.Reason}\n{body}");
            inconclusive += verdict.Kind == VerdictKind.Inconclusive ? 1 : 0;
        }

        output.WriteLine($"{Claims} claims, 0 refuted, {inconclusive} inconclusive");

        // Only what is left of the error bounds' slack: the bounds know what rounding can do to each restatement.
        Assert.True(inconclusive <= Claims / 100, $"{inconclusive} inconclusive");
    }

    /// <summary>All rates of the domain times a factor.</summary>
    private static string Rescaled(string text, double factor) => string.Join('\n', text.Split('\n').Select(line =>
    {
        int at = line.IndexOf("range: [", StringComparison.Ordinal);
        if (at < 0 || !line.Contains("unit:", StringComparison.Ordinal))
        {
            return line;
        }

        string[] ends = line[(at + 8)..line.LastIndexOf(']')].Split(',');
        return $"{line[..at]}range: [{string.Join(", ", ends.Select(e => FormattableString.Invariant($"{factor * double.Parse(e, System.Globalization.CultureInfo.InvariantCulture):R}")))}] }}";
    }));

    private static FormulaBody Restate(FormulaBody body, RandomSystems random, int rewrites)
    {
        for (int k = 0; k < rewrites; k++)
        {
            Expression[] parts = [.. body.Helpers.Select(h => h.Definition), body.Value];
            int part = random.Integer(0, parts.Length - 1);
            string[] names = [.. body.Names.Take(body.Names.Count - parts.Length + 1)];
            parts[part] = At(parts[part], random.Integer(0, parts[part].NodeCount - 1), e => Rewrite(e, names[random.Integer(0, names.Length - 1)], random));
            body = body.With(parts[..^1], parts[^1]);
        }

        return body;
    }

    /// <summary>Applies a change to the node with this index in depth-first order; exponents are left alone.</summary>
    private static Expression At(Expression node, int index, Func<Expression, Expression> change)
    {
        if (index == 0)
        {
            return change(node);
        }

        index--;
        for (int k = 0; k < node.Children.Count; k++)
        {
            int size = node.Children[k].NodeCount;
            if (index < size)
            {
                Expression[] children = [.. node.Children];
                children[k] = k == 1 && node is BinaryExpression { Operator: BinaryOperator.Power } ? children[k] : At(children[k], index, change);
                return node.WithChildren(children);
            }

            index -= size;
        }

        return node;
    }

    private static Expression Rewrite(Expression e, string name, RandomSystems random)
    {
        var other = new NameExpression(name);
        switch (e, random.Integer(0, 5))
        {
            case (BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Multiply } b, 0):
                return new BinaryExpression(b.Operator, b.Right, b.Left);
            case (BinaryExpression { Operator: BinaryOperator.Subtract } b, 0):
                return new NegationExpression(new BinaryExpression(BinaryOperator.Subtract, b.Right, b.Left));
            case (BinaryExpression { Operator: BinaryOperator.Divide } b, _):
                return new BinaryExpression(BinaryOperator.Multiply, b.Left, new BinaryExpression(BinaryOperator.Power, b.Right, new NegationExpression(new NumberExpression(1))));
            case (BinaryExpression { Operator: BinaryOperator.Multiply, Right: BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum } b, _):
                return new BinaryExpression(sum.Operator, new BinaryExpression(BinaryOperator.Multiply, b.Left, sum.Left), new BinaryExpression(BinaryOperator.Multiply, b.Left, sum.Right));
            case (BinaryExpression { Operator: BinaryOperator.Power, Right: NumberExpression { Value: 2 } } b, _):
                return new BinaryExpression(BinaryOperator.Multiply, b.Left, b.Left);
            case (_, 1):
                // Adds something and takes it away again: cancellation on purpose.
                return new BinaryExpression(BinaryOperator.Subtract, new BinaryExpression(BinaryOperator.Add, e, other), other);
            case (_, 2):
                var factor = new NumberExpression(random.Uniform(0.1, 10));
                return new BinaryExpression(BinaryOperator.Divide, new BinaryExpression(BinaryOperator.Multiply, e, factor), factor);
            case (_, 3):
                return new BinaryExpression(BinaryOperator.Multiply, e, new CallExpression("exp", [new BinaryExpression(BinaryOperator.Multiply, new NumberExpression(0), other)]));
            default:
                return new NegationExpression(new NegationExpression(e));
        }
    }
}
