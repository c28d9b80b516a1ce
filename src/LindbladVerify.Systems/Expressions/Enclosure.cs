namespace LindbladVerify.Systems.Expressions;

/// <summary>What is known of a function of one variable over an interval.</summary>
/// <param name="Range">Holds every value.</param>
/// <param name="Slope">Holds every slope; infinite where there may be a jump.</param>
/// <param name="Middle">Holds the value in the middle of the interval.</param>
internal readonly record struct Enclosure(Interval Range, Interval Slope, Interval Middle)
{
    /// <summary>The range also follows from the middle and the slope, which is far tighter where the variable occurs more than once.</summary>
    public Enclosure Tightened(double width)
    {
        if (!Slope.IsFinite)
        {
            return this;
        }

        return this with { Range = Range.Intersect(Middle + (Slope * new Interval(-width / 2, width / 2))) };
    }

    /// <summary>f(this), with the range of f and that of its derivative.</summary>
    public Enclosure Through(Func<Interval, Interval> f, Func<Interval, Interval> derivative) =>
        new(f(Range), derivative(Range) * Slope, f(Middle));
}
