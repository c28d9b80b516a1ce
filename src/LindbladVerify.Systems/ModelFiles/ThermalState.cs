using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The initial state <c>{ thermal: { temperature } }</c> or <c>{ thermal: { beta } }</c>: exp(-ħH/kT)/Z of the model's Hamiltonian without noise and drives.</summary>
internal sealed class ThermalState : ExternalState
{
    private const int LargestDimension = 2048;
    private readonly FileMapping table;
    private readonly NumberField? temperature;
    private readonly NumberField? beta;

    private ThermalState(FileMapping table)
    {
        this.table = table.AllowOnly("initial.thermal", "temperature", "beta");
        temperature = table.Find("temperature") is { } t ? NumberField.Read(t, "initial.thermal.temperature", QuantityKind.Any) : null;
        beta = table.Find("beta") is { } b ? NumberField.Read(b, "initial.thermal.beta", QuantityKind.Time) : null;
        if (temperature is null == beta is null)
        {
            throw table.Error("initial.thermal needs either 'temperature' (K, H in rad/s) or 'beta' (s): the state is exp(-beta H)/Z");
        }
    }

    public static ThermalState Read(FileNode node) => new(node.AsMapping("initial.thermal"));

    /// <inheritdoc/>
    public override string Reason => "The thermal state of a Hamiltonian holds its eigenvalues, which are not evaluated in many digits.";

    /// <inheritdoc/>
    public override Operator Bind(Binding binding, Operator hamiltonian)
    {
        if (hamiltonian.Dimension > LargestDimension)
        {
            throw table.Error(FormattableString.Invariant($"initial.thermal diagonalises the Hamiltonian, which is offered for at most {LargestDimension} states, not {hamiltonian.Dimension}"));
        }

        double hbar = CompiledExpression.Formula(NaturalConstants.Find("hbar")!.Value, []).Evaluate();
        double boltzmann = CompiledExpression.Formula(NaturalConstants.Find("kB")!.Value, []).Evaluate();
        double inverse = beta?.Value(binding) ?? (hbar / boltzmann / temperature!.Value(binding, v => v > 0, "positive (K)"));
        Operator state = DensityMatrices.Thermal(hamiltonian, inverse);

        // What is 0 but for rounding stays out of sparse structures.
        return new Operator(SparseMatrix<Complex>.FromEntries(state.Dimension, state.Dimension, Clean(state)));
    }

    private static IEnumerable<(int, int, Complex)> Clean(Operator state)
    {
        const double Negligible = 1e-17;
        foreach ((int row, int column, Complex value) in ((0.5 * state) + (0.5 * state.Adjoint())).Matrix.Entries())
        {
            if (value.Magnitude > Negligible)
            {
                yield return (row, column, value);
            }
        }
    }
}
