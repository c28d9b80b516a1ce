using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.References;
using Xunit;
using static LindbladVerify.Verification.Tests.References.PreciseModels;

namespace LindbladVerify.Verification.Tests.References;

/// <summary>Quantities in 60 digits against closed forms, with errors no larger than stated.</summary>
public sealed class PreciseModelQuantityTests
{
    private static readonly Func<int, IReadOnlyDictionary<string, Ball>> OfFile = At();

    [Theory]
    [InlineData(ModelQuantityKind.ResidenceTime)]
    [InlineData(ModelQuantityKind.SpectralGap)]
    [InlineData(ModelQuantityKind.LineWidth)]
    public void DecayRateIsTheDecimalNumber(ModelQuantityKind kind) => AssertExact(Number("0.1"), Evaluate(Decay, "excited", kind, OfFile, factor: 3));

    [Theory]
    [InlineData("1e3")]
    [InlineData("1e9")]
    public void LateExponentialKeepsItsRelativeAccuracy(string time)
    {
        PreciseReference found = Evaluate(Decay, "excited", ModelQuantityKind.TimeCourse, At(("g", "1"), ("t", time)));
        AssertExact(Elementary.Exp(-Number(time)), found);
    }

    [Fact]
    public void SaturatedPopulationIsThatOfTheBlochEquations()
    {
        BigFloat g = Number("0.1");
        BigFloat w = Number("0.7");
        BigFloat d = Number("0.3");
        BigFloat pumped = (w * w).Scale(-2);
        AssertExact(pumped / ((d * d) + (g * g).Scale(-2) + (w * w).Scale(-1)), Evaluate(Atom, "excited", ModelQuantityKind.SteadyState, OfFile));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void CascadeOfEqualRatesHasOneMultiplePole(int steps)
    {
        AssertExact(Number("0.3"), Evaluate(Cascade(steps), "last", ModelQuantityKind.SpectralGap, OfFile));
        BigFloat x = Number("0.3") * Number("7");
        BigFloat population = Elementary.Exp(-x);
        for (int k = 1; k < steps; k++)
        {
            population = population * x / BigFloat.Of((long)k);
        }

        AssertExact(population, Evaluate(Cascade(steps), "last", ModelQuantityKind.TimeCourse, At(("t", "7"))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SmallBranchIsKnownRelativeToItself(bool named)
    {
        string model = named
            ? Branching.Replace("a.a*a.a/sqrt(2)", "a.ket(0, 2)", StringComparison.Ordinal).Replace("a.proj(1)*a.a", "sqrt(2)*a.ket(1, 2)", StringComparison.Ordinal)
            : Branching;
        BigFloat small = Number("1e-3");
        AssertExact(small / (small + Number("1e6")), Evaluate(model, "one", ModelQuantityKind.SteadyState, OfFile));
        AssertExact(Number("1e6") / (small + Number("1e6")), Evaluate(model, "zero", ModelQuantityKind.SteadyState, OfFile));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1.00000000000000000001")]
    [InlineData("1.000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("3")]
    public void LineBelowCoalescenceHasTwoRealModes(string k)
    {
        BigFloat rate = Number(k);
        BigFloat root = (rate * rate) - 1;
        AssertExact(rate - (root.IsZero ? root : BigFloat.Sqrt(root)), Evaluate(Line, "x", ModelQuantityKind.SpectralGap, At(("w", "1"), ("k", k))));
        AssertExact((1 / rate).Scale(-1), Evaluate(Line, "x", ModelQuantityKind.ResidenceTime, At(("w", "1"), ("k", k))));
    }

    [Theory]
    [InlineData("0.99999999999999999999")]
    [InlineData("0.1")]
    public void LineAboveCoalescenceOscillates(string k)
    {
        BigFloat rate = Number(k);
        Func<int, IReadOnlyDictionary<string, Ball>> at = At(("w", "1"), ("k", k));
        AssertExact(rate, Evaluate(Line, "x", ModelQuantityKind.LineWidth, at));
        AssertExact(BigFloat.Sqrt(1 - (rate * rate)), Evaluate(Line, "x", ModelQuantityKind.Frequency, at));
        PreciseReference gap = Evaluate(Line, "x", ModelQuantityKind.SpectralGap, at);
        Assert.Null(gap.Value);
        Assert.False(gap.NeedsDigits);
        Assert.Contains("oscillates", gap.Remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1e12")]
    [InlineData("1e20")]
    public void DetailedBalanceCostsNoDigits(string temperature)
    {
        BigFloat x = (1 / Number(temperature)).Scale(-1);
        AssertExact(Number("0.3") / Elementary.Tanh(x), Evaluate(Thermal, "excited", ModelQuantityKind.SpectralGap, At(("T", temperature))));
    }

    [Fact]
    public void UnitsAreExact()
    {
        string model = Line.Replace("w: 1.0e4", "w: \"100 kHz\"", StringComparison.Ordinal);
        BigFloat w = Elementary.Pi(2048) * Number("2e5");
        AssertExact(w * w / Number("2e4"), Evaluate(model, "x", ModelQuantityKind.ResidenceTime, OfFile));
    }

    [Fact]
    public void WhatDoesNotRelaxHasNoRateAndNoLimit()
    {
        foreach ((ModelQuantityKind kind, string words) in new[]
        {
            (ModelQuantityKind.ResidenceTime, "no late-time limit"),
            (ModelQuantityKind.SteadyState, "no late-time limit"),
            (ModelQuantityKind.SpectralGap, "does not relax"),
        })
        {
            PreciseReference found = Evaluate(Turning, "x", kind, OfFile);
            Assert.Null(found.Value);
            Assert.False(found.NeedsDigits);
            Assert.Contains(words, found.Remark, StringComparison.Ordinal);
        }

        AssertExact(Number("0.3"), Evaluate(Turning, "x", ModelQuantityKind.Frequency, OfFile));
    }

    [Fact]
    public void WhatIsExactlyZeroComesOutAsZero()
    {
        PreciseReference none = Evaluate(Atom, "excited", ModelQuantityKind.SteadyState, At(("W", "0")));
        Assert.True(none.Value!.Value.Value.IsZero);

        // cos(π/2), with as many digits of π as there are.
        PreciseReference crossing = Evaluate(Turning, "x", ModelQuantityKind.TimeCourse, bits => new Dictionary<string, Ball>(StringComparer.Ordinal)
        {
            ["w"] = Ball.Exact(BigFloat.One),
            ["t"] = Ball.Rounded(Elementary.Pi(bits).Scale(-1), BigFloat.Zero),
        });
        Assert.False(crossing.NeedsDigits);
        Assert.True(crossing.Value!.Value.Value.IsZero);
        Assert.True((double)crossing.Value!.Value.Error < 1e-50);
    }

    [Fact]
    public void CourseGivesTheValuesOfItsTimes()
    {
        PreciseModelQuantity quantity = PreciseModelQuantity.TryCreate(Open(Atom), "excited", ModelQuantityKind.TimeCourse, 1, out _)!;
        string[] times = ["0", "0.1", "3", "1e4"];
        IReadOnlyList<PreciseReference> course = quantity.Course(OfFile, bits => [.. times.Select(t => Ball.Decimal(t, bits))], Wanted, MostBits, CancellationToken.None);
        for (int k = 0; k < times.Length; k++)
        {
            Assert.Equal(quantity.Evaluate(At(("t", times[k])), Wanted, MostBits, CancellationToken.None), course[k]);
        }
    }

    [Theory]
    [InlineData("noise: [ { operator: \"S.z\", process: { kind: ornstein-uhlenbeck, standardDeviation: 1, rate: 1 } } ]", "ornstein-uhlenbeck")]
    [InlineData("drive: [ { operator: \"S.x\", envelope: \"cos(t)\" } ]", "drive")]
    [InlineData("dissipators: [ { operator: \"sqrt(1+i*0.5)*S.m\", rate: 1 } ]", "complex")]
    public void WhatHasNoDigitsSaysWhy(string section, string word)
    {
        Assert.Null(PreciseModelQuantity.TryCreate(Open(Turning + "\n" + section), "x", ModelQuantityKind.TimeCourse, 1, out string reason));
        Assert.Contains(word, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void LargeBlocksAreRefused()
    {
        Assert.Null(PreciseModelQuantity.TryCreate(ModelFileReader.Open(Path.Combine(TestSupport.RepositoryFolder.Root, "docs", "models", "qubit-one-over-f.yaml")), "x", ModelQuantityKind.SpectralGap, 1, out string reason));
        Assert.Contains("512", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Decay, "g", "-1e-30", "zero or positive")]
    [InlineData(Line, "k", "0", "positive")]
    public void PointsWithoutModelAreRefused(string text, string name, string value, string words)
    {
        PreciseModelQuantity quantity = PreciseModelQuantity.TryCreate(Open(text), string.Equals(text, Decay, StringComparison.Ordinal) ? "excited" : "x", ModelQuantityKind.LineWidth, 1, out _)!;
        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(() => quantity.Evaluate(At((name, value)), Wanted, MostBits, CancellationToken.None));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }
}
