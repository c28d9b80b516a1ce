using System.Numerics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Tests.Interpolation;
using Xunit;

namespace LindbladVerify.Algebra.Tests.Polynomials;

public sealed class PolynomialTests
{
    private static readonly MultivariatePolynomial X = V(0), Y = V(1), Z = V(2), One = MultivariatePolynomial.Constant(3, 1);

    [Fact]
    public void RationalNumbersAreInLowestTerms()
    {
        Assert.Equal("-3/2", new BigRational(6, -4).ToString());
        Assert.Equal(new BigRational(1, 3) + new BigRational(1, 6), new BigRational(1, 2));
        Assert.Equal(default, new BigRational(1, 3) - new BigRational(2, 6));
        Assert.True(new BigRational(1, 3) < new BigRational(1, 2) && default(BigRational) < BigRational.One);
        Assert.True(BigRational.TryParse("1.76e11", out BigRational x));
        Assert.Equal((BigRational)(BigInteger)176000000000, x);
        Assert.True(BigRational.TryParse("-2.5e-3", out x));
        Assert.Equal(new BigRational(-1, 400), x);
        Assert.False(BigRational.TryParse("1e", out _));
        Assert.False(BigRational.TryParse("1/2", out _));
        Assert.False(BigRational.TryParse(".", out _));
        Assert.Throws<DivideByZeroException>(() => new BigRational(1, 0));
        Assert.Equal(1e-300, new BigRational(1, BigInteger.Pow(10, 300)).ToDouble(), 1e-315);
        Assert.Equal(1.0 / 3, new BigRational(BigInteger.Pow(10, 400), 3 * BigInteger.Pow(10, 400)).ToDouble());
        Assert.Equal(new BigRational(8, 27), new BigRational(3, 2).Power(-3));
    }

    [Fact]
    public void RingLawsHoldAtRandomPoints()
    {
        PrimeField f = PrimeField.At(3);
        var sampler = new FieldSampler(8);
        ulong[] point = new ulong[3];
        for (int seed = 0; seed < 20; seed++)
        {
            MultivariatePolynomial a = Random(seed, 7), b = Random(seed + 100, 5);
            sampler.Fill(f, point);
            a.TryEvaluate(f, point, out ulong va);
            b.TryEvaluate(f, point, out ulong vb);
            (a * b).TryEvaluate(f, point, out ulong product);
            (a - b).TryEvaluate(f, point, out ulong difference);
            a.Substitute(1, b).TryEvaluate(f, point, out ulong substituted);
            a.TryEvaluate(f, [point[0], vb, point[2]], out ulong expected);
            Assert.Equal((f.Multiply(va, vb), f.Subtract(va, vb), expected), (product, difference, substituted));
            Assert.Equal(a, (a * b).TryDivide(b));
            Assert.Null(((a * b) + One).TryDivide(b + X));
            Assert.Equal((a * b).Derivative(0), (a.Derivative(0) * b) + (a * b.Derivative(0)));
        }

        Assert.False(One.Scale(new BigRational(1, f.Modulus)).TryEvaluate(f, point, out _));
    }

    [Fact]
    public void GreatestCommonDivisorsAreFound()
    {
        for (int seed = 0; seed < 25; seed++)
        {
            MultivariatePolynomial g = Random(seed, 4) + X, a = Random(seed + 50, 6) + (Y * Y), b = Random(seed + 90, 3) + Z;
            MultivariatePolynomial gcd = PolynomialGcd.Of(a * g * X, (b * g * X * X).Scale(6));
            Assert.NotNull(gcd.TryDivide(PolynomialGcd.Primitive(g)));
            Assert.Equal(gcd, PolynomialGcd.Of(PolynomialGcd.Of(a * X, b * X * X) * g, MultivariatePolynomial.Zero(3)));
        }

        Assert.True(PolynomialGcd.Of(X + Y, X - Y).IsOne);
        Assert.Equal(X, PolynomialGcd.Of(X * Y, X * X * (Z + One)));
    }

    [Fact]
    public void UnivariateDivisionGcdAndInterpolation()
    {
        PrimeField f = PrimeField.At(0);
        var sampler = new FieldSampler(21);
        UnivariatePolynomial a = Uni(9), b = Uni(4), g = Uni(3);
        (UnivariatePolynomial q, UnivariatePolynomial r) = a.DivideBy(b);
        Assert.True(r.Degree < b.Degree);
        Assert.Equal(a.Coefficients.ToArray(), ((q * b) + r).Coefficients.ToArray());
        UnivariatePolynomial gcd = (a * g).GreatestCommonDivisor(b * g);
        Assert.Equal(g.Scale(f.Inverse(g[g.Degree])).Coefficients.ToArray(), gcd.Coefficients.ToArray());
        ulong[] nodes = new ulong[10];
        sampler.Fill(f, nodes);
        UnivariatePolynomial back = UnivariatePolynomial.Interpolate(f, nodes, Array.ConvertAll(nodes, a.Evaluate));
        Assert.Equal(a.Coefficients.ToArray(), back.Coefficients.ToArray());
        nodes[1] = nodes[0];
        Assert.Throws<ArgumentException>(() => UnivariatePolynomial.Interpolate(f, nodes, nodes));
        Assert.Equal(-1, (a - a).Degree);

        UnivariatePolynomial Uni(int degree)
        {
            ulong[] c = new ulong[degree + 1];
            sampler.Fill(f, c);
            return new(f, c);
        }
    }

    [Fact]
    public void SquareRootsOfSquaresOnly()
    {
        MultivariatePolynomial a = (X * X) - (Y * Z).Scale(3) + One.Scale(new BigRational(1, 2));
        Assert.Equal(a, PolynomialSquareRoot.Of(a * a));
        Assert.Equal(a, PolynomialSquareRoot.Of((-a) * (-a)));
        Assert.Null(PolynomialSquareRoot.Of((a * a) + One));
        Assert.Null(PolynomialSquareRoot.Of(-(a * a)));
        Assert.Null(PolynomialSquareRoot.Of(X));
        Assert.Equal(new BigRational(2, 3), PolynomialSquareRoot.Of(new BigRational(4, 9)));
        Assert.Null(PolynomialSquareRoot.Of((BigRational)2));
    }

    [Fact]
    public void FactorsAreFoundWithTheirMultiplicities()
    {
        MultivariatePolynomial p2 = One - (X * X);
        Check(p2 * ((X * Y) + Z).Power(2) * Y.Power(3) * (Y + Z).Power(2) * One.Scale(new BigRational(-3, 5)), 4, [1, 1, 2, 2]);
        Check(((X * X) + (Y * Y)) * ((X * X) + (Z * Z)) * ((X * X) + (Y * Z)), 3, [1, 1, 1]); // a factor without z, two without more
        Check((X.Power(4) + X.Power(2) + One) * ((X * X).Scale(7) - One.Scale(3)), 3, [1, 1, 1]); // univariate, (x^2+x+1)(x^2-x+1)
        Check(X.Power(6) - Y.Power(6), 4, [1, 1, 1, 1]); // homogeneous in two
        Check((X * X) - (Y * Z).Power(2), 2, [1, 1]); // quadratic
        Check(X.Power(4) - ((X * X) * ((Y * Y) + Z)) + (Y * Y * Z), 3, null); // quadratic in x^2: (x^2 - y^2)(x^2 - z)
        Check((X * X) + Y + One, 1, [1]);
        Check(X.Power(2).Scale(12), 0, []);
        Assert.Throws<ArgumentException>(() => PolynomialFactorization.Of(MultivariatePolynomial.Zero(3)));

        static void Check(MultivariatePolynomial p, int count, int[]? multiplicities)
        {
            PolynomialFactorization f = PolynomialFactorization.Of(p);
            Assert.Equal(p, f.Expand());
            Assert.Equal(count, f.Factors.Count);
            if (multiplicities is not null)
            {
                Assert.Equal(multiplicities, f.Factors.Select(x => x.Multiplicity).Order());
            }
        }
    }

    [Fact]
    public void FactorsInSeveralVariablesAreFound()
    {
        MultivariatePolynomial a = X.Power(3) + (Y.Power(2) * Z) + (Z.Power(3) * X) + One, b = (X * X * Y.Power(3)) + Z.Power(3) + (X * Y * Z).Scale(2) - One;
        MultivariatePolynomial c = (X.Power(2) * Z.Power(2).Scale(5)) - Y.Power(2) + (X * Y * Z) + X;
        foreach (MultivariatePolynomial[] parts in new[] { new[] { a, b }, [b, c], [a, b, c], [a] })
        {
            MultivariatePolynomial product = parts.Aggregate((p, q) => p * q);
            PolynomialFactorization f = PolynomialFactorization.Of(product);
            Assert.Equal(parts.Select(PolynomialGcd.Primitive).ToHashSet(), f.Factors.Select(x => x.Polynomial).ToHashSet());
            Assert.Equal(product, f.Expand());
            Assert.Single(PolynomialFactorization.Of(product + One.Scale(7)).Factors);
        }
    }

    [Fact]
    public void CandidatesAreTried()
    {
        MultivariatePolynomial a = X.Power(3) + Y.Power(2) + Z + One, b = (X * Y.Power(3)) + Z.Power(3) + X.Scale(2);
        Assert.Equal(2, PolynomialFactorization.Of(a * b, [a]).Factors.Count);
        Assert.Equal(new RationalFunction(a, b), RationalFunction.Reduce(a * (X + Y), b * (X + Y)));
    }

    private static MultivariatePolynomial Random(int seed, int terms) => RationalReconstructionTests.Random(3, terms, 3, seed + 1, 9);

    private static MultivariatePolynomial V(int k) => MultivariatePolynomial.Variable(3, k);
}
