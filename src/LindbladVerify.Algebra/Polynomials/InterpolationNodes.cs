using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Algebra.Polynomials;

/// <summary>Points at which polynomials are interpolated again and again: what depends on the points alone is kept.</summary>
/// <remarks>
/// Cost: n²/2 products and 2 n² more once, and 3 n²/2 products of which few are reduced for each polynomial: Lagrange's form, where the sum of all
/// master/(x - node) times their factors takes the sums of powers of the nodes alone.
/// </remarks>
internal sealed class InterpolationNodes
{
    private readonly ulong[] nodes;
    private readonly ulong[] weights;
    private readonly ulong[] master;

    // Row j holds the j-th powers of the nodes.
    private readonly ulong[] powers;

    /// <summary>Prepares nodes.</summary>
    /// <exception cref="ArgumentException">Two nodes are equal.</exception>
    public InterpolationNodes(PrimeField field, ReadOnlySpan<ulong> nodes)
    {
        Field = field;
        this.nodes = nodes.ToArray();
        master = VandermondeSystem.MasterPolynomial(field, nodes);
        powers = Powers(field, nodes);
        weights = new ulong[Count];
        FieldRows.Add(field, weights, new UnivariatePolynomial(field, master).Derivative().Coefficients, powers, Count);
        if (!field.TryInvertAll(weights))
        {
            throw new ArgumentException("Two nodes are equal.", nameof(nodes));
        }
    }

    /// <summary>Where the nodes lie.</summary>
    public PrimeField Field { get; }

    /// <summary>Number of nodes.</summary>
    public int Count => nodes.Length;

    /// <summary>The nodes.</summary>
    public ReadOnlySpan<ulong> Nodes => nodes;

    /// <summary>prod (x - node), coefficients from x^0.</summary>
    public ReadOnlySpan<ulong> Master => master;

    /// <summary>The coefficients, from x^0, of the polynomial of degree below n with these values.</summary>
    public ulong[] Interpolate(ReadOnlySpan<ulong> values)
    {
        if (values.Length != nodes.Length)
        {
            throw new ArgumentException($"{nodes.Length} values are needed, not {values.Length}.", nameof(values));
        }

        int n = nodes.Length;
        ulong[] scaled = new ulong[n];
        for (int i = 0; i < n; i++)
        {
            scaled[i] = Field.Multiply(values[i], weights[i]);
        }

        ulong[] sums = new ulong[n];
        for (int j = 0; j < n; j++)
        {
            sums[j] = FieldRows.Dot(Field, powers.AsSpan(j * n, n), scaled);
        }

        // Coefficient k of master/(x - a) is the sum of m_{k+1+j} a^j.
        ulong[] result = new ulong[n];
        for (int k = 0; k < n; k++)
        {
            result[k] = FieldRows.Dot(Field, master.AsSpan(k + 1), sums);
        }

        return result;
    }

    private static ulong[] Powers(PrimeField field, ReadOnlySpan<ulong> nodes)
    {
        int n = nodes.Length;
        ulong[] powers = new ulong[n * n];
        powers.AsSpan(0, n).Fill(1);
        for (int row = n; row < powers.Length; row += n)
        {
            for (int i = 0; i < n; i++)
            {
                powers[row + i] = field.Multiply(powers[row - n + i], nodes[i]);
            }
        }

        return powers;
    }
}
