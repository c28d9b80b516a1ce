using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A product of real expressions in the parameters, whatever their order; 1 where there are none.</summary>
internal sealed class FactorProduct : IEquatable<FactorProduct>
{
    private readonly string key;
    private readonly string[] texts;

    private FactorProduct((string Text, Expression Factor)[] sorted)
    {
        texts = [.. sorted.Select(f => f.Text)];
        Factors = [.. sorted.Select(f => f.Factor)];
        key = string.Join('\n', texts);
    }

    public static FactorProduct One { get; } = new([]);

    public IReadOnlyList<Expression> Factors { get; }

    public static FactorProduct Of(Expression factor) => new([(Text(factor), factor)]);

    public static FactorProduct operator *(FactorProduct a, FactorProduct b) =>
        a.Factors.Count == 0 ? b : b.Factors.Count == 0 ? a
        : new([.. a.texts.Zip(a.Factors).Concat(b.texts.Zip(b.Factors)).OrderBy(f => f.First, StringComparer.Ordinal)]);

    /// <summary>A text that only equal expressions share, all written digits included.</summary>
    public static string Text(Expression expression) => expression switch
    {
        NumberExpression number => number.Digits,
        NameExpression name => name.Name,
        NegationExpression negation => $"-({Text(negation.Operand)})",
        BinaryExpression binary => $"({Text(binary.Left)} {binary.Operator} {Text(binary.Right)})",
        CallExpression call => $"{call.Function}({string.Join(',', call.Children.Select(Text))})",
        _ => throw new UnsupportedModelException($"'{expression}' has no value in many digits."),
    };

    public bool Equals(FactorProduct? other) => other is not null && string.Equals(key, other.key, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as FactorProduct);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(key);
}
