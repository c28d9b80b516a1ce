using System.Globalization;
using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;
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
        if (ScalarExpansion.IsComplex(amplitude))
        {
            throw new UnsupportedModelException($"initial.{Site.Name}: a coherent state of complex amplitude is not evaluated in many digits.");
        }

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

/// <summary>Populations q^k/Σq^k of a spin above 1/2 whose mean polarisation is given: the state of largest entropy.</summary>
/// <param name="names">[n] names that the populations are given, m = j first.</param>
/// <param name="polarization">⟨Iz⟩/j, in [-1, 1].</param>
internal sealed class SpinTemperature(string[] names, Expression polarization)
{
    private const int Guard = 64;
    private const int MostSteps = 500;

    /// <summary>Names that the populations are given, m = j first.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>⟨Iz⟩/j.</summary>
    public Expression Polarization => polarization;

    /// <summary>Sets the populations at a point.</summary>
    public void Bind(PreciseParameters parameters)
    {
        Ball p = parameters.Value(polarization);
        BigFloat[] law = Law(p.Value.To(parameters.Bits + Guard), parameters.Bits + Guard);
        BigFloat[]? shifted = p.Error.IsZero ? null : Law((p.Value - (p.Error * p.Value.Sign)).To(parameters.Bits + Guard), parameters.Bits + Guard);
        for (int k = 0; k < names.Length; k++)
        {
            BigFloat error = shifted is null ? BigFloat.Zero : 2 * BigFloat.Abs(law[k] - shifted[k]).To(32);
            parameters.Set(names[k], law[k].IsZero ? new Ball(law[k], error) : Ball.Rounded(law[k].To(parameters.Bits), error, 2));
        }
    }

    private BigFloat[] Law(BigFloat p, int bits)
    {
        int n = names.Length;
        BigFloat q = BigFloat.Abs(p) >= BigFloat.One ? BigFloat.Zero.To(bits) : p.IsZero ? BigFloat.One.To(bits) : Ratio(BigFloat.Abs(p), bits);
        var weights = new BigFloat[n];
        weights[0] = BigFloat.One.To(bits);
        BigFloat sum = weights[0];
        for (int k = 1; k < n; k++)
        {
            weights[k] = weights[k - 1] * q;
            sum += weights[k];
        }

        BigFloat[] law = Array.ConvertAll(weights, w => w.IsZero ? w : w / sum);
        return p.Sign < 0 ? [.. law.Reverse()] : law;
    }

    /// <summary>The q in (0, 1) at which Σ k q^k = (n-1)(1-p)/2 Σ q^k: Newton's method on x = ln q, in which the mean is monotonic, kept inside a bracket.</summary>
    private BigFloat Ratio(BigFloat p, int bits)
    {
        int n = names.Length;
        BigFloat target = ((1 - p) * (n - 1)).Scale(-1);
        BigFloat low = BigFloat.Zero.To(bits);
        BigFloat high = BigFloat.One.To(bits);

        // Next to full polarisation q is (n-1)(1-p)/2 to leading order.
        BigFloat q = BigFloat.Min(target, BigFloat.Of(0.5)).To(bits);
        for (int step = 0; step < MostSteps; step++)
        {
            (BigFloat mean, BigFloat slope) = Mean(q, n);
            BigFloat miss = mean - target;
            (low, high) = miss.Sign < 0 ? (q, high) : (low, q);
            BigFloat next = q - (miss / slope);
            next = next > low && next < high ? next : (low + high).Scale(-1);
            BigFloat change = BigFloat.Abs(next - q);
            q = next;
            if (change.IsZero || change.Magnitude < q.Magnitude - bits + 8)
            {
                break;
            }
        }

        return q;
    }

    /// <summary>The mean of k and its derivative in q, (⟨k²⟩ - ⟨k⟩²)/q.</summary>
    private static (BigFloat Mean, BigFloat Slope) Mean(BigFloat q, int n)
    {
        BigFloat weight = BigFloat.One.To(q.Bits);
        BigFloat sum = weight;
        BigFloat first = BigFloat.Zero.To(q.Bits);
        BigFloat second = first;
        for (int k = 1; k < n; k++)
        {
            weight *= q;
            sum += weight;
            first += weight * k;
            second += weight * (k * k);
        }

        BigFloat mean = first / sum;
        return (mean, ((second / sum) - (mean * mean)) / q);
    }
}

/// <summary>A check that a state given as an expression is one.</summary>
/// <param name="Field">Where it stands.</param>
/// <param name="Value">The state.</param>
internal sealed record DensityExpressionCheck(OperatorField Field, OperatorSum Value)
{
    private bool isConstantAndFit;

    /// <summary>Throws where the operator has another trace than 1, is not Hermitian, or has a negative eigenvalue.</summary>
    /// <exception cref="ArgumentOutOfRangeException">With the words of the refusal.</exception>
    public void Require(PreciseParameters parameters)
    {
        if (isConstantAndFit)
        {
            return;
        }

        if (DensityCheck.Defect(NumericOperator.Of(Value, parameters)) is string defect)
        {
            ModelFileException refusal = Field.Error(defect);
            throw new ArgumentOutOfRangeException(refusal.Message, refusal);
        }

        isConstantAndFit = Value.Terms.Keys.All(f => f.Factors.Count == 0);
    }
}

/// <summary>A check that an operator is Hermitian at a point, for operators that are not so for every value of the parameters.</summary>
/// <param name="Field">Where it stands.</param>
/// <param name="Value">The operator.</param>
/// <param name="Skew">Its difference from its adjoint.</param>
internal sealed record HermiticityCheck(OperatorField Field, OperatorSum Value, OperatorSum Skew)
{
    private const double Tolerance = 1e-12;

    /// <summary>Throws where the operator is not Hermitian.</summary>
    /// <exception cref="ArgumentOutOfRangeException">With the words of the refusal.</exception>
    public void Require(PreciseParameters parameters)
    {
        double defect = NumericOperator.Of(Skew, parameters).Matrix.LargestModulus();
        if (defect > Tolerance * NumericOperator.Of(Value, parameters).Matrix.LargestModulus())
        {
            ModelFileException refusal = Field.Error(FormattableString.Invariant($"must be Hermitian, but differs from its adjoint by {defect:G3}: every term needs its adjoint (.p pairs with .m, i with -i)"));
            throw new ArgumentOutOfRangeException(refusal.Message, refusal);
        }
    }
}
