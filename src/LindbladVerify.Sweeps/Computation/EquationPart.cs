using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>A part of a generator with its coefficient.</summary>
/// <param name="Coefficient">The coefficient.</param>
/// <param name="Square">Whether the coefficient enters squared, times a rate: that of a jump operator.</param>
/// <param name="Rate">The rate of a dissipator; null for a Hamiltonian.</param>
/// <param name="Label">What the rate belongs to, for messages.</param>
/// <param name="Generator">[n, n] of the block.</param>
internal sealed record EquationPart(SlotProgram Coefficient, bool Square, SlotProgram? Rate, string Label, SparseMatrix<double> Generator)
{
    /// <summary>What multiplies the generator at a point.</summary>
    /// <exception cref="ArithmeticException">The coefficient is not finite, or the rate negative.</exception>
    public double At(double[] slots)
    {
        double c = Coefficient.At(slots);
        double value = Square ? c * c * Require(Rate!.Value.At(slots)) : c;
        return double.IsFinite(value) ? value : throw new ArithmeticException(FormattableString.Invariant($"{Label} has a coefficient that is not a finite number."));
    }

    private double Require(double rate) => rate >= 0 ? rate : throw new ArithmeticException(FormattableString.Invariant($"{Label} has the rate {rate:R}; a rate must be zero or positive (1/s)."));
}
