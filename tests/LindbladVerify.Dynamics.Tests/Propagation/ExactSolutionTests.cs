using System.Numerics;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using LindbladVerify.TestSupport.ExactSolutions;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>Every method on every model whose answer is known in closed form.</summary>
public sealed class ExactSolutionTests
{
    private static readonly Operator Sx = 2.0 * SpinOperators.X(0.5);
    private static readonly Operator Sy = 2.0 * SpinOperators.Y(0.5);
    private static readonly Operator Sz = 2.0 * SpinOperators.Z(0.5);

    public static TheoryData<string, bool, bool> Methods()
    {
        var data = new TheoryData<string, bool, bool>();
        foreach (string method in new[] { "auto", "dense", "krylov", "runge-kutta" })
        {
            foreach (bool reduce in new[] { true, false })
            {
                data.Add(method, reduce, true);
                data.Add(method, reduce, false);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void DampedQubit(string method, bool reduce, bool uniform)
    {
        var exact = new DampedQubit(3.1, 0.7, 0.2, 0.45);
        Operator initial = new RandomSystems(4).Density(2);
        Check(exact.Model(), initial, [Sx, Sy, Sz], Grid(uniform, 9), method, reduce, (o, t) => o.Expectation(exact.State(initial, t)).Real);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void DampedCavity(string method, bool reduce, bool uniform)
    {
        var exact = new DampedCavity(9, 2.3, 0.6);
        Operator initial = new RandomSystems(5).Density(9);
        Operator a = LevelOperators.Lowering(9);
        Operator position = a + a.Adjoint();
        Check(exact.Model(), initial, [LevelOperators.Number(9), position], Grid(uniform, 6), method, reduce, (o, t) =>
            o == position ? 2 * exact.Amplitude(initial, t).Real : exact.Number(initial, t));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void KuboTwoState(string method, bool reduce, bool uniform)
    {
        var exact = new KuboTwoState(2.2, -1.3, 0.9, 0.7);
        var model = new OpenSystemModel(0.0 * Sz, [], [new NoiseCoupling(SpinOperators.Z(0.5), MarkovChainNoise.Telegraph(2.2, -1.3, 0.9, 0.7))]);
        Operator initial = 0.5 * (SpinOperators.One(0.5) + Sx);
        Check(model, initial, [Sx, Sy], Grid(uniform, 8), method, reduce, (o, t) => o == Sx ? exact.Coherence(t).Real : exact.Coherence(t).Imaginary);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void DampedRabiOscillation(string method, bool reduce, bool uniform)
    {
        // Resonant drive Ω and decay γ from |down>: Torrey (1949), doi:10.1103/PhysRev.76.1059.
        const double drive = 2.7, decay = 0.8;
        var model = new OpenSystemModel(drive * SpinOperators.X(0.5), [new Dissipator(SpinOperators.Minus(0.5), decay)]);
        double final = -decay * decay / ((decay * decay) + (2 * drive * drive));
        double frequency = Math.Sqrt((drive * drive) - (decay * decay / 16));
        Check(model, DensityMatrices.Down(0.5), [Sz], Grid(uniform, 10), method, reduce, (_, t) =>
            final + ((-1 - final) * Math.Exp(-0.75 * decay * t) * (Math.Cos(frequency * t) + (0.75 * decay / frequency * Math.Sin(frequency * t)))));
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("krylov")]
    [InlineData("runge-kutta")]
    public void OrnsteinUhlenbeckDephasingConvergesInDepthByItself(string method)
    {
        var exact = new KuboGaussian(0.4, 1.9, 0.8);
        var model = new OpenSystemModel(0.0 * Sz, [], [new NoiseCoupling(SpinOperators.Z(0.5), new OrnsteinUhlenbeckNoise(0.4, 1.9, 0.8))]);
        Operator initial = 0.5 * (SpinOperators.One(0.5) + Sx);
        PropagationResult result = MasterEquationSolver.Solve(model, initial, [Sx, Sy], Grid(true, 3), new PropagationOptions { Method = PropagationMethod.Named(method)! });
        for (int k = 0; k < result.Grid.Count; k++)
        {
            Complex coherence = exact.Coherence(result.Grid.Times[k]);
            Approx.Equal(coherence.Real, result.Values[0][k], 3e-10, "Kubo's Gaussian average");
            Approx.Equal(coherence.Imaginary, result.Values[1][k], 3e-10, "Kubo's Gaussian average");
        }

        Assert.True(result.Statistics.LadderDepth >= 16);
        Assert.Contains("converged", result.Reason, StringComparison.Ordinal);
    }

    private static TimeGrid Grid(bool uniform, double last) => uniform
        ? TimeGrid.Uniform(0.3, last, 37)
        : TimeGrid.Of([0, 0, .. Enumerable.Range(0, 30).Select(k => 0.01 * Math.Pow(last / 0.01, k / 29.0))]);

    private static void Check(OpenSystemModel model, Operator initial, Operator[] observables, TimeGrid grid, string method, bool reduce, Func<Operator, double, double> exact)
    {
        var options = new PropagationOptions { Method = PropagationMethod.Named(method)!, Reduce = reduce };
        PropagationResult result = MasterEquationSolver.Solve(model, initial, observables, grid, options);
        Assert.NotEqual(PropagationMethod.Auto, result.Method);
        Assert.True(result.Method == PropagationMethod.Named(method) || PropagationMethod.Named(method) == PropagationMethod.Auto);
        for (int o = 0; o < observables.Length; o++)
        {
            double scale = Norm(observables[o]) * Norm(initial);
            double largest = 0;
            for (int k = 0; k < grid.Count; k++)
            {
                largest = Math.Max(largest, Math.Abs(exact(observables[o], grid.Times[k]) - result.Values[o][k]));
            }

            Assert.True(largest <= options.Tolerance * scale, $"{method}: error {largest:G3} above the tolerance.");
            Assert.True(largest <= result.ErrorEstimate[o] + (1e-14 * scale), $"{method}: error {largest:G3} above its estimate {result.ErrorEstimate[o]:G3}.");
        }
    }

    private static double Norm(Operator a) => Math.Sqrt(a.Matrix.Values.ToArray().Sum(z => (z.Real * z.Real) + (z.Imaginary * z.Imaginary)));
}
