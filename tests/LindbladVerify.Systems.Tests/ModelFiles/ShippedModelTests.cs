using System.Numerics;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.ModelFiles;

/// <summary>The examples of docs/models give the answers that their comments promise.</summary>
public class ShippedModelTests
{
    // Each curve is exact; the Taylor propagation below rounds once per step and term, at most some 1e4 times.
    private const double Rounding = 1e-11;

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)!)];

    private static string Folder { get; } = RepositoryFolder.PathOf("docs/models");

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_example_loads_and_its_observables_form_a_block(string file)
    {
        LoadedModel loaded = Load(file);
        InvariantBlock block = InvariantBlock.Of(loaded.Model, [.. loaded.Observables.Select(o => o.Operator)], limit: 5000);

        Assert.True(block.Dimension >= loaded.Observables.Count);
        Assert.Contains(file, File.ReadAllText(Path.Combine(Folder, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Three_spins_relax_at_the_closed_form_rate_to_first_order_in_the_flip_flop()
    {
        LoadedModel loaded = Load("paper-three-spins.yaml");
        IReadOnlyDictionary<string, double> p = loaded.Parameters;
        double delta = p["A1"] - p["A2"], gc = p["Gc"], g2 = p["G2"], pol = p["P"], sum = gc + g2;
        double n = (gc * (1 - (pol * pol)) * delta * delta) + (g2 * ((sum * sum) + (delta * delta)));
        double wide = (delta * delta) + (g2 * sum);
        double w = p["D"] * p["D"] / 2 * n / ((wide * wide) + (delta * delta * pol * pol * gc * gc));
        Assert.Equal(12.35, w, 0.005); // the number in the comment

        // The slow eigenvalue is 2W (1 + C D^2 + ...), so halving D quarters what it differs by.
        double[] errors = [.. new[] { 1.0, 0.5 }.Select(s => (SlowRate(s * p["D"]) / (2 * s * s * w)) - 1)];
        Assert.InRange(Math.Abs(errors[0]), 1e-6, 1e-2);
        Assert.Equal(4.0, errors[0] / errors[1], 0.02);
    }

    [Fact]
    public void Electrons_on_the_axis_equal_classical_telegraphs()
    {
        LoadedModel loaded = Load("two-electrons-two-nuclei.yaml");
        IReadOnlyDictionary<string, double> p = loaded.Parameters;
        double up = (1 + p["P"]) / 2;
        Operator z = NuclearPair.PolarizationDifference;
        var pair = new OpenSystemModel(
            (-p["D"] / 2) * (2.0 * SpinOperators.X(0.5)),
            [new Dissipator(z, p["G2"] / 2)],
            [new NoiseCoupling((p["d1"] / 2) * z, MarkovChainNoise.Telegraph(1, -1, p["Gc1"], up)), new NoiseCoupling((p["d2"] / 2) * z, MarkovChainNoise.Telegraph(1, -1, p["Gc2"], up))]);
        double[] classical = Curve(InvariantBlock.Of(pair, [z]).System(NuclearPair.FirstNucleusUp, [z]), loaded.Times, 0);

        AssertCurve(classical, Curves(loaded)[0]);
    }

    [Fact]
    public void The_chain_keeps_its_total_and_spreads()
    {
        LoadedModel loaded = Load("ten-nucleus-chain.yaml");
        Operator[] observables = [.. loaded.Observables.Select(o => o.Operator)];
        BlochSystem system = InvariantBlock.Of(loaded.Model, observables).System(loaded.Initial, observables);

        // Flip-flops conserve the total: its row is a left null vector, whatever the size of the generator (1e7 1/s).
        double[] flow = system.Generator.Transpose().Multiply(system.Observables[^1]);
        Assert.All(flow, f => Assert.Equal(0, f, 1e-8));
        Assert.Equal(0.5, system.Expectation(system.Observables.Count - 1, system.Initial), 1e-14);

        double[] neighbour = Curve(system, [0, 2e-5, 4e-5], 1);
        Assert.True(neighbour[0] == 0 && neighbour[1] > 1e-4 && neighbour[2] > 2 * neighbour[1], $"{neighbour[1]}, {neighbour[2]}");
        Assert.InRange(system.Dimension, 10, 1000);
    }

    [Fact]
    public void The_atom_settles_at_the_saturated_population()
    {
        LoadedModel loaded = Load("optical-bloch-atom.yaml");

        // Twenty lifetimes: the transient is below exp(-18).
        Assert.Equal(0.4, Curves(loaded)[0][^1], 2e-8);
    }

    [Fact]
    public void The_cavity_gives_damped_vacuum_rabi_oscillations()
    {
        LoadedModel loaded = Load("damped-jaynes-cummings.yaml");
        double g = loaded.Parameters["g"], kappa = loaded.Parameters["kappa"], w = Math.Sqrt((g * g) - (kappa * kappa / 16));
        double[] expected = [.. loaded.Times.Select(t => Math.Exp(-kappa * t / 2) * Math.Pow(Math.Cos(w * t) + (kappa / (4 * w) * Math.Sin(w * t)), 2))];

        AssertCurve(expected, Curves(loaded)[0]);
    }

    [Fact]
    public void Kubo_dephasing_has_its_closed_form()
    {
        LoadedModel loaded = Load("kubo-dephasing.yaml");

        AssertCurve([.. loaded.Times.Select(t => Kubo(2 * loaded.Parameters["k"], loaded.Parameters["Delta"], t))], Curves(loaded)[0]);
    }

    [Fact]
    public void One_over_f_noise_factorises_over_the_fluctuators()
    {
        LoadedModel loaded = Load("qubit-one-over-f.yaml");
        double v = loaded.Parameters["v"];
        double[] rates = [.. Enumerable.Range(0, 8).Select(k => loaded.Parameters["slowest"] * Math.Pow(10, k))];
        Assert.Equal(rates, loaded.Model.Noise.Select(n => ((MarkovChainNoise)n.Process).Rate(0, 1) + ((MarkovChainNoise)n.Process).Rate(1, 0)));

        // Five of the eight keep the check quick: 32 joint noise states.
        LoadedModel few = loaded with { Model = new OpenSystemModel(loaded.Model.Hamiltonian, [], [.. loaded.Model.Noise.Take(5)], loaded.Model.Space) };
        AssertCurve([.. loaded.Times.Select(t => rates.Take(5).Aggregate(1.0, (x, r) => x * Kubo(r, v, t)))], Curves(few)[0]);
    }

    [Fact]
    public void Two_sites_exchange_as_in_McConnells_equations()
    {
        LoadedModel loaded = Load("two-site-exchange.yaml");
        IReadOnlyDictionary<string, double> p = loaded.Parameters;
        double[][] curves = Curves(loaded);

        Complex a = new(-p["kAB"], -p["wA"]), b = new(-p["kBA"], -p["wB"]);
        Complex mean = (a + b) / 2, root = Complex.Sqrt(((a - b) * (a - b) / 4) + (p["kAB"] * p["kBA"]));
        for (int k = 0; k < loaded.Times.Count; k++)
        {
            // (1 1) exp(M t) (pA pB)^T by the Cayley-Hamilton theorem; M pops = (-i wA pA, -i wB pB).
            double t = loaded.Times[k];
            Complex slope = (new Complex(0, -p["wA"]) * p["pA"]) + (new Complex(0, -p["wB"]) * (1 - p["pA"]));
            Complex signal = Complex.Exp(mean * t) * (Complex.Cosh(root * t) + ((slope - mean) * Complex.Sinh(root * t) / root));
            Assert.Equal(signal.Real, curves[0][k], Rounding);
            Assert.Equal(-signal.Imaginary, curves[1][k], Rounding);
        }
    }

    private static LoadedModel Load(string file)
    {
        ModelFile model = ModelFileReader.Open(Path.Combine(Folder, file));
        var none = new Dictionary<string, double>(StringComparer.Ordinal);
        return model.IsAverage ? model.BindAt(none, model.AveragePoints(none, 0)![0]) : model.Bind();
    }

    private static double Kubo(double rate, double shift, double t)
    {
        Complex m = Complex.Sqrt((rate * rate / 4) - (shift * shift));
        return (Math.Exp(-rate * t / 2) * (Complex.Cosh(m * t) + (rate / 2 * Complex.Sinh(m * t) / m))).Real;
    }

    /// <summary>The slowest decay but for the stationary state; absolute rounding 1e-16 · 1e7 1/s, so 1e-10 of the rate.</summary>
    private static double SlowRate(double dipolar)
    {
        ModelFile file = ModelFileReader.Open(Path.Combine(Folder, "paper-three-spins.yaml"));
        LoadedModel loaded = file.Bind(new Dictionary<string, double>(StringComparer.Ordinal) { ["D"] = dipolar });
        Operator z = loaded.Observables[0].Operator;
        BlochSystem system = InvariantBlock.Of(loaded.Model, [z]).System(loaded.Initial, [z]);
        var a = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(system.Dimension, system.Dimension, system.Generator.ToDense());
        return a.Evd().EigenValues.Select(e => -e.Real).Where(r => r > 1e-3).Min();
    }

    private static double[][] Curves(LoadedModel loaded)
    {
        Operator[] observables = [.. loaded.Observables.Select(o => o.Operator)];
        BlochSystem system = InvariantBlock.Of(loaded.Model, observables).System(loaded.Initial, observables);
        return [.. Enumerable.Range(0, observables.Length).Select(o => Curve(system, loaded.Times, o))];
    }

    /// <summary>Truncated Taylor series of exp(A t) v on steps with |A| dt at most 1: the remainder 1/30! is far below rounding.</summary>
    private static double[] Curve(BlochSystem system, IReadOnlyList<double> times, int observable)
    {
        double[] v = [.. system.Initial];
        double norm = system.Generator.NormOne();
        double now = 0;
        double[] curve = new double[times.Count];
        for (int k = 0; k < times.Count; k++)
        {
            int steps = (int)Math.Ceiling(norm * (times[k] - now));
            for (int s = 0; s < steps; s++)
            {
                double[] term = v;
                double[] sum = [.. v];
                for (int order = 1; order <= 30; order++)
                {
                    double[] next = new double[v.Length];
                    system.Generator.MultiplyInto((times[k] - now) / steps / order, term, 0, next);
                    term = next;
                    for (int i = 0; i < sum.Length; i++)
                    {
                        sum[i] += term[i];
                    }
                }

                v = sum;
            }

            now = times[k];
            curve[k] = system.Expectation(observable, v);
        }

        return curve;
    }

    private static void AssertCurve(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.Equal(expected[k], actual[k], Rounding);
        }
    }
}
