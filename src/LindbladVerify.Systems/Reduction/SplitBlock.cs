using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Reduction;

/// <summary>
/// The invariant block of a model whose generator is a sum of fixed parts with coefficients: explored once with every part present, so that
/// a point costs a sum of small matrices and not an exploration.
/// </summary>
/// <remarks>
/// The block holds what any values of the coefficients can reach. It can be larger than that of one point at which a coefficient vanishes; the
/// observables obey the same equations in it.
/// </remarks>
internal sealed class SplitBlock
{
    private SplitBlock(ProductBasis basis, BlockExploration exploration, int parts)
    {
        Basis = basis;
        Codes = new BlockCoordinates(basis, exploration.Codes);
        Generators = [.. Enumerable.Range(0, parts).Select(exploration.RealGenerator)];
    }

    /// <summary>The product operators of the space.</summary>
    public ProductBasis Basis { get; }

    /// <summary>Those of the block.</summary>
    public BlockCoordinates Codes { get; }

    /// <summary>Number of product operators in the block.</summary>
    public int Dimension => Codes.Count;

    /// <summary>The real generator of each part with coefficient 1, [n, n]: Hamiltonians first, then jumps.</summary>
    public IReadOnlyList<SparseMatrix<double>> Generators { get; }

    /// <summary>Explores the block.</summary>
    /// <param name="space">The sites.</param>
    /// <param name="hamiltonians">Hermitian operators [d, d] whose commutators are summed; classical noises multiply theirs in the same way.</param>
    /// <param name="jumps">Jump operators [d, d] of dissipators of rate 1.</param>
    /// <param name="observables">Hermitian operators [d, d] from which the block is explored.</param>
    /// <param name="limit">Largest block to explore before giving up.</param>
    /// <exception cref="BlockTooLargeException">The block exceeds <paramref name="limit"/>.</exception>
    public static SplitBlock Of(HilbertSpace space, IReadOnlyList<Operator> hamiltonians, IReadOnlyList<Operator> jumps, IReadOnlyList<Operator> observables, int limit)
    {
        var basis = new ProductBasis(space);
        var nothing = new Operator(SparseMatrix<System.Numerics.Complex>.Zero(space.Dimension, space.Dimension));
        IOperatorMap[] maps =
        [
            .. hamiltonians.Select(h => new HeisenbergMap(basis, h, [])),
            .. jumps.Select(l => new HeisenbergMap(basis, nothing, [new Dissipator(l, 1)])),
        ];
        var exploration = new BlockExploration(basis, maps, limit);
        foreach (long code in observables.SelectMany(o => basis.Expand(o).Select(t => t.Code)))
        {
            exploration.Visit(code);
        }

        exploration.Run();
        return new SplitBlock(basis, exploration, maps.Length);
    }

    /// <summary>Real orthonormal coordinates [n] of a Hermitian operator, as <see cref="InvariantBlock.Coordinates"/> has them.</summary>
    public double[] Coordinates(Operator a) => Codes.Of(a);
}
