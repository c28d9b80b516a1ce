using System.Globalization;
using System.Numerics;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>
/// Two nuclei whose neighbours flip: sites "I1", "I2", "K1", "K2", … of spin 1/2,
/// H = ½ δ (I1z - I2z) - ½ D (I1+ I2- + I1- I2+) + Σk 2 (D1k I1z + D2k I2z) Ikz, with every neighbour flipped by the jumps (1±p)/(2τ) on Ik±,
/// so that 2Ikz is a telegraph of mean p and correlation time τ (Chessari et al., doi:10.1103/PhysRevB.107.224429, Eq. (7)).
/// </summary>
internal sealed class PairWithNeighbours
{
    private readonly (double ToFirst, double ToSecond)[] couplings;

    /// <summary>The parameters of the pair and its neighbours.</summary>
    /// <param name="couplings">D1k and D2k of each neighbour, rad/s; at least one neighbour.</param>
    /// <param name="correlationTime">τ, s, positive.</param>
    /// <param name="neighbourPolarization">p, in [-1, 1].</param>
    /// <param name="splitting">δ, rad/s.</param>
    /// <param name="dipolar">D, rad/s.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    /// <exception cref="ArgumentException">There is no neighbour.</exception>
    public PairWithNeighbours(IReadOnlyList<(double ToFirst, double ToSecond)> couplings, double correlationTime, double neighbourPolarization = 0, double splitting = 0, double dipolar = 0)
    {
        if (couplings.Count == 0)
        {
            throw new ArgumentException("A pair with neighbours needs at least one neighbour.", nameof(couplings));
        }

        foreach ((double toFirst, double toSecond) in couplings)
        {
            ModelRange.Finite(toFirst, nameof(couplings));
            ModelRange.Finite(toSecond, nameof(couplings));
        }

        this.couplings = [.. couplings];
        CorrelationTime = ModelRange.Positive(correlationTime, nameof(correlationTime), "s");
        NeighbourPolarization = ModelRange.Polarization(neighbourPolarization, nameof(neighbourPolarization));
        Splitting = ModelRange.Finite(splitting, nameof(splitting));
        Dipolar = ModelRange.Finite(dipolar, nameof(dipolar));
    }

    /// <summary>The sites I1, I2, K1, K2, ….</summary>
    public HilbertSpace Space => field ??= new HilbertSpace([Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5), .. couplings.Select((_, k) => Site.OfSpin(Name(k), 0.5))]);

    /// <summary>τ, s.</summary>
    public double CorrelationTime { get; }

    /// <summary>p.</summary>
    public double NeighbourPolarization { get; }

    /// <summary>δ, rad/s.</summary>
    public double Splitting { get; }

    /// <summary>D, rad/s.</summary>
    public double Dipolar { get; }

    /// <summary>I1+ I2- + I1- I2+, the zero-quantum coherence.</summary>
    public Operator Coherence
    {
        get
        {
            Operator term = Space.On("I1", SpinOperators.Plus(0.5)) * Space.On("I2", SpinOperators.Minus(0.5));
            return term + term.Adjoint();
        }
    }

    /// <summary>I1z - I2z.</summary>
    public Operator PolarizationDifference => Space.On("I1", SpinOperators.Z(0.5)) - Space.On("I2", SpinOperators.Z(0.5));

    /// <summary>I1z + I2z, which the flip-flop conserves.</summary>
    public Operator TotalPolarization => Space.On("I1", SpinOperators.Z(0.5)) + Space.On("I2", SpinOperators.Z(0.5));

    /// <summary>i (I1+ I2- - I1- I2+), the other phase of the zero-quantum coherence.</summary>
    public Operator CoherenceQuadrature
    {
        get
        {
            Operator term = Space.On("I1", SpinOperators.Plus(0.5)) * Space.On("I2", SpinOperators.Minus(0.5));
            return Complex.ImaginaryOne * (term - term.Adjoint());
        }
    }

    /// <summary>An operator of the pair times the equilibrium state of the neighbours, Π (½ + p Ikz).</summary>
    public Operator WithNeighboursInEquilibrium(Operator pair)
    {
        Operator state = pair;
        for (int k = 0; k < couplings.Length; k++)
        {
            state *= (0.5 * Space.One) + (NeighbourPolarization * Space.On(Name(k), SpinOperators.Z(0.5)));
        }

        return state;
    }

    /// <summary>The operators, the same for all pairs with as many neighbours.</summary>
    public ModelTerms Terms
    {
        get
        {
            Operator z1 = Space.On("I1", SpinOperators.Z(0.5));
            Operator z2 = Space.On("I2", SpinOperators.Z(0.5));
            Operator[] neighbours = [.. couplings.Select((_, k) => Space.On(Name(k), SpinOperators.Z(0.5)))];
            return new(
                Space,
                [z1 - z2, SpinTerms.FlipFlop(Space, "I1", "I2", 1), .. neighbours.SelectMany(n => new[] { z1 * n, z2 * n })],
                [],
                [.. couplings.SelectMany((_, k) => SpinTerms.Ladder(Space, Name(k)))]);
        }
    }

    /// <summary>Their coefficients.</summary>
    public ModelCoefficients Coefficients
    {
        get
        {
            (double up, double down) = SpinTerms.Flips(NeighbourPolarization, 1 / CorrelationTime);
            return new([0.5 * Splitting, Dipolar, .. couplings.SelectMany(c => new[] { 2 * c.ToFirst, 2 * c.ToSecond })], [], [.. couplings.SelectMany(_ => new[] { up, down })]);
        }
    }

    /// <summary>The general open-system model, d = 4 · 2^(number of neighbours).</summary>
    public OpenSystemModel Model() => Terms.Model(Coefficients);

    private static string Name(int neighbour) => "K" + (neighbour + 1).ToString(CultureInfo.InvariantCulture);
}
