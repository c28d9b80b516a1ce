using System.Globalization;
using System.Numerics;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>A finite Markov chain of a model file in symbols; or the first levels of an endless ladder, of which an expansion takes as many as it has orders.</summary>
internal sealed class NoiseExpansion
{
    /// <summary>Most states of a chain.</summary>
    public const int MostStates = 150;

    /// <summary>A chain with a known stationary law.</summary>
    /// <param name="values">[m] ξ in each state.</param>
    /// <param name="populations">[m] stationary law.</param>
    /// <param name="jumps">Jump rates, 1/s.</param>
    /// <param name="checks">What the numbers of the process must meet.</param>
    /// <param name="law">The numerical stationary law, where the populations are its names.</param>
    public NoiseExpansion(IReadOnlyList<Expression> values, IReadOnlyList<Expression> populations, IReadOnlyList<(int From, int To, Expression Rate)> jumps, IReadOnlyList<ModelCheck> checks, MarkovLaw? law = null)
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

    /// <summary>Of a ladder, how ξ leads from level to level beside what it is on each.</summary>
    public IReadOnlyList<(int From, int To, Expression Value)> Steps { get; private init; } = [];

    /// <summary>Of a ladder, the decay rate of each level, 1/s.</summary>
    public IReadOnlyList<(int Level, Expression Rate)> Losses { get; private init; } = [];

    /// <summary>Whether a mean over the noise counts a state: all of a chain, the lowest of a ladder.</summary>
    public bool Counts(int state) => Losses.Count == 0 || state == 0;

    /// <summary>The levels 0 to n of Ornstein–Uhlenbeck noise: v_k = ∫ H_k(ξ - mean) ρ(ξ) dξ with Hermite polynomials of leading coefficient 1, so that ξ v_k = v_(k+1) + mean v_k + k σ² v_(k-1).</summary>
    /// <param name="levels">n.</param>
    /// <param name="mean">⟨ξ⟩.</param>
    /// <param name="variance">σ².</param>
    /// <param name="rate">Decay rate of the correlation, 1/s.</param>
    public static NoiseExpansion Ladder(int levels, Expression mean, Expression variance, Expression rate)
    {
        int[] all = [.. Enumerable.Range(0, levels + 1)];
        return new NoiseExpansion([.. all.Select(_ => mean)], [.. all.Select(k => Symbols.Number(k == 0 ? 1 : 0))], [], [])
        {
            Steps = [.. all.Skip(1).SelectMany(k => new[] { (k, k - 1, Symbols.Number(1)), (k - 1, k, Symbols.Times(Symbols.Number(k), variance)) })],
            Losses = [.. all.Skip(1).Select(k => (k, Symbols.Times(Symbols.Number(k), rate)))],
        };
    }

    /// <summary>The normalised sum of equal two-state noises.</summary>
    /// <param name="count">How many, from 1.</param>
    /// <param name="high">Upper value of each.</param>
    /// <param name="low">Lower value of each.</param>
    /// <param name="rate">Decay rate of each correlation, 1/s.</param>
    /// <param name="p">Population of each upper value.</param>
    /// <param name="checks">What these must meet.</param>
    public static NoiseExpansion Fluctuators(int count, Expression high, Expression low, Expression rate, Expression p, IReadOnlyList<ModelCheck> checks)
    {
        Expression empty = Symbols.Minus(Symbols.Number(1), p);

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

    /// <summary>A chain whose stationary law is found from its rates.</summary>
    /// <param name="index">Its place in the list of noises.</param>
    /// <param name="values">[m] ξ in each state.</param>
    /// <param name="rates">The rate of every jump that the file gives.</param>
    /// <param name="error">A refusal that points into the file.</param>
    /// <exception cref="UnsupportedModelException">There are too many states.</exception>
    public static NoiseExpansion Chain(int index, IReadOnlyList<Expression> values, IReadOnlyList<(int From, int To, NumberField Rate)> rates, Func<string, ModelFileException> error)
    {
        int m = values.Count;
        if (m > MostStates)
        {
            throw new UnsupportedModelException(FormattableString.Invariant($"A chain of {m} states is too large."));
        }

        (int From, int To, Expression Rate)[] jumps = [.. rates.Select(r => (r.From, r.To, r.Rate.Exact))];
        ModelCheck[] checks = [.. rates.Select(r => new ModelCheck(r.Rate.Exact, false, () => r.Rate.Error("must be zero or positive (1/s)")))];
        string[] names = [.. Enumerable.Range(0, m).Select(k => string.Create(CultureInfo.InvariantCulture, $"$noise{index}[{k}]"))];
        return new NoiseExpansion(values, [.. names.Select(n => new NameExpression(n))], jumps, checks, new MarkovLaw(names, jumps, error));
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
