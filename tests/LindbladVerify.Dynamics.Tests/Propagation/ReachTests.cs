using System.Numerics;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>What the state reaches, what commutes, and what is announced or refused.</summary>
public sealed class ReachTests
{
    private static readonly Operator Sx = 2.0 * SpinOperators.X(0.5);
    private static readonly Operator Iz = SpinOperators.Z(0.5);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void AStateThatNothingLeavesStays(int levels)
    {
        Operator a = LevelOperators.Lowering(levels), number = a.Adjoint() * a;
        foreach (PropagationMethod method in new[] { PropagationMethod.Auto, PropagationMethod.Dense, PropagationMethod.Krylov, PropagationMethod.RungeKutta })
        {
            var model = new OpenSystemModel(number, [new Dissipator(a, 1)]);
            PropagationResult result = MasterEquationSolver.Solve(model, DensityMatrices.Level(levels, 0), [a * a.Adjoint()], TimeGrid.Uniform(0, 3, 4), new PropagationOptions { Method = method });
            Assert.All(result.Values[0], v => Approx.Equal(1, v, 1e-14, method.Name));
        }
    }

    [Fact]
    public void OneExcitationAmongManySitesIsAFewEquations()
    {
        const int n = 12;
        const double hopping = 1e3, decay = 100;
        var space = new HilbertSpace([.. Enumerable.Range(0, n).Select(k => Site.OfLevels($"c{k}", 2))]);
        Operator[] a = [.. Enumerable.Range(0, n).Select(k => space.On($"c{k}", LevelOperators.Lowering(2)))];
        Operator h = Enumerable.Range(0, n - 1).Select(k => hopping * ((a[k].Adjoint() * a[k + 1]) + (a[k + 1].Adjoint() * a[k]))).Aggregate((x, y) => x + y);
        Operator total = a.Select(x => x.Adjoint() * x).Aggregate((x, y) => x + y);
        Operator first = a[0].Adjoint() * a[0];
        Operator initial = space.Product([DensityMatrices.Level(2, 1), .. Enumerable.Repeat(DensityMatrices.Level(2, 0), n - 1)]);
        var model = new OpenSystemModel(h, [.. a.Select(x => new Dissipator(x, decay))], [], space);
        TimeGrid grid = TimeGrid.Uniform(0, 1e-2, 11);
        PropagationResult result = MasterEquationSolver.Solve(model, initial, [total, first], grid);
        Assert.True(result.Dimension.Solved <= (n + 1) * (n + 1), $"{result.Dimension.Solved} equations");
        Assert.Equal((1 << n, Math.Pow(4, n)), (result.Dimension.Hilbert, result.Dimension.Liouville));
        for (int k = 0; k < grid.Count; k++)
        {
            // Bloch waves of an open chain: amplitude Σ_q 2/(n+1) sin² q exp(-2i J cos q t).
            double t = grid.Times[k];
            Complex amplitude = Complex.Zero;
            for (int q = 1; q <= n; q++)
            {
                double angle = Math.PI * q / (n + 1);
                amplitude += 2.0 / (n + 1) * Math.Pow(Math.Sin(angle), 2) * Complex.Exp(new Complex(0, -2 * hopping * Math.Cos(angle) * t));
            }

            Approx.Equal(Math.Exp(-decay * t), result.Values[0][k], 1e-9, "the excitation is lost at one rate");
            Approx.Equal(Math.Exp(-decay * t) * Math.Pow(amplitude.Magnitude, 2), result.Values[1][k], 1e-9, "closed form of the chain");
        }
    }

    [Fact]
    public void SeveralGaussianNoisesThatCommuteHaveAClosedForm()
    {
        var space = new HilbertSpace(Site.OfSpin("a", 0.5), Site.OfSpin("b", 0.5));
        Operator az = space.On("a", Iz), bz = space.On("b", Iz), ax = space.On("a", Sx);
        OrnsteinUhlenbeckNoise slow = new(0, 20, 0.5), fast = new(1, 2, 5), other = new(0, 3, 1), joint = new(0, 2, 7);
        var model = new OpenSystemModel(
            (3 * az) + (az * bz),
            [new Dissipator(space.On("a", SpinOperators.Minus(0.5)), 0.3)],
            [new NoiseCoupling(az, slow), new NoiseCoupling(az, fast), new NoiseCoupling(bz, other), new NoiseCoupling(az * bz, joint)],
            space);
        Operator up = 0.5 * (SpinOperators.One(0.5) + Sx);
        TimeGrid grid = TimeGrid.Of([0, 1e-3, 0.02, 0.1, 0.4]);
        PropagationResult result = MasterEquationSolver.Solve(model, space.Product(up, up), [ax], grid);
        Assert.Contains("closed form", result.Reason, StringComparison.Ordinal);
        for (int k = 0; k < grid.Count; k++)
        {
            double t = grid.Times[k];
            double damping = (0.15 * t) + (0.5 * (Spread(slow, t) + Spread(fast, t))) + (Spread(joint, t) / 8);
            Approx.Equal(Math.Exp(-damping) * Math.Cos(4 * t) * Math.Cos(t / 2), result.Values[0][k], 1e-12, "Kubo's Gaussian average");
        }
    }

    [Fact]
    public void NoisesOfOneRateOnOneOperatorAreOne()
    {
        NoiseCoupling[] parts = [new(Iz, new OrnsteinUhlenbeckNoise(0.1, 3, 0.7)), new(-2.0 * Iz, new OrnsteinUhlenbeckNoise(0.2, 2, 0.7))];
        var two = new OpenSystemModel(1.3 * SpinOperators.X(0.5), noise: parts);
        var one = new OpenSystemModel(1.3 * SpinOperators.X(0.5), noise: [new NoiseCoupling(Iz, new OrnsteinUhlenbeckNoise(0.1 - 0.4, 5, 0.7))]);
        PropagationResult sum = MasterEquationSolver.Solve(two, DensityMatrices.Up(0.5), [Sx, Iz], TimeGrid.Uniform(0, 2, 9));
        PropagationResult single = MasterEquationSolver.Solve(one, DensityMatrices.Up(0.5), [Sx, Iz], TimeGrid.Uniform(0, 2, 9));
        Assert.Equal(single.Statistics.LadderDepth, sum.Statistics.LadderDepth);
        Approx.Equal(single.Values[1], sum.Values[1], 1e-9, "the same process");
    }

    [Fact]
    public void NoisesOfTwoRatesOnOneOperatorConverge()
    {
        // Short times: 1 - ⟨z⟩ of a spin that H turns about x, damped by noise of the summed variance, to fourth order.
        var model = new OpenSystemModel(2.0 * SpinOperators.X(0.5), noise: [new(Iz, new OrnsteinUhlenbeckNoise(0, 2, 0.5)), new(Iz, new OrnsteinUhlenbeckNoise(0, 1, 5))]);
        const double t = 1e-2;
        PropagationResult result = MasterEquationSolver.Solve(model, DensityMatrices.Up(0.5), [2.0 * Iz], TimeGrid.Of([t, 2]));
        double rabi = (4 * t * t / 2) - (4 * (4 + 5) * Math.Pow(t, 4) / 24);
        Approx.Equal(1 - rabi, result.Values[0][0], 4 * 5 * Math.Pow(t, 5), "series in time; the rates enter at fifth order");
        Assert.Contains("converged", result.Reason, StringComparison.Ordinal);
        Assert.True(result.ToleranceReached);
    }

    [Fact]
    public void ALongRunIsAnnouncedAndCanBeRefused()
    {
        PropagationEstimate? seen = null;
        var model = new OpenSystemModel(1e3 * SpinOperators.X(0.5), [new Dissipator(SpinOperators.Minus(0.5), 1)]);
        var options = new PropagationOptions { Method = PropagationMethod.Krylov, Announce = e => seen = e };
        MasterEquationSolver.Solve(model, DensityMatrices.Up(0.5), [Iz], TimeGrid.Of([1.0]), options);
        Assert.True(seen is { Equations: 3, Seconds: > 0, Bytes: > 0 }, $"{seen}");
        Assert.Throws<TimeoutException>(() => MasterEquationSolver.Solve(model, DensityMatrices.Up(0.5), [Iz], TimeGrid.Of([1e9]), options with { Announce = e => throw new TimeoutException(e.ToString()) }));
    }

    /// <summary>Variance of the integral.</summary>
    private static double Spread(OrnsteinUhlenbeckNoise noise, double t) =>
        2 * noise.Variance / noise.Rate / noise.Rate * ((noise.Rate * t) - 1 + Math.Exp(-noise.Rate * t));
}
