using LindbladVerify.Formulas;
using LindbladVerify.Sweeps.Maps;
using Xunit;

namespace LindbladVerify.Sweeps.Tests.Maps;

public sealed class ParameterProductTests
{
    private static readonly string[] Names = ["D", "Delta", "P", "Gc", "G2"];
    private static readonly ParameterPoint Point = new(Names, [3, 7, 0.3, 11, 13]);

    [Theory]
    [InlineData("P", 0.3)]
    [InlineData("Gc/Delta", 11.0 / 7)]
    [InlineData(" Delta * P ", 2.1)]
    [InlineData("D*D/G2/Gc", 9.0 / 143)]
    [InlineData("G2*D/D", 13)]
    public void TheValueIsThatOfTheExpression(string text, double expected) =>
        Assert.Equal(expected, ParameterProduct.Parse(text, Names).Value(Point), 1e-14 * expected);

    [Theory]
    [InlineData("P")]
    [InlineData("Gc/Delta")]
    [InlineData("Delta*P")]
    [InlineData("D*D/G2")]
    [InlineData("D/Gc/D/D")]
    public void SettingItChangesTheFirstParameterAlone(string text)
    {
        ParameterProduct product = ParameterProduct.Parse(text, Names);
        ParameterPoint moved = product.With(Point, 0.123);

        Assert.Equal(0.123, product.Value(moved), 1e-15);
        Assert.All(Names.Where(n => !string.Equals(n, product.Varied, StringComparison.Ordinal)), n => Assert.Equal(Point[n], moved[n]));
        Assert.NotEqual(Point[product.Varied], moved[product.Varied]);
    }

    [Theory]
    [InlineData("", "''")]
    [InlineData("Gc/", "''")]
    [InlineData("gc/Delta", "'gc'")]
    [InlineData("Gc+Delta", "'Gc+Delta'")]
    [InlineData("Gc^2", "'Gc^2'")]
    [InlineData("Gc/Delta/Gc", "'Gc'")]
    public void WhatIsNoProductIsRefusedByName(string text, string named)
    {
        FormatException e = Assert.Throws<FormatException>(() => ParameterProduct.Parse(text, Names));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }
}
