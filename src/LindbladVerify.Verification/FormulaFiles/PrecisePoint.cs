using System.Collections.Concurrent;
using LindbladVerify.Formulas;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>Values for the parameters of a formula file to any number of bits: a point of its domain, read as decimal fractions, or one far down the path of a limit.</summary>
internal sealed class PrecisePoint
{
    private readonly Func<string, int, Ball> valueAt;
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly ConcurrentDictionary<int, IReadOnlyDictionary<string, Ball>> known = new();

    /// <summary>A point.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="valueAt">The value of a parameter to a number of bits.</param>
    public PrecisePoint(IReadOnlyList<Parameter> parameters, Func<string, int, Ball> valueAt)
    {
        this.parameters = parameters;
        this.valueAt = valueAt;
    }

    /// <summary>The values by name.</summary>
    public IReadOnlyDictionary<string, Ball> At(int bits) =>
        known.GetOrAdd(bits, b => parameters.ToDictionary(p => p.Name, p => valueAt(p.Name, b), StringComparer.Ordinal));

    /// <summary>The same point with one value replaced.</summary>
    public PrecisePoint With(string name, Func<int, Ball> value) =>
        new(parameters, (n, bits) => string.Equals(n, name, StringComparison.Ordinal) ? value(bits) : valueAt(n, bits));

    /// <summary>The same point with one more value.</summary>
    public PrecisePoint Plus(string name, Func<int, Ball> value) =>
        new([.. parameters, new Parameter(name, string.Empty, 0, 0, string.Empty)], (n, bits) => string.Equals(n, name, StringComparison.Ordinal) ? value(bits) : valueAt(n, bits));

    /// <summary>The point rounded to doubles, for people to read; infinite or 0 where doubles end.</summary>
    public ParameterPoint Rounded()
    {
        IReadOnlyDictionary<string, Ball> values = At(64);
        return new ParameterPoint([.. parameters.Select(p => p.Name)], [.. parameters.Select(p => (double)values[p.Name].Value)]);
    }
}
