using System.Globalization;
using System.Numerics;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>The state of one site in symbols, as <see cref="LocalState"/> defines it.</summary>
internal sealed class StateExpansion
{
    private readonly HilbertSpace space;
    private readonly int index;
    private readonly LocalState state;
    private readonly Func<Expression, int> wholeNumber;

    /// <param name="space">The sites.</param>
    /// <param name="index">Which site.</param>
    /// <param name="state">Its state.</param>
    /// <param name="wholeNumber">Value of a level.</param>
    public StateExpansion(HilbertSpace space, int index, LocalState state, Func<Expression, int> wholeNumber)
    {
        this.space = space;
        this.index = index;
        this.state = state;
        this.wholeNumber = wholeNumber;
    }

    /// <summary>What the numbers of the state must meet.</summary>
    public List<ModelCheck> Checks { get; } = [];

    /// <summary>Populations without expressions; null where there are none.</summary>
    public SpinTemperature? Temperature { get; private set; }

    private Site Site => space.Sites[index];

    /// <summary>The density operator, as an operator on all sites.</summary>
    public OperatorSum Density()
    {
        int n = Site.Dimension;
        bool isSpin = Site.Spin is not null;
        switch (state.Word)
        {
            case "mixed":
                return Diagonal(k => ScalarSum.Constant(ExactNumber.Of(new Rational(1, n))));
            case "up" or "down":
                int pure = state.Word is "up" == isSpin ? 0 : n - 1;
                return Level(pure);
            case "thermal":
                return Thermal(state.Number!.Exact, n);
            case "coherent":
                return Coherent(state.Number!.Exact, n);
            default:
                return isSpin ? Polarized(state.Number!.Exact, n) : Level(RequireLevel(state.Number!.Exact, n));
        }
    }

    private int RequireLevel(Expression level, int n) =>
        wholeNumber(level) is var k && k >= 0 && k < n ? k : throw PreciseParameters.Refused($"initial.{Site.Name} must be {state.Allowed}.");

    private OperatorSum Level(int level) => Diagonal(k => ScalarSum.Constant(ExactNumber.Of(k == level ? 1 : 0)));

    private OperatorSum Polarized(Expression p, int n)
    {
        Checks.AddRange(ModelCheck.Within(p, -1, 1, () => state.Number!.Error($"must be {state.Allowed}")));
        if (n == 2)
        {
            var half = ScalarSum.Constant(ExactNumber.Of(new Rational(1, 2)));
            return Diagonal(k => half * ScalarExpansion.Of(k == 0 ? Symbols.Plus(Symbols.Number(1), p) : Symbols.Minus(Symbols.Number(1), p)));
        }

        string[] names = [.. Enumerable.Range(0, n).Select(k => string.Create(CultureInfo.InvariantCulture, $"$initial.{Site.Name}[{k}]"))];
        Temperature = new SpinTemperature(names, p);
        return Diagonal(k => ScalarSum.Of(new NameExpression(names[k])));
    }

    private OperatorSum Thermal(Expression mean, int n)
    {
        Checks.Add(new ModelCheck(mean, false, () => state.Number!.Error("must be a mean number that is zero or positive")));
        Expression ratio = Symbols.Over(mean, Symbols.Plus(mean, Symbols.Number(1)));
        Expression sum = Enumerable.Range(0, n).Select(k => Symbols.Power(ratio, k)).Aggregate(Symbols.Plus);
        return Diagonal(k => ScalarExpansion.Of(Symbols.Over(Symbols.Power(ratio, k), sum)));
    }

    /// <summary>Amplitudes a^k/√k!, cut at the last level and normalised.</summary>
    private OperatorSum Coherent(Expression amplitude, int n)
    {
        BigInteger factorial = BigInteger.One;
        BigInteger[] factorials = [.. Enumerable.Range(0, n).Select(k => factorial *= Math.Max(1, k))];
        Expression norm = Enumerable.Range(0, n).Select(k => Symbols.Over(Symbols.Power(amplitude, 2 * k), Whole(factorials[k]))).Aggregate(Symbols.Plus);
        Expression kept = Symbols.Times(new CallExpression("exp", [new NegationExpression(Symbols.Power(amplitude, 2))]), norm);
        Checks.Add(new ModelCheck(Symbols.Minus(kept, new NumberExpression(0.5)), true, () => state.Number!.Error(FormattableString.Invariant($"has more than half of its weight above the {n} levels of the site; give the site more levels"))));
        var density = new OperatorSum();
        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column < n; column++)
            {
                var unit = new ExactMatrix(n);
                unit.Add(row, column, new ExactNumber(RootSum.Root(new Rational(1, factorials[row] * factorials[column])), RootSum.Zero));
                ScalarSum weight = ScalarExpansion.Of(Symbols.Over(Symbols.Power(amplitude, row + column), norm));
                density += OperatorSum.Of(weight, ExactSite.On(space, index, unit));
            }
        }

        return density;
    }

    private static NumberExpression Whole(BigInteger n) => new((double)n, default, n.ToString(CultureInfo.InvariantCulture));

    private OperatorSum Diagonal(Func<int, ScalarSum> population)
    {
        var density = new OperatorSum();
        for (int k = 0; k < Site.Dimension; k++)
        {
            ScalarSum weight = population(k);
            if (weight.Terms.Count > 0)
            {
                var unit = new ExactMatrix(Site.Dimension);
                unit.Add(k, k, ExactNumber.One);
                density += OperatorSum.Of(weight, ExactSite.On(space, index, unit));
            }
        }

        return density;
    }
}
