using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport.ExactSolutions;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>Slow decays next to rates that are many decades faster, where scaling and squaring in double precision would lose ε‖A‖t.</summary>
public sealed class StiffSystemTests
{
    /// <summary>Tighter than ε‖A‖t of these systems by six decades and more.</summary>
    private const double Tolerance = 1e-13;

    private static readonly Operator Sx = 2.0 * SpinOperators.X(0.5);
    private static readonly Operator Sy = 2.0 * SpinOperators.Y(0.5);
    private static readonly Operator Sz = 2.0 * SpinOperators.Z(0.5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MotionalNarrowingByFastNoise(bool uniform)
    {
        // Splittings ±δ that flip at k/2: the coherence decays at δ²/(k/2 + m), m² = k²/4 - δ², written without cancellation.
        const double k = 1e12, delta = 1e6;
        double m = Math.Sqrt((k * k / 4) - (delta * delta));
        var model = new OpenSystemModel(0.0 * Sz, [], [new NoiseCoupling(SpinOperators.Z(0.5), MarkovChainNoise.Telegraph(delta, -delta, k, 0.5))]);
        PropagationResult result = Solve(model, 0.5 * (SpinOperators.One(0.5) + Sx), [Sx], Grid(uniform, 0.5));

        Check(result, 0, t => (0.5 + (k / (4 * m))) * Math.Exp(-delta * delta / ((k / 2) + m) * t));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ThousandMillionRadians(bool uniform)
    {
        // Integer ω and dyadic times make ω·t exact, so that the phase is known to all digits.
        var exact = new DampedQubit(1e9, 1.25, 0.5, 0.375);
        Operator initial = 0.5 * (SpinOperators.One(0.5) + (0.6 * Sx) + (0.64 * Sy) + (-0.48 * Sz));
        TimeGrid grid = Grid(uniform, 0);
        PropagationResult result = Solve(exact.Model(), initial, [Sx, Sy, Sz], grid);

        foreach ((int o, Operator observable) in new[] { Sx, Sy, Sz }.Index())
        {
            Check(result, o, t => observable.Expectation(exact.State(initial, t)).Real);
        }
    }

    [Fact]
    public void SlowRateInTheLastDigitsOfAnEntryIsAdmitted()
    {
        // Entries -(k + r) next to k: the sum over both spins decays at what rounding left of r.
        PropagationResult rounded = Exchange(1e12, 0.7);
        double error = Enumerable.Range(0, rounded.Grid.Count).Max(i => Math.Abs(Math.Exp(-0.7 * rounded.Grid.Times[i]) - rounded.Values[0][i]));
        Assert.InRange(error, 1e-6, rounded.ErrorEstimate[0]);
        Assert.False(rounded.ToleranceReached);

        PropagationResult representable = Exchange(Math.ScaleB(1, 30), 1);
        Check(representable, 0, t => Math.Exp(-t));
    }

    [Fact]
    public void LargeBlocksSayThatTheToleranceIsMissed()
    {
        // Above the order that extended precision is offered for, the error of double precision is stated.
        Operator number = LevelOperators.Number(300);
        Operator a = LevelOperators.Lowering(300);
        var model = new OpenSystemModel(0.0 * number, [new Dissipator(a, 1e5), new Dissipator(a.Adjoint(), 5e4)]);
        PropagationResult result = Solve(model, DensityMatrices.Mixed(300), [number], TimeGrid.Uniform(0, 1, 3));

        Assert.False(result.ToleranceReached);
        Assert.DoesNotContain("32 digits", result.Reason, StringComparison.Ordinal);
    }

    /// <summary>Two spins, both up, that exchange their states at k and each relax at r; the observable is the sum of both.</summary>
    private static PropagationResult Exchange(double k, double r)
    {
        var pair = new HilbertSpace(Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));
        Operator plus = SpinOperators.Plus(0.5), minus = SpinOperators.Minus(0.5), one = SpinOperators.One(0.5), z = SpinOperators.Z(0.5);
        Operator[] single = [pair.Product(plus, one), pair.Product(minus, one), pair.Product(one, plus), pair.Product(one, minus)];
        Operator swap = pair.Product(plus, minus);
        var model = new OpenSystemModel(0.0 * swap, [new(swap, k), new(swap.Adjoint(), k), .. single.Select(s => new Dissipator(s, r / 2))], [], pair);
        Operator up = DensityMatrices.Up(0.5);
        return Solve(model, pair.Product(up, up), [pair.Product(z, one) + pair.Product(one, z)], TimeGrid.Uniform(0, 1, 9));
    }

    private static TimeGrid Grid(bool uniform, double from) => uniform
        ? TimeGrid.Uniform(from, 1, 33)
        : TimeGrid.Of([from, .. Enumerable.Range(1, 12).Select(k => from + ((1 - from) * Math.ScaleB(1, k - 12)))]);

    private static PropagationResult Solve(OpenSystemModel model, Operator initial, Operator[] observables, TimeGrid grid) =>
        MasterEquationSolver.Solve(model, initial, observables, grid, new PropagationOptions { Tolerance = Tolerance, Method = PropagationMethod.Dense });

    private static void Check(PropagationResult result, int observable, Func<double, double> exact)
    {
        Assert.Contains("32 digits", result.Reason, StringComparison.Ordinal);
        Assert.True(result.ToleranceReached);
        for (int k = 0; k < result.Grid.Count; k++)
        {
            // 1e-14: the closed form's own rounding is a few units of 2e-16.
            double error = Math.Abs(exact(result.Grid.Times[k]) - result.Values[observable][k]);
            Assert.True(error <= 1e-14, $"t = {result.Grid.Times[k]:R}: off by {error:G3}.");
        }
    }
}
