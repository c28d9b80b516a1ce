using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Polynomials;
using Xunit;
using E = LindbladVerify.Algebra.Laplace.ExponentialPolynomial;

namespace LindbladVerify.Algebra.Tests.Laplace;

public sealed class ExponentialPolynomialTests
{
    private static readonly PrimeField F = PrimeField.At(0);

    [Fact]
    public void TheTableOfTransforms()
    {
        const ulong s = 1000003, a = 77, w = 5;
        Equal(E.Constant(F, 3), 3, s);
        Equal(E.Time(F).Power(4), 24, F.Power(s, 5UL));
        Equal(E.Exponential(F, a), 1, s - a);
        Equal(E.Cosine(F, w), s, (s * s) + (w * w));
        Equal(E.Sine(F, w), w, (s * s) + (w * w));
        Equal(E.HyperbolicCosine(F, w), s, (s * s) - (w * w));
        Equal(E.HyperbolicSine(F, w), w, (s * s) - (w * w));
        Equal(E.Exponential(F, F.Negate(a)) * E.Cosine(F, w), s + a, ((s + a) * (s + a)) + (w * w));
        Equal(E.Time(F) * E.Sine(F, w), 2 * w * s, F.Power((s * s) + (w * w), 2UL));

        static void Equal(E f, ulong above, ulong below)
        {
            Assert.True(f.TryTransformAt(s, out ulong value));
            Assert.Equal(F.Divide(above % F.Modulus, below % F.Modulus), value);
            (UnivariatePolynomial n, UnivariatePolynomial d) = f.Transform();
            Assert.Equal(value, F.Divide(n.Evaluate(s), d.Evaluate(s)));
            Assert.Equal(0, n.GreatestCommonDivisor(d).Degree);
        }
    }

    [Fact]
    public void IdentitiesOfTrigonometryCancelExactly()
    {
        E one = (E.Cosine(F, 9) * E.Cosine(F, 9)) + (E.Sine(F, 9) * E.Sine(F, 9)) - E.Constant(F, 1);
        Assert.Equal(0, one.TermCount);
        Assert.True(one.TryTransformAt(5, out ulong zero));
        Assert.Equal(0UL, zero);
        E hyperbolic = E.HyperbolicCosine(F, 3).Power(2) - E.HyperbolicSine(F, 3).Power(2);
        Assert.True(hyperbolic.TryTransformAt(8, out ulong v));
        Assert.Equal(F.Inverse(8), v);
        Assert.False(E.Exponential(F, 8).TryTransformAt(8, out _));
    }

    [Fact]
    public void TransformsAreRationalFunctionsOfTheirParameters()
    {
        // t exp(-g t) cos(w t) in s, g, w: ((s+g)^2 - w^2)/((s+g)^2 + w^2)^2.
        var box = new DelegateBlackBox(3, (f, x) =>
            (E.Time(f) * E.Exponential(f, f.Negate(x[1])) * E.Cosine(f, x[2])).TryTransformAt(x[0], out ulong v) ? v : null);
        MultivariatePolynomial s = V(0) + V(1), w2 = V(2) * V(2);
        Assert.Equal(new RationalFunction((s * s) - w2, ((s * s) + w2).Power(2)), RationalReconstruction.Run(box).Require());

        static MultivariatePolynomial V(int k) => MultivariatePolynomial.Variable(3, k);
    }
}
