using System.Globalization;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>
/// An open quantum system: dρ/dt = -i[H + Σ ξ_k(t) O_k + Σ f_k(t) V_k, ρ] + Σ γ_m (L_m ρ L_m† - {L_m†L_m, ρ}/2), with independent classical noises ξ_k and given drives f_k.
/// </summary>
public sealed class OpenSystemModel
{
    private readonly PulseSequence? sequence;

    /// <summary>Checks and collects the parts.</summary>
    /// <param name="hamiltonian">H, [d, d], Hermitian, rad/s.</param>
    /// <param name="dissipators">Lindblad terms.</param>
    /// <param name="noise">Classical noises.</param>
    /// <param name="space">The sites, where known; their product dimension must be d.</param>
    /// <param name="drives">Explicit time dependences.</param>
    /// <exception cref="ArgumentException">Dimensions differ, or H, a noise operator or a driven operator is not Hermitian.</exception>
    public OpenSystemModel(Operator hamiltonian, IReadOnlyList<Dissipator>? dissipators = null, IReadOnlyList<NoiseCoupling>? noise = null, HilbertSpace? space = null, IReadOnlyList<Drive>? drives = null)
    {
        Hamiltonian = hamiltonian;
        Dissipators = [.. dissipators ?? []];
        Noise = [.. noise ?? []];
        Drives = [.. drives ?? []];
        Space = space ?? new HilbertSpace(Site.Whole(hamiltonian.Dimension));

        RequireHermitian(hamiltonian, "The Hamiltonian");
        RequireDimension(Space.Dimension, "The space");
        for (int k = 0; k < Dissipators.Count; k++)
        {
            RequireDimension(Dissipators[k].JumpOperator.Dimension, $"Jump operator {k}");
        }

        for (int k = 0; k < Noise.Count; k++)
        {
            RequireDimension(Noise[k].Operator.Dimension, $"Noise operator {k}");
            RequireHermitian(Noise[k].Operator, $"Noise operator {k}");
        }

        for (int k = 0; k < Drives.Count; k++)
        {
            RequireDimension(Drives[k].Operator.Dimension, $"Driven operator {k}");
            if (!Drives[k].IsDissipative)
            {
                RequireHermitian(Drives[k].Operator, $"Driven operator {k}");
            }
        }
    }

    /// <summary>H, rad/s.</summary>
    public Operator Hamiltonian { get; }

    /// <summary>The Lindblad terms.</summary>
    public IReadOnlyList<Dissipator> Dissipators { get; }

    /// <summary>The classical noises.</summary>
    public IReadOnlyList<NoiseCoupling> Noise { get; }

    /// <summary>The explicit time dependences.</summary>
    public IReadOnlyList<Drive> Drives { get; }

    /// <summary>The sites; a single site "system" where none were given.</summary>
    public HilbertSpace Space { get; }

    /// <summary>Delays, rotations and pulses in place of free evolution; null for none.</summary>
    /// <exception cref="ArgumentException">An operator has another dimension or is not Hermitian.</exception>
    public PulseSequence? Sequence
    {
        get => sequence;
        init
        {
            foreach (Operator a in value?.Operators ?? [])
            {
                RequireDimension(a.Dimension, "An operator of the sequence");
                RequireHermitian(a, "An operator of the sequence");
            }

            sequence = value;
        }
    }

    /// <summary>Refuses a model with a sequence, for what needs the same generator at all times.</summary>
    /// <param name="what">What needs it, for the message.</param>
    /// <exception cref="ArgumentException">The model has a sequence.</exception>
    internal void RequireNoSequence(string what)
    {
        if (sequence is not null)
        {
            throw new ArgumentException($"{what} is defined for free evolution, but the model has a sequence of pulses.");
        }
    }

    /// <summary>Hilbert-space dimension d.</summary>
    public int Dimension => Hamiltonian.Dimension;

    private static void RequireHermitian(Operator a, string what)
    {
        if (!a.IsHermitian())
        {
            throw new ArgumentException($"{what} is not Hermitian.");
        }
    }

    private void RequireDimension(int dimension, string what)
    {
        if (dimension != Hamiltonian.Dimension)
        {
            throw new ArgumentException($"{what} has dimension {dimension}, but the Hamiltonian has {Hamiltonian.Dimension}.");
        }
    }
}

/// <summary>One Lindblad term rate · (L ρ L† - {L†L, ρ}/2). The rate is separate from the operator: no silent square roots.</summary>
public sealed record Dissipator
{
    /// <summary>A jump operator with its rate.</summary>
    /// <param name="jumpOperator">L, [d, d].</param>
    /// <param name="rate">1/s, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public Dissipator(Operator jumpOperator, double rate)
    {
        if (!(rate >= 0) || double.IsInfinity(rate))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, $"A dissipator's rate must be finite and not negative, not {rate.ToString("R", CultureInfo.InvariantCulture)}.");
        }

        JumpOperator = jumpOperator;
        Rate = rate;
    }

    /// <summary>L.</summary>
    public Operator JumpOperator { get; }

    /// <summary>1/s.</summary>
    public double Rate { get; }
}

/// <summary>An explicit time dependence: H(t) gains Envelope(t) · Operator.</summary>
/// <param name="Operator">[d, d], Hermitian; its unit times that of the envelope is rad/s.</param>
/// <param name="Envelope">Real function of the time, on the clock of the output times: the initial state holds at 0.</param>
public sealed record Drive(Operator Operator, Envelope Envelope)
{
    /// <summary>Whether this is a Lindblad term Envelope(t) · (L ρ L† - {L†L, ρ}/2) with L the operator, [d, d], Hermitian or not, and a rate in 1/s that may be negative for a time.</summary>
    public bool IsDissipative { get; init; }

    /// <summary>The noise that multiplies the operator as well, which must be that of a coupling of the model; null where there is none.</summary>
    internal NoiseProcess? Gate { get; init; }

    /// <summary>The place of that noise among those of a model.</summary>
    internal int GateIn(IReadOnlyList<NoiseCoupling> noise)
    {
        for (int k = 0; k < noise.Count; k++)
        {
            if (ReferenceEquals(noise[k].Process, Gate))
            {
                return k;
            }
        }

        throw new ArgumentException("The noise of a driven operator is none of the model.", nameof(noise));
    }

    /// <summary>The Lindblad terms that the envelope multiplies: one of rate 1, or none.</summary>
    internal IReadOnlyList<Dissipator> Terms => IsDissipative ? [new Dissipator(Operator, 1)] : [];

    /// <summary>The Hamiltonian that the envelope multiplies: the operator, or 0.</summary>
    internal Operator Hamiltonian => IsDissipative ? new Operator(LinearAlgebra.Sparse.SparseMatrix<System.Numerics.Complex>.FromEntries(Operator.Dimension, Operator.Dimension, [])) : Operator;
}

/// <summary>A classical process that multiplies an operator: H(t) gains xi(t) · Operator.</summary>
/// <param name="Operator">[d, d], Hermitian; its unit times the unit of xi is rad/s.</param>
/// <param name="Process">The process xi, independent of all others.</param>
public sealed record NoiseCoupling(Operator Operator, NoiseProcess Process);
