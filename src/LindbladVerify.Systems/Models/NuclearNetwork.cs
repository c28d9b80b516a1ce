using System.Globalization;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>
/// Several nuclei that exchange polarisation in the field of one electron, sites "I1", "I2", …:
/// H(t) = P(t) Σ Ai Iiz - ½ Σ Dij (Ii+ Ij- + Ii- Ij+), every nucleus dephased on its own so that each zero-quantum coherence decays at Γ2
/// (jump operators Iiz at rate Γ2). The pair of Chessari et al., doi:10.1103/PhysRevB.107.224429, Eq. (1), with more nuclei.
/// </summary>
internal sealed class NuclearNetwork
{
    private readonly double[] hyperfine;
    private readonly (int First, int Second, double Dipolar)[] couplings;

    /// <summary>The parameters of the network.</summary>
    /// <param name="hyperfine">Ai of each nucleus for a fully polarised electron, rad/s; at least two.</param>
    /// <param name="couplings">Pairs of nuclei, counted from 0, with their Dij in rad/s.</param>
    /// <param name="broadening">Γ2, 1/s, not negative.</param>
    /// <exception cref="ArgumentException">There are fewer than two nuclei.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range, or a pair names no two nuclei.</exception>
    public NuclearNetwork(IReadOnlyList<double> hyperfine, IReadOnlyList<(int First, int Second, double Dipolar)> couplings, double broadening)
    {
        if (hyperfine.Count < 2)
        {
            throw new ArgumentException($"A network needs at least two nuclei, not {hyperfine.Count}.", nameof(hyperfine));
        }

        foreach ((int first, int second, double dipolar) in couplings)
        {
            ModelRange.Finite(dipolar, nameof(couplings));
            if (first == second || Math.Min(first, second) < 0 || Math.Max(first, second) >= hyperfine.Count)
            {
                throw new ArgumentOutOfRangeException(nameof(couplings), $"A pair must name two of the nuclei 0 to {hyperfine.Count - 1}, not {first} and {second}.");
            }
        }

        this.hyperfine = [.. hyperfine.Select(a => ModelRange.Finite(a, nameof(hyperfine)))];
        this.couplings = [.. couplings];
        Broadening = ModelRange.Rate(broadening, nameof(broadening));
    }

    /// <summary>The sites I1, I2, ….</summary>
    public HilbertSpace Space => field ??= new HilbertSpace([.. hyperfine.Select((_, i) => Site.OfSpin(Name(i), 0.5))]);

    /// <summary>Γ2, 1/s.</summary>
    public double Broadening { get; }

    /// <summary>Iiz of a nucleus counted from 0.</summary>
    public Operator Longitudinal(int nucleus) => Space.On(Name(nucleus), SpinOperators.Z(0.5));

    /// <summary>The operators, the same for all networks with as many nuclei and the same pairs.</summary>
    public ModelTerms Terms
    {
        get
        {
            Operator[] longitudinal = [.. hyperfine.Select((_, i) => Longitudinal(i))];
            return new(Space, [.. couplings.Select(c => SpinTerms.FlipFlop(Space, Name(c.First), Name(c.Second), 1))], longitudinal, longitudinal);
        }
    }

    /// <summary>Their coefficients.</summary>
    public ModelCoefficients Coefficients => new(Array.ConvertAll(couplings, c => c.Dipolar), hyperfine, Array.ConvertAll(hyperfine, _ => Broadening));

    /// <summary>The general open-system model under an electron noise P(t), d = 2^N.</summary>
    public OpenSystemModel Model(NoiseProcess electron) => Terms.Model(Coefficients, electron);

    private static string Name(int nucleus) => "I" + (nucleus + 1).ToString(CultureInfo.InvariantCulture);
}

/// <summary>Terms that models of spins 1/2 share.</summary>
internal static class SpinTerms
{
    /// <summary>The jumps S+ and S-.</summary>
    public static Operator[] Ladder(HilbertSpace space, string site) => [space.On(site, SpinOperators.Plus(0.5)), space.On(site, SpinOperators.Minus(0.5))];

    /// <summary>Rates (1+P)/2 on S+ and (1-P)/2 on S-, times a rate: mean polarisation P, decay rate of the correlation of 2 Sz equal to <paramref name="rate"/>.</summary>
    public static (double Up, double Down) Flips(double polarization, double rate) => (rate * (1 + polarization) / 2, rate * (1 - polarization) / 2);

    /// <summary>-½ D (I1+ I2- + I1- I2+).</summary>
    public static Operator FlipFlop(HilbertSpace space, string first, string second, double dipolar)
    {
        Operator term = space.On(first, SpinOperators.Plus(0.5)) * space.On(second, SpinOperators.Minus(0.5));
        return (-0.5 * dipolar) * (term + term.Adjoint());
    }
}
