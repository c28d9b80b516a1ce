using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Algebra.Polynomials;

/// <summary>Points at which polynomials are interpolated again and again: what depends on the points alone is kept.</summary>
/// <remarks>Cost: O(n^2) once and O(n^2) for each polynomial (Lagrange's form by synthetic division, all nodes side by side).</remarks>
internal sealed class InterpolationNodes
{
    private readonly ulong[] nodes;
    private readonly ulong[] weights;
    private readonly ulong[] master;

    /// <summary>Prepares nodes.</summary>
    /// <exception cref="ArgumentException">Two nodes are equal.</exception>
    public InterpolationNodes(PrimeField field, ReadOnlySpan<ulong> nodes)
    {
        Field = field;
        this.nodes = nodes.ToArray();
        master = VandermondeSystem.MasterPolynomial(field, nodes);
        var derivative = new UnivariatePolynomial(field, master).Derivative();
        weights = Array.ConvertAll(this.nodes, derivative.Evaluate);
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
        ulong[] result = new ulong[n];
        ulong[] scaled = new ulong[n];
        for (int i = 0; i < n; i++)
        {
            // Holds value_i weight_i times the running coefficient of master/(x - node_i).
            scaled[i] = Field.Multiply(values[i], weights[i]);
        }

        // Coefficient k of master/(x - a): q_k = m_{k+1} + a q_{k+1}; in sums S_k = sum_i w_i q_k(i).
        ulong[] running = [.. scaled];
        for (int k = n - 1; k >= 0; k--)
        {
            ulong sum = 0;
            ulong next = master[k];
            for (int i = 0; i < n; i++)
            {
                sum += running[i];
                sum = Math.Min(sum, sum - Field.Modulus);
                ulong high = Math.BigMul(running[i], nodes[i], out ulong low);
                FieldRows.AddProduct(ref high, ref low, scaled[i], next);
                running[i] = Field.Reduce(high, low);
            }

            result[k] = sum;
        }

        return result;
    }
}
