using System.Numerics;
using Xunit;
using static LindbladVerify.Formulas.Tests.PaperFormulas;

namespace LindbladVerify.Formulas.Tests;

/// <summary>
/// Order and coefficient of the leading error of every approximation, as derived by series expansion:
/// the measured error over the predicted one tends to 1, and its logarithmic slope to the order.
/// </summary>
public sealed class LeadingErrorTests
{
    private static readonly PairPoint[] Starts = [new(3.1, 0.37, 1.7, 0.9), new(0.8, 0.81, 2.9, 1.3), new(2.3, 0.55, 2.1, 0.6)];

    private static readonly Func<PairPoint, double, PairPoint>
        Slow = (p, e) => p with { Gc = p.Gc * e },
        Fast = (p, e) => p with { Gc = p.Gc / e },
        Proportional = (p, e) => p with { Gc = p.Gc * e, G2 = p.G2 * e },
        Crossing = (p, e) => p with { P = Math.Sqrt(0.5), Gc = p.Gc * e, G2 = p.G2 * e },
        FixedNarrowing = (p, e) => p with { Gc = p.Gc / e, Delta = p.Delta / Math.Sqrt(e) },
        SmallHyperfine = (p, e) => p with { Delta = p.Delta * e },
        LargeHyperfine = (p, e) => p with { Delta = p.Delta / e },
        SmallBroadening = (p, e) => p with { G2 = p.G2 * e },
        LargeBroadening = (p, e) => p with { G2 = p.G2 / e },
        Unpolarized = (p, e) => p with { P = p.P * e },
        Polarized = (p, e) => p with { P = 1 - ((1 - p.P) * e) };

    private static readonly Dictionary<string, LeadingError> Table = new(StringComparer.Ordinal)
    {
        ["10, Gc -> 0"] = new(RateOf("eq10"), RateOf("eq9"), Slow, 1, (A, P, c, b) => c * ((((2 * P * P) - 1) * A * A) - (b * b)) / (2 * b * ((A * A) + (b * b)))),
        ["10, Gc -> 0, G2 = k Gc"] = new(RateOf("eq10"), RateOf("eq9"), Proportional, 0, (A, P, c, b) => ((2 * P * P) - 1) / (2 * (1 - (P * P) + (b / c)))),
        ["10, Delta -> 0"] = new(RateOf("eq10"), RateOf("eq9"), SmallHyperfine, 0, (A, P, c, b) => -c / ((2 * b) + c)),
        ["10, Delta -> inf"] = new(RateOf("eq10"), RateOf("eq9"), LargeHyperfine, 0, (A, P, c, b) => c * ((2 * P * P) - 1) / (2 * (b + ((1 - (P * P)) * c)))),
        ["10, P -> 0"] = new(RateOf("eq10"), RateOf("eq9"), Unpolarized, 0, (A, P, c, b) => -c * ((2 * A * A) + (2 * b * b) + (3 * b * c) + (c * c)) / ((c + b) * ((4 * A * A) + Square((2 * b) + c)))),
        ["10, P -> 1"] = new(RateOf("eq10"), RateOf("eq9"), Polarized, 0, (A, P, c, b) => c * ((2 * A * A) - (2 * b * b) - (b * c)) / (b * ((4 * A * A) + Square((2 * b) + c)))),
        ["10, G2 -> inf"] = new(RateOf("eq10"), RateOf("eq9"), LargeBroadening, 1, (A, P, c, b) => -c / (2 * b)),
        ["11, Gc -> inf"] = new(RateOf("eq11"), RateOf("eq9"), Fast, 2, (A, P, c, b) => -(1 - (P * P)) * A * A / (c * c)),
        ["11, Gc -> inf, Delta^2/Gc fixed"] = new(RateOf("eq11"), RateOf("eq9"), FixedNarrowing, 1, (A, P, c, b) => -(1 - (P * P)) * Square(A / c) * (b + ((2 - (3 * P * P)) * A * A / c)) / (b + ((1 - (P * P)) * A * A / c))),
        ["11, Delta -> 0"] = new(RateOf("eq11"), RateOf("eq9"), SmallHyperfine, 2, (A, P, c, b) => -(1 - (P * P)) * A * A / (c * (c + b))),
        ["11, P -> 0"] = new(RateOf("eq11"), RateOf("eq9"), Unpolarized, 0, (A, P, c, b) => -b * A * A / (((A * A) + (b * c)) * (c + b))),
        ["11, P -> 1"] = new(RateOf("eq11"), RateOf("eq9"), Polarized, 1, (A, P, c, b) => 2 * (1 - P) * A * A * ((A * A) - (b * (c + b))) / (b * c * ((A * A) + Square(c + b)))),
        ["11, G2 -> inf"] = new(RateOf("eq11"), RateOf("eq9"), LargeBroadening, 1, (A, P, c, b) => -(1 - (P * P)) * A * A / (c * b)),
        ["11, G2 -> 0"] = new(RateOf("eq11"), RateOf("eq9"), SmallBroadening, 0, (A, P, c, b) => A * A * P * P * ((3 * P * P) - 2) / ((A * A * Square(1 - (P * P))) + (c * c * P * P))),
        ["11 as printed, Gc -> inf"] = new(RateOf("eq11.as-printed"), RateOf("eq9"), Fast, 0, (A, P, c, b) => (1 - (P * P)) * A * A * ((((2 * P * P) - 1) * A * A) - (b * b)) / (Square(A * A * (1 - (P * P))) + (b * b * A * A * (2 - (P * P))) + (b * b * b * b))),
        ["11 as printed, Delta -> 0"] = new(RateOf("eq11.as-printed"), RateOf("eq9"), SmallHyperfine, 2, (A, P, c, b) => -(1 - (P * P)) * c * A * A / (b * b * (c + b))),
        ["11 as printed, P -> 0"] = new(RateOf("eq11.as-printed"), RateOf("eq9"), Unpolarized, 0, (A, P, c, b) => -c * A * A / (((A * A) + (b * b)) * (c + b))),
        ["11 as printed, G2 -> inf"] = new(RateOf("eq11.as-printed"), RateOf("eq9"), LargeBroadening, 3, (A, P, c, b) => -(1 - (P * P)) * c * A * A / (b * b * b)),
        ["9/electron, Gc -> inf"] = new(RateOf("eq9"), RateOf("closed-form"), Fast, 2, (A, P, c, b) => 4 * P * P * (1 - (P * P)) * Square(A / c) * A * A / ((b * b) + (P * P * A * A))),
        ["9/electron, Delta -> 0"] = new(RateOf("eq9"), RateOf("closed-form"), SmallHyperfine, 4, (A, P, c, b) => 4 * P * P * (1 - (P * P)) * Square(A * A) / (b * b * Square(c + b))),
        ["9/electron, Delta -> inf"] = new(RateOf("eq9"), RateOf("closed-form"), LargeHyperfine, 0, (A, P, c, b) => (1 / Square(1 - (2 * P * P))) - 1),
        ["9/electron, P -> 0"] = new(RateOf("eq9"), RateOf("closed-form"), Unpolarized, 2, (A, P, c, b) => 4 * P * P * Square(A * A) / Square((A * A) + (b * (c + b)))),
        ["9/electron, P -> 1"] = new(RateOf("eq9"), RateOf("closed-form"), Polarized, 1, (A, P, c, b) => 8 * (1 - P) * Square(A * A) / (((A * A) + (b * b)) * ((A * A) + Square(c + b)))),
        ["9/electron, P = 1/sqrt(2) near the electron"] = new(RateOf("eq9"), RateOf("closed-form"), Crossing, -2, (A, P, c, b) => 2 * A * A / Square((2 * b) + c)),
        ["9/Gaussian, Gc -> inf"] = new(RateOf("eq9"), GaussianRate, Fast, 3, (A, P, c, b) => Square((1 - (P * P)) * A * A) * ((P * P * A * A) - (b * b)) / (b * ((P * P * A * A) + (b * b)) * c * c * c)),
        ["11/electron, Gc -> inf"] = new(RateOf("eq11"), RateOf("closed-form"), Fast, 2, (A, P, c, b) => (1 - (P * P)) * Square(A / c) * ((4 * P * P * A * A / ((b * b) + (P * P * A * A))) - 1)),
        ["electron/static level, Gc -> 0"] = new(RateOf("closed-form"), RateOf("static-level"), Slow, 1, (A, P, c, b) => c * (1 - (P * P)) * A * A / (b * ((A * A) + (b * b)))),
    };

    public static TheoryData<string> Rows { get; } = new(Table.Keys);

    [Theory]
    [MemberData(nameof(Rows))]
    public void OrderAndCoefficientAreThePredictedOnes(string row)
    {
        LeadingError error = Table[row];
        foreach (PairPoint start in Starts)
        {
            double epsilon = error.Epsilon;
            double coarse = error.MeasuredAt(start, epsilon), fine = error.MeasuredAt(start, epsilon / 4);
            double coarseResidual = (coarse / error.PredictedAt(start, epsilon)) - 1;
            double fineResidual = (fine / error.PredictedAt(start, epsilon / 4)) - 1;

            // The next order is at least sqrt(epsilon), so a quarter of epsilon at least halves the residual, down to the rounding
            // of the rates (3e-15 each) relative to the error itself.
            double rounding = 6e-15 * (1 + (1 / Math.Abs(fine)));
            Assert.True(Math.Abs(fineResidual) <= (0.55 * Math.Abs(coarseResidual)) + rounding, $"{row} from {start}: measured/predicted - 1 = {coarseResidual:E3}, then {fineResidual:E3}");
            Assert.True(Math.Abs(fineResidual) < 0.03, $"{row} from {start}: measured/predicted - 1 = {fineResidual:E3}");

            double slope = Math.Log(coarse / fine) / Math.Log(4);
            Assert.True(Math.Abs(slope - error.Order) < 0.05, $"{row} from {start}: order {slope} instead of {error.Order}");
        }
    }

    [Fact]
    public void ResidenceTimeLeavesTheGoldenRuleWithTheSquareOfTheCoupling()
    {
        foreach ((double A, double P, double c, double b) in Starts.Select(s => (s.Delta, s.P, s.Gc, s.G2)))
        {
            foreach ((PairRate residence, PairRate goldenRule, double sign) in new (PairRate, PairRate, double)[] { (RateOf("residence-time.symmetric-telegraph"), RateOf("eq9"), 1), (RateOf("residence-time.electron-telegraph"), RateOf("closed-form"), -1) })
            {
                double d = A * P, nu = A * Math.Sqrt(1 - (P * P)), total = c + b;
                double q00 = b + (d * d / b) + (nu * nu / total), q01 = nu * ((d / b) + (sign * d / total)), q11 = total + (nu * nu / b) + (d * d / total);
                double determinant = (q00 * q11) - (q01 * q01);
                double coefficient = -q01 * q01 / (determinant * q11 * c);
                foreach (double coupling in new[] { 1e-2, 1e-3 })
                {
                    double measured = (residence(coupling, A, P, c, b) / goldenRule(coupling, A, P, c, b)) - 1;

                    // The next term is of relative order coupling²/(Gc Q11), with Q11 above 1 here; rounding of 6e-15 over the error itself.
                    double allowed = (2 * coupling * coupling) + (6e-15 / Math.Abs(measured));
                    Assert.True(Math.Abs((measured / (coefficient * coupling * coupling)) - 1) <= allowed, $"D = {coupling}: {measured}");
                }
            }
        }
    }

    [Fact]
    public void PrintedEquation10AndTheOthersDoNotApproachEquation9WithASlowElectron()
    {
        foreach (PairRate rate in new PairRate[] { RateOf("eq10.as-printed"), RateOf("eq11"), RateOf("eq11.as-printed") })
        {
            LeadingError error = new(rate, RateOf("eq9"), Slow, 0, (_, _, _, _) => 0);
            Assert.All(Starts, start => Assert.True(Math.Abs(error.MeasuredAt(start, 1e-8)) > 0.01));
        }
    }

    [Fact]
    public void PrintedEquation10ResonatesAtTheGoldenSectionAndEquation10AtOneOverRootTwo()
    {
        Assert.Equal((Math.Sqrt(5) - 1) / 2, Resonance(RateOf("eq10.as-printed")), 3e-4);
        Assert.Equal(Math.Sqrt(0.5), Resonance(RateOf("eq10")), 3e-4);
        Assert.Equal(Math.Sqrt(0.5), Resonance(RateOf("eq9")), 3e-4);
    }

    /// <summary>The polarization of the largest rate near the electron, on a grid of 1e-4; the line is 1e-4 wide.</summary>
    private static double Resonance(PairRate rate) =>
        Enumerable.Range(1, 9998).Select(i => i * 1e-4).MaxBy(P => rate(1, 1e7, P, 1e3, 1e3));

    /// <summary>
    /// Golden rule of Gaussian noise: φ = (1/Gc) Σ_k a^k/[z(z+1)…(z+k)], a = ν²/Gc², z = (G2 - i Delta P)/Gc + a, for a below 1.
    /// </summary>
    private static double GaussianRate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        double a = (1 - (polarization * polarization)) * Square(hyperfine / electronRate);
        Complex z = new((broadening / electronRate) + a, -hyperfine * polarization / electronRate);
        Complex term = 1 / z, sum = term;
        for (int k = 1; k < 60; k++)
        {
            term *= a / (z + k);
            sum += term;
        }

        return dipolar * dipolar / 2 * (sum / electronRate).Real;
    }

    private static double Square(double x) => x * x;
}
