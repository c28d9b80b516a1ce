using System.Numerics;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using LindbladVerify.TestSupport.ExactSolutions;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>Every shipped model file does what its comments say, to the tolerance of the solver.</summary>
public sealed class ShippedModelTests
{
    /// <summary>1e-10 of |O||ρ(0)|, which is at most 2 in these models.</summary>
    private const double Tolerance = 2e-10;

    [Fact]
    public void AJaynesCummingsQuantumOscillatesAndDecays()
    {
        (LoadedModel model, PropagationResult result) = Solve("damped-jaynes-cummings");
        double g = model.Parameters["g"], kappa = model.Parameters["kappa"];
        double w = Math.Sqrt((g * g) - (kappa * kappa / 16));
        Check(result, 0, t => Math.Exp(-kappa * t / 2) * Math.Pow(Math.Cos(w * t) + (kappa / (4 * w) * Math.Sin(w * t)), 2));
    }

    [Fact]
    public void KubosOscillatorIsItsClosedForm()
    {
        (LoadedModel model, PropagationResult result) = Solve("kubo-dephasing");
        var kubo = new KuboTwoState(model.Parameters["Delta"], -model.Parameters["Delta"], 2 * model.Parameters["k"], 0.5);
        Check(result, 0, t => kubo.Coherence(t).Real);
    }

    [Fact]
    public void AQubitWithOneOverFNoiseIsTheProductOfItsFluctuators()
    {
        (LoadedModel model, PropagationResult result) = Solve("qubit-one-over-f");
        double v = model.Parameters["v"], slowest = model.Parameters["slowest"];
        Check(result, 0, t => Enumerable.Range(0, 8).Aggregate(1.0, (product, k) => product * Fluctuator(v, slowest * Math.Pow(10, k), t)));
    }

    /// <summary>exp(-rt/2)(cosh mt + r/(2m) sinh mt), m² = r²/4 - v², as a sum of its two exponentials so that neither overflows.</summary>
    private static double Fluctuator(double v, double r, double t)
    {
        Complex m = Complex.Sqrt((r * r / 4) - (v * v));
        Complex slow = -v * v / (m + (r / 2));
        Complex fast = -m - (r / 2);
        return (0.5 * (((1 + (r / (2 * m))) * Complex.Exp(slow * t)) + ((1 - (r / (2 * m))) * Complex.Exp(fast * t)))).Real;
    }

    [Fact]
    public void TwoSiteExchangeObeysMcConnellsEquations()
    {
        (LoadedModel model, PropagationResult result) = Solve("two-site-exchange");
        IReadOnlyDictionary<string, double> p = model.Parameters;
        var kubo = new KuboTwoState(p["wA"], p["wB"], p["kex"], p["pA"]);
        Check(result, 0, t => kubo.Coherence(t).Real);
        Check(result, 1, t => kubo.Coherence(t).Imaginary);
    }

    [Fact]
    public void TheOpticalBlochAtomSaturates()
    {
        (LoadedModel model, PropagationResult result) = Solve("optical-bloch-atom");
        double gamma = model.Parameters["gamma"], delta = model.Parameters["delta"], rabi = model.Parameters["rabi"];
        double s = 2 * rabi * rabi / ((gamma * gamma) + (4 * delta * delta));
        Approx.Equal(s / (2 * (1 + s)), result.Values[0][^1], 1e-6, "36 lifetimes: e^-18 is left");
        Approx.Equal(s / (2 * (1 + s)), Half(SteadyState.Of(model.Model)), 1e-14, "steady state");
    }

    [Fact]
    public void TwoElectronsAreTwoClassicalTelegraphs()
    {
        (LoadedModel model, PropagationResult result) = Solve("two-electrons-two-nuclei");
        IReadOnlyDictionary<string, double> p = model.Parameters;
        Operator sigmaZ = 2.0 * SpinOperators.Z(0.5);
        NoiseCoupling Electron(string d, string rate) => new((p[d] / 2) * sigmaZ, MarkovChainNoise.Telegraph(1, -1, p[rate], (1 + p["P"]) / 2));
        var pair = new OpenSystemModel(-p["D"] * SpinOperators.X(0.5), [new Dissipator(sigmaZ, p["G2"] / 2)], [Electron("d1", "Gc1"), Electron("d2", "Gc2")]);
        PropagationResult classical = MasterEquationSolver.Solve(pair, DensityMatrices.Up(0.5), [sigmaZ], result.Grid);
        Approx.Equal(classical.Values[0], result.Values[0], 1e-12, "quantum electrons on the z axis are classical");
    }

    [Fact]
    public void ThePapersPairDecaysAtTheClosedFormRate()
    {
        (LoadedModel model, PropagationResult result) = Solve("paper-three-spins");
        IReadOnlyDictionary<string, double> p = model.Parameters;
        double delta = p["A1"] - p["A2"], d = p["D"], gc = p["Gc"], g2 = p["G2"], polarization = p["P"];
        double n = (gc * (1 - (polarization * polarization)) * delta * delta) + (g2 * (((gc + g2) * (gc + g2)) + (delta * delta)));
        double w = d * d / 2 * n / (Math.Pow((delta * delta) + (g2 * (gc + g2)), 2) + (delta * delta * polarization * polarization * gc * gc));

        // All orders in D against the leading one: of order (D/Δ)² = 4e-5 of the exponent, and 2W/Γ2 = 2e-3 of a fast transient.
        Approx.Relative(Math.Exp(-2 * w * 0.1), result.Values[0][^1], 5e-3, "leading order in the coupling");
        Check(result, 1, _ => polarization);
    }

    [Fact]
    public void TheChainKeepsItsTotalPolarization()
    {
        (_, PropagationResult result) = Solve("ten-nucleus-chain");
        Check(result, 10, _ => 0.5);
        for (int k = 0; k < result.Grid.Count; k++)
        {
            Approx.Equal(0.5, Enumerable.Range(0, 10).Sum(o => result.Values[o][k]), 1e-10, "the sum over the nuclei");
        }
    }

    private static double Half(Operator state) => state[0, 0].Real;

    private static void Check(PropagationResult result, int observable, Func<double, double> exact)
    {
        for (int k = 0; k < result.Grid.Count; k++)
        {
            Approx.Equal(exact(result.Grid.Times[k]), result.Values[observable][k], Tolerance, $"at {result.Grid.Times[k]} s");
        }
    }

    private static (LoadedModel Model, PropagationResult Result) Solve(string name)
    {
        LoadedModel loaded = ModelFileReader.Read(RepositoryFolder.PathOf($"docs/models/{name}.yaml"));
        return (loaded, MasterEquationSolver.Solve(loaded.Model, loaded.Initial, [.. loaded.Observables.Select(o => o.Operator)], TimeGrid.Of(loaded.Times)));
    }
}
