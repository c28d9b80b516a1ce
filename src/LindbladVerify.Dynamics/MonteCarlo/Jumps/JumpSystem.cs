using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>
/// A model for state vectors: between jumps dψ/dt = −i (H_eff + Σ ξ_k O_k) ψ with H_eff = H − E − (i/2) Σ γ L†L; jumps ψ → Lψ at
/// the rate γ|Lψ|²/|ψ|². E is the middle of H's diagonal: it turns only the phase of ψ.
/// </summary>
internal sealed class JumpSystem
{
    public JumpSystem(OpenSystemModel model, IReadOnlyList<Operator> observables)
    {
        Model = model;
        Dimension = model.Dimension;
        Dissipator[] active = [.. model.Dissipators.Where(d => d.Rate > 0 && d.JumpOperator.Matrix.StoredCount > 0)];
        SparseMatrix<Complex> effective = model.Hamiltonian.Matrix - Middle(model.Hamiltonian), decay = Complex.Zero * effective;
        foreach (Dissipator dissipator in active)
        {
            SparseMatrix<Complex> square = (dissipator.JumpOperator.Adjoint() * dissipator.JumpOperator).Matrix;
            effective += new Complex(0, -dissipator.Rate / 2) * square;
            decay += new Complex(dissipator.Rate, 0) * square;
        }

        Effective = new StateOperator(effective);
        Decay = new StateOperator(decay);
        EffectiveMatrix = effective;
        Noise = [.. model.Noise.Select(n => new StateOperator(n.Operator.Matrix)), .. model.Drives.Select(d => new StateOperator(d.Operator.Matrix))];
        Jumps = [.. active.Select(d => (d.Rate, new StateOperator(d.JumpOperator.Matrix)))];
        Observables = [.. observables.Select(o => new StateOperator(o.Matrix))];
        Rotations = [.. model.Sequence?.Rotations.Select(r => (new StateOperator(r.Operator.Matrix), r.Angle)) ?? []];
    }

    /// <summary>The different rotations of a sequence.</summary>
    public (StateOperator Operator, double Angle)[] Rotations { get; }

    /// <summary>The model.</summary>
    public OpenSystemModel Model { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>H_eff.</summary>
    public StateOperator Effective { get; }

    /// <summary>Σ γ L†L: the squared norm falls by its expectation value, 1/s.</summary>
    public StateOperator Decay { get; }

    /// <summary>O_k of every noise, then of every drive.</summary>
    public StateOperator[] Noise { get; }

    /// <summary>H_eff, [d, d].</summary>
    public SparseMatrix<Complex> EffectiveMatrix { get; }

    /// <summary>Jump operators with their rates, 1/s.</summary>
    public (double Rate, StateOperator Operator)[] Jumps { get; }

    /// <summary>The observables.</summary>
    public StateOperator[] Observables { get; }

    /// <summary>Real multiplications of a vector's product with the generator.</summary>
    public double ProductCost => (2 * (Effective.StoredParts + Noise.Sum(o => (double)o.StoredParts))) + (4.0 * Dimension);

    /// <summary>Bound on the norm of the generator.</summary>
    /// <param name="values">ξ_k of every noise, then of every drive.</param>
    public double GeneratorNorm(ReadOnlySpan<double> values)
    {
        double sum = Effective.Norm;
        for (int k = 0; k < values.Length; k++)
        {
            sum += Math.Abs(values[k]) * Noise[k].Norm;
        }

        return sum;
    }

    /// <summary>−i (H_eff + Σ ξ_k O_k), [d, d] column-major.</summary>
    public Complex[] DenseGenerator(ReadOnlySpan<double> values)
    {
        SparseMatrix<Complex> sum = EffectiveMatrix;
        for (int k = 0; k < values.Length; k++)
        {
            sum += new Complex(values[k], 0) * Model.Noise[k].Operator.Matrix;
        }

        return (new Complex(0, -1) * sum).ToDense();
    }

    private static SparseMatrix<Complex> Middle(Operator hamiltonian)
    {
        double low = 0, high = 0;
        for (int i = 0; i < hamiltonian.Dimension; i++)
        {
            double value = hamiltonian[i, i].Real;
            (low, high) = i == 0 ? (value, value) : (Math.Min(low, value), Math.Max(high, value));
        }

        return new Complex((low + high) / 2, 0) * SparseMatrix<Complex>.Identity(hamiltonian.Dimension);
    }
}
