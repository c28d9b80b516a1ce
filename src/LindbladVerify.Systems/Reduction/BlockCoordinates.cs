using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Reduction;

/// <summary>The product operators of a block in their order, and what an operator is in them.</summary>
/// <param name="basis">The product operators of the space.</param>
/// <param name="codes">[n] codes, ascending, closed under the adjoint; kept.</param>
internal sealed class BlockCoordinates(ProductBasis basis, long[] codes)
{
    /// <summary>Number of coordinates n.</summary>
    public int Count => codes.Length;

    /// <summary>Whether the first coordinate is the trace.</summary>
    public bool HasIdentity => codes is [0, ..];

    /// <summary>The index of a code, or a negative number.</summary>
    public int Position(long code) => Array.BinarySearch(codes, code);

    /// <summary>The index of the coordinate that belongs to the adjoint of the operator of another one: itself for B = B†.</summary>
    public int Partner(int index) => Position(basis.Adjoint(codes[index]));

    /// <summary>Some of the coordinates, by ascending index; with each its partner.</summary>
    public BlockCoordinates Part(int[] kept) => new(basis, Array.ConvertAll(kept, k => codes[k]));

    /// <summary>Real orthonormal coordinates [n] of a Hermitian operator: Tr(B A) for B = B†; √2 Re and √2 Im of Tr(B† A) for a pair B, B†.</summary>
    public double[] Of(Operator a)
    {
        double[] coordinates = new double[codes.Length];
        foreach ((long code, System.Numerics.Complex value) in basis.Expand(a))
        {
            int index = Position(code);
            if (index < 0)
            {
                continue;
            }

            long adjoint = basis.Adjoint(code);
            if (adjoint == code)
            {
                coordinates[index] = value.Real;
            }
            else if (code < adjoint)
            {
                coordinates[index] = Math.Sqrt(2) * value.Real;
                coordinates[Position(adjoint)] = Math.Sqrt(2) * value.Imaginary;
            }
        }

        return coordinates;
    }
}
