using System.Numerics;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using LindbladVerify.TestSupport.ExactSolutions;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>Steady states, two-time correlations and spectra against closed forms and against the definition.</summary>
public sealed class CorrelationTests
{
    private static readonly Operator Raising = SpinOperators.Plus(0.5);
    private static readonly Operator Lowering = SpinOperators.Minus(0.5);

    [Fact]
    public void TheDampedQubitRelaxesToItsBalanceOfRates()
    {
        Operator state = SteadyState.Of(new DampedQubit(3.1, 0.7, 0.2, 0.45).Model());
        Approx.Equal(0.2 / 0.9, state[0, 0].Real, 1e-15 * 8, "Up / (Up + Down)");
        Approx.Equal(1, state.Trace().Real, 1e-15 * 8, "trace");
        Approx.Equal(Complex.Zero, state[0, 1], 1e-15 * 8, "no coherence");
    }

    [LongFact]
    public void TheSteadyStateIsWhatLongTimesGive()
    {
        var random = new RandomSystems(12);
        foreach (NoiseProcess noise in new NoiseProcess[] { random.Telegraph(), random.Chain(3), new OrnsteinUhlenbeckNoise(0.3, 0.8, 1.1) })
        {
            OpenSystemModel model = random.Model(SpinChains.Nuclei(2), 3, noise);
            Operator state = SteadyState.Of(model);
            Operator observable = random.Hermitian(4);
            PropagationResult late = MasterEquationSolver.Solve(model, random.Density(4), [observable], TimeGrid.Of([300]), new PropagationOptions { Tolerance = 1e-11 });
            Approx.Equal(late.Values[0][0], observable.Expectation(state).Real, 2e-9, "relaxed by far; ladder and steps to their tolerances");
        }
    }

    [Fact]
    public void SeveralSteadyStatesAreRefused()
    {
        var model = new OpenSystemModel(SpinOperators.Z(0.5), [new Dissipator(SpinOperators.Z(0.5), 0.4)]);
        Assert.Throws<InvalidOperationException>(() => SteadyState.Of(model));
        Assert.Throws<ArgumentException>(() => SteadyState.Of(new OpenSystemModel(SpinOperators.Z(0.5), drives: [new Drive(SpinOperators.X(0.5), new FunctionEnvelope(Math.Cos))])));
    }

    [Fact]
    public void TheDampedQubitEmitsALorentzian()
    {
        // <S+(τ) S-(0)> = p_up exp((iω - Γ)τ), Γ = (Down + Up)/2 + Dephasing.
        const double splitting = 3.1, down = 0.7, up = 0.2, dephasing = 0.45;
        OpenSystemModel model = new DampedQubit(splitting, down, up, dephasing).Model();
        double width = ((down + up) / 2) + dephasing;
        double population = up / (up + down);
        TimeGrid delays = TimeGrid.Uniform(0, 6, 31);
        Complex[] correlation = TwoTimeCorrelation.Stationary(model, Raising, Lowering, delays);
        for (int k = 0; k < delays.Count; k++)
        {
            Complex exact = population * Complex.Exp(new Complex(-width, splitting) * delays.Times[k]);
            Approx.Equal(exact, correlation[k], 1e-10, "tolerance 1e-10");
        }

        double[] frequencies = [-2, 0, 2.5, splitting, 4];
        double[] spectrum = TwoTimeCorrelation.Spectrum(model, Raising, Lowering, frequencies);
        for (int k = 0; k < frequencies.Length; k++)
        {
            double offset = frequencies[k] - splitting;
            Approx.Relative(2 * population * width / ((width * width) + (offset * offset)), spectrum[k], 1e-13, "Lorentzian");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void RegressionAgreesWithItsDefinition(int seed)
    {
        var random = new RandomSystems(200 + seed);
        OpenSystemModel model = random.Model(SpinChains.Nuclei(2), 2, random.Telegraph());
        Operator a = random.General(4), b = random.General(4), initial = random.Density(4);
        const double time = 0.8;
        TimeGrid delays = TimeGrid.Of([0, 0.3, 1.9]);
        Complex[] found = TwoTimeCorrelation.FromState(model, initial, time, a, b, delays);
        StochasticLiouvillian generator = StochasticLiouvillian.Of(model);
        Complex[] state = Propagate(generator, generator.Extend(initial), time);
        Complex[] product = [.. Enumerable.Range(0, generator.ModeCount).SelectMany(k => Vectorization.Vec(b * Vectorization.Unvec(state.AsSpan(16 * k, 16))))];
        for (int k = 0; k < delays.Count; k++)
        {
            Complex direct = a.Expectation(generator.Average(Propagate(generator, product, delays.Times[k])));
            Approx.Equal(direct, found[k], 2e-9, "tolerance 1e-10 of |A||B|, about 8 here");
        }
    }

    [Fact]
    public void TheSpectrumIsTheTransformOfTheCorrelation()
    {
        var random = new RandomSystems(9);
        OpenSystemModel model = random.Model(SpinChains.Nuclei(2), 3, random.Telegraph());
        Operator a = random.General(4), b = random.General(4);
        TimeGrid delays = TimeGrid.Uniform(0, 60, 6001);
        Complex[] correlation = TwoTimeCorrelation.Stationary(model, a, b, delays);
        Complex final = correlation[^1];
        const double frequency = 0.7;
        double[] spectrum = TwoTimeCorrelation.Spectrum(model, a, b, [frequency]);

        // Simpson's rule with step 0.01: error h⁴ times the fourth derivative, below 1e-6 here.
        Complex sum = Complex.Zero;
        for (int k = 0; k < delays.Count; k++)
        {
            double weight = k == 0 || k == delays.Count - 1 ? 1 : k % 2 == 1 ? 4 : 2;
            sum += weight * delays.Step / 3 * (correlation[k] - final) * Complex.Exp(new Complex(0, -frequency * delays.Times[k]));
        }

        Approx.Equal(2 * sum.Real, spectrum[0], 1e-5, "transform of the sampled correlation");
    }

    [Theory]
    [InlineData(20, 0.5)]
    [InlineData(3, 0.2)]
    [InlineData(1, 4)]
    public void SlowGaussianNoiseDephasesTheCorrelation(double deviation, double rate)
    {
        // <S+(τ) S-(0)> = p_up exp(-Γτ - V(τ)/2), V the variance of ∫ξ: far more levels than the steady state, which is on the lowest.
        const double down = 0.7, up = 0.2;
        OpenSystemModel still = new DampedQubit(0, down, up, 0).Model();
        var model = new OpenSystemModel(still.Hamiltonian, still.Dissipators, [new NoiseCoupling(SpinOperators.Z(0.5), new OrnsteinUhlenbeckNoise(0, deviation, rate))]);
        TimeGrid delays = TimeGrid.Of([0, 0.1, 0.3]);
        Complex[] stationary = TwoTimeCorrelation.Stationary(model, Raising, Lowering, delays);
        Complex[] fromState = TwoTimeCorrelation.FromState(model, SteadyState.Of(still), 0.4, Raising, Lowering, delays);
        for (int k = 0; k < delays.Count; k++)
        {
            double t = delays.Times[k];
            double spread = 2 * deviation * deviation / rate / rate * ((rate * t) - 1 + Math.Exp(-rate * t));
            double exact = up / (up + down) * Math.Exp(-((down + up) / 2 * t) - (spread / 2));
            Approx.Equal(exact, stationary[k], 2e-9, "ladder and steps to their tolerances");
            Approx.Equal(exact, fromState[k], 2e-9, "the populations have settled from the start");
        }
    }

    [Theory]
    [InlineData(1e-15)]
    [InlineData(1e-18)]
    [InlineData(1e-22)]
    public void AUniqueSteadyStateIsFoundAcrossManyDecades(double slow)
    {
        // 0 and 1 exchange at 1 and 2; 2 empties into 1 and fills from 0 at slow rates: p2 = p0 slow / (3 slow).
        static Operator Jump(int to, int from) => Operator.Unit(3, to, from);
        var model = new OpenSystemModel(
            0.0 * Jump(0, 0),
            [new Dissipator(Jump(1, 0), 1), new Dissipator(Jump(0, 1), 2), new Dissipator(Jump(2, 0), slow), new Dissipator(Jump(1, 2), 3 * slow)]);
        Operator state = SteadyState.Of(model);
        double p2 = state[2, 2].Real, p0 = state[0, 0].Real, p1 = state[1, 1].Real;
        Approx.Relative(1.0 / 3, p2 / p0, 1e-9, "balance of the slow rates");
        Approx.Relative(0.5, p1 / p0, 1e-9, "balance of the fast rates");
    }

    [Fact]
    public void TwoSeparatePairsStillHaveNoUniqueSteadyState()
    {
        var jumps = new[] { (0, 1), (1, 0), (2, 3), (3, 2) }.Select((j, k) => new Dissipator((Math.Sqrt(2) + (0.1 * k)) * Operator.Unit(4, j.Item1, j.Item2), 1.0 / 3));
        Assert.Throws<InvalidOperationException>(() => SteadyState.Of(new OpenSystemModel(0.0 * Operator.Unit(4, 0, 0), [.. jumps])));
    }

    private static Complex[] Propagate(StochasticLiouvillian generator, Complex[] vector, double time)
    {
        int n = vector.Length;
        Complex[] matrix = Array.ConvertAll(generator.Matrix.ToDense(), v => v * time);
        Complex[] propagator = MatrixExponential.Compute(DenseKernels.Managed, n, matrix).Matrix;
        Complex[] result = new Complex[n];
        DenseKernels.Managed.MultiplyVector(Transposition.None, n, n, Complex.One, propagator, n, vector, Complex.Zero, result);
        return result;
    }
}
