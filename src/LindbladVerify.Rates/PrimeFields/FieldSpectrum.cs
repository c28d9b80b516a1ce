using LindbladVerify.Algebra.Fields;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Rates.PrimeFields;

/// <summary>
/// The spectral density S(ω) = ∫ exp(iωt) ⟨δo(t) δo(0)⟩ dt over all t of the steady state, over a prime field: A v = 0 with populations that sum to 1, then
/// the Laplace transforms F± of o(t) from (E ± i O - ⟨o⟩) v, and S = F₊(-iω) + F₋(iω), rational in ω and the parameters.
/// </summary>
/// <remarks>Source: Lax 1963, doi:10.1103/PhysRev.129.2342. Cost: n³/3 products for the state and two responses. Not safe to use from several threads.</remarks>
internal sealed class FieldSpectrum
{
    private readonly ulong[] matrix;
    private readonly ulong[] state;
    private readonly ulong[] even;
    private readonly ulong[] odd;

    /// <param name="dimension">Number of equations.</param>
    public FieldSpectrum(int dimension)
    {
        matrix = new ulong[dimension * dimension];
        state = new ulong[dimension];
        even = new ulong[dimension];
        odd = new ulong[dimension];
    }

    /// <summary>S(ω); false where a mode lies at ω. The response is left at that of F₋.</summary>
    /// <param name="system">The equations at a point; their start is filled.</param>
    /// <param name="response">What computes F.</param>
    /// <param name="omega">ω, rad/s.</param>
    /// <param name="value">S.</param>
    /// <exception cref="NotAlgebraicException">There is more than one steady state.</exception>
    public bool TryAt(FieldSystem system, FieldResponse response, ulong omega, out ulong value)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(response);
        PrimeField field = system.Field;
        FindState(system);
        FindStart(system);
        ulong turned = field.Multiply(field.ImaginaryUnit, omega);
        value = 0;
        foreach (bool isForward in new[] { true, false })
        {
            ulong unit = isForward ? field.ImaginaryUnit : field.Negate(field.ImaginaryUnit);
            for (int k = 0; k < even.Length; k++)
            {
                system.Begin[k] = field.MultiplyAdd(unit, odd[k], even[k]);
            }

            response.Compute(system);
            if (!response.TryAt(isForward ? field.Negate(turned) : turned, out ulong part))
            {
                return false;
            }

            value = field.Add(value, part);
        }

        return true;
    }

    /// <summary>A v = 0; the populations sum to 1, which takes the place of the balance of one of them.</summary>
    private void FindState(FieldSystem system)
    {
        int n = system.Dimension;
        matrix.AsSpan().Clear();
        state.AsSpan().Clear();
        for (int row = 0; row < n; row++)
        {
            for (int e = system.RowStarts[row]; e < system.RowStarts[row + 1]; e++)
            {
                matrix[(row * n) + system.Columns[e]] = system.Matrix[e];
            }
        }

        if (system.Start!.Populations is [int replaced, ..] populations)
        {
            matrix.AsSpan(replaced * n, n).Clear();
            foreach (int k in populations)
            {
                matrix[(replaced * n) + k] = 1;
            }

            state[replaced] = 1;
        }

        if (!DenseSystem.TrySolve(system.Field, matrix, state, n))
        {
            throw new NotAlgebraicException("The model has more than one steady state, and a spectral density needs one.");
        }
    }

    /// <summary>(E - ⟨o⟩) v and O v.</summary>
    private void FindStart(FieldSystem system)
    {
        PrimeField field = system.Field;
        ulong mean = 0;
        for (int k = 0; k < state.Length; k++)
        {
            mean = field.MultiplyAdd(system.Observable[k], state[k], mean);
        }

        ulong minusMean = field.Negate(mean);
        FieldStart start = system.Start!;
        for (int row = 0; row < state.Length; row++)
        {
            ulong real = field.Multiply(minusMean, state[row]);
            ulong imaginary = 0;
            for (int e = start.RowStarts[row]; e < start.RowStarts[row + 1]; e++)
            {
                real = field.MultiplyAdd(system.EvenStart[e], state[start.Columns[e]], real);
                imaginary = field.MultiplyAdd(system.OddStart[e], state[start.Columns[e]], imaginary);
            }

            even[row] = real;
            odd[row] = imaginary;
        }
    }
}
