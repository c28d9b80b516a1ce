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
        Assert.False(c.IsStrict); // it vanishes at P = 0
        Assert.True(Proved(difference + One, [Polarisation, VariableRange.Real]).IsStrict);
        Assert.True(c.Cells[0].Substitutions[0].OfSquare);
        Assert.Null(PositivityProof.TryProve(difference, [new(-2, 2), VariableRange.Real]));
        Assert.NotNull(PositivityProof.FindNegativePoint(difference, [new(-2, 2), VariableRange.Real]));
        Assert.Null(PositivityProof.FindNegativePoint(difference, [Polarisation, VariableRange.Real]));
    }

    [Fact]
    public void BoxesAreCutWhereOneShiftIsNotEnough()
    {
        // Two valleys of depth 1/100 and a dependence on y.
        MultivariatePolynomial valley = ((X.Scale(4) - One) * (X.Scale(4) - One.Scale(3))).Power(2) + One.Scale(new BigRational(1, 100)) + (X * Y);
        PositivityCertificate c = Proved(valley, [VariableRange.Unit, VariableRange.Unit]);
        Assert.True(c.Cells.Count > 1 && c.IsStrict);
        Assert.Null(PositivityProof.TryProve(valley - One.Scale(new BigRational(1, 50)) - (X * Y), [VariableRange.Unit, VariableRange.Unit]));
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
    public void SquaresOutweighMixedTerms()
    {
        MultivariatePolynomial form = (X * X) - (X * Y) + (Y * Y);
        Assert.Equal(2 * 2, Proved(form, [VariableRange.Real, VariableRange.Real]).Cells.Count);
        PositivityCertificate c = Proved(form, [VariableRange.NonNegative, VariableRange.NonNegative]);
        Assert.True(c.IsStrict);
        Assert.Single(c.Cells[0].Squares);
        Assert.False(Proved((X - Y).Power(2), [VariableRange.NonNegative, VariableRange.NonNegative]).IsStrict);
        Assert.Null(PositivityProof.TryProve(form - (X * Y).Scale(new BigRational(101, 100)), [VariableRange.NonNegative, VariableRange.NonNegative]));

        // One pair of squares cannot serve two negative terms.
        MultivariatePolynomial twice = (X * X) + (Y * Y) - (X * Y).Scale(new BigRational(3, 2)) - X;
        Assert.Null(PositivityProof.TryProve(twice, [VariableRange.NonNegative, VariableRange.NonNegative]));
        Assert.NotNull(PositivityProof.FindNegativePoint(twice, [VariableRange.NonNegative, VariableRange.NonNegative]));
        PositivityCertificate forged = new([c.Cells[0] with { Transformed = twice, Squares = [c.Cells[0].Squares[0], c.Cells[0].Squares[0]] }], true);
        Assert.False(forged.Holds(twice));
        Proved(-X + One.Scale(3), [new(null, 3), VariableRange.Real]);
        Assert.Null(PositivityProof.TryProve(X + One.Scale(3), [new(null, 3), VariableRange.Real]));
    }

    [Fact]
    public void SubstitutionsSayWhatTheyAre()
    {
        Assert.Equal("P^2 = u/(1 + u)", new CornerSubstitution(true, false, 0, 1).Describe("P", "u"));
        Assert.Equal("x = 2 + u", new CornerSubstitution(false, false, 2, null).Describe("x", "u"));
        Assert.Equal("-x = -3 + u", new CornerSubstitution(false, true, -3, null).Describe("x", "u"));
        Assert.Equal("x = (-1 + (1/2)*u)/(1 + u)", new CornerSubstitution(false, false, -1, new BigRational(1, 2)).Describe("x", "u"));
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
