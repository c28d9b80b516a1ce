using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Reduction;

/// <summary>
/// The generalised Bloch equations of a model: a real linear system dv/dt = A v for expectation values, averaged over the
/// classical noises, that determines the chosen observables exactly. Immutable.
/// </summary>
/// <param name="Generator">A, [n, n], 1/s.</param>
/// <param name="Initial">v(0), [n].</param>
/// <param name="Observables">One row [n] per observable: its expectation value is row · v.</param>
/// <param name="Constants">Indices of coordinates that stay what they are: the trace in every noise mode, where the block contains it.</param>
/// <param name="HilbertDimension">Dimension d of the model.</param>
/// <param name="LiouvilleDimension">d² times the number of noise modes: what a solution without reduction would need.</param>
/// <param name="IsExact">False where an Ornstein–Uhlenbeck ladder was truncated.</param>
public sealed record BlochSystem(
    SparseMatrix<double> Generator,
    double[] Initial,
    IReadOnlyList<double[]> Observables,
    IReadOnlyList<int> Constants,
    int HilbertDimension,
    double LiouvilleDimension,
    bool IsExact)
{
    /// <summary>Parts that explicit time dependences multiply; empty for a model that does not change in time.</summary>
    public IReadOnlyList<BlochDrive> Drives { get; init; } = [];

    /// <summary>Refuses equations with explicit time dependence, for what needs a constant generator.</summary>
    /// <param name="what">What needs it, for the message.</param>
    /// <exception cref="ArgumentException">The equations are driven.</exception>
    public void RequireConstant(string what)
    {
        if (Drives.Count > 0)
        {
            throw new ArgumentException($"{what} needs a constant generator, but the model has {Drives.Count} drive(s) with explicit time dependence.");
        }
    }

    /// <summary>Number n of coupled equations that are solved.</summary>
    public int Dimension => Initial.Length;

    /// <summary>Expectation value of an observable in a state v of the system.</summary>
    public double Expectation(int observable, ReadOnlySpan<double> state)
    {
        double sum = 0;
        double[] row = Observables[observable];
        for (int i = 0; i < row.Length; i++)
        {
            sum += row[i] * state[i];
        }

        return sum;
    }
}
