using System.Globalization;
using System.Numerics;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A finite Markov chain of a model file in symbols.</summary>
internal sealed class NoiseExpansion
{
    private const int MostStates = 150;

    private NoiseExpansion(IReadOnlyList<Expression> values, IReadOnlyList<Expression> populations, IReadOnlyList<(int From, int To, Expression Rate)> jumps, IReadOnlyList<ModelCheck> checks, MarkovLaw? law = null)
    {
        Values = values;
        Populations = populations;
        Jumps = jumps;
        Checks = checks;
        Law = law;
    }

    /// <summary>[m] ξ in each state.</summary>
    public IReadOnlyList<Expression> Values { get; }

    /// <summary>[m] stationary law.</summary>
    public IReadOnlyList<Expression> Populations { get; }

    /// <summary>Jump rates, 1/s.</summary>
    public IReadOnlyList<(int From, int To, Expression Rate)> Jumps { get; }

    /// <summary>What the numbers of the process must meet.</summary>
    public IReadOnlyList<ModelCheck> Checks { get; }

    /// <summary>The numerical stationary law whose names <see cref="Populations"/> are; null where they have expressions.</summary>
    public MarkovLaw? Law { get; }

    /// <param name="process">The process.</param>
    /// <param name="index">Its place in the list of noises.</param>
    /// <param name="wholeNumber">Value of the number of fluctuators.</param>
    /// <exception cref="UnsupportedModelException">The process has no finite number of states.</exception>
    public static NoiseExpansion Of(NoiseProcessField process, int index, Func<Expression, int> wholeNumber)
    {
        switch (process.Kind)
        {
            case "telegraph":
                return Fluctuators(process, 1);
            case "fluctuators":
                int count = wholeNumber(process.Numbers["count"].Exact);
                return count < 1 ? throw PreciseParameters.Refused("The number of fluctuators must be positive.")
                    : count >= MostStates ? throw new UnsupportedModelException(FormattableString.Invariant($"{count} fluctuators have too many states."))
                    : Fluctuators(process, count);
            case "markov-chain":
                return Chain(process, index);
            default:
                throw new UnsupportedModelException($"Noise of kind '{process.Kind}' has no finite number of states.");
        }
    }

    private static NoiseExpansion Fluctuators(NoiseProcessField process, int count)
    {
        NumberField probability = process.Numbers.GetValueOrDefault("probabilityHigh", process.Numbers["rate"]);
        bool isGiven = process.Numbers.ContainsKey("probabilityHigh");
        Expression p = isGiven ? probability.Exact : new NumberExpression(0.5);
        Expression high = process.Numbers["high"].Exact;
        Expression low = process.Numbers["low"].Exact;
        Expression rate = process.Numbers["rate"].Exact;
        Expression empty = Symbols.Minus(Symbols.Number(1), p);
        ModelCheck[] checks =
        [
            new(rate, true, () => process.Numbers["rate"].Error("must be positive (1/s)")),
            .. isGiven ? ModelCheck.Within(p, 0, 1, () => probability.Error("must be in [0, 1]")) : [],
        ];

        // State k has count - k of them high, so that a telegraph begins with its upper state.
        var values = new List<Expression>();
        var populations = new List<Expression>();
        var jumps = new List<(int, int, Expression)>();
        for (int k = 0; k <= count; k++)
        {
            int up = count - k;
            values.Add(count == 1 ? (k == 0 ? high : low) : Value(high, low, p, count, up));
            Expression law = Times(Binomial(count, up), Power(p, up), Power(empty, k));
            populations.Add(law);
            if (k < count)
            {
                jumps.Add((k, k + 1, Times(Symbols.Number(up), rate, empty)));
                jumps.Add((k + 1, k, Times(Symbols.Number(k + 1), rate, p)));
            }
        }

        return new NoiseExpansion(values, populations, jumps, checks);
    }

    /// <summary>mean + (high - low)(up - Np)/√N with mean = low + (high - low) p.</summary>
    private static Expression Value(Expression high, Expression low, Expression p, int count, int up)
    {
        Expression span = Symbols.Minus(high, low);
        Expression deviation = Symbols.Over(Symbols.Minus(Symbols.Number(up), Symbols.Times(Symbols.Number(count), p)), new CallExpression("sqrt", [Symbols.Number(count)]));
        return Symbols.Plus(low, Symbols.Times(span, Symbols.Plus(p, deviation)));
    }

    private static NoiseExpansion Chain(NoiseProcessField process, int index)
    {
        int m = process.Values.Count;
        if (m > MostStates)
        {
            throw new UnsupportedModelException(FormattableString.Invariant($"A chain of {m} states is too large."));
        }

        var jumps = new List<(int From, int To, Expression Rate)>();
        var checks = new List<ModelCheck>();
        for (int from = 0; from < m; from++)
        {
            for (int to = 0; to < m; to++)
            {
                if (from != to)
                {
                    NumberField field = process.Rates[from][to];
                    jumps.Add((from, to, field.Exact));
                    checks.Add(new ModelCheck(field.Exact, false, () => field.Error("must be zero or positive (1/s)")));
                }
            }
        }

        string[] names = [.. Enumerable.Range(0, m).Select(k => string.Create(CultureInfo.InvariantCulture, $"$noise{index}[{k}]"))];
        return new NoiseExpansion([.. process.Values.Select(v => v.Exact)], [.. names.Select(n => new NameExpression(n))], jumps, checks, new MarkovLaw(names, jumps, process.Error));
    }

    private static Expression Times(Expression a, Expression b, Expression c) => Symbols.Times(Symbols.Times(a, b), c);

    private static Expression Power(Expression x, int n) => n == 0 ? Symbols.Number(1) : n == 1 ? x : Symbols.Power(x, n);

    private static NumberExpression Binomial(int n, int k)
    {
        BigInteger value = BigInteger.One;
        for (int j = 1; j <= k; j++)
        {
            value = value * (n - k + j) / j;
        }

        return new NumberExpression((double)value, default, value.ToString(CultureInfo.InvariantCulture));
    }
}
