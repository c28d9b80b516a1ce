using System.Numerics;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;
using Xunit;

namespace LindbladVerify.Systems.Tests.Expressions;

/// <summary>|i⟩⟨j| of a site, for levels and spins.</summary>
public sealed class KetTests
{
    private static readonly HilbertSpace Space = new(Site.OfSpin("S", 0.5), Site.OfSpin("J", 1.5), Site.OfLevels("c", 4));
    private static readonly Dictionary<string, double> Parameters = new(StringComparer.Ordinal) { ["k"] = 2 };

    [Theory]
    [InlineData("S.ket(0,1)", "S.p")]
    [InlineData("S.ket(1,0)", "S.m")]
    [InlineData("S.ket(0,0) - S.ket(1,1)", "2*S.z")]
    [InlineData("3*J.ket(0,0) + J.ket(1,1) - J.ket(2,2) - 3*J.ket(3,3)", "2*J.z")]
    [InlineData("c.ket(k,k)", "c.proj(k)")]
    [InlineData("c.ket(0,1) + sqrt(2)*c.ket(1,2) + sqrt(3)*c.ket(2,3)", "c.a")]
    [InlineData("c.ket(0,k)*c.ket(k,1)", "c.ket(0,1)")]
    [InlineData("S.ket(0,1)*c.ket(1,0) + S.ket(1,0)*c.ket(0,1)", "S.p*c.ket(1,0) + S.m*c.ket(0,1)")]
    public void IsTheMatrixUnit(string text, string same)
    {
        Operator difference = Value(text) - Value(same);
        Assert.All(difference.Matrix.Values.ToArray(), v => Assert.True(Complex.Abs(v) < 1e-14));
    }

    [Fact]
    public void CarriesNoRootOfN()
    {
        Operator unit = Value("c.ket(2,3)");
        Assert.Equal(Space.Dimension / 4, unit.Matrix.StoredCount);
        Assert.All(unit.Matrix.Values.ToArray(), v => Assert.Equal(Complex.One, v));
    }

    [Theory]
    [InlineData("c.ket(0)", "two states: ket(i, j)")]
    [InlineData("c.ket(0,1,2)", "not 3 arguments")]
    [InlineData("c.ket", "two states: ket(i, j)")]
    [InlineData("c.ket(0,4)", "a level from 0 to 3, not 4")]
    [InlineData("c.ket(0.5,1)", "a level from 0 to 3, not 0.5")]
    [InlineData("S.ket(0,2)", "a state from 0 to 1 (0 is m = +j), not 2")]
    [InlineData("c.ket(S.z,1)", "a number is expected")]
    [InlineData("c.ke(0,1)", "did you mean 'ket'")]
    public void RefusesWhatIsNoState(string text, string part) =>
        Assert.Contains(part, Assert.Throws<ExpressionException>(() => Value(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void PrintsAsItReads() => Assert.Equal(Expression.Parse("2*c.ket(0, k+1)"), Expression.Parse(Expression.Parse("2*c.ket(0, k+1)").ToString()));

    private static Operator Value(string text) => new ExpressionEvaluator(Parameters, Space).Operator(Expression.Parse(text));
}
