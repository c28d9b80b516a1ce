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
    private readonly StateOperator[] noise;

    public JumpSystem(OpenSystemModel model, IReadOnlyList<Operator> observables)
    {
        Model = model;
        Dimension = model.Dimension;
        Dissipator[] active = [.. model.Dissipators.Where(d => d.Rate > 0 && d.JumpOperator.Matrix.StoredCount > 0)];
        SparseMatrix<Complex> effective = model.Hamiltonian.Matrix - Middle(model.Hamiltonian);
        foreach (Dissipator dissipator in active)
        {
            effective += new Complex(0, -dissipator.Rate / 2) * (dissipator.JumpOperator.Adjoint() * dissipator.JumpOperator).Matrix;
        }

        Effective = new StateOperator(effective);
        EffectiveMatrix = effective;
        noise = [.. model.Noise.Select(n => new StateOperator(n.Operator.Matrix)), .. model.Drives.Select(d => new StateOperator(d.Operator.Matrix))];
        Jumps = [.. active.Select(d => (d.Rate, new StateOperator(d.JumpOperator.Matrix)))];
        Observables = [.. observables.Select(o => new StateOperator(o.Matrix))];
        Rotations = [.. model.Sequence?.Rotations.Select(r => (new StateOperator(r.Operator.Matrix), r.Angle)) ?? []];
    }

    /// <summary>The different rotations of a sequence.</summary>
    public (StateOperator Operator, double Angle)[] Rotations { get; }

    /// <summary>ψ → exp(-i angle O) ψ by a Taylor series in pieces, to rounding.</summary>
    /// <param name="rotation">Which one.</param>
    /// <param name="state">ψ, [d].</param>
    /// <param name="term">Room, [d].</param>
    /// <param name="next">More of it.</param>
    public void Rotate(int rotation, Complex[] state, Complex[] term, Complex[] next)
    {
        (StateOperator generator, double angle) = Rotations[rotation];
        const int MostTerms = 40;
        int pieces = Math.Max(1, (int)Math.Ceiling(Math.Abs(angle) * generator.Norm / 2));
        for (int piece = 0; piece < pieces; piece++)
        {
            double limit = 1e-34 * StateVectors.SquaredNorm(state);
            state.CopyTo(term, 0);
            for (int k = 1; k <= MostTerms; k++)
            {
                generator.Apply(new Complex(0, -angle / pieces / k), term, next, add: false);
                (term, next) = (next, term);
                StateVectors.Add(term, state);
                if (StateVectors.SquaredNorm(term) <= limit)
                {
                    break;
                }
            }
        }
    }

    /// <summary>The model.</summary>
    public OpenSystemModel Model { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>H_eff.</summary>
    public StateOperator Effective { get; }

    /// <summary>H_eff, [d, d].</summary>
    public SparseMatrix<Complex> EffectiveMatrix { get; }

    /// <summary>Jump operators with their rates, 1/s.</summary>
    public (double Rate, StateOperator Operator)[] Jumps { get; }

    /// <summary>The observables.</summary>
    public StateOperator[] Observables { get; }

    /// <summary>Multiplications of one product with the generator.</summary>
    public double ProductCost => Effective.StoredCount + noise.Sum(o => (double)o.StoredCount) + Dimension;

    /// <summary>Bound on the norm of the generator.</summary>
    /// <param name="values">ξ_k of every noise, then of every drive.</param>
    public double GeneratorNorm(ReadOnlySpan<double> values)
    {
        double sum = Effective.Norm;
        for (int k = 0; k < values.Length; k++)
        {
            sum += Math.Abs(values[k]) * noise[k].Norm;
        }

        return sum;
    }

    /// <summary>y = −i factor (H_eff + Σ ξ_k O_k) x.</summary>
    public void Apply(double factor, ReadOnlySpan<double> values, ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        Effective.Apply(new Complex(0, -factor), x, y, add: false);
        for (int k = 0; k < values.Length; k++)
        {
            if (values[k] != 0)
            {
                noise[k].Apply(new Complex(0, -factor * values[k]), x, y, add: true);
            }
        }
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

/// <summary>A sparse complex matrix by rows, for products with state vectors. Immutable; any number of threads may use it.</summary>
internal sealed class StateOperator
{
    private readonly int[] starts;
    private readonly int[] columns;
    private readonly Complex[] values;

    public StateOperator(SparseMatrix<Complex> matrix)
    {
        SparseMatrix<Complex> transpose = matrix.Transpose();
        starts = transpose.ColumnStarts.ToArray();
        columns = transpose.RowIndices.ToArray();
        values = transpose.Values.ToArray();
        Norm = matrix.NormOne();
        IsZero = values.Length == 0;
        StoredCount = values.Length;
    }

    /// <summary>Largest column sum of moduli.</summary>
    public double Norm { get; }

    /// <summary>Whether nothing is stored.</summary>
    public bool IsZero { get; }

    /// <summary>Stored entries.</summary>
    public int StoredCount { get; }

    /// <summary>y = factor · A x, or y += factor · A x.</summary>
    public void Apply(Complex factor, ReadOnlySpan<Complex> x, Span<Complex> y, bool add)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double re = 0, im = 0;
            for (int p = starts[i]; p < starts[i + 1]; p++)
            {
                Complex a = values[p], b = x[columns[p]];
                re += (a.Real * b.Real) - (a.Imaginary * b.Imaginary);
                im += (a.Real * b.Imaginary) + (a.Imaginary * b.Real);
            }

            Complex product = factor * new Complex(re, im);
            y[i] = add ? y[i] + product : product;
        }
    }

    /// <summary>Re ⟨x|A|x⟩.</summary>
    public double Expectation(ReadOnlySpan<Complex> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Complex row = Complex.Zero;
            for (int p = starts[i]; p < starts[i + 1]; p++)
            {
                row += values[p] * x[columns[p]];
            }

            sum += (x[i].Real * row.Real) + (x[i].Imaginary * row.Imaginary);
        }

        return sum;
    }
}

/// <summary>Elementary operations on state vectors.</summary>
internal static class StateVectors
{
    /// <summary>⟨x|x⟩.</summary>
    public static double SquaredNorm(ReadOnlySpan<Complex> x)
    {
        double sum = 0;
        foreach (Complex value in x)
        {
            sum += (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
        }

        return sum;
    }

    /// <summary>x becomes factor · x.</summary>
    public static void Scale(double factor, Span<Complex> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= factor;
        }
    }

    /// <summary>y becomes y + x.</summary>
    public static void Add(ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] += x[i];
        }
    }
}
