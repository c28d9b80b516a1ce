using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using Xunit;

namespace LindbladVerify.Systems.Tests.ModelFiles;

public class QuantityTests
{
    [Theory]
    [InlineData("100 kHz", QuantityKind.AngularFrequency, 2 * Math.PI * 1e5)]
    [InlineData("100kHz", QuantityKind.Any, 2 * Math.PI * 1e5)]
    [InlineData("100 kHz", QuantityKind.Rate, 1e5)]
    [InlineData("2e6 1/s", QuantityKind.Rate, 2e6)]
    [InlineData("2e6 s^-1", QuantityKind.Any, 2e6)]
    [InlineData("3 1/us", QuantityKind.Rate, 3e6)]
    [InlineData("-2.5 Mrad/s", QuantityKind.AngularFrequency, -2.5e6)]
    [InlineData("0.5 us", QuantityKind.Time, 0.5e-6)]
    [InlineData("0.5 µs", QuantityKind.Time, 0.5e-6)]
    [InlineData("40 us", QuantityKind.Time, 4e-5)]
    [InlineData("0.9 nm", QuantityKind.Length, 0.9)]
    [InlineData("7.05 T", QuantityKind.MagneticField, 7.05)]
    [InlineData("50 mT", QuantityKind.MagneticField, 0.05)]
    [InlineData("1.2 K", QuantityKind.Temperature, 1.2)]
    [InlineData("20mK", QuantityKind.Temperature, 0.02)]
    [InlineData("9 angstrom", QuantityKind.Any, 0.9)]
    [InlineData("1.e3", QuantityKind.Dimensionless, 1000.0)]
    [InlineData(" +.5 ", QuantityKind.Dimensionless, 0.5)]
    public void Converts_to_the_units_used_inside(string text, QuantityKind kind, double expected) =>
        Assert.Equal(expected, Quantity.Parse(text, kind).Value);

    [Fact]
    public void Says_what_was_converted()
    {
        Assert.Equal("0.25 MHz = 1570796.3267948965 rad/s, times 2π since it is an angular frequency", Quantity.Parse("0.25 MHz", QuantityKind.AngularFrequency).Note);
        Assert.Equal("2 MHz = 2000000 1/s, without 2π since it is a rate", Quantity.Parse("2 MHz", QuantityKind.Rate).Note);
        Assert.Equal("20 mK = 0.02 K", Quantity.Parse("20 mK", QuantityKind.Temperature).Note);
        Assert.Null(Quantity.Parse("2e6", QuantityKind.Rate).Note);
    }

    [Theory]
    [InlineData("2 us", QuantityKind.Rate, "the unit 'us' is not allowed here")]
    [InlineData("2 Hz", QuantityKind.Dimensionless, "pure number")]
    [InlineData("2 khz", QuantityKind.AngularFrequency, "did you mean 'kHz'")]
    [InlineData("1 K", QuantityKind.MagneticField, "allowed are T, mT")]
    [InlineData("1 T", QuantityKind.Temperature, "allowed are K, mK")]
    [InlineData("two", QuantityKind.Any, "not a finite number")]
    [InlineData("1e999", QuantityKind.Any, "not a finite number")]
    [InlineData("", QuantityKind.Any, "not a finite number")]
    public void Refuses_other_units_and_texts(string text, QuantityKind kind, string part) =>
        Assert.Contains(part, Assert.Throws<ExpressionException>(() => Quantity.Parse(text, kind)).Message, StringComparison.Ordinal);
}
