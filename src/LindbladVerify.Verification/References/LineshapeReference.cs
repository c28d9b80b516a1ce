using System.Numerics;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.Systems.Superoperators;

namespace LindbladVerify.Verification.References;

/// <summary>
/// The zero-quantum lineshape ∫ e^{-iωt} ⟨σ-(t) σ+(0)⟩ dt by the regression theorem on the full Liouvillian of the pair without flip-flop:
/// 2 Re of the coherence response at s = iω. In the convention of the paper the line stands at +ΔP.
/// </summary>
/// <param name="kernels">Dense complex solver.</param>
internal sealed class LineshapeReference(IDenseKernels kernels) : IReferenceQuantity
{
    private const double Rounding = 2.220446049250313e-16;

    /// <inheritdoc/>
    public string Quantity => Reference.LineshapeQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        double broadening = point["G2"];
        double omega = point["omega"];
        double splitting = point["Delta"] * point["P"];
        var pair = new NuclearPair(0, point["Delta"], point["P"], electronRate: 1, broadening);
        double scale = 1 / Math.Max(broadening, Math.Max(Math.Abs(omega), Math.Abs(splitting)));
        SuperOperator generator = Liouvillian.Of(pair.Model(electron: null));
        int n = generator.LiouvilleDimension;
        Complex[] matrix = Array.ConvertAll(generator.Matrix.ToDense(), v => -scale * v);
        for (int k = 0; k < n; k++)
        {
            matrix[k + (k * n)] += new Complex(0, omega * scale);
        }

        // |βα><αβ| evolves as exp(+iΔPt - Γ2 t).
        Operator coherence = Operator.Unit(2, 1, 0);
        Complex[] response = Vectorization.Vec(coherence);
        kernels.Solve(n, matrix, 1, response);
        double value = 2 * response[1].Real * scale;
        double cancellation = Math.Max(Math.Abs(omega), Math.Abs(splitting)) / Math.Max(broadening, Math.Abs(omega - splitting));
        return new ReferenceValue(value, 16 * Rounding * (1 + cancellation));
    }
}

/// <summary>
/// The decay rate of the zero-quantum coherence of a pair whose two neighbours flip, from the full Lindblad equation of four spins 1/2
/// (256 dimensions, of which the coherence reaches 8).
/// </summary>
/// <param name="kernels">Dense real kernels.</param>
internal sealed class NeighbourBroadeningReference(IDenseKernels kernels) : IReferenceQuantity
{
    private static readonly PairWithNeighbours Any = new([(0, 0), (0, 0)], 1);
    private static readonly Operator Coherence = Any.Coherence;
    private static readonly Operator Half = 0.5 * Coherence;
    private static readonly Operator HalfQuadrature = 0.5 * Any.CoherenceQuadrature;
    private static readonly TermBlocks Blocks = new(Any.Terms, [Coherence]);

    /// <inheritdoc/>
    public string Quantity => Reference.NeighbourBroadeningQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        double polarization = point.Has("p") ? point["p"] : 0;
        (double ToFirst, double ToSecond)[] couplings = [(point["D1a"], point["D2a"]), (point["D1b"], point["D2b"])];

        // In a frame that turns with the mean field of the neighbours, so that the slow mode lies next to zero.
        double precession = polarization * couplings.Sum(c => c.ToFirst - c.ToSecond);
        var pair = new PairWithNeighbours(couplings, point["tau"], polarization, -precession);
        InvariantBlock block = Blocks.At(pair.Coefficients);
        BlochSystem system = block.System(pair.WithNeighboursInEquilibrium(Half), [Coherence]);
        switch (reference.Method)
        {
            case Reference.SpectralGapMethod:
                double[] partner = block.Coordinates(pair.WithNeighboursInEquilibrium(HalfQuadrature));
                (Complex slow, double change) = RelaxationModes.NextToZero(system, kernels, partner);
                double cancellation = 1 + (polarization * couplings.Sum(c => Math.Abs(c.ToFirst) + Math.Abs(c.ToSecond)) / Math.Abs(slow.Real));
                return new ReferenceValue(-slow.Real, change + (system.Dimension * ReferenceValue.RoundingPerEquation * cancellation));
            case Reference.ExactMethod:
                return ReferenceValue.Of(ResidenceTime.Rate(system, 0, kernels, factor: 1)).AtLeast(system.Dimension);
            default:
                throw new ArgumentException($"The broadening by neighbours has no method '{reference.Method}'; known are {Reference.SpectralGapMethod} and {Reference.ExactMethod}.", nameof(reference));
        }
    }
}

/// <summary>
/// F(ω) = ∫ e^{-iωt} ⟨f(t) f*(0)⟩ dt of the drive f = exp(i Δ ∫(P(s)-P)ds), from the noise modes:
/// F = 2 Re of the average component of (iω - G - iΔ(X - P))⁻¹ on the stationary law.
/// </summary>
internal sealed class SpectrumReference : IReferenceQuantity
{
    private const double Rounding = 2.220446049250313e-16;
    private const int LadderDepth = 256;
    private const int Bits = 256;

    /// <summary>What is allowed for levels beyond the depth, where there are infinitely many.</summary>
    private const double LadderUncertainty = 1e-12;

    /// <inheritdoc/>
    public string Quantity => Reference.SpectrumQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        BigFloat Exact(double value) => BigFloat.Of(value).To(Bits);
        BigFloat delta = Exact(point["Delta"]);
        BigFloat polarization = Exact(point["P"]);
        BigFloat rate = Exact(point["Gc"]);
        var s = new BigComplex(BigFloat.Zero, Exact(point["omega"]));
        ElectronNoise noise = ElectronNoise.Parse(reference.Noise);
        int? levels = noise.Levels;
        BigFloat one = BigFloat.One.To(Bits);
        BigFloat variance = delta * delta * (one - polarization) * (one + polarization);
        BigFloat slope = noise.IsElectronLike ? -(2 * delta * polarization) / BigFloat.Sqrt(BigFloat.Of((long)noise.Count).To(Bits)) : BigFloat.Zero;

        // The continued fraction φ = 1/(s + b1²/(s + Γc - i(a1 - a0) + …)) of the drive without its mean precession.
        BigComplex tail = BigComplex.Zero;
        for (int n = levels ?? LadderDepth; n >= 1; n--)
        {
            BigFloat coupling = variance * BigFloat.Of((long)n) * (levels is int count ? BigFloat.Of((long)(count - n + 1)) / BigFloat.Of((long)count).To(Bits) : one);
            BigComplex level = s + new BigComplex(rate * BigFloat.Of((long)n), -(slope * BigFloat.Of((long)n))) + tail;
            tail = coupling.IsZero ? BigComplex.Zero : new BigComplex(coupling, BigFloat.Zero) / level;
        }

        BigComplex response = s + tail;
        BigFloat real = response.Real / response.NormSquared;
        return new ReferenceValue((double)(2 * real), levels is null ? LadderUncertainty : Rounding);
    }
}

/// <summary>Decay rate of the coherence between |αβ&gt; and |βα&gt; of two spins under the full Lindblad equation with the terms of Eq. (5).</summary>
/// <param name="kernels">Dense eigensolver.</param>
internal sealed class ZeroQuantumCoherenceDecayReference(IDenseKernels kernels) : IReferenceQuantity
{
    private static readonly HilbertSpace Space = new(Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));

    /// <inheritdoc/>
    public string Quantity => Reference.ZeroQuantumCoherenceDecayQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        Operator z1 = Space.On("I1", SpinOperators.Z(0.5));
        Operator z2 = Space.On("I2", SpinOperators.Z(0.5));
        Operator hamiltonian = (0.5 * point["Delta"] * (z1 - z2)) + (point["J"] * (z1 * z2));
        Dissipator[] dissipators =
        [
            .. Flips("I1", point["G1a"]),
            .. Flips("I2", point["G1b"]),
            new Dissipator(z1 - z2, point["G2II"] / 2),
        ];
        var model = new OpenSystemModel(hamiltonian, dissipators, space: Space);

        Operator coherence = Space.Product(SpinOperators.Plus(0.5), SpinOperators.Minus(0.5));
        Operator observable = coherence + coherence.Adjoint();
        InvariantBlock block = InvariantBlock.Of(model, [observable]);
        BlochSystem system = block.System(0.5 * observable, [observable]);
        RelaxationMode slowest = RelaxationModes.Of(system, 0, kernels)[0];
        double uncertainty = 16 * system.Dimension * 2.220446049250313e-16 * system.Generator.NormOne() / -slowest.Eigenvalue.Real;
        return new ReferenceValue(-slowest.Eigenvalue.Real, uncertainty);
    }

    private static IEnumerable<Dissipator> Flips(string site, double rate) =>
    [
        new Dissipator(Space.On(site, SpinOperators.Plus(0.5)), rate),
        new Dissipator(Space.On(site, SpinOperators.Minus(0.5)), rate),
    ];
}
