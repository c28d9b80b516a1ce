using LindbladVerify.Algebra.Laplace;
using LindbladVerify.Algebra.Polynomials;
using Xunit;

namespace LindbladVerify.Algebra.Tests.Laplace;

/// <summary>Laplace transforms of tables, taken back: the variables are a, b and s.</summary>
public sealed class InverseTransformTests
{
    private static readonly MultivariatePolynomial A = MultivariatePolynomial.Variable(3, 0);
    private static readonly MultivariatePolynomial B = MultivariatePolynomial.Variable(3, 1);
    private static readonly MultivariatePolynomial S = MultivariatePolynomial.Variable(3, 2);
    private static readonly MultivariatePolynomial One = MultivariatePolynomial.Constant(3, 1);

    /// <summary>b/(s (s + a)) is b/a (1 - exp(-a t)).</summary>
    [Fact]
    public void TwoPolesAreTwoExponentials()
    {
        IReadOnlyList<CourseMode> modes = Modes(B, S * (S + A));
        Assert.Equal(2, modes.Count);
        Assert.Equal(Function("b", "a"), modes.Single(m => m.Decay.IsZero).Even.Single());
        CourseMode decaying = modes.Single(m => !m.Decay.IsZero);
        Assert.Equal(Function("a", "1"), decaying.Decay);
        Assert.Equal(Function("-b", "a"), decaying.Even.Single());
    }

    /// <summary>1/((s + a)^3 (s + b)): powers of the time, by hand 1/(b - a) t²/2 - t/(b - a)² + 1/(b - a)³ with exp(-a t), and -1/(b - a)³ with exp(-b t).</summary>
    [Fact]
    public void ARepeatedPoleHasPowersOfTheTime()
    {
        IReadOnlyList<CourseMode> modes = Modes(One, (S + A).Power(3) * (S + B));
        CourseMode threefold = modes.Single(m => m.Even.Count == 3);
        MultivariatePolynomial gap = (MultivariatePolynomial.Variable(2, 1) - MultivariatePolynomial.Variable(2, 0));
        MultivariatePolynomial one = MultivariatePolynomial.Constant(2, 1);
        Assert.Equal(new RationalFunction(one, gap.Power(3)), threefold.Even[0]);
        Assert.Equal(new RationalFunction(-one, gap.Power(2)), threefold.Even[1]);
        Assert.Equal(new RationalFunction(one, gap.Scale(2)), threefold.Even[2]);
        Assert.Equal(new RationalFunction(-one, gap.Power(3)), modes.Single(m => m.Even.Count == 1).Even[0]);
    }

    /// <summary>(s + a)/(s² + 2 a s + a² + b²) is exp(-a t) cos(b t), and 1 over it exp(-a t) sin(b t)/b.</summary>
    [Fact]
    public void APairOfPolesIsADampedOscillation()
    {
        MultivariatePolynomial pair = (S * S) + (A * S).Scale(2) + (A * A) + (B * B);
        CourseMode cosine = Assert.Single(Modes(S + A, pair));
        Assert.Equal(Function("a", "1"), cosine.Decay);
        Assert.Equal(new RationalFunction(MultivariatePolynomial.Variable(2, 1).Power(2), MultivariatePolynomial.Constant(2, 1)), cosine.Square);
        Assert.Equal(Function("1", "1"), cosine.Even.Single());
        Assert.True(cosine.Odd!.IsZero);
        CourseMode sine = Assert.Single(Modes(One, pair));
        Assert.True(sine.Even.Single().IsZero);
        Assert.Equal(Function("1", "1"), sine.Odd);
    }

    /// <summary>a²/((s² + a²)(s + b)): the parts are found again by their sum.</summary>
    [Fact]
    public void PartsOfPairsAndLinesAddUp()
    {
        MultivariatePolynomial below = ((S * S).Scale(3) + (A * S) + (A * B)) * (S + B) * S;
        var transform = RationalFunction.Reduce((A * A) + (B * S), below);
        RationalFunction sum = RationalFunction.Reduce(MultivariatePolynomial.Zero(3), One);
        foreach (CourseMode mode in Modes((A * A) + (B * S), below))
        {
            var shifted = new RationalFunction(S, One).Plus(Wide(mode.Decay));
            sum = sum.Plus(mode.Square is null ? Wide(mode.Even.Single()).Over(shifted)
                : Wide(mode.Even[0]).Times(shifted).Plus(Wide(mode.Odd!)).Over(shifted.Times(shifted).Plus(Wide(mode.Square))));
        }

        Assert.Equal(transform, sum);
    }

    [Fact]
    public void HigherFactorsAreTold()
    {
        Assert.Null(InverseTransform.TryFind(RationalFunction.Reduce(One, (S * S * S) + A), 2, out int three));
        Assert.Equal(3, three);
        Assert.Null(InverseTransform.TryFind(RationalFunction.Reduce(One, ((S * S) + A).Power(2)), 2, out int twice));
        Assert.Equal(4, twice);
    }

    private static IReadOnlyList<CourseMode> Modes(MultivariatePolynomial above, MultivariatePolynomial below) => InverseTransform.TryFind(RationalFunction.Reduce(above, below), 2, out _)!;

    private static RationalFunction Wide(RationalFunction f) => new(f.Numerator.Rename(3, [0, 1]), f.Denominator.Rename(3, [0, 1]));

    private static RationalFunction Function(string above, string below)
    {
        return RationalFunction.Reduce(Of(above), Of(below));

        static MultivariatePolynomial Of(string text) => text switch
        {
            "a" => MultivariatePolynomial.Variable(2, 0),
            "b" => MultivariatePolynomial.Variable(2, 1),
            "-b" => -MultivariatePolynomial.Variable(2, 1),
            _ => MultivariatePolynomial.Constant(2, 1),
        };
    }
}
