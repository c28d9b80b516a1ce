using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>The models of the paper's class, with a quantum electron or its classical telegraph, and chains without any symmetry.</summary>
internal static class SpinChains
{
    public const double ElectronRate = 2e6;
    public const double Polarization = 0.7;

    public static double Hyperfine(int nucleus) => 2e6 / (1 + (1.7 * nucleus));

    public static HilbertSpace Nuclei(int count) => new([.. Enumerable.Range(1, count).Select(k => Site.OfSpin($"I{k}", 0.5))]);

    public static HilbertSpace ElectronAndNuclei(int nuclei) => new([Site.OfSpin("S", 0.5), .. Nuclei(nuclei).Sites]);

    public static Operator Z(HilbertSpace space, string site) => space.On(site, SpinOperators.Z(0.5));

    /// <summary>H = 2 Sz Σ A_i I_iz - ½ D Σ (I_i+ I_i+1- + h.c.), jumps S+ and S- of the electron, and nuclear dephasing.</summary>
    public static OpenSystemModel QuantumElectron(int nuclei, double dephasing = 0)
    {
        HilbertSpace space = ElectronAndNuclei(nuclei);
        Operator hamiltonian = FlipFlop(space, nuclei);
        for (int k = 1; k <= nuclei; k++)
        {
            hamiltonian += (2 * Hyperfine(k)) * (Z(space, "S") * Z(space, $"I{k}"));
        }

        return new OpenSystemModel(
            hamiltonian,
            [
                new Dissipator(space.On("S", SpinOperators.Plus(0.5)), ElectronRate * (1 + Polarization) / 2),
                new Dissipator(space.On("S", SpinOperators.Minus(0.5)), ElectronRate * (1 - Polarization) / 2),
                .. Dephasing(space, nuclei, dephasing),
            ],
            space: space);
    }

    /// <summary>The same with P(t) = ±1 in place of 2Sz.</summary>
    public static OpenSystemModel Telegraph(int nuclei, double dephasing = 0)
    {
        HilbertSpace space = Nuclei(nuclei);
        Operator splitting = 0.0 * space.One;
        for (int k = 1; k <= nuclei; k++)
        {
            splitting += Hyperfine(k) * Z(space, $"I{k}");
        }

        return new OpenSystemModel(
            FlipFlop(space, nuclei),
            [.. Dephasing(space, nuclei, dephasing)],
            [new NoiseCoupling(splitting, MarkovChainNoise.Telegraph(1, -1, ElectronRate, (1 + Polarization) / 2))],
            space);
    }

    /// <summary>Nucleus 1 up, the others down; the electron at its mean polarisation.</summary>
    public static Operator FirstUp(HilbertSpace space) => space.Product([.. space.Sites.Select(s => s.Name switch
    {
        "S" => DensityMatrices.Polarized(0.5, Polarization),
        "I1" => DensityMatrices.Up(0.5),
        _ => DensityMatrices.Down(0.5),
    })]);

    /// <summary>Transverse fields, all-to-all couplings of every kind and local decay: no conserved quantity at all.</summary>
    public static OpenSystemModel WithoutSymmetry(int spins, int seed = 1)
    {
        HilbertSpace space = Nuclei(spins);
        var random = new System.Random(seed);
        double Next() => (2 * random.NextDouble()) - 1;
        Operator hamiltonian = 0.0 * space.One;
        for (int k = 1; k <= spins; k++)
        {
            hamiltonian += space.On($"I{k}", (Next() * SpinOperators.X(0.5)) + (Next() * SpinOperators.Y(0.5)) + (3 * Next() * SpinOperators.Z(0.5)));
            for (int l = 1; l < k; l++)
            {
                hamiltonian += (Next() / (k - l)) * (space.On($"I{k}", SpinOperators.Z(0.5)) * space.On($"I{l}", SpinOperators.Z(0.5)))
                    + (Next() / (k - l)) * (space.On($"I{k}", SpinOperators.X(0.5)) * space.On($"I{l}", SpinOperators.Y(0.5)));
            }
        }

        return new OpenSystemModel(
            hamiltonian,
            [.. Enumerable.Range(1, spins).SelectMany(k => new[]
            {
                new Dissipator(space.On($"I{k}", SpinOperators.Minus(0.5)), 0.1 + (0.02 * k)),
                new Dissipator(space.On($"I{k}", SpinOperators.Z(0.5) + new Complex(0, 0.3) * SpinOperators.X(0.5)), 0.05),
            })],
            space: space);
    }

    private static Operator FlipFlop(HilbertSpace space, int nuclei)
    {
        Operator sum = 0.0 * space.One;
        for (int k = 1; k < nuclei; k++)
        {
            Operator flip = space.On($"I{k}", SpinOperators.Plus(0.5)) * space.On($"I{k + 1}", SpinOperators.Minus(0.5));
            sum += -0.5 * (7e4 + (3e3 * k)) * (flip + flip.Adjoint());
        }

        return sum;
    }

    private static IEnumerable<Dissipator> Dephasing(HilbertSpace space, int nuclei, double rate) =>
        rate == 0 ? [] : Enumerable.Range(1, nuclei).Select(k => new Dissipator(Z(space, $"I{k}"), rate * k));
}
