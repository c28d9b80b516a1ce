using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Positivity;
using Xunit;

namespace LindbladVerify.Algebra.Tests.Positivity;

public sealed class PositivityTests
{
    private static readonly MultivariatePolynomial X = MultivariatePolynomial.Variable(2, 0), Y = MultivariatePolynomial.Variable(2, 1), One = MultivariatePolynomial.Constant(2, 1);
    private static readonly VariableRange Polarisation = new(-1, 1);

    [Fact]
    public void Equation9NeverUnderestimates()
    {
        // 4 P^2 (1 - P^2) Delta^4 with -1 <= P <= 1, Delta any number.
        MultivariatePolynomial p2 = X * X, difference = (p2 * (One - p2) * Y.Power(4)).Scale(4);
        PositivityCertificate c = Proved(difference, [Polarisation, VariableRange.Real]);
        Assert.Single(c.Cells);
        Assert.True(c.Cells[0].Substitutions[0].OfSquare);
        Assert.Null(PositivityProof.TryProve(difference, [new(-2, 2), VariableRange.Real]));
        Assert.NotNull(PositivityProof.FindNegativePoint(difference, [new(-2, 2), VariableRange.Real]));
        Assert.Null(PositivityProof.FindNegativePoint(difference, [Polarisation, VariableRange.Real]));
    }

    [Fact]
    public void BoxesAreCutWhereOneShiftIsNotEnough()
    {
        // (x - 1/2)^2 + 1/100 on 0..1 needs several cells; (x - y)^2 + 1/4 on the quarter of the plane too.
        MultivariatePolynomial valley = (X - One.Scale(new BigRational(1, 2))).Power(2) + One.Scale(new BigRational(1, 100));
        PositivityCertificate c = Proved(valley, [VariableRange.Unit, VariableRange.Unit]);
        Assert.True(c.Cells.Count > 1 && c.IsStrict);
        Assert.Null(PositivityProof.TryProve(valley - One.Scale(new BigRational(1, 50)), [VariableRange.Unit, VariableRange.Unit]));
        Proved((X - Y).Power(2) + One.Scale(new BigRational(1, 4)), [VariableRange.Unit, VariableRange.Unit]);
    }

    [Fact]
    public void CornersAndHalfLines()
    {
        Proved(X - One.Scale(2) + Y, [new(2, null), VariableRange.NonNegative]);
        Assert.Null(PositivityProof.TryProve(X - One.Scale(2) + Y, [new(new BigRational(19, 10), null), VariableRange.NonNegative]));
        Proved((X * X) - X + One, [VariableRange.NonNegative, VariableRange.Real]); // no real zero: cut at 1/2, 1, 2
        Proved(X.Power(4) + (Y * Y), [VariableRange.Real, VariableRange.Real]);
        Assert.Null(PositivityProof.TryProve(X, [VariableRange.Real, VariableRange.Real]));
        Assert.False(Proved(MultivariatePolynomial.Zero(2), [VariableRange.Real, VariableRange.Real]).IsStrict);
    }

    [Fact]
    public void CertificatesOfOtherPolynomialsDoNotHold()
    {
        PositivityCertificate c = Proved(One + X, [VariableRange.NonNegative, VariableRange.NonNegative]);
        Assert.False(c.Holds(One + X + Y));
        Assert.False(c.Holds(One - X));
    }

    private static PositivityCertificate Proved(MultivariatePolynomial p, VariableRange[] ranges)
    {
        PositivityCertificate? c = PositivityProof.TryProve(p, ranges);
        Assert.NotNull(c);
        Assert.True(c.Holds(p));
        return c;
    }
}
