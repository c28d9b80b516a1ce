using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Presentation;
using Xunit;
using Xunit.Abstractions;

namespace LindbladVerify.Algebra.Tests.Limits;

public sealed class PathExpansionTests(ITestOutputHelper output)
{
    private static readonly MultivariatePolynomial Delta = V(1), P = V(2), Gc = V(3), G2 = V(4), One = MultivariatePolynomial.Constant(5, 1);

    [Fact]
    public void LeadingErrorsOfEquation9AreThoseOfTheory()
    {
        MultivariatePolynomial d2 = Delta * Delta, p2 = P * P, gb = Gc + G2, four = (p2 * (One - p2)).Scale(4);

        // 4 P^2 (1 - P^2) (Delta/Gc)^2 Delta^2/(G2^2 + P^2 Delta^2)
        Check([0, 0, 0, 1, 0], LimitDirection.Infinity, 2, new(four * d2 * d2, Gc * Gc * ((G2 * G2) + (p2 * d2))));

        // 4 P^2 (1 - P^2) Delta^4/(G2^2 Gb^2)
        Check([0, 1, 0, 0, 0], LimitDirection.Zero, 4, new(four * d2 * d2, G2 * G2 * gb * gb));

        // 1/(1 - 2 P^2)^2 - 1
        Check([0, 1, 0, 0, 0], LimitDirection.Infinity, 0, new(four, (One - p2.Scale(2)).Power(2)));

        void Check(BigRational[] path, LimitDirection direction, int order, RationalFunction expected)
        {
            PathExpansion expansion = PathExpansion.TryFind(PairBlock.ErrorOfEquation9, path, direction, out Refusal? refusal)!;
            Assert.Null(refusal);
            Assert.Equal((BigRational)(long)order, expansion.Order);
            ReconstructionResult result = RationalReconstruction.Run(expansion.Coefficient(0));
            output.WriteLine($"{result.Elapsed.TotalMilliseconds:F1} ms, {FormulaPresenter.Present(result.Require(), PairBlock.Names)}");
            Assert.Equal(expected, result.Require());
        }
    }

    [Fact]
    public void FractionalExponentsAndSeveralTerms()
    {
        // (x + y)/(1 - y) along x lambda, y lambda^(1/2): y lambda^(1/2) + (x + y^2) lambda + (x y + y^3) lambda^(3/2) + ...
        MultivariatePolynomial x = MultivariatePolynomial.Variable(2, 0), y = MultivariatePolynomial.Variable(2, 1), one = MultivariatePolynomial.Constant(2, 1);
        var f = new RationalFunction(x + y, one - y);
        PathExpansion e = PathExpansion.TryFind(f, [1, new BigRational(1, 2)], LimitDirection.Zero, out _)!;
        Assert.Equal(new BigRational(1, 2), e.Exponent);
        Assert.Equal(new BigRational(3, 2), e.ExponentOf(2));
        Assert.Equal(new RationalFunction(y, one), RationalReconstruction.Run(e.Coefficient(0)).Require());
        Assert.Equal(new RationalFunction(x + (y * y), one), RationalReconstruction.Run(e.Coefficient(1)).Require());
        Assert.Equal(new RationalFunction((x * y) + y.Power(3), one), RationalReconstruction.Run(e.Coefficient(2)).Require());

        // 1/(1 + x^2) for large x: x^-2 - x^-4 + ...; odd terms are missing.
        var g = new RationalFunction(one, one + (x * x));
        PathExpansion h = PathExpansion.TryFind(g, [1, 0], LimitDirection.Infinity, out _)!;
        Assert.Equal((BigRational)(-2L), h.Exponent);
        Assert.Equal((BigRational)2L, h.Order);
        Assert.Equal([0, 2, 4], h.NonZeroTerms(3));
        Assert.Equal((BigRational)(-4L), h.ExponentOf(2));
        Assert.Equal(new RationalFunction(-one, x.Power(4)), RationalReconstruction.Run(h.Coefficient(2)).Require());
    }

    [Fact]
    public void PathsOfOppositeDirectionsAndGrowth()
    {
        // x y is constant where x grows as y falls; x^2 y grows.
        MultivariatePolynomial x = MultivariatePolynomial.Variable(2, 0), y = MultivariatePolynomial.Variable(2, 1), one = MultivariatePolynomial.Constant(2, 1);
        var f = new RationalFunction(one + (x * x * y), one + (x * y));
        PathExpansion e = PathExpansion.TryFind(f, [1, -1], LimitDirection.Infinity, out _)!;
        Assert.Equal((BigRational)(-1L), e.Order);
        Assert.Equal(new RationalFunction(x * x * y, one + (x * y)), RationalReconstruction.Run(e.Coefficient(0)).Require());
    }

    [Fact]
    public void ZeroAndRefusals()
    {
        var zero = new DelegateBlackBox(1, (_, _) => 0UL);
        Assert.True(PathExpansion.TryFind(zero, [1], LimitDirection.Zero, out _)!.IsZero);
        var root = new DelegateBlackBox(1, (f, p) => f.TrySquareRoot(f.Add(f.Multiply(p[0], p[0]), 1), out ulong r) ? r : null);
        Assert.Null(PathExpansion.TryFind(root, [1], LimitDirection.Zero, out Refusal? refusal, new ReconstructionLimits { Degree = 40 }));
        Assert.Equal(RefusalReason.DegreeTooHigh, refusal!.Reason);
        Assert.Throws<ArgumentException>(() => PathExpansion.TryFind(root, [1, 1], LimitDirection.Zero, out _));
    }

    private static MultivariatePolynomial V(int k) => MultivariatePolynomial.Variable(5, k);
}
